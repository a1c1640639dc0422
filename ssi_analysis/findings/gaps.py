"""Weeks without SSI between the readings of a rep who was in the role.

A rep who is read once a month has no gap of three weeks each month, so a gap is longer
than the rep's usual distance between readings too. Weeks after the last reading of a
rep in service are a stale feed, and those before tracking began are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of
from ssi_analysis.periods import start_of
from ssi_analysis.schema import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from numpy.typing import NDArray

    from ssi_analysis.team import TeamData

    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["in_weeks"]

_WEEK: Final = pd.Timedelta(weeks=1)
_TO_LAST: Final = pd.Timedelta(days=6)
_BEYOND_USUAL: Final = 1.5
"""A distance this many times the usual one lacks a reading."""


class _Gap(NamedTuple):
    n_weeks: int
    rep_id: str
    first: pd.Timestamp

    @property
    def last(self) -> pd.Timestamp:
        return self.first + (self.n_weeks - 1) * _WEEK + _TO_LAST


def in_weeks(team: TeamData) -> Iterator[Finding]:
    """Find whole weeks in a row without SSI."""
    gaps = [] if team.ssi.empty else _gaps(team)
    if not gaps:
        return
    gap = max(gaps, key=lambda gap: gap.n_weeks)
    mine = team.ssi[team.ssi["rep_id"] == gap.rep_id].sort_values("date")
    around = mine[mine["date"] < gap.first].tail(1)
    nearest = (mine.head(1) if around.empty else around).iloc[0]
    yield Finding(
        "SSI gap",
        "warning",
        len({gap.rep_id for gap in gaps}),
        f"{gap.rep_id}: none from {gap.first:%Y-%m-%d} to {gap.last:%Y-%m-%d},"
        f" {gap.n_weeks} weeks",
        "collect the missing days if you still can; in these weeks the rep is compared"
        " with nobody",
        *place_of(team, "ssi", nearest),
    )


def _gaps(team: TeamData) -> list[_Gap]:
    ssi = team.ssi
    week = start_of(ssi["date"], "week", calendar=team.settings.calendar)
    weeks = pd.date_range(week.min(), team.as_of, freq="7D")
    codes, reps = pd.factorize(ssi["rep_id"], sort=True)
    read = np.zeros((len(reps), len(weeks)), dtype=bool)
    read[codes, weeks.get_indexer(pd.Index(week))] = True
    missing = ~read & _due(team, reps, weeks)
    edges = np.diff(np.pad(missing.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    fewest = _fewest(ssi, reps)
    return [
        _Gap(int(end - start), reps[rep], weeks[start])
        for (rep, start), end in zip(starts.tolist(), ends[:, 1].tolist(), strict=True)
        if end - start >= fewest[rep]
    ]


def _fewest(ssi: pd.DataFrame, reps: pd.Index) -> list[float]:
    """Return by rep how many missing weeks are a gap."""
    ordered = ssi.sort_values(["rep_id", "date"])
    days = ordered.groupby("rep_id")["date"].diff().dt.days
    # The lower of two in the middle: a gap among few readings is not the usual.
    middle = days.groupby(ordered["rep_id"]).quantile(0.5, interpolation="lower")
    usual = middle.reindex(reps).fillna(0.0)
    return [max(defaults.GAP_WEEKS, _BEYOND_USUAL * step / 7) for step in usual]


def _due(team: TeamData, reps: pd.Index, weeks: pd.DatetimeIndex) -> Flags:
    """Tell by rep and week in which whole weeks a reading was to be had.

    That is from the first reading to the last, and from the first day in the role and
    to the last day in it where others were read then.
    """
    days = team.ssi.groupby("rep_id")["date"].agg(["min", "max"]).reindex(reps)
    roles = _roles(team, reps)
    by_rep = roles.groupby("rep_id")
    hired = by_rep["start_date"].min().reindex(reps)
    left = by_rep["end_date"].max().reindex(reps)
    first = days["min"].mask(hired > days["min"].min(), np.minimum(hired, days["min"]))
    last = days["max"].mask(left < team.as_of, left)
    since = first.to_numpy()[:, None] <= weeks.to_numpy()
    until = last.to_numpy()[:, None] >= (weeks + _TO_LAST).to_numpy()
    return since & until & _in_role(roles, reps, weeks)


def _roles(team: TeamData, reps: pd.Index) -> pd.DataFrame:
    roles = team.roles[team.roles["rep_id"].isin(reps)]
    return roles.assign(
        start_date=roles["start_date"].fillna(EARLIEST),
        end_date=roles["end_date"].fillna(LATEST),
    )


def _in_role(roles: pd.DataFrame, reps: pd.Index, weeks: pd.DatetimeIndex) -> Flags:
    """Tell in which weeks the first and the last day lie in a time in the role."""
    rows = reps.get_indexer(pd.Index(roles["rep_id"]))
    start, end = (
        roles[side].to_numpy()[:, None] for side in ("start_date", "end_date")
    )
    whole = np.ones((len(reps), len(weeks)), dtype=bool)
    for days in (weeks.to_numpy(), (weeks + _TO_LAST).to_numpy()):
        covered = np.zeros_like(whole)
        np.logical_or.at(covered, rows, (start <= days) & (end >= days))
        whole &= covered
    return whole
