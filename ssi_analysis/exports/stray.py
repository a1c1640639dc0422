"""Cells beside a table: a note far to the right, in no column that has a header."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports.extract import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_analysis.exports.text import Sheet

__all__ = ["without_strays"]

_BEYOND: Final = "beyond the last column of the table; not read"


def without_strays(sheet: Sheet) -> tuple[Sheet, list[Reject]]:
    """Return a sheet without the cells that stand beside it, and what they are.

    A row that is longer than the header is one of the table where a blank parts it from
    the rest. Where none does, a comma within an amount may have cut it in two.
    """
    width = len(sheet.header)
    beside = [
        (number, row)
        for number, row in sheet.misfits
        if len(row) > width and not row[width]
    ]
    rows = [*zip(sheet.numbers, sheet.rows, strict=True)]
    rows = sorted([*rows, *((number, row[:width]) for number, row in beside)])
    moved = {number for number, _ in beside}
    fitted = replace(
        sheet,
        rows=tuple(row for _, row in rows),
        numbers=tuple(number for number, _ in rows),
        misfits=tuple(each for each in sheet.misfits if each[0] not in moved),
    )
    far = [_beyond(sheet, number, row[width:]) for number, row in beside]
    return fitted, [*far, *_without_header(fitted)]


def _beyond(sheet: Sheet, number: int, cells: Sequence[str]) -> Reject:
    found = " | ".join(filter(None, cells))[:80]
    return Reject(sheet.path, number, "", found, _BEYOND, is_loss=False)


def _without_header(sheet: Sheet) -> Iterator[Reject]:
    """Tell of each column without a header once, at its first cell."""
    for at, header in enumerate(sheet.header):
        numbered = zip(sheet.numbers, sheet.rows, strict=True)
        cells = [(number, row[at]) for number, row in numbered if row[at]]
        if not header and cells:
            number, found = cells[0]
            below = f", nor are {len(cells) - 1} below it" if len(cells) > 1 else ""
            reason = f"no header above it; not read{below}"
            yield Reject(sheet.path, number, "", found, reason, is_loss=False)
