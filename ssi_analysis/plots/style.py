"""One look for every chart, as data.

Ink on paper: near-black type, a light horizontal grid, one accent and one
counterpoint that readers with any colour vision can tell apart (Okabe and Ito),
greys for context. Shapes, dashes and words carry what colour carries.
"""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go

__all__ = ["ACCENT", "BAND", "CONTEXT", "COUNTERPOINT", "INK", "figure"]

ACCENT: Final = "#0072B2"
COUNTERPOINT: Final = "#D55E00"
INK: Final = "#1A1A1A"
CONTEXT: Final = "#767676"
BAND: Final = "#CFE3F0"
GRID: Final = "#E3E3E3"

_AXIS: Final = {
    "showgrid": False,
    "zeroline": False,
    "linecolor": CONTEXT,
    "ticks": "outside",
    "tickcolor": CONTEXT,
    "automargin": True,
    "fixedrange": True,
    "title": {"font": {"size": 13}},
}

TEMPLATE: Final = go.layout.Template(
    layout={
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {
            "family": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
            "size": 14,
            "color": INK,
        },
        "margin": {"l": 48, "r": 16, "t": 24, "b": 40},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": _AXIS,
        "yaxis": {**_AXIS, "showgrid": True, "gridcolor": GRID, "ticks": ""},
        "annotationdefaults": {"showarrow": False, "font": {"color": INK}},
    }
)
"""The template of every figure."""


def figure(*, height: int = 320) -> go.Figure:
    """Return an empty figure in the house style.

    >>> figure(height=200).layout.height
    200
    """
    return go.Figure(layout={"template": TEMPLATE, "height": height})
