"""Rows to CSV text, with the same bytes on every system."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["csv_text"]


def csv_text(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ",",
    quote_all: bool = False,
) -> str:
    r"""Write a header and rows as CSV with newlines of one character.

    >>> csv_text(["name", "ssi"], [["Pell, Odette", 61]])
    'name,ssi\n"Pell, Odette",61\n'
    """
    target = io.StringIO()
    writer = csv.writer(
        target,
        delimiter=delimiter,
        lineterminator="\n",
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )
    writer.writerow(header)
    writer.writerows(rows)
    return target.getvalue()
