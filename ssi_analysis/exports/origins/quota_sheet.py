"""Quotas as sales operations keep them: a plain sheet, long or wide.

Long has a row per person and period; wide has a column per month, quarter or year, for
quotas and perhaps for what was attained. A blank, `n/a` or `-` is no quota, a zero is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import extract, headers, quotas, sheets, titles
from ssi_analysis.exports.extract import Reject
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.quota_columns import period_columns, with_second_header
from ssi_analysis.exports.quota_measures import (
    refuse_counts,
    with_measures,
    without_others,
)
from ssi_analysis.exports.quota_periods import row_spans
from ssi_analysis.exports.quota_rows import AMOUNTS, empty_rows, quota_rows
from ssi_analysis.exports.quota_scales import plain_headers, unscaled
from ssi_analysis.exports.quota_wide import wide_rows
from ssi_analysis.exports.quota_words import COLUMNS, IGNORED, KINDS
from ssi_analysis.exports.stray import without_strays
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ssi_analysis.exports.extract import Columns, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_quotas"]

_PEOPLE: Final = ("person_name", "person_email", "person_id", "person_crm", "last_name")
_PERIOD: Final = "period_columns"
_LABELS: Final = ("month", "quarter", "period", "year")
_LABELLED: Final = frozenset(
    fold(each) for name in _LABELS for each in COLUMNS[name].split(" | ")
)


_Read = tuple[dict[str, "Columns"], list[Reject]]


def read_quotas(sheet: Sheet, options: Options) -> Extract:
    """Read the quotas of a sheet, and what was attained of them.

    Raises `QuotaError` where a period, the form of an attainment or the meaning of a
    column is open, and where the sheet is named after calls, demos or units.
    """
    if scale := titles.scale_above(sheet):
        raise QuotaError.scaled_amounts(sheet.path, scale)
    records, strays = _records(sheet)
    refuse_counts(records, options)
    rows, aside = extract.split(records, sheets.summaries(records, _PEOPLE))
    periods = [each.at for each in period_columns(rows.header, KINDS)]
    amounts = periods or [rows.columns[name] for name in AMOUNTS if name in rows]
    known = AMOUNTS if periods else ("quota",)
    rows, others = without_others(rows, KINDS, known=known, amounts=amounts)
    every = [*strays, *aside, *others]
    if others and not len(rows):
        return extract.finish(records, "quota_sheet", {}, every)
    read = list(wide_rows(rows, options, KINDS) if periods else _long(rows, options))
    every += [reject for _, found in read for reject in found]
    tables = _stacked([tables for tables, _ in read if tables])
    quotas.refuse_contradictions(rows, tables["quota"])
    every += empty_rows(rows, tables, every)
    return extract.finish(records, "quota_sheet", tables, every)


def _records(sheet: Sheet) -> tuple[Sheet, list[Reject]]:
    """Return the rows in full, and the cells beside them."""
    fitted, far = without_strays(sheet)
    whole = sheets.with_footer(
        _as_shares(fitted), lambda row: sheets.is_summary(sheets.first_filled(row))
    )
    headed = with_second_header(whole, KINDS)
    records = with_measures(unscaled(_merged_filled(headed), KINDS), KINDS)
    # A second header has no cells beside the table.
    return records, [each for each in far if each.row in records.numbers]


def _as_shares(sheet: Sheet) -> Sheet:
    """Return a sheet in which `% Attained` is no amount attained."""
    amounts = ("quota", "attained")
    shares = [name for name in amounts if "%" in sheet.label(name) and name in sheet]
    kept = {name: at for name, at in sheet.columns.items() if name not in shares}
    return replace(sheet, columns=kept)


def _merged_filled(sheet: Sheet) -> Sheet:
    amounts = [name for name in sheet.columns if name.startswith(_PERIOD)]
    beside = [*_LABELS, "start_date", *amounts]
    for name in _PEOPLE:
        sheet = sheets.merged_filled(sheet, name, beside=beside, unless=_PEOPLE)
    for name in _LABELS:
        sheet = sheets.merged_filled(sheet, name, beside=_PEOPLE)
    return sheet


def _long(rows: Sheet, options: Options) -> Iterator[_Read]:
    is_named = "quota" in fold(rows.label("quota")) or "attainment" in rows
    if not is_named and titles.measure_named(rows) == "others":
        raise QuotaError.unnamed_amounts(rows.path, [rows.label("quota")])
    yield quota_rows(rows, row_spans(rows, options))


def _stacked(parts: Sequence[Mapping[str, Columns]]) -> dict[str, Columns]:
    return {
        name: {
            column: np.concatenate([part[name][column] for part in parts])
            for column in parts[0][name]
        }
        for name in ("quota", "attained")
    }


def _further(header: Sequence[str]) -> dict[str, int]:
    """Find columns of periods, amounts in a currency, and what a roster also has."""
    plain = plain_headers(header)
    wide = [each.at for each in period_columns(plain, KINDS)]
    found = {f"{_PERIOD} {at}": at for at in wide}
    if wide:
        found[_PERIOD] = wide[0]
    for at, cell in enumerate(plain):
        said = "%" in cell or headers.parted(cell).text != header[at]
        if said and (kind := headers.kind(cell, KINDS)):
            found.setdefault(kind, at)
    if wide or not _LABELLED.isdisjoint(map(fold, header)):
        known = [at for at, cell in enumerate(header) if fold(cell) in IGNORED]
        found |= {f"known {at}": at for at in known}
    return found


ORIGINS: Final = (
    Origin(
        "quota_sheet",
        "Quota sheet",
        COLUMNS,
        needs(
            *(f"{who} {_PERIOD}" for who in _PEOPLE),
            *(
                f"{who} {when} {what}"
                for who in _PEOPLE
                for when in (*_LABELS, "start_date end_date")
                for what in ("quota", "attainment")
            ),
            *(f"{who} quota attained" for who in _PEOPLE),
            *(f"{who} quota attainment" for who in _PEOPLE),
        ),
        read_quotas,
        further=_further,
    ),
)
