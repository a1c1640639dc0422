"""Is it all one rep? The correlation within reps with each rep left out in turn.

The refits are the by-product of the interval's jackknife. They stand in order of size
and without names: the question is whether the finding hangs on one rep, not on whom.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.display import Tabular
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.within import fit_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel

__all__ = ["LeftOut", "influence"]


@dataclass(frozen=True)
class LeftOut(Tabular):
    """The r of all reps and, in ascending order, the r without each of them."""

    x: str
    y: str
    r: float
    without: NDArray[np.float64]
    reason: str = ""

    @property
    def largest_change(self) -> float:
        """The change of r, with its sign, when the most telling rep is left out."""
        if not self.without.size:
            return math.nan
        changes = self.without - self.r
        return float(changes[np.argmax(np.abs(changes))])

    @property
    def sign_flips(self) -> bool:
        """Whether leaving one rep out turns the sign of r."""
        return bool((self.without * self.r <= 0).any())

    def rows(self) -> list[dict[str, object]]:
        """Return r, its range without one rep, and the largest change."""
        known = self.without if self.without.size else np.array([math.nan])
        return [
            {
                "r": self.r,
                "lowest without one": float(known[0]),
                "highest without one": float(known[-1]),
                "largest change": self.largest_change,
                "sign flips": "yes" if self.sign_flips else "no",
                "reason": self.reason,
            }
        ]


def influence(panel: Panel, x: str, y: str) -> LeftOut:
    """Leave each rep out of the correlation within reps.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi": [1, 2], "won": [3, 4]}
    >>> influence(Panel.from_frame(pd.DataFrame(rows)), "ssi", "won").reason
    '1 rep with both measures in two periods or more; an association needs at least 6'
    """
    usable = histories(panel, x, y).repeated()
    reason = usable.unanswered("within", null="", n_reps=usable.n_reps).reason
    if reason:
        return LeftOut(x, y, math.nan, np.empty(0), reason)
    fit = fit_within(usable)
    if not (fit.is_defined(fit.full) and fit.is_defined(fit.left_out)):
        reason = "too little varies when one rep is left out"
        return LeftOut(x, y, math.nan, np.empty(0), reason)
    return LeftOut(x, y, float(fit.full.r), np.sort(fit.left_out.r))
