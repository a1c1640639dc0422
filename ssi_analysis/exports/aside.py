"""Tables that are known and hold no measure: all rows are set aside, none is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ssi_analysis.exports import extract
from ssi_analysis.exports.extract import Aside

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Extract
    from ssi_analysis.exports.text import Sheet

__all__ = ["set_aside", "with_all_rows"]


def set_aside(sheet: Sheet, origin: str, reason: str, *, found: str = "") -> Extract:
    """Return an extract without a table, each row of the sheet a reject."""
    every = with_all_rows(sheet)
    aside = [
        Aside(sheet.path, row, "", found, reason, is_loss=False)
        for row in every.numbers
    ]
    return extract.finish(every, origin, {}, aside)


def with_all_rows(sheet: Sheet) -> Sheet:
    """Return a sheet in which rows of any width count as rows.

    >>> from ssi_analysis.exports.text import Sheet
    >>> sheet = Sheet("x.csv", ("a",), {}, (("b",),), (2,), misfits=((3, ("c", "d")),))
    >>> with_all_rows(sheet).numbers, with_all_rows(sheet).rows
    ((2, 3), (('b',), ('c', 'd')))
    """
    rows = sorted([*zip(sheet.numbers, sheet.rows, strict=True), *sheet.misfits])
    return replace(
        sheet,
        rows=tuple(cells for _, cells in rows),
        numbers=tuple(number for number, _ in rows),
        misfits=(),
    )
