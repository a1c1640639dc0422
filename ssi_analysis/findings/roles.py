"""Rows of days after a rep's last one in the role."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ssi_analysis.team import TeamData

__all__ = ["past_the_role"]


def past_the_role(team: TeamData, rows: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the rows whose `day` is after the `last_day` of their rep, and that."""
    last = rows["rep_id"].map(team.reps.set_index("rep_id")["end_date"])
    beyond: pd.DataFrame = rows.assign(last_day=last)[rows[day] > last]
    return beyond
