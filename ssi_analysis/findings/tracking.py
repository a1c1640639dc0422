"""Activity that LinkedIn does not track, or may not: a member can opt out of it.

Searches, profile views and active days of who has opted out count what is done in Sales
Navigator alone. Where an export does not say who has, they may stay at nothing though
the rep works; so do those of a seat that was never set up. A zero is then no zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import first_place, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_activity"]

_TRACKED: Final = ("searches", "profile_views", "days_active")
_SPAN: Final = ["rep_id", "start_date", "end_date"]


def in_activity(team: TeamData) -> Iterator[Finding]:
    """Find reps who opted out, and those who show nothing for weeks as if they had."""
    yield from _opted_out(team)
    yield from _silent(team)


def _opted_out(team: TeamData) -> Iterator[Finding]:
    out = _out(team)
    if len(out):
        ordered = out.sort_values(["rep_id", "date"])
        last = ordered.drop_duplicates("rep_id", keep="last")
        rep_id, day = last[["rep_id", "date"]].iloc[0]
        yield Finding(
            "activity tracking is off",
            "warning",
            len(last),
            f"{rep_id}: on {day:%Y-%m-%d}",
            "do not compare searches, profile views and active days of these reps; they"
            " are those in Sales Navigator alone",
            *first_place(team, last),
        )


def _out(team: TeamData) -> pd.DataFrame:
    out = team.optouts
    return out if out.empty else out[out["rep_id"].isin(team.reps["rep_id"])]


def _silent(team: TeamData) -> Iterator[Finding]:
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
    """Return a row per span of a rep with SSI in the role: was there any activity?

    Who has opted out by the export's own word need not be asked.
    """
    rows = team.activity
    wanted = rows["metric"].isin(_TRACKED) & ~rows["is_cumulative"]
    asked = set(team.ssi["rep_id"]) - set(_out(team).get("rep_id", ()))
    tracked = rows[wanted & rows["rep_id"].isin(list(asked))]
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
