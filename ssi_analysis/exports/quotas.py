"""Quotas, which every CRM writes much alike: an amount for a person and a period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import days, extract, scales, values
from ssi_analysis.exports.currency import currencies as currency_codes
from ssi_analysis.exports.extract import Column
from ssi_analysis.exports.spans import Span
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Columns, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = [
    "amounts",
    "boundaries",
    "currencies",
    "quota_amount",
    "quota_table",
    "refuse_contradictions",
    "sides",
]

_LAST_MINUTE: Final = 86_340
_TOLD_APART: Final = (
    "product_family",
    "sales_territory",
    "goal_name",
    "pipelines",
    "measure",
)


def amounts(sheet: Sheet, name: str) -> Column:
    """Read a column of money.

    Raises `QuotaError` where its header or a cell names a scale, as in `Amount (k)`.
    """
    label, cells = sheet.label(name), sheet.cells(name)
    if scales.parted(label).scale:
        raise QuotaError.scaled_column(sheet.path, label, label)
    words = dict.fromkeys(cell for cell in cells if not cell[-1:].isdecimal())
    if found := next(filter(scales.is_scale, words), ""):
        raise QuotaError.scaled_column(sheet.path, label, found)
    return extract.read(
        sheet, name, lambda cells: values.money(cells, delimiter=sheet.delimiter)
    )


def quota_amount(sheet: Sheet) -> Column:
    """Read the amounts of quotas, which can be zero and cannot be negative."""
    return extract.bounded(extract.needed(amounts(sheet, "quota")), 0, what="a quota")


def currencies(sheet: Sheet, amount: str, currency: str = "currency") -> list[str]:
    """Return the code of each amount: of its own column, else beside the amount."""
    stated = [code.upper() for code in sheet.cells(currency)]
    if all(stated):
        return stated
    beside = currency_codes(sheet.cells(amount))
    return [code or mark for code, mark in zip(stated, beside, strict=True)]


def boundaries(
    sheet: Sheet, options: Options, *, midnight_is_after: bool
) -> dict[str, Column]:
    """Read `start_date` and `end_date`, the first and the last day of each period.

    They are the days that are written, in no time zone. With `midnight_is_after` an
    end at midnight is the moment after the last day. A period that begins or ends
    within a day is refused: it was written in another time zone.
    """
    found = extract.day_columns(
        sheet, ["start_date", "end_date"], order=options.date_order
    )
    start, end = (extract.needed(column) for column in found.values())
    first, last = (np.array(days.times(each.cells)) for each in (start, end))
    within = "not at midnight; write the day alone"
    start = start.refuse(first > 0, within)
    end = end.refuse((last > 0) & (last < _LAST_MINUTE), within)
    if midnight_is_after:
        end = replace(end, values=end.values - (last == 0).astype(int))
    end = end.refuse(end.values < start.values, "the end is before the start")
    return {"start_date": start, "end_date": end}


def sides(
    label: str, cells: Sequence[str], spans: Sequence[Span | str]
) -> dict[str, Column]:
    """Return `start_date` and `end_date` of the spans that cells name, or the reasons.

    >>> found = sides("Quarter", ["Q9"], ["no such quarter"])
    >>> found["start_date"].reasons, found["end_date"].reasons
    ({0: 'no such quarter'}, {})
    """
    nat = np.datetime64("NaT", "D")
    known = [Span(nat, nat) if isinstance(each, str) else each for each in spans]
    first, last = (
        np.array([each[side] for each in known], dtype="datetime64[D]")
        for side in (0, 1)
    )
    reasons = {at: each for at, each in enumerate(spans) if isinstance(each, str)}
    return {
        "start_date": Column(label, cells, first, reasons),
        "end_date": Column(label, cells, last),
    }


def quota_table(
    sheet: Sheet, days: Mapping[str, Column]
) -> tuple[Columns, list[Reject]]:
    """Read a row per quota; `days` has the first and the last of each.

    Raises `ExportError` where two rows contradict each other.
    """
    table, rejects = extract.build(
        sheet,
        {
            **days,
            "quota": quota_amount(sheet),
            "currency": currencies(sheet, "quota"),
        },
    )
    refuse_contradictions(sheet, table)
    return table, rejects


def refuse_contradictions(sheet: Sheet, quotas: Columns) -> None:
    """Refuse a file that gives one person two different quotas for one period."""
    cells = zip(*map(sheet.cells, _TOLD_APART), strict=True)
    others = dict(zip(sheet.numbers, cells, strict=True))
    spans = zip(quotas["start_date"].tolist(), quotas["end_date"].tolist(), strict=True)
    keys = zip(_persons(quotas), spans, strict=True)
    seen: dict[tuple[object, ...], tuple[int, object]] = {}
    pairs = []
    rows = zip(quotas["row"].tolist(), quotas["quota"].tolist(), strict=True)
    for key, (row, amount) in zip(keys, rows, strict=True):
        said = (amount, others[row])
        first, before = seen.setdefault(key, (row, said))
        if any(key[0]) and before != said:
            pairs.append((first, row))
    if pairs:
        raise ExportError.repeated_quotas(sheet.path, pairs)


def _persons(table: Columns) -> list[tuple[str, ...]]:
    """Return whose row each is, in one spelling per person."""
    rows = zip(*(table[name].tolist() for name in extract.PERSON), strict=True)
    return [
        (
            rep_id,
            email.casefold(),
            seat,
            crm[:15] if len(crm) == 18 else crm,
            fold(name),
        )
        for rep_id, email, seat, crm, name in rows
    ]
