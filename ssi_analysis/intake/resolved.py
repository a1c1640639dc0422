"""Whose row each row is, and which of the rows of one key counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.exports.extract import PERSON, Reject
from ssi_analysis.intake.repeats import Repeat, once
from ssi_analysis.intake.stack import AT, concatenated, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.errors import SSIError
    from ssi_analysis.exports.extract import Extract
    from ssi_analysis.people import People

__all__ = ["Joined", "join_table", "named_rows", "resolved"]

_DAY_OF: Final = {
    "ssi": ("date",),
    "activity": ("end_date",),
    "quota": ("start_date",),
    "attained": ("start_date",),
    "deals": ("close_date", "created_date"),
    "events": ("date",),
    "optouts": ("date",),
}
"""By table: the day on which a row's person is looked up."""


@dataclass(frozen=True)
class Joined:
    """Rows that count, rows set aside, and rows of which nothing can be made.

    `problems` says which rows may be read in two ways.
    """

    kept: pd.DataFrame
    repeats: Sequence[Repeat] = ()
    rejects: Sequence[Reject] = ()
    problems: Sequence[SSIError] = ()


def join_table(rows: pd.DataFrame, name: str, people: People) -> Joined:
    """Resolve one table and set its repeats aside."""
    known, rejects = resolved(rows, name, people)
    kept, repeats = once(known, name)
    return Joined(kept, repeats, rejects)


def resolved(
    rows: pd.DataFrame, name: str, people: People
) -> tuple[pd.DataFrame, list[Reject]]:
    """Return the rows that name a rep, and the rest with the reason."""
    if rows.empty:
        return rows.assign(rep_id=None), []
    matches = people.resolve(rows, _days(rows, name))
    known = rows.assign(rep_id=np.array([match.rep_id for match in matches], object))
    lost = known["rep_id"].isna()
    reasons = [match.reason for match in matches if match.rep_id is None]
    return known[~lost], _unmatched(rows[lost], reasons)


def _days(rows: pd.DataFrame, name: str) -> pd.Series:
    days = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ns]")
    for column in _DAY_OF[name]:
        days = days.fillna(rows[column].astype("datetime64[ns]"))
    return days


def _unmatched(rows: pd.DataFrame, reasons: Sequence[str]) -> list[Reject]:
    names = ["file", "row", *PERSON]
    cells = zip(*(rows[name].tolist() for name in names), reasons, strict=True)
    return [
        Reject(file, row, "", next(filter(None, persons), ""), reason, is_loss=False)
        for file, row, *persons, reason in cells
    ]


def named_rows(extracts: Sequence[Extract]) -> pd.DataFrame:
    """Return whom each row of each table names, with its day, file and origin."""
    every = [
        rows.assign(day=_days(rows, name))[[*PERSON, *AT, "origin", "day"]]
        for name in _DAY_OF
        if len(rows := stacked(extracts, name))
    ]
    return concatenated(*every, stacked((), "events").assign(day=None))
