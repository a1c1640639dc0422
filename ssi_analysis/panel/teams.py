"""A company's panel made of what the panels of its teams hold, and of nothing else.

Each team has a page of its own. A rep-period that is in the company's numbers and on no
team's page, because the rep changed the team in it, would be what is left over when the
pages of the teams are taken away: one rep's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.panel.build import build_panel
from ssi_analysis.panel.frame import KEYS, Coverage, Drop, Panel

if TYPE_CHECKING:
    from ssi_analysis.periods import Grain
    from ssi_analysis.team import TeamData

__all__ = ["panel_of_teams"]


def panel_of_teams(company: TeamData, *, grain: Grain) -> Panel:
    """Build the panel of each team and put them together.

    Reps who are in no team are in it as they are in the company's own panel. What is
    left out of that is counted in the coverage.
    """
    whole = build_panel(company, grain=grain)
    teams = [
        build_panel(company.only(team=name), grain=grain).frame
        for name in company.teams
    ]
    placed = set(company.roles.loc[company.roles["team"].notna(), "rep_id"])
    loose = whole.frame[~whole.frame["rep_id"].isin(list(placed))]
    columns = list(whole.frame.columns)
    rows = pd.concat([part.reindex(columns=columns) for part in (*teams, loose)])
    frame = rows.drop_duplicates(list(KEYS)).sort_values(list(KEYS), ignore_index=True)
    n_moved = len(whole.frame) - len(frame)
    moved = Drop(f"rep-{grain}s", n_moved, "the rep changed the team in it")
    coverage = Coverage((*whole.coverage.drops, moved))
    return replace(whole, frame=frame.astype(whole.frame.dtypes), coverage=coverage)
