"""How many independent weeks are the weeks of this panel worth?

A score that moves slowly says nearly the same in one week as in the week before. For a
correlation of two series of T periods, whose values are still there in the next period
to the parts r_x and r_y, Bartlett (1935) gives

    T (1 - r_x r_y) / (1 + r_x r_y)

Both parts are measured, pooled over reps, with reps and periods taken out and the
shortness of the panel corrected (`detectable.autocorrelation`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.display import Tabular
from ssi_analysis.stats.detectable import autocorrelation
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.within import fit_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.periods import Grain

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["EffectivePeriods", "bartlett", "effective_weeks"]

LAGS = (1, 2, 4, 8, 13)
"""Periods apart at which the autocorrelation is shown: a week to a quarter."""


@dataclass(frozen=True)
class EffectivePeriods(Tabular):
    """How many of the mean number of periods of a rep count.

    `acf` has the columns `lag, x, y`, the autocorrelations as they are found, which a
    short panel shows too low; `x_sticky` and `y_sticky` are corrected for that.
    """

    x: str
    y: str
    grain: Grain | None
    n_reps: int
    n_periods: float
    x_sticky: float
    y_sticky: float
    worth: float
    acf: pd.DataFrame
    reason: str = ""

    @property
    def share(self) -> float:
        """What one period is worth of an independent one."""
        return self.worth / self.n_periods if self.n_periods else math.nan

    def rows(self) -> list[dict[str, object]]:
        """Return the periods and what they are worth as one row."""
        return [
            {
                "reps": self.n_reps,
                "periods": self.n_periods,
                "worth": self.worth,
                self.x: self.x_sticky,
                self.y: self.y_sticky,
                "reason": self.reason,
            }
        ]


def bartlett(n_periods: float, *, x_sticky: float, y_sticky: float) -> float:
    """Return how many independent periods so many sticky ones are worth.

    Examples
    --------
    >>> round(bartlett(26, x_sticky=0.8, y_sticky=0.8), 1)
    5.7
    """
    both = x_sticky * y_sticky
    return n_periods * (1 - both) / (1 + both)


def effective_weeks(
    panel: Panel, x: str, y: str, *, lags: Sequence[int] = LAGS
) -> EffectivePeriods:
    """Count the independent periods that a panel's periods are worth.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of measures.
    lags
        Periods apart at which the autocorrelations are shown.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi": [1, 2], "won": [3, 4]}
    >>> effective_weeks(Panel.from_frame(pd.DataFrame(rows)), "ssi", "won").reason
    '1 rep with both measures in two periods or more; an association needs at least 6'
    """
    usable = histories(panel, x, y).repeated()
    n_reps, length = usable.n_reps, usable.n_rows / max(usable.n_reps, 1)
    reason = usable.unanswered("within", null="", n_reps=n_reps).reason
    empty = pd.DataFrame(columns=["lag", "x", "y"])
    unknown = (n_reps, length, math.nan, math.nan, math.nan, empty)
    fit = None if reason else fit_within(usable)
    if fit is not None and not fit.is_defined(fit.full):
        reason = "nothing is left of one measure when reps and periods are taken out"
    if fit is None or reason:
        return EffectivePeriods(x, y, panel.grain, *unknown, reason)
    own, other = fit.residuals
    x_sticky, y_sticky = (
        autocorrelation(each, usable.present) for each in (own, other)
    )
    worth = bartlett(length, x_sticky=x_sticky, y_sticky=y_sticky)
    known = [lag for lag in lags if 0 < lag < usable.x.shape[1]]
    acf = pd.DataFrame(
        {
            "lag": known,
            "x": [_acf(own, usable.present, lag) for lag in known],
            "y": [_acf(other, usable.present, lag) for lag in known],
        }
    )
    found = (n_reps, length, x_sticky, y_sticky, worth, acf)
    return EffectivePeriods(x, y, panel.grain, *found)


def _acf(residuals: Matrix, present: Mask, lag: int) -> float:
    both = present[:, :-lag] & present[:, lag:]
    if not both.any():
        return math.nan
    products = (residuals[:, :-lag] * residuals[:, lag:])[both]
    return float(products.mean() / (residuals[present] ** 2).mean())
