"""Reps of whom something is known and something that belongs to it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of_rep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_reps"]


def in_reps(team: TeamData) -> Iterator[Finding]:
    """Find reps without a quota, and quotas and SSI without the other."""
    sellers = set(team.reps.loc[~team.reps["is_manager"], "rep_id"])
    with_quota = set(team.quota["rep_id"]) | set(team.attained["rep_id"])
    with_ssi = set(team.ssi["rep_id"])
    lacking = {
        "rep without quota": (
            sellers - with_quota if with_quota else set(),
            "add the quota, or the rep is left out of attainment",
        ),
        "SSI without quota": (
            sellers & with_ssi - with_quota if with_quota else set(),
            "add the quota, or set is_manager in the roster if the rep carries none;"
            " this SSI is compared with nothing",
        ),
        "quota without SSI": (
            sellers & with_quota - with_ssi if with_ssi else set(),
            "collect the rep's SSI, or the rep is left out of comparisons",
        ),
    }
    for kind, (reps, todo) in lacking.items():
        if reps:
            first = min(reps)
            place = place_of_rep(team, first)
            yield Finding(kind, "warning", len(reps), first, todo, *place)
