"""SSI against attainment, one mark per rep-quarter, both counterexamples visible.

No line is drawn through the cloud below evidence level E3: the marks belong to few
reps, and a fitted line would claim more than they carry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go

from ssi_analysis.plots.style import ACCENT, BAND, CONTEXT, COUNTERPOINT, figure
from ssi_analysis.stats.levels import Level

if TYPE_CHECKING:
    import pandas as pd

    from ssi_analysis.stats.counterexamples import Counterexamples
    from ssi_analysis.stats.line import Line

__all__ = ["plot_relation"]

SCORE_STEP: Final = 2.0
STEP: Final = 0.05
"""Marks stand in the middle of steps of 2 points of SSI and 5 of quota; the bands and
quota met are edges of steps."""

MANY = 500
"""Marks of a kind from which those on one place are drawn once: a page of 400 reps
must not weigh more for marks that hide each other."""

_MARKS = {
    "high-SSI miss": {"symbol": "x", "color": COUNTERPOINT, "size": 10},
    "low-SSI hit": {"symbol": "diamond", "color": ACCENT, "size": 10},
    "other": {"symbol": "circle-open", "color": CONTEXT, "size": 8},
}


_WITH_LINE = {Level.E3, Level.E4, Level.E5, Level.E6}


def plot_relation(
    cases: Counterexamples, *, fit: Line | None = None, level: Level = Level.E0
) -> go.Figure:
    """Draw each rep-period, with lines at the bands and at 100 % of quota.

    From level E3 up the fitted line stands behind the marks, with its band.

    High-SSI misses are crosses and low-SSI hits diamonds, so that shape carries what
    colour carries; the corners carry their counts in words. Marks stand in steps of SSI
    and of quota, so that an exact number known from elsewhere finds none. Too few reps
    are counted and not drawn, because their marks could be told apart.
    """
    chart = figure(height=420)
    chart.update_layout(margin_t=44)
    if fit and cases.drawn.size and level in _WITH_LINE:
        chart.add_traces(_line(fit))
    for kind, points in cases.drawn.groupby("kind", sort=True):
        chart.add_trace(_marks(str(kind), points))
    for edge in (cases.low, cases.high):
        chart.add_vline(x=edge, line={"dash": "dot", "color": CONTEXT, "width": 1})
    chart.add_hline(y=1, line={"dash": "dot", "color": CONTEXT, "width": 1})
    _label_corners(chart, cases)
    chart.update_xaxes(title="SSI", range=_x_range(cases))
    chart.update_yaxes(title="Quota attained", tickformat=".0%", range=_y_range(cases))
    return chart


def _line(fit: Line) -> list[go.Scatter]:
    """Return the edges of the band and the line itself, from the bottom up."""
    look = {"x": fit.places, "mode": "lines", "hoverinfo": "skip"}
    low, high, middle = (
        go.Scatter(y=[round(getattr(each, edge), 3) for each in fit.heights], **look)
        for edge in ("low", "high", "value")
    )
    return [
        low.update(line_width=0),
        high.update(line_width=0, fill="tonexty", fillcolor=BAND),
        middle.update(line={"color": ACCENT, "width": 2}),
    ]


def _marks(kind: str, points: pd.DataFrame) -> go.Scatter:
    x, y = _middle(points["x"], SCORE_STEP), _middle(points["y"], STEP)
    places = points.assign(x=x, y=y)
    if len(places) > MANY:
        places = places.drop_duplicates(["x", "y"])
    return go.Scatter(
        x=places["x"],
        y=places["y"],
        mode="markers",
        name=kind,
        marker=_MARKS[kind],
        hovertemplate="about SSI %{x:.0f}, %{y:.0%} of quota<extra></extra>",
    )


def _middle(values: pd.Series, step: float) -> pd.Series:
    # A hair, because 0.7 / 0.05 is a little under 14 in floating point.
    return ((values / step + 1e-9).floordiv(1) + 0.5).mul(step).round(3)


def _label_corners(chart: go.Figure, cases: Counterexamples) -> None:
    low_misses, high_hits = cases.low_misses, cases.high_hits
    corners = [
        (0.0, 1.0, "left", "bottom", f"◆ {cases.low_hits.hits} hit<br>low SSI"),
        (0.0, 0.0, "left", "bottom", f"{low_misses} missed<br>low SSI"),
        (1.0, 1.0, "right", "bottom", f"{high_hits} hit<br>high SSI"),
        (1.0, 0.0, "right", "bottom", f"× {cases.high_misses.hits} missed<br>high SSI"),
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
    attained = cases.drawn["y"]
    return [min([0, *attained]) * 1.05, max([1.2, *attained]) * 1.05]


def _x_range(cases: Counterexamples) -> list[float]:
    scores = cases.drawn["x"]
    return [min([cases.low, *scores]) - 4, max([cases.high, *scores]) + 4]
