"""Quota sheets with a column of measures: rows of calls and demos are no quotas.

A row of another measure is set aside and named. A measure that is not known may be
money or not, so it is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import headers, measures, sheets, titles
from ssi_analysis.exports.extract import Reject

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ssi_analysis.exports.extract import Options
    from ssi_analysis.exports.text import Sheet

    Kinds = Mapping[str, Collection[str]]

__all__ = [
    "MONEY",
    "kinds_of_rows",
    "refuse_counts",
    "with_measures",
    "without_others",
]

MONEY: Final = "money"
"""A measure of money of which something else must say if it is a quota or attained."""
_NOT_MONEY: Final = "a measure of something else than money to be won"


def refuse_counts(sheet: Sheet, options: Options) -> None:
    """Refuse a sheet whose title or name says calls, demos or units.

    Not where a column tells the measure of each row, the header of the amounts says
    money, or the owner of the data says that it is a quota sheet.
    """
    labels = [sheet.label(name) for name in ("quota", "attained")]
    is_clear = (
        any(sheet.cells("measure"))
        or options.rule.origin == "quota_sheet"
        or any(map(measures.is_money, labels))
    )
    if not is_clear and (word := titles.counts_named(sheet)):
        raise QuotaError.counted_amounts(sheet.path, word)


def with_measures(sheet: Sheet, kinds: Kinds) -> Sheet:
    """Return a sheet whose column of measures is known, whatever its header is.

    Of the columns that are not read it is the first in which every cell is a known
    measure, and some are of something else than money.
    """
    if "measure" in sheet:
        return sheet
    for at in sorted(set(range(len(sheet.header))) - set(sheet.columns.values())):
        tried = replace(sheet, columns={**sheet.columns, "measure": at})
        pairs = zip(tried.cells("measure"), kinds_of_rows(tried, kinds), strict=True)
        found = {kind for cell, kind in pairs if cell}
        if _NOT_MONEY in found and "" not in found:
            return tried
    return sheet


def without_others(
    sheet: Sheet, kinds: Kinds, *, known: Collection[str], amounts: Sequence[int]
) -> tuple[Sheet, list[Reject]]:
    """Set aside the rows of other measures than money.

    `known` has the kinds that the amounts may be of, `amounts` their columns; a row
    without any needs no measure. Raises `QuotaError` where a measure is not known.
    """
    cells = sheet.cells("measure")
    if not any(cells):
        return sheet, []
    found = kinds_of_rows(sheet, kinds)
    others = {at for at, kind in enumerate(found) if kind == _NOT_MONEY}
    unknown = [
        (sheet.numbers[at], cells[at])
        for at, kind in enumerate(found)
        if kind not in (*known, MONEY, _NOT_MONEY)
        and any(sheet.rows[at][place] for place in amounts)
    ]
    if unknown:
        raise QuotaError.unknown_measures(sheet.path, sheet.label("measure"), unknown)
    rest = [at for at in range(len(sheet)) if at not in others]
    return sheets.kept(sheet, rest), [_aside(sheet, at) for at in sorted(others)]


def _aside(sheet: Sheet, at: int) -> Reject:
    label, found = sheet.label("measure"), sheet.cells("measure")[at]
    number = sheet.numbers[at]
    return Reject(sheet.path, number, label, found, _NOT_MONEY, is_loss=False)


def kinds_of_rows(sheet: Sheet, kinds: Kinds) -> list[str]:
    """Return by row the kind of its amounts or `MONEY`, a blank where none is known."""
    cells = sheet.cells("measure")
    known = {cell: _kind(cell, kinds) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _kind(cell: str, kinds: Kinds) -> str:
    spelt = headers.kind(cell, kinds)
    if spelt == "attainment":
        return spelt
    if measures.is_other(cell):
        return _NOT_MONEY
    if measures.is_quota(cell):
        return "quota"
    # `Revenue` alone may be the revenue that was won as well as that to be won.
    is_open = measures.is_money(cell) and not measures.is_attained(cell)
    return MONEY if is_open else spelt
