"""How long a rep has been in a role, as a measure of the panel.

It is kept apart from the panel itself, because tenure is a matter of people and only
some questions need it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssi_analysis.panel.frame import Panel
    from ssi_analysis.team import TeamData

__all__ = ["with_tenure"]

_YEAR = 365.25


def with_tenure(panel: Panel, team: TeamData) -> Panel:
    """Add `tenure_years`: from a rep's first day in any role to the period's start.

    A rep without a first day has none, and it is blank before that day.
    """
    firsts = team.roles.groupby("rep_id")["start_date"].min()
    # A blank start is an open one: how long before the others is not known.
    is_open = team.roles["start_date"].isna().groupby(team.roles["rep_id"]).any()
    known = panel.frame["rep_id"].map(firsts.mask(is_open))
    years = (panel.frame["period"] - known).dt.days / _YEAR
    tenure = years.where(years >= 0)
    return replace(panel, frame=panel.frame.assign(tenure_years=tenure))
