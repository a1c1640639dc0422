"""What lies beside exports: notes, locks of programs, forms that are not read.

Notes and scripts are left alone. Everything else that is not read is named with the
reason, for an export may be in it.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

__all__ = ["ASIDE", "HIDDEN", "IGNORED", "LOCK", "UNREAD", "is_left", "is_lock"]

IGNORED: Final = "ignored"
"""Stands for the origin of a file that the owner of the data does not want read."""

UNREAD: Final = "unread"
"""Stands for the origin of a file in a form that is not read."""

LOCK: Final = "lock_file"
"""Stands for the origin of what a program keeps beside a workbook that is open."""

HIDDEN: Final = "hidden_sheet"
"""Stands for the origin of a worksheet that nobody sees who opens the workbook."""

ASIDE: Final = (IGNORED, UNREAD, LOCK, HIDDEN)
"""What stands for the origin of files and worksheets that are named only."""

_LOCKS: Final = ("~$", ".~lock.")
_NOTES: Final = frozenset(
    [
        "readme",
        "license",
        "licence",
        "copying",
        "notice",
        "authors",
        "changelog",
        "makefile",
        "dockerfile",
    ]
)
_SYSTEM: Final = ("thumbs.db", "ehthumbs.db", "desktop.ini")
_NO_EXPORTS: Final = frozenset(
    [
        ".md",
        ".rst",
        ".toml",
        ".py",
        ".ipynb",
        ".sh",
        ".bat",
        ".ps1",
        ".css",
        ".js",
        ".map",
        ".svg",
        ".gif",
        ".ico",
        ".woff",
        ".woff2",
    ]
)
"""Endings of notes and scripts, and of the parts of a page that a browser saves."""


def is_lock(name: str) -> bool:
    """Say whether a program keeps this file while the one in its name is open.

    >>> is_lock("~$book.xlsx"), is_lock(".~lock.book.ods#"), is_lock("book.xlsx")
    (True, True, False)
    """
    return name.startswith(_LOCKS)


def is_left(name: str) -> bool:
    """Say whether a file is left alone: hidden, or never an export.

    >>> [is_left(name) for name in (".DS_Store", "README", "Thumbs.db", "deals.bak")]
    [True, True, True, False]
    """
    if is_lock(name):
        return False
    plain = PurePosixPath(name.lower())
    is_note = plain.stem in _NOTES and plain.suffix in ("", ".txt")
    return (
        is_note
        or plain.name in _SYSTEM
        or plain.suffix in _NO_EXPORTS
        or name.startswith(".")
    )
