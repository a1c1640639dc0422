"""Quotas that are zero, far from those of a rep's peers, or longer than the role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis import defaults
from ssi_analysis.display import number
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of
from ssi_analysis.findings.ramps import ramp_quotas
from ssi_analysis.findings.roles import past_the_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from ssi_analysis.team import TeamData

__all__ = ["in_quotas"]

_MONTH: Final = 365.25 / 12


def in_quotas(team: TeamData) -> Iterator[Finding]:
    """Find quotas with which attainment says little."""
    managers = team.reps.loc[team.reps["is_manager"], "rep_id"]
    quota = team.quota[~team.quota["rep_id"].isin(managers)]
    yield from _zeros(team, quota)
    yield from _outliers(team, quota)
    yield from _past_the_role(team, quota)


def _zeros(team: TeamData, quota: pd.DataFrame) -> Iterator[Finding]:
    zeros = quota[quota["quota"] == 0]
    if len(zeros):
        first = zeros.iloc[0]
        yield Finding(
            "zero quota",
            "warning",
            len(zeros),
            f"{first['rep_id']} from {_span(first)}",
            "leave the cell blank where there was no quota; nothing can be attained of"
            " zero, so the period is left out",
            *place_of(team, "quota", first),
        )


def _span(row: pd.Series) -> str:
    return f"{row['start_date']:%Y-%m-%d} to {row['end_date']:%Y-%m-%d}"


def _outliers(team: TeamData, quota: pd.DataFrame) -> Iterator[Finding]:
    far = _far_from_peers(team, quota.drop(index=ramp_quotas(team).index))
    if len(far):
        first = far.iloc[0]
        segment = f"segment {first['segment']}" if first["segment"] else "the reps"
        yield Finding(
            "quota outlier",
            "warning",
            len(far),
            f"{first['rep_id']}: {number(first['quota'])} from {_span(first)}, median"
            f" of {segment} {number(first['median'])}",
            "look for a slipped digit, another currency or a quota of a team; correct"
            " it in the CRM and export again",
            *place_of(team, "quota", first),
        )


def _far_from_peers(team: TeamData, quota: pd.DataFrame) -> pd.DataFrame:
    """Return the quotas far from the median of their segment and length, worst first.

    Quotas are of one length where they have the same number of months.
    """
    segments = team.reps.set_index("rep_id")["segment"]
    days = (quota["end_date"] - quota["start_date"]).dt.days + 1
    known = quota.assign(
        segment=quota["rep_id"].map(segments).fillna(""),
        months=(days / _MONTH).round(),
    )[quota["quota"] > 0]
    peers = known.groupby(["segment", "months"])
    median = peers["quota"].transform("median")
    times = known["quota"] / median
    ratio = times.where(times >= 1, 1 / times)
    enough = peers["rep_id"].transform("nunique") >= defaults.MIN_PEERS
    far = known.assign(median=median, ratio=ratio)[
        enough & (ratio > defaults.QUOTA_OUTLIER)
    ]
    return far.sort_values("ratio", ascending=False, kind="stable")


def _past_the_role(team: TeamData, quota: pd.DataFrame) -> Iterator[Finding]:
    beyond = past_the_role(team, quota, "end_date")
    if len(beyond):
        first = beyond.iloc[0]
        yield Finding(
            "quota past the last day",
            "warning",
            len(beyond),
            f"{first['rep_id']}: last day {first['last_day']:%Y-%m-%d}, quota to"
            f" {first['end_date']:%Y-%m-%d}",
            "leave this period out or cut the quota to the days in the role; fewer days"
            " of deals stand against all of it",
            *place_of(team, "quota", first),
        )
