"""How large a within-rep link would have had to be for this team to see it.

Weeks of a slow-moving score repeat one another: with lag-1 autocorrelations of .8
in both measures a week is worth .22 of an independent one. The formula counts what is
left, and agrees with simulation to about .03 from 26 periods upwards; on 12 periods it
is 15-20 % too high.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy import stats

from ssi_analysis.defaults import ALPHA, BETWEEN_ALPHA, MIN_REPS, POWER
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.within import fit_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.histories import Histories

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = [
    "autocorrelation",
    "detectable",
    "detectable_between",
    "detectable_in",
    "detectable_in_pair",
    "variance_of_mean",
]

Values = TypeVar("Values", float, "Matrix")

MAX_AUTOCORRELATION = 0.98
"""An estimate above this is held here: at 1 no number of weeks would be enough."""


def detectable(
    *,
    n_reps: int,
    n_periods: float,
    x_autocorrelation: float,
    y_autocorrelation: float,
) -> float:
    """Return the smallest within-rep r seen in 80 % of such teams.

    Parameters
    ----------
    n_reps, n_periods
        Size of the panel; the mean number of periods per rep where reps differ.
    x_autocorrelation, y_autocorrelation
        How much of a period's value is still there in the next one, -1 to 1.

    Examples
    --------
    >>> size = {"n_reps": 12, "n_periods": 26}
    >>> found = detectable(**size, x_autocorrelation=0.8, y_autocorrelation=0.8)
    >>> round(found, 2)
    0.37
    """
    sticky = x_autocorrelation * y_autocorrelation
    for name, value in (
        ("x_autocorrelation", x_autocorrelation),
        ("y_autocorrelation", y_autocorrelation),
    ):
        if not -1 < value < 1:
            raise ParameterError.badly_typed(name, value, "a number between -1 and 1")
    if n_reps < 2 or n_periods < 2:
        return math.nan
    informative = (n_reps - 1) * n_periods * (1 - sticky) / (1 + sticky)
    beyond = np.sum(stats.t.ppf([1 - ALPHA / 2, POWER], n_reps - 1))
    return math.tanh(float(beyond) / math.sqrt(informative))


def detectable_between(n_reps: int) -> float:
    """Return the smallest r between reps that 80 % of such teams would show.

    By Fisher's z at the gate between reps; NaN below MIN_REPS.

    Examples
    --------
    >>> round(detectable_between(12), 2), round(detectable_between(400), 2)
    (0.81, 0.17)
    """
    if n_reps < MIN_REPS:
        return math.nan
    beyond = float(np.sum(stats.norm.ppf([1 - BETWEEN_ALPHA / 2, POWER])))
    return math.tanh(beyond / math.sqrt(n_reps - 3))


def detectable_in(panel: Panel, x: str, y: str) -> float:
    """Return the smallest within-rep r that this panel could be expected to show.

    The autocorrelations are measured in the panel; NaN where it cannot carry an
    association at all.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi": [1, 2], "won": [3, 4]}
    >>> detectable_in(Panel.from_frame(pd.DataFrame(rows)), "ssi", "won")
    nan
    """
    return detectable_in_pair(histories(panel, x, y))


def detectable_in_pair(pair: Histories) -> float:
    """Return the detectable r for histories already laid out."""
    usable = pair.repeated()
    if pair.reason or usable.n_reps < MIN_REPS:
        return math.nan
    fit = fit_within(usable)
    if not fit.is_defined(fit.full):
        return math.nan
    x_sticky, y_sticky = (
        autocorrelation(residuals, usable.present) for residuals in fit.residuals
    )
    return detectable(
        n_reps=usable.n_reps,
        n_periods=usable.n_rows / usable.n_reps,
        x_autocorrelation=x_sticky,
        y_autocorrelation=y_sticky,
    )


def autocorrelation(residuals: Matrix, present: Mask) -> float:
    """Return the lag-1 autocorrelation, pooled over reps and corrected.

    Taking out a rep's mean makes its series look less sticky than it is. The observed
    value is therefore read back through what a process of each stickiness, of this
    length and with its mean taken out, shows on average.

    Examples
    --------
    >>> ramp = np.arange(12.0)[None, :] - 5.5
    >>> autocorrelation(ramp, np.ones((1, 12), bool))
    0.98
    """
    pairs = present[:, :-1] & present[:, 1:]
    if not pairs.any():
        return 0.0
    products = (residuals[:, :-1] * residuals[:, 1:])[pairs]
    found = products.mean() / (residuals[present] ** 2).mean()
    true = np.arange(0, MAX_AUTOCORRELATION + 0.005, 0.01)
    length = max(round(present.sum() / len(present)), 2)
    shown = np.maximum.accumulate(_shown(true, length))
    return float(np.interp(found, shown, true))


def _shown(true: Matrix, length: int) -> Matrix:
    """Return the lag-1 autocorrelation that demeaned series show on average."""
    of_mean = variance_of_mean(true, length)
    # Of the mean with the first value, and with the last.
    at_the_ends = (1 - true**length) / (1 - true) / length
    with_mean = (length * of_mean - at_the_ends) / (length - 1)
    return np.asarray((true - 2 * with_mean + of_mean) / (1 - of_mean))


def variance_of_mean(true: Values, length: int) -> Values:
    """Return how much the mean of so many values varies, of what each one does.

    For a first-order autoregression, `true` below 1 (Box, Jenkins and Reinsel 2008,
    section 2.1.5, summed).

    Examples
    --------
    >>> variance_of_mean(0.0, 26) == 1 / 26, round(variance_of_mean(0.8, 26), 2)
    (True, 0.29)
    """
    tail = 2 * true * (1 - true**length) / (length * (1 - true)) ** 2
    return (1 + true) / (1 - true) / length - tail
