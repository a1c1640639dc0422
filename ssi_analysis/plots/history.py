"""SSI over time: the median over reps, the middle half, and what LinkedIn changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ssi_analysis.plots.style import ACCENT, BAND, CONTEXT, figure
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from ssi_analysis.stats.breaks import Break
    from ssi_analysis.stats.history import History

__all__ = ["PILLAR_NAMES", "plot_history", "plot_pillars"]

PILLAR_NAMES: Mapping[str, str] = {
    "ssi_brand": "Brand",
    "ssi_people": "Right people",
    "ssi_insights": "Insights",
    "ssi_relationships": "Relationships",
}


def plot_history(history: History, *, breaks: Sequence[Break] = ()) -> go.Figure:
    """Draw the median SSI with the middle half of reps as a band.

    A change of LinkedIn's formula is a labelled dashed line. The axis shows the
    range that occurs, widened to at least 20 points so that noise stays noise.
    """
    scores = history.of("ssi_total")
    chart = figure()
    if len(scores) and scores["low"].notna().any():
        chart.add_traces(_band(scores))
    chart.add_trace(_line(scores, name="median"))
    for change in breaks:
        chart.add_vline(x=change.period, line={"dash": "dash", "color": CONTEXT})
        chart.add_annotation(
            x=change.period,
            y=1.0,
            yref="paper",
            yanchor="bottom",
            text="LinkedIn changed the formula",
            xanchor="center",
        )
    _label_end(chart, scores)
    chart.update_yaxes(title="SSI, 0 to 100", range=_range(scores))
    return chart


def plot_pillars(history: History, *, breaks: Sequence[Break] = ()) -> go.Figure:
    """Draw the four pillars as small multiples on one shared scale of 0 to 25.

    A change of LinkedIn's formula is a dashed line in each.
    """
    chart = figure(height=400)
    chart.set_subplots(
        2,
        2,
        shared_xaxes=True,
        shared_yaxes=True,
        vertical_spacing=0.16,
        horizontal_spacing=0.06,
        subplot_titles=[PILLAR_NAMES[name] for name in PILLARS],
    )
    for place, name in enumerate(PILLARS):
        row, column = place // 2 + 1, place % 2 + 1
        values = history.of(name)
        chart.add_trace(_line(values, name=PILLAR_NAMES[name]), row=row, col=column)
    for change in breaks:
        dashed = {"dash": "dash", "color": CONTEXT, "width": 1}
        chart.add_vline(x=change.period, line=dashed, row="all", col="all")
    chart.update_yaxes(range=[0, 25], dtick=5)
    return chart


def _band(scores: pd.DataFrame) -> list[go.Scatter]:
    low, high = (
        go.Scatter(
            x=scores["period"],
            y=scores[edge].round(1),
            mode="lines",
            line={"width": 0},
            hoverinfo="skip",
        )
        for edge in ("low", "high")
    )
    return [low, high.update(fill="tonexty", fillcolor=BAND)]


def _line(values: pd.DataFrame, *, name: str) -> go.Scatter:
    return go.Scatter(
        x=values["period"],
        y=values["median"].round(1),
        # A line needs two points; a team's first week is a mark.
        mode="lines" if len(values) > 1 else "markers",
        line={"color": ACCENT, "width": 2},
        marker={"color": ACCENT},
        name=name,
        hovertemplate="%{x|%-d %b %Y}: %{y}<extra></extra>",
    )


def _label_end(chart: go.Figure, scores: pd.DataFrame) -> None:
    if len(scores):
        last = scores.iloc[-1]
        chart.add_annotation(
            x=last["period"],
            y=last["median"],
            text=f"{last['median']:.0f}",
            xanchor="left",
            xshift=4,
            font={"color": ACCENT},
        )


def _range(scores: pd.DataFrame) -> list[float]:
    if scores.empty:
        return [0, 100]
    low = float(scores[["low", "median"]].min().min())
    high = float(scores[["high", "median"]].max().max())
    span = min(100.0, max(20.0, high - low) + 4)
    start = min(max(0.0, (low + high - span) / 2), 100 - span)
    return [start, start + span]
