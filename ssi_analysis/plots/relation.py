"""SSI against attainment, one mark per rep-quarter, both counterexamples visible.

No line is drawn through the cloud: the marks belong to few reps, and a fitted line
would claim more than they carry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.plots.style import ACCENT, CONTEXT, COUNTERPOINT, figure

if TYPE_CHECKING:
    import pandas as pd

    from ssi_analysis.stats.counterexamples import Counterexamples

__all__ = ["plot_relation"]

_MARKS = {
    "high-SSI miss": {"symbol": "x", "color": COUNTERPOINT, "size": 10},
    "low-SSI hit": {"symbol": "diamond", "color": ACCENT, "size": 10},
    "other": {"symbol": "circle-open", "color": CONTEXT, "size": 8},
}


def plot_relation(cases: Counterexamples) -> go.Figure:
    """Draw each rep-period, with lines at the bands and at 100 % of quota.

    High-SSI misses are crosses and low-SSI hits diamonds, so that shape carries what
    colour carries; the corners carry their counts in words. Fewer than MIN_GROUP reps
    are counted and not drawn, because their marks could be told apart.
    """
    chart = figure(height=420)
    chart.update_layout(margin_t=44)
    for kind, points in _shown(cases).groupby("kind", sort=True):
        chart.add_trace(_marks(str(kind), points))
    for edge in (cases.low, cases.high):
        chart.add_vline(x=edge, line={"dash": "dot", "color": CONTEXT, "width": 1})
    chart.add_hline(y=1, line={"dash": "dot", "color": CONTEXT, "width": 1})
    _label_corners(chart, cases)
    chart.update_xaxes(title="SSI", range=_x_range(cases))
    chart.update_yaxes(title="Quota attained", tickformat=".0%", range=_y_range(cases))
    return chart


def _shown(cases: Counterexamples) -> pd.DataFrame:
    return cases.points if cases.n_reps >= MIN_GROUP else cases.points.head(0)


def _marks(kind: str, points: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=points["x"].round(1),
        y=points["y"].round(3),
        mode="markers",
        name=kind,
        marker=_MARKS[kind],
        hovertemplate="SSI %{x:.0f}, %{y:.0%} of quota<extra></extra>",
    )


def _label_corners(chart: go.Figure, cases: Counterexamples) -> None:
    low_misses, high_hits = cases.low_misses, cases.high_hits
    corners = [
        (0.0, 1.0, "left", "bottom", f"{cases.low_hits.hits} hit<br>low SSI"),
        (0.0, 0.0, "left", "bottom", f"{low_misses} missed<br>low SSI"),
        (1.0, 1.0, "right", "bottom", f"{high_hits} hit<br>high SSI"),
        (1.0, 0.0, "right", "bottom", f"{cases.high_misses.hits} missed<br>high SSI"),
    ]
    for x, y, side, edge, text in corners:
        chart.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor=side,
            yanchor=edge,
            align=side,
            text=text,
            font={"size": 13},
        )


def _y_range(cases: Counterexamples) -> list[float]:
    attained = _shown(cases)["y"]
    return [min([0, *attained]) * 1.05, max([1.2, *attained]) * 1.05]


def _x_range(cases: Counterexamples) -> list[float]:
    scores = _shown(cases)["x"]
    return [min([cases.low, *scores]) - 4, max([cases.high, *scores]) + 4]
