"""The ranks that each team can have among the others, as lines and not as places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ssi_analysis.errors.base import cut
from ssi_analysis.plots.style import ACCENT, figure
from ssi_analysis.stats.team_ranks import first_given

if TYPE_CHECKING:
    from ssi_analysis.stats.team_ranks import TeamRanks

__all__ = ["plot_teams"]

_ROW = 30
"""Pixels of a team's row."""

_LONGEST = 24
"""Characters of a name beside its row: a phone has room for no more."""


def plot_teams(*ranks: TeamRanks) -> go.Figure:
    """Draw each team's range of ranks of the first comparison that there is.

    Teams stand in the order of their names from the top, rank 1 on the left.
    """
    found = first_given(*ranks)
    teams = [team for team in found.teams if team.worst]
    places = list(range(len(teams)))
    chart = figure(height=90 + _ROW * len(teams))
    # One trace for all teams; a gap parts each from the next.
    chart.add_trace(
        go.Scatter(
            x=[rank for team in teams for rank in (team.best, team.worst, None)],
            y=[row for place in places for row in (place, place, None)],
            mode="lines+markers",
            line={"color": ACCENT, "width": 6},
            marker={"color": ACCENT, "size": 10},
            hovertemplate="rank %{x}<extra></extra>",
        )
    )
    chart.update_xaxes(
        title="Rank, 1 is the highest",
        range=[0.5, max(len(teams), 1) + 0.5],
        tick0=1,
        dtick=max(1, len(teams) // 8),
    )
    chart.update_yaxes(
        tickvals=places,
        ticktext=[cut(team.name, _LONGEST) for team in teams],
        range=[len(teams) - 0.5, -0.5],
        showgrid=False,
    )
    return chart
