"""THE frame: one row per rep and period, and what is not in it.

`frame` holds Panel and Coverage; `sums` the two heavy sums as SQL; `outcome` what was
won against quota; `build` joins them; `pace` compares the running quarter with the
team's own earlier ones, for description only.
"""

from ssi_analysis.panel.build import build_panel
from ssi_analysis.panel.frame import Coverage, Drop, Panel
from ssi_analysis.panel.pace import Pace, quarter_pace

__all__ = ["Coverage", "Drop", "Pace", "Panel", "build_panel", "quarter_pace"]
