"""Three ways to ask, side by side: between reps, within reps, and pooled.

Estimates stand with their intervals; the zone that this team could not have detected
is shaded, so that an empty result is seen for what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ssi_analysis.display import interval, number
from ssi_analysis.plots.style import ACCENT, BAND, CONTEXT, INK, figure

if TYPE_CHECKING:
    from ssi_analysis.stats.estimate import Association
    from ssi_analysis.stats.ladder import Evidence

__all__ = ["plot_decomposition"]

_ROWS = {
    "within": "Within reps",
    "between": "Between reps",
    "pooled": "Pooled",
}


def plot_decomposition(evidence: Evidence) -> go.Figure:
    """Draw the three correlations with their intervals.

    Pooled is grey, because it mixes the other two and stands here only because
    everyone computes it. A refused estimate keeps its row and says so.
    """
    chart = figure(height=260)
    if evidence.detectable == evidence.detectable:
        edge = evidence.detectable
        chart.add_vrect(x0=-edge, x1=edge, fillcolor=BAND, line_width=0, layer="below")
    chart.add_vline(x=0, line={"color": CONTEXT, "width": 1})
    parts = evidence.decomposition
    for association in (parts.pooled, parts.within, parts.between):
        _add_row(chart, association)
    chart.update_xaxes(range=[-1, 1], title="Correlation r", dtick=0.5)
    chart.update_yaxes(showgrid=False, range=[-0.5, 2.75])
    return chart


def _add_row(chart: go.Figure, association: Association) -> None:
    name, estimate = _ROWS[association.question], association.estimate
    colour = CONTEXT if association.question == "pooled" else ACCENT
    chart.add_trace(
        go.Scatter(
            x=[estimate.value if estimate.is_given else None],
            y=[name],
            mode="markers",
            marker={"color": colour, "size": 11},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [estimate.high - estimate.value],
                "arrayminus": [estimate.value - estimate.low],
                "color": colour,
                "thickness": 2,
            },
            hovertemplate="r = %{x:.2f}<extra></extra>",
        )
    )
    shown = number(estimate.value, 2)
    chart.add_annotation(
        x=estimate.value if estimate.is_given else 0,
        y=name,
        text=(
            f"{shown} ({interval(estimate.low, estimate.high)})"
            if estimate.is_given
            else "not given"
        ),
        yshift=18,
        font={"color": INK, "size": 13},
    )
