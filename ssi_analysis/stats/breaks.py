"""Periods in which everybody's score stepped at once: the instrument, not the people.

LinkedIn has changed its formula before. What counts as a step is decided in `steps`;
here a panel is laid out for it and columns become periods again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.stats.histories import matrix
from ssi_analysis.steps import common_steps

if TYPE_CHECKING:
    from ssi_analysis.panel import Panel
    from ssi_analysis.periods import Grain

__all__ = ["Break", "breaks"]

SEASON: dict[Grain | None, int] = {"week": 13, "month": 3, "quarter": 4, None: 13}
"""Periods to the same point of the season before and after."""


@dataclass(frozen=True, slots=True)
class Break:
    """A step of the score across reps.

    `period` is the first one after the step, `size` the step of most reps in points,
    `n_reps` how many reps were seen on both sides.
    """

    period: pd.Timestamp
    size: float
    n_reps: int


def breaks(panel: Panel, *, x: str = "ssi_total") -> tuple[Break, ...]:
    """Find the periods in which most reps' score stepped and stayed.

    Fewer than 20 periods or 5 reps show no breaks.

    Examples
    --------
    >>> import numpy as np
    >>> from ssi_analysis.panel import Panel
    >>> noise = np.random.default_rng(3).normal(50, 1, (8, 30))
    >>> noise[:, 18:] += 9
    >>> cells = pd.DataFrame(noise).rename_axis("rep_id").reset_index()
    >>> long = cells.melt("rep_id", var_name="period", value_name="ssi_total")
    >>> [found.period for found in breaks(Panel.from_frame(long))]
    [18]
    """
    if x in panel.refused:
        return ()
    periods = panel.frame["period"].drop_duplicates().sort_values(ignore_index=True)
    return tuple(
        Break(periods[step.at], step.size, step.n_reps)
        for step in common_steps(matrix(panel, x), season=SEASON[panel.grain])
    )
