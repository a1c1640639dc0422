"""Quota sheets with a column per period: what do their amounts stand for?

A header, a column of measures or a title must say so. A month that is not called a
quota may as well be of bookings, or of scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import sheets, titles
from ssi_analysis.exports.quota_columns import blocks, period_columns
from ssi_analysis.exports.quota_measures import MONEY, kinds_of_rows
from ssi_analysis.exports.quota_periods import year_cells
from ssi_analysis.exports.quota_rows import quota_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ssi_analysis.exports.extract import Columns, Options, Reject
    from ssi_analysis.exports.text import Sheet

    Kinds = Mapping[str, Collection[str]]

__all__ = ["wide_rows"]


def wide_rows(
    rows: Sheet, options: Options, kinds: Kinds
) -> Iterator[tuple[dict[str, Columns], list[Reject]]]:
    """Yield the tables of each period, and rejects that are of no single period.

    Raises `QuotaError` where nothing says that the amounts are quotas.
    """
    for kind, of_kind in _by_measure(rows, options, kinds):
        for year, of_year in _by_year(of_kind):
            found, unequal = blocks(of_year, options, kinds, bare=kind, year=year)
            yield {}, unequal
            for block in found:
                yield quota_rows(block.sheet, block.spans)


def _by_measure(rows: Sheet, options: Options, kinds: Kinds) -> list[tuple[str, Sheet]]:
    """Part rows of quotas from rows of what was attained, where a column tells.

    `Revenue` beside rows of quotas was attained; without any, the title must say.
    """
    found = kinds_of_rows(rows, kinds)
    if not set(found) - {"", MONEY}:
        _refuse_unnamed(rows, options, kinds)
        return [("quota", rows)]
    meant = ["attained" if kind == MONEY else kind for kind in found]
    return [
        (kind, sheets.kept(rows, [at for at, each in enumerate(meant) if each == kind]))
        for kind in dict.fromkeys(filter(None, meant))
    ]


def _refuse_unnamed(sheet: Sheet, options: Options, kinds: Kinds) -> None:
    """Refuse columns of periods of which nothing says that they hold quotas."""
    columns = period_columns(sheet.header, kinds)
    bare = [sheet.header[each.at] for each in columns if not each.kind]
    others = {each.kind for each in columns} - {""}
    is_clear = "quota" not in {*others, *sheet.columns} and (
        bool(others)
        or options.rule.origin == "quota_sheet"
        or titles.measure_named(sheet) == "quotas"
    )
    if bare and not is_clear:
        raise QuotaError.unnamed_amounts(sheet.path, bare)


def _by_year(rows: Sheet) -> list[tuple[str, Sheet]]:
    years = year_cells(rows)
    if not any(years):
        return [(titles.period_named(rows, ("year",)), rows)]
    return [
        (year, sheets.kept(rows, [at for at, each in enumerate(years) if each == year]))
        for year in dict.fromkeys(years)
    ]
