"""Worksheets of one workbook: none is the later one, so they must not disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import DocumentError, SSIError
from ssi_analysis.exports.paths import book_and_sheet
from ssi_analysis.intake.stack import recency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssi_analysis.exports.extract import Columns, Extract
    from ssi_analysis.intake.repeats import Repeat

__all__ = ["sheet_problems"]

_RANKED: Final = ("is_rounded", "time")
"""What tells which of two scores of one day counts."""


def sheet_problems(
    repeats: Iterable[Repeat], extracts: Iterable[Extract]
) -> list[SSIError]:
    """Refuse the workbooks of which two worksheets state one thing differently.

    Where the names of the worksheets have days, the later one corrects the other.
    """
    by_file = {found.file: found for found in extracts}
    books: dict[str, list[str]] = {}
    for at in repeats:
        if _is_open(at, by_file):
            book, sheet = book_and_sheet(at.file)
            other = book_and_sheet(at.kept_file)[1]
            line = f"{at.table}: '{sheet}' row {at.row} and '{other}' row {at.kept_row}"
            books.setdefault(book, []).append(line)
    return [DocumentError.differing_sheets(*each) for each in books.items()]


def _is_open(at: Repeat, by_file: Mapping[str, Extract]) -> bool:
    if at.kind != "corrected" or at.file == at.kept_file:
        return False
    if recency(at.file) != recency(at.kept_file):
        return False
    places = ((at.file, at.row), (at.kept_file, at.kept_row))
    ranks = [_rank(by_file[file].tables[at.table], row) for file, row in places]
    return ranks[0] == ranks[1]


def _rank(table: Columns, row: int) -> list[str]:
    at = np.flatnonzero(table["row"] == row)[:1]
    return [
        cell
        for name in _RANKED
        if name in table
        for cell in table[name][at].astype(str)
    ]
