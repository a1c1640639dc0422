"""Quota sheets with a column per month, quarter or year.

Where a year stands beside its months it is their sum, which is not counted again. Only
what a header or a title says tells quotas from what was attained.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import extract, headers, quotas, sheets
from ssi_analysis.exports.extract import Column, Reject
from ssi_analysis.exports.scales import parted
from ssi_analysis.exports.spans import (
    NO_YEAR,
    OPEN_YEAR,
    Span,
    first_days,
    in_full,
    named,
    span,
    sparse_months,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ssi_analysis.exports.extract import Options
    from ssi_analysis.exports.text import Sheet

    Kinds = Mapping[str, Collection[str]]

__all__ = ["Block", "blocks", "period_columns", "with_second_header"]

_SLACK: Final = 0.005
_UNEQUAL: Final = "not the sum of the columns within it, which count"


class PeriodColumn(NamedTuple):
    """Where a column stands, which period it names, and what its amounts are."""

    at: int
    label: str
    kind: str


_Resolved = list[tuple[PeriodColumn, Span]]


class Block(NamedTuple):
    """The columns of one period as a sheet of their own."""

    sheet: Sheet
    period: Span

    def spans(self, rows: Sheet) -> dict[str, Column]:
        """Return the first and the last day, the same on each row."""
        names = ("start_date", "end_date")
        return {
            name: Column("", [str(day)] * len(rows), np.full(len(rows), day))
            for name, day in zip(names, self.period, strict=True)
        }


def period_columns(header: Sequence[str], kinds: Kinds) -> list[PeriodColumn]:
    """Return the columns that name a period; a lone `2026` or `May` may be anything."""
    read = [headers.kind_of(cell, kinds) for cell in first_days(header)]
    found = [
        PeriodColumn(at, label, kind) for at, (kind, label) in enumerate(read) if label
    ]
    return found if len(found) > 1 or any(map(_is_plain, found)) else []


def _is_plain(column: PeriodColumn) -> bool:
    name = named(column.label)
    return bool(column.kind or (name and name.year and name.kind != "year"))


def with_second_header(sheet: Sheet, kinds: Kinds) -> Sheet:
    """Join a second line of headers, as `Quota` and `Actual` below a quarter.

    The cells of the first line are merged over those of the second.
    """
    line = sheet.rows[0] if sheet.rows else ()
    is_kind = [bool(headers.kind(parted(cell).text, kinds)) for cell in line]
    if sum(is_kind) < 2:
        return sheet
    above, joined = "", []
    for header, cell, joins in zip(sheet.header, line, is_kind, strict=True):
        above = header or above
        joined.append(f"{above} {cell}" if joins else header)
    return replace(sheets.kept(sheet, range(1, len(sheet))), header=tuple(joined))


def blocks(
    sheet: Sheet, options: Options, kinds: Kinds, *, bare: str, year: str
) -> tuple[list[Block], list[Reject]]:
    """Return one block per period, and the sums that are not those of their parts.

    `bare` is what a column of a period holds that does not say it, `year` that of the
    headers that have none. Raises `QuotaError` where a header is
    open.
    """
    columns = [
        each._replace(kind=each.kind or bare)
        for each in period_columns(sheet.header, kinds)
    ]
    _refuse_sparse(sheet, columns, options)
    parts, totals = _totals(_resolved(sheet, columns, options, year))
    unequal = [reject for total in totals for reject in _unequal(sheet, *total)]
    found = _by_period(sheet, parts)
    kept = (*extract.PERSON, "first_name", "last_name", "currency")
    others = {name: at for name, at in sheet.columns.items() if name in kept}
    return [
        Block(replace(sheet, columns={**others, **places}), period)
        for period, places in found.items()
    ], unequal


def _by_period(sheet: Sheet, parts: _Resolved) -> dict[Span, dict[str, int]]:
    """Return by period where its columns stand, by kind."""
    found: dict[Span, dict[str, int]] = {}
    for column, period in parts:
        places = found.setdefault(period, {})
        if column.kind in places:
            twice = [sheet.header[at] for at in (places[column.kind], column.at)]
            raise QuotaError.repeated_period(sheet.path, twice)
        places[column.kind] = column.at
    return found


def _resolved(
    sheet: Sheet, columns: Sequence[PeriodColumn], options: Options, year: str
) -> _Resolved:
    read = [span(each.label, options.settings, year=year) for each in columns]
    yearless = [
        sheet.header[column.at]
        for column, period in zip(columns, read, strict=True)
        if period == NO_YEAR
    ]
    if yearless:
        raise QuotaError.no_year(sheet.path, yearless)
    found = []
    for column, period in zip(columns, read, strict=True):
        header = sheet.header[column.at]
        if period == OPEN_YEAR:
            label = in_full(column.label, year)
            raise QuotaError.open_year(sheet.path, header, label)
        if isinstance(period, str):
            problem = f"column '{header}': {period}"
            raise QuotaError.from_problems(sheet.path, [problem])
        found.append((column, period))
    return found


def _refuse_sparse(
    sheet: Sheet, columns: Sequence[PeriodColumn], options: Options
) -> None:
    names = {sheet.header[each.at]: each.label for each in columns}
    if options.quota_period != "month" and (found := sparse_months(names)):
        raise QuotaError.sparse_months(sheet.path, found)


def _totals(
    columns: _Resolved,
) -> tuple[_Resolved, list[tuple[PeriodColumn, list[PeriodColumn]]]]:
    """Part the columns from those that are the sum of others, with these."""
    parts: _Resolved = []
    totals = []
    for column, period in columns:
        inner = [
            (other, within)
            for other, within in columns
            if other.kind == column.kind
            and within != period
            and period.first <= within.first
            and within.last <= period.last
        ]
        finest = [each for each in inner if not _holds_another(each, inner)]
        days = sum((within.last - within.first).astype(int) + 1 for _, within in finest)
        if finest and days == (period.last - period.first).astype(int) + 1:
            totals.append((column, [other for other, _ in finest]))
        else:
            parts.append((column, period))
    return parts, totals


def _holds_another(column: tuple[PeriodColumn, Span], others: _Resolved) -> bool:
    _, outer = column
    return any(
        within != outer and outer.first <= within.first and within.last <= outer.last
        for _, within in others
    )


def _unequal(
    sheet: Sheet, total: PeriodColumn, parts: Sequence[PeriodColumn]
) -> list[Reject]:
    """Say in which rows a sum is not that of its columns."""
    if total.kind == "attainment":
        return []
    whole = _amounts(sheet, total)
    each = np.array([_amounts(sheet, part) for part in parts])
    summed = np.nansum(each, axis=0)
    with np.errstate(invalid="ignore"):
        apart = np.abs(whole - summed) > 1 + _SLACK * np.abs(whole)
    header = sheet.header[total.at]
    return [
        Reject(
            sheet.path, sheet.numbers[at], header, sheet.rows[at][total.at], _UNEQUAL
        )
        for at in np.flatnonzero(apart).tolist()
    ]


def _amounts(sheet: Sheet, column: PeriodColumn) -> np.ndarray:
    return quotas.amounts(replace(sheet, columns={"quota": column.at}), "quota").values
