"""Who is still there, and did those who left do as well as those who stayed?

A team's numbers are those of the people still in it. If many who left had attained
little, what is seen of the rest looks better than the job was. Leavers and stayers
are compared by their usual outcome, one observation per rep, each period's mean taken
out, with Welch's interval (1947):

    d -+ t(v) sqrt(s1^2 / n1 + s2^2 / n2)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from ssi_analysis.defaults import CONFIDENCE, MIN_GROUP
from ssi_analysis.display import Tabular, count
from ssi_analysis.stats.adjust import usual_level
from ssi_analysis.stats.estimate import Estimate
from ssi_analysis.stats.histories import matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Attrition", "attrition", "has_left"]


@dataclass(frozen=True)
class Attrition(Tabular):
    """How many reps were there at the start, at the end and ever, and who left.

    `difference` is the usual outcome of leavers less that of stayers. `mean_ever` is
    the mean outcome per rep of everybody ever seen, `mean_stayed` of those still
    there: what is lost by looking at the latter alone; both are NaN where leavers and
    stayers are not compared.
    """

    y: str
    n_ever: int
    n_start: int
    n_end: int
    n_left: int
    mean_ever: float
    mean_stayed: float
    difference: Estimate

    @property
    def left_share(self) -> float:
        """The share of everybody ever seen who left."""
        return self.n_left / self.n_ever if self.n_ever else math.nan

    @property
    def reason(self) -> str:
        """Why leavers and stayers are not compared; empty where they are."""
        return self.difference.reason

    def rows(self) -> list[dict[str, object]]:
        """Return the counts and the difference as one row."""
        return [
            {
                "reps ever": self.n_ever,
                "at the start": self.n_start,
                "at the end": self.n_end,
                "left": self.n_left,
                "leavers less stayers": self.difference.value,
                "low": self.difference.low,
                "high": self.difference.high,
                "reason": self.reason,
            }
        ]


def attrition(panel: Panel, *, y: str = "attainment") -> Attrition:
    """Count who left, and compare their outcome with that of those who stayed.

    A rep has left who has no row in the last tenth of the periods, so that a holiday
    is no departure. Fewer than MIN_GROUP of either are not compared.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> cells = [(r, t, 1.0) for r in "abc" for t in range(9) if r != "a" or t < 3]
    >>> names = ["rep_id", "period", "attainment"]
    >>> found = attrition(Panel.from_frame(pd.DataFrame(cells, columns=names)))
    >>> found.n_start, found.n_end, found.n_left
    (3, 2, 1)
    """
    came_late, left = _came_late_and_left(panel)
    values = np.full((panel.n_reps, panel.n_periods), np.nan)
    if y not in panel.refused:
        values = matrix(panel, y)
    difference = _compared(values, left, panel.refused.get(y, ""))
    means = pd.DataFrame(values).mean(axis=1)
    if not difference.is_given:
        # Two means and their counts would tell the outcome of one who left.
        means[:] = math.nan
    return Attrition(
        y=y,
        n_ever=len(left),
        n_start=int((~came_late).sum()),
        n_end=int((~left).sum()),
        n_left=int(left.sum()),
        mean_ever=float(means.mean()),
        mean_stayed=float(means[~left].mean()),
        difference=difference,
    )


def has_left(panel: Panel) -> Mask:
    """Say for each rep, in the order of rep_id, whether no late row is there.

    Late is the last tenth of the periods, so that a rep on leave or a late export is
    not taken for gone.
    """
    return _came_late_and_left(panel)[1]


def _came_late_and_left(panel: Panel) -> tuple[Mask, Mask]:
    codes, periods = pd.factorize(panel.frame["period"], sort=True)
    by_rep = pd.Series(codes).groupby(panel.frame["rep_id"].to_numpy())
    first, last = by_rep.min().to_numpy(), by_rep.max().to_numpy()
    tail = max(2, math.ceil(len(periods) / 10))
    return first >= tail, last < len(periods) - tail


def _compared(values: Matrix, left: Mask, refused: str) -> Estimate:
    if refused:
        return Estimate.refused(refused)
    levels = usual_level(values, np.isfinite(values))
    known = np.isfinite(levels)
    gone, here = levels[known & left], levels[known & ~left]
    if min(len(gone), len(here)) < MIN_GROUP:
        reps = f"{count(len(gone), 'leaver')} and {count(len(here), 'stayer')} with it"
        return Estimate.refused(f"{reps}; each side needs at least {MIN_GROUP}")
    # SciPy divides by the variance, and says so where there is none.
    if np.ptp(gone) == 0 and np.ptp(here) == 0:
        return Estimate.refused("neither leavers nor stayers differ among themselves")
    test = stats.ttest_ind(gone, here, equal_var=False)
    ends = test.confidence_interval(CONFIDENCE)
    gap = float(gone.mean() - here.mean())
    method = "Welch's interval, one observation per rep"
    return Estimate(gap, float(ends.low), float(ends.high), CONFIDENCE, method)
