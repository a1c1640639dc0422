"""The tables of many extracts, one under the other, the later file last.

Which of two exports is the later one, their names say: by the day in the name or the
folder, then by the number that a browser gives to copies, as in `deals (1).csv`. Of two
worksheets of one workbook neither is, where no day stands in their names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.exports.extract import PERSON, Columns
from ssi_analysis.exports.paths import book_and_sheet, day_in_path
from ssi_analysis.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssi_analysis.exports.extract import Extract

__all__ = ["AT", "concatenated", "places", "recency", "stacked"]

AT: Final = ["file", "row"]
"""The columns that say where a row stands."""

_FURTHER: Final = {
    "events": ("date", "metric", "event_id"),
    "outcomes": ("activity_id", "metric", "date"),
    "optouts": ("date",),
    "rates": ("from_currency", "to_currency", "rate", "start_date"),
}
"""The columns of the tables that are no canonical ones."""
_COPY = re.compile(r" ?\((\d+)\)(?=\.\w+$|$)")


def recency(path: str) -> tuple[str, str, tuple[int, ...]]:
    """Return by what a file is sorted behind those that it may correct.

    Where it is the same for two, nobody knows which is the later one.

    >>> recency("crm/deals_2026-11-08 (2).csv")
    ('2026-11-08', 'crm/deals_2026-11-08.csv', (0, 2))
    >>> recency("crm.xlsx#Deals") == recency("crm.xlsx#Deals (2)")
    True
    """
    parts = book_and_sheet(path)[0].split("/")
    copies = [_COPY.search(part) for part in parts]
    numbers = tuple(int(copy[1]) if copy else 0 for copy in copies)
    return day_in_path(path), "/".join(_COPY.sub("", part) for part in parts), numbers


def stacked(extracts: Iterable[Extract], name: str) -> pd.DataFrame:
    """Return one table of all extracts, with the origin of each row."""
    found = [
        (extract.origin, extract.tables[name])
        for extract in sorted(extracts, key=lambda extract: recency(extract.file))
        if name in extract.tables
    ]
    if not found:
        return _none(name)
    columns = dict.fromkeys(column for _, table in found for column in table)
    frame = {
        column: np.concatenate(
            [table.get(column, _absent(table)) for _, table in found]
        )
        for column in columns
    }
    sizes = [len(table["row"]) for _, table in found]
    origins = np.repeat(np.array([origin for origin, _ in found], object), sizes)
    return pd.DataFrame({**frame, "origin": origins})


def _none(name: str) -> pd.DataFrame:
    also = dict.fromkeys([*PERSON, *AT, "origin"])
    if name in TABLES:
        return TABLES[name].empty().assign(**also)
    return pd.DataFrame(columns=[*also, *_FURTHER[name]], dtype=object)


def _absent(table: Columns) -> np.ndarray:
    return np.full(len(table["row"]), None, dtype=object)


def places(*tables: pd.DataFrame) -> set[tuple[str, int]]:
    """Return the file and row of every row."""
    return {
        place
        for table in tables
        for place in zip(table["file"].tolist(), table["row"].tolist(), strict=True)
    }


def concatenated(*tables: pd.DataFrame) -> pd.DataFrame:
    """Return tables one under the other; empty ones have no say in the types."""
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]
