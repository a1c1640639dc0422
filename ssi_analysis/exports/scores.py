"""The score and its pillars, which every file of them holds alike.

A rank is "top n %": low is good, and it is no score. Scores outside their range are
misreadings of the page and are refused, never capped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import days, extract, values
from ssi_analysis.exports.text import Sheet
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Column, Columns, Reject

__all__ = ["RANKS", "score_table", "sheet_of"]

RANKS: Final = ("industry_top_pct", "network_top_pct")
_EXACT: Final = 1e-3
_SCORES: Final = ("ssi_total", *PILLARS)
COLUMNS: Final = ("date", *_SCORES, *RANKS)


def score_table(sheet: Sheet, day: Column) -> tuple[Columns, list[Reject]]:
    """Read the score columns of a sheet whose days are known."""
    total_name = "ssi_named" if "ssi_named" in sheet else "ssi_total"
    total = extract.read(sheet, total_name, values.scores)
    pillars = {name: extract.read(sheet, name, values.scores) for name in PILLARS}
    table, rejects = extract.build(
        sheet,
        {
            "date": day,
            "time": days.times(day.cells),
            "ssi_total": extract.bounded(total, 0, 100, what="a total"),
            **{
                name: extract.bounded(column, 0, 25, what="a pillar")
                for name, column in pillars.items()
            },
            **{name: _rank(sheet, name) for name in RANKS},
        },
        optional=" ".join(RANKS),
    )
    parts = np.sum([table[name] for name in PILLARS], axis=0)
    # Where only the pillars were kept, the total is what they add up to.
    table["ssi_total"] = np.where(
        np.isnan(table["ssi_total"]), parts, table["ssi_total"]
    )
    table["is_rounded"] = _is_rounded(table)
    return _without_empty(sheet, table, rejects)


def _rank(sheet: Sheet, name: str) -> Column:
    column = extract.read(sheet, name, values.leading_numbers)
    return extract.bounded(column, 0, 100, what="a rank")


def _is_rounded(table: Columns) -> np.ndarray:
    total = table["ssi_total"]
    parts = np.column_stack([table[name] for name in PILLARS])
    known = ~np.isnan(total)
    whole = bool((total[known] % 1 == 0).all())
    # A whole total that its fractional pillars add up to exactly is no rounded one.
    exact: np.ndarray = (parts % 1 > 0).any(axis=1) & (
        np.abs(parts.sum(axis=1) - total) < _EXACT
    )
    rounded: np.ndarray = known & whole & ~exact
    return rounded


def _without_empty(
    sheet: Sheet, table: Columns, rejects: list[Reject]
) -> tuple[Columns, list[Reject]]:
    empty = np.isnan([table[name] for name in _SCORES]).all(axis=0)
    if not empty.any():
        return table, rejects
    blank = [
        extract.Reject(sheet.path, row, "", "", "no score in this row", is_loss=False)
        for row in table["row"][empty]
    ]
    return extract.without(table, np.flatnonzero(empty).tolist()), [*rejects, *blank]


def sheet_of(
    path: str, snapshots: Sequence[Mapping[str, str]], numbers: Sequence[int]
) -> Sheet:
    """Return snapshots as a Sheet under canonical names."""
    names = (*COLUMNS, *extract.PERSON)
    return Sheet(
        path=path,
        header=names,
        columns={name: at for at, name in enumerate(names)},
        rows=tuple(
            tuple([snapshot.get(name, "") for name in names]) for snapshot in snapshots
        ),
        numbers=tuple(numbers),
    )
