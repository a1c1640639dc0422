"""How much is read of one file, and why no more.

Files come from other people's hands, and a report runs unattended: what is beyond
these limits is refused with its cure before it fills the memory.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "DEEPEST",
    "HIGHEST_RATIO",
    "LARGEST",
    "LARGEST_DOCUMENT",
    "LARGEST_TOTAL",
    "LONGEST_FIELD",
    "LONGEST_LINE",
    "MOST_CELLS",
    "MOST_MEMBERS",
    "MOST_ROWS",
    "RATIO_FROM",
]

LARGEST: Final = 256 * 2**20
"""Bytes of a file: some two million deals, held at ten times their size."""

LARGEST_DOCUMENT: Final = 64 * 2**20
"""Bytes of JSON or HTML, which is held whole as objects at a multiple of its size."""

LONGEST_LINE: Final = 2**20
"""Bytes without a line break in a table: a row of messages is a hundred times less."""

LONGEST_FIELD: Final = 2**20
"""Characters in a cell, across its line breaks; beyond it a quote was not closed."""

MOST_MEMBERS: Final = 10_000
"""Files in an archive: a page saved each working day of a year for 40 reps."""

LARGEST_TOTAL: Final = 2**30
"""Bytes that one archive unpacks to, with the archives in it; one file at a time."""

HIGHEST_RATIO: Final = 200
"""Times that a member may grow: text grows 3 to 30 times, a file of one letter 1000."""

RATIO_FROM: Final = 10 * 2**20
"""Bytes below which the growth of a member is let pass, as it does no harm."""

DEEPEST: Final = 1
"""Archives around an archive: an export zipped by its origin and again by a mailer."""

MOST_ROWS: Final = 2**20
"""Rows of a worksheet in every spreadsheet program."""

MOST_CELLS: Final = 25_000_000
"""Cells of a worksheet, blank ones too: as many as the largest text has."""
