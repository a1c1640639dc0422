"""Days in the future: no page reads them, and one mistyped year makes no feed old.

The clock takes no part, so that the same exports give the same findings: a day is in
the future where it comes long after all others, as `team.as_of` tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_days", "until_known", "won_later"]


class _Dated(NamedTuple):
    """A column of days of what has happened, and what a day in the future is called."""

    table: str
    column: str
    kind: str


_DATED: Final = (
    _Dated("ssi", "date", "SSI in the future"),
    _Dated("activity", "end_date", "activity in the future"),
    _Dated("deals", "close_date", "deal won in the future"),
    _Dated("deals", "created_date", "deal created in the future"),
)


def in_days(team: TeamData) -> Iterator[Finding]:
    """Find the days that are later than the last known one."""
    for name, column, kind in _DATED:
        later = _later(team, name, column)
        if len(later):
            first = later.iloc[0]
            yield Finding(
                kind,
                "error",
                len(later),
                f"{first['rep_id']}: {first[column]:%Y-%m-%d}, long after the last day"
                f" of everything else, {team.as_of:%Y-%m-%d}",
                "correct the day in the export, or export the other files up to it;"
                " until then it is left out of every page",
                *place_of(team, name, first),
            )


def _later(team: TeamData, name: str, column: str) -> pd.DataFrame:
    rows: pd.DataFrame = getattr(team, name)
    happened = rows["is_won"] | (column != "close_date") if name == "deals" else True
    return rows[(rows[column] > team.as_of) & happened]


def until_known(team: TeamData) -> TeamData:
    """Return the data without scores and activity of a day in the future."""
    last = team.as_of
    return replace(
        team,
        ssi=team.ssi[team.ssi["date"] <= last],
        activity=team.activity[team.activity["end_date"] <= last],
    )


def won_later(team: TeamData, closed: pd.Series) -> pd.Series[bool]:
    """Tell which deals closed clearly later than the last day of anything else."""
    others = [team.ssi["date"], team.activity["end_date"], team.deals["created_date"]]
    last = pd.concat(others).max()
    later: pd.Series[bool] = closed > last + pd.Timedelta(days=defaults.FUTURE_DAYS)
    return later & (closed <= team.as_of)
