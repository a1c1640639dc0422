"""Finished results as figures: no statistics, no files, nothing shown.

Each function takes a result and returns a plotly Figure. Colours, type and axes come
from the one template in `style`; titles and alternative texts come from `words`.
"""

from ssi_analysis.plots.evidence import plot_decomposition
from ssi_analysis.plots.history import plot_history, plot_pillars
from ssi_analysis.plots.movers import plot_movers
from ssi_analysis.plots.relation import plot_relation
from ssi_analysis.plots.teams import plot_teams

__all__ = [
    "plot_decomposition",
    "plot_history",
    "plot_movers",
    "plot_pillars",
    "plot_relation",
    "plot_teams",
]
