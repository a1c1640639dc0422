"""Where rows stand, in paths that name nobody: the rep_id stands for the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.exports.text import fold
from ssi_analysis.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from ssi_analysis.team import TeamData

__all__ = ["Place", "first_place", "path_mask", "place_of", "place_of_rep"]

Place = tuple[str, int]
"""A file and a row; blank and 0 where something is in no single one."""


def path_mask(team: TeamData) -> Callable[[str], str]:
    """Return what shows the rep_id for every part of a path that is named after a rep.

    Letters of a file's name that are no text are shown as question marks.
    """
    named = {
        fold(name): str(rep_id)
        for column in ("name", "email")
        for name, rep_id in zip(team.reps[column], team.reps["rep_id"], strict=True)
        if isinstance(name, str) and fold(name)
    }

    def masked(path: str) -> str:
        parts = path.encode("utf-8", "replace").decode("utf-8").split("/")
        return "/".join(
            next((rep for name, rep in named.items() if name in fold(part)), part)
            for part in parts
        )

    return masked


def place_of(team: TeamData, name: str, row: pd.Series) -> Place:
    """Say where one row of a canonical table stands."""
    places = team.places.get(name)
    if places is None:
        return path_mask(team)(str(row.get("source") or "")), 0
    same = [(places[key] == row[key]).to_numpy() for key in TABLES[name].key]
    return first_place(team, places[np.logical_and.reduce(same)])


def place_of_rep(team: TeamData, rep_id: str) -> Place:
    """Say where a rep stands in the roster."""
    roles = team.roles
    return first_place(team, roles[roles["rep_id"] == rep_id])


def first_place(team: TeamData, rows: pd.DataFrame) -> Place:
    """Say where the first of some rows stands that know their file and row."""
    if rows.empty or "row" not in rows:
        return "", 0
    first = rows.iloc[0]
    return path_mask(team)(str(first["file"])), int(first["row"])
