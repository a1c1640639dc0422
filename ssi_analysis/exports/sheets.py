"""Sheets with other cells than the file has: blanks of merged cells, some rows only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports.text import Sheet, is_total

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = [
    "first_filled",
    "is_summary",
    "kept",
    "merged_filled",
    "summaries",
    "with_cells",
    "with_footer",
]

_WORKBOOK = re.compile(r"\.xls\w?(?:#|$)", re.IGNORECASE)
_SUMMARY: Final = re.compile(
    r"(?:.*\b)?(?:sub|grand )?totals?(?:\b.*)?|(?:team )?(?:average|avg\.?|mean|median)"
    r"|sum|count|(?:team |overall )(?:sum|count)",
    re.IGNORECASE,
)


def with_cells(sheet: Sheet, name: str, cells: Sequence[str]) -> Sheet:
    """Return a sheet that has other cells in the column of a canonical name."""
    at = sheet.columns[name]
    pairs = zip(sheet.rows, cells, strict=True)
    rows = tuple((*row[:at], cell, *row[at + 1 :]) for row, cell in pairs)
    return replace(sheet, rows=rows)


def kept(sheet: Sheet, positions: Collection[int]) -> Sheet:
    """Return a sheet of some of its rows."""
    return replace(
        sheet,
        rows=tuple(sheet.rows[at] for at in positions),
        numbers=tuple(sheet.numbers[at] for at in positions),
    )


def with_footer(sheet: Sheet, belongs: Callable[[Sequence[str]], bool]) -> Sheet:
    """Return a sheet with those lines of its footer among the rows that `belongs` says.

    They are made as wide as the rows.
    """
    width = len(sheet.header)
    lines = [
        (number, (*row, *[""] * width)[:width])
        for number, row in (*sheet.misfits, *sheet.footer)
        if belongs(row)
    ]
    moved = {number for number, _ in lines}
    return replace(
        sheet,
        rows=(*sheet.rows, *(row for _, row in lines)),
        numbers=(*sheet.numbers, *(number for number, _ in lines)),
        misfits=tuple(each for each in sheet.misfits if each[0] not in moved),
        footer=tuple(each for each in sheet.footer if each[0] not in moved),
    )


def merged_filled(
    sheet: Sheet, name: str, *, beside: Collection[str], unless: Collection[str] = ()
) -> Sheet:
    """Fill the blanks that merged cells of a worksheet leave in a column.

    A blank takes the cell above where its row comes right below, is filled in one of
    the columns `beside` and in none of `unless`, and no total stands between. In a
    text file a blank is blank.
    """
    if name not in sheet or not _WORKBOOK.search(sheet.path):
        return sheet
    wanted, unwanted = (
        [sheet.columns[other] for other in names if other in sheet and other != name]
        for names in (beside, unless)
    )
    above, above_at, cells = "", 0, []
    own = zip(sheet.numbers, sheet.rows, sheet.cells(name), strict=True)
    for number, row, cell in own:
        is_next = number == above_at + 1 and not any(row[at] for at in unwanted)
        found = cell or (above if is_next and any(row[at] for at in wanted) else "")
        above, above_at = ("" if is_summary(first_filled(row)) else found), number
        cells.append(found)
    return with_cells(sheet, name, cells)


def first_filled(row: Sequence[str]) -> str:
    """Return the first cell of a row that is not blank."""
    return next(filter(None, row), "")


def is_summary(cell: str) -> bool:
    """Say whether a cell is the label of a row of totals or averages.

    >>> is_summary("EMEA Total"), is_summary("Average"), is_summary("Sum Li")
    (True, True, False)
    """
    return is_total(cell) or _SUMMARY.fullmatch(cell) is not None


def summaries(sheet: Sheet, people: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return by position the rows of totals and averages, and what is said of them.

    The label stands for the person in the columns `people`, or comes first in a row
    that names nobody.
    """
    named = zip(*map(sheet.cells, people), strict=True)
    labels = [
        first_filled(cells) or first_filled(row)
        for cells, row in zip(named, sheet.rows, strict=True)
    ]
    return {
        at: (label, "a line of totals or averages")
        for at, label in enumerate(labels)
        if is_summary(label)
    }
