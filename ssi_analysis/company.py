"""The whole company as far as it may be told of, beside the pages of its teams.

A total less what the teams' own pages show is what nobody may see: so reps of teams
too small for a page are in it together, or they are left out and counted (see
`privacy.told_groups`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.privacy import told_groups
from ssi_analysis.team_names import team_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.team import TeamData

__all__ = ["OTHERS", "WholeCompany", "whole_company"]

OTHERS: Final = "all other teams"
"""What stands for the teams that may only be told of together, or for no team."""

_SIX_DAYS: Final = pd.Timedelta(days=6)
"""From the last day of a week back to its first."""


@dataclass(frozen=True)
class WholeCompany:
    """A company's tables without who must be left out.

    `labels` says by key of a team what stands for it in a comparison of teams;
    `n_left_out` counts the reps who are not in `data`.
    """

    data: TeamData
    labels: Mapping[str, str]
    n_left_out: int


def whole_company(
    company: TeamData, *, first: pd.Timestamp, last: pd.Timestamp
) -> WholeCompany:
    """Leave out of a company who could be told apart by difference.

    How large a team is, is counted in the week that ends on `last`; where nobody is in
    it any more, over the days from `first` on.
    """
    names = company.roles["team"].fillna("").map(team_key)
    groups = _groups(company, names, first=first, last=last)
    told = told_groups(groups, least=company.settings.min_group)
    spelt = {team_key(name): name for name in company.teams}
    out = {name for name, how in told.items() if how == "not"}
    return WholeCompany(
        data=company.in_roles(~names.isin(list(out))) if out else company,
        labels={
            name: spelt[name] if how == "alone" and name else OTHERS
            for name, how in told.items()
            if how != "not"
        },
        n_left_out=len({rep for name in out for rep in groups[name]}),
    )


def _groups(
    company: TeamData,
    names: pd.Series[str],
    *,
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> dict[str, set[str]]:
    """Return the sellers of each team by the key of its name."""
    roles = company.roles
    begun = ~roles["is_manager"] & ~(roles["start_date"] > last)
    found: dict[str, set[str]] = {}
    for since in (last - _SIX_DAYS, first):
        there = begun & ~(roles["end_date"] < since)
        by_team = roles["rep_id"][there].groupby(names[there])
        found = {str(name): set(reps) for name, reps in by_team} | found
    return found
