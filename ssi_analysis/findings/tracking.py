"""Activity that LinkedIn may not track: a member can opt out of it.

Searches, profile views and active days of who has opted out stay at nothing, though the
rep works; so do those of a seat that was never set up. A zero is then no zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_activity"]

_TRACKED: Final = ("searches", "profile_views", "days_active")
_SPAN: Final = ["rep_id", "start_date", "end_date"]


def in_activity(team: TeamData) -> Iterator[Finding]:
    """Find reps with SSI who show no activity at all for weeks while others do."""
    quiet = _quiet(_spans(team))
    if len(quiet):
        longest = quiet.sort_values("n_days", kind="stable").iloc[-1]
        rows = team.activity[team.activity["metric"].isin(_TRACKED)]
        mine = rows[rows["rep_id"] == longest["rep_id"]]
        first = mine[mine["start_date"] == longest["first"]].iloc[0]
        yield Finding(
            "activity may not be tracked",
            "warning",
            int(quiet["rep_id"].nunique()),
            f"{longest['rep_id']}: no search, view or active day from"
            f" {longest['first']:%Y-%m-%d} to {longest['last']:%Y-%m-%d}",
            "ask the rep whether activity tracking is off in LinkedIn's settings or the"
            " seat was never set up; until then take these zeros for unknown",
            *place_of(team, "activity", first),
        )


def _spans(team: TeamData) -> pd.DataFrame:
    """Return a row per span in which a rep with SSI was in the role: any activity?"""
    rows = team.activity
    wanted = rows["metric"].isin(_TRACKED) & ~rows["is_cumulative"]
    tracked = rows[wanted & rows["rep_id"].isin(team.ssi["rep_id"])]
    spans = tracked["value"].gt(0).groupby([tracked[name] for name in _SPAN]).any()
    some = spans.rename("some").reset_index()
    roles = team.reps.set_index("rep_id")
    start, end = (some["rep_id"].map(roles[name]) for name in _SPAN[1:])
    return some[~(some["start_date"] < start) & ~(some["end_date"] > end)]


def _quiet(spans: pd.DataFrame) -> pd.DataFrame:
    """Return each time of some weeks in which a rep alone shows nothing at all."""
    days = (spans["end_date"] - spans["start_date"]).dt.days + 1
    ordered = spans.assign(n_days=days).sort_values(_SPAN)
    # The same number for all spans between two that show some.
    run = ordered["some"].groupby(ordered["rep_id"]).cumsum().rename("run")
    silent = ordered[~ordered["some"]]
    runs = (
        silent.groupby(["rep_id", run])
        .agg(
            first=("start_date", "min"),
            last=("end_date", "max"),
            n_days=("n_days", "sum"),
        )
        .reset_index()
    )
    long = runs[runs["n_days"] >= 7 * defaults.QUIET_WEEKS]
    lively = spans[spans["some"]]
    others = [
        ((lively["start_date"] <= last) & (lively["end_date"] >= first)).any()
        for first, last in zip(long["first"], long["last"], strict=True)
    ]
    return long[pd.Series(others, index=long.index, dtype=bool)]
