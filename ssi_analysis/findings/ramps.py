"""First quotas of new hires, which are lower than the later ones.

The first quota of a new hire begins at most a quarter after the first day in the role.
What follows is a ramp for as long as each quota lies clearly below a later one of the
rep. Where enough reps have a quota for the same days, their median is taken out first,
so that a season in everybody's quotas is no ramp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.display import number
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_first_quotas", "ramp_quotas"]

_SPAN: Final = ["start_date", "end_date"]


def in_first_quotas(team: TeamData) -> Iterator[Finding]:
    """Find the quotas of new hires that are clearly below their later ones."""
    ramps = ramp_quotas(team)
    if len(ramps):
        first = ramps.iloc[0]
        mine = team.quota[team.quota["rep_id"] == first["rep_id"]]
        later = mine.sort_values("start_date").iloc[-1]
        yield Finding(
            "ramp quota",
            "note",
            len(ramps),
            f"{first['rep_id']}: {number(first['quota'])} from"
            f" {first['start_date']:%Y-%m-%d}, {number(later['quota'])} from"
            f" {later['start_date']:%Y-%m-%d}",
            "do not compare these periods: attainment of a ramp quota is not that of a"
            " full one",
            *place_of(team, "quota", first),
        )


def ramp_quotas(team: TeamData) -> pd.DataFrame:
    """Return the rows of `quota` that are ramp quotas, by rep and day."""
    quota = _of_new_hires(team, _sized(team))
    highest = quota.groupby("rep_id")["size"].transform(_highest_later)
    low = (quota["size"] < defaults.RAMP_SHARE * highest).astype(int)
    since_the_first = low.groupby(quota["rep_id"]).cummin()
    return team.quota.loc[quota.index[since_the_first == 1]]


def _highest_later(sizes: pd.Series) -> pd.Series:
    return sizes[::-1].cummax()[::-1].shift(-1)


def _sized(team: TeamData) -> pd.DataFrame:
    """Return the sellers' quotas in order, each with a size that tells a ramp.

    The size is the share of the median of all reps with a quota for the same days, or
    the quota per day where they are not enough for all quotas of the rep.
    """
    managers = team.reps.loc[team.reps["is_manager"], "rep_id"]
    wanted = (team.quota["quota"] > 0) & ~team.quota["rep_id"].isin(managers)
    quota = team.quota[wanted].sort_values(["rep_id", "start_date"])
    peers = quota.groupby(_SPAN)
    enough = peers["rep_id"].transform("nunique") >= defaults.MIN_PEERS
    always = enough.groupby(quota["rep_id"]).transform("all")
    days = (quota["end_date"] - quota["start_date"]).dt.days + 1
    share = quota["quota"] / peers["quota"].transform("median")
    return quota.assign(size=share.where(always, quota["quota"] / days))


def _of_new_hires(team: TeamData, quota: pd.DataFrame) -> pd.DataFrame:
    hired = quota["rep_id"].map(team.reps.set_index("rep_id")["start_date"])
    first = quota.groupby("rep_id")[_SPAN].transform("first")
    soon = hired + pd.Timedelta(days=defaults.NEW_HIRE_DAYS)
    return quota[(first["end_date"] >= hired) & (first["start_date"] <= soon)]
