"""Three ways to ask, side by side: between reps, within reps, and pooled.

Estimates stand with their intervals; in the row of within reps the zone that this
team could not have detected is shaded, so that an empty result is seen for what it is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ssi_analysis.display import interval, number
from ssi_analysis.plots.style import ACCENT, BAND, CONTEXT, figure

if TYPE_CHECKING:
    from ssi_analysis.stats.estimate import Association
    from ssi_analysis.stats.ladder import Evidence

__all__ = ["plot_decomposition"]

_BOTTOM_UP = {
    "pooled": "Pooled",
    "within": "Within reps",
    "between": "Between reps",
}


def plot_decomposition(evidence: Evidence) -> go.Figure:
    """Draw the three correlations with their intervals.

    Pooled is grey, because it mixes the other two and stands here only because
    everyone computes it. A refused estimate keeps its row and says so.
    """
    chart = figure(height=260)
    if math.isfinite(evidence.detectable):
        _shade_undetectable(chart, evidence.detectable)
    chart.add_vline(x=0, line={"color": CONTEXT, "width": 1})
    for question in _BOTTOM_UP:
        _add_row(chart, getattr(evidence.decomposition, question))
    chart.update_xaxes(range=[-1, 1], title="Correlation r", dtick=0.5)
    chart.update_yaxes(showgrid=False, range=[-0.5, 2.5])
    return chart


def _shade_undetectable(chart: go.Figure, edge: float) -> None:
    place = list(_BOTTOM_UP).index("within")
    chart.add_shape(
        type="rect",
        x0=-edge,
        x1=edge,
        y0=place - 0.4,
        y1=place + 0.4,
        fillcolor=BAND,
        line_width=0,
        layer="below",
    )


def _add_row(chart: go.Figure, association: Association) -> None:
    estimate = association.estimate
    colour = CONTEXT if association.question == "pooled" else ACCENT
    chart.add_trace(
        go.Scatter(
            x=[estimate.value if estimate.is_given else None],
            y=[_label(association)],
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


def _label(association: Association) -> str:
    """Write the numbers beside the row, where no width of screen cuts them off."""
    name, estimate = _BOTTOM_UP[association.question], association.estimate
    if not estimate.is_given:
        return f"{name}<br>not given"
    shown = number(estimate.value, 2)
    return f"{name}<br>{shown} ({interval(estimate.low, estimate.high)})"
