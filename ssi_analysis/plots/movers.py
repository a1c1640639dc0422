"""The largest rises and falls, each beside the range that chance alone gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ssi_analysis.plots.style import ACCENT, BAND, CONTEXT, COUNTERPOINT, figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.stats.rep_moves import RepMove, RepMoves

__all__ = ["plot_movers"]

_ROW: int = 30
"""Pixels per rep: a phone still tells neighbours apart."""


def plot_movers(found: RepMoves, *, names: Mapping[str, str]) -> go.Figure:
    """Draw a bar of what chance gives and a mark at the change of each rep.

    Open circles lie inside their bar; a rise beyond it is a triangle that points up, a
    fall beyond it one that points down. Nothing is drawn where nobody is told of.
    """
    shown = found.largest()[::-1]
    chart = figure(height=90 + _ROW * len(shown))
    if not shown:
        return chart
    labels = [names[move.rep_id] for move in shown]
    chart.add_trace(_by_chance(shown, labels))
    chart.add_trace(_changes(shown, labels))
    chart.add_vline(x=0, line={"color": CONTEXT, "width": 1})
    chart.update_xaxes(title="Points beside everybody's change")
    chart.update_yaxes(showgrid=False, type="category")
    return chart


def _by_chance(shown: Sequence[RepMove], labels: Sequence[str]) -> go.Bar:
    return go.Bar(
        base=[round(move.low, 1) for move in shown],
        x=[round(move.high - move.low, 1) for move in shown],
        y=list(labels),
        orientation="h",
        width=0.5,
        marker={"color": BAND, "line": {"width": 0}},
        hoverinfo="skip",
    )


def _changes(shown: Sequence[RepMove], labels: Sequence[str]) -> go.Scatter:
    marks = [_mark(move) for move in shown]
    return go.Scatter(
        x=[round(move.change, 1) for move in shown],
        y=list(labels),
        mode="markers",
        marker={
            "size": 11,
            "symbol": [symbol for symbol, _ in marks],
            "color": [colour for _, colour in marks],
        },
        hovertemplate="%{y}: %{x}<extra></extra>",
    )


def _mark(move: RepMove) -> tuple[str, str]:
    if not move.is_beyond:
        return "circle-open", CONTEXT
    if move.change > 0:
        return "triangle-up", ACCENT
    return "triangle-down", COUNTERPOINT
