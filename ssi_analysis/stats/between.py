"""Do reps with a usually higher score have a usually higher outcome?

Each rep's cells are compared with the mean of the reps present in the same period,
then averaged, so that a late joiner and a step that everybody took count for nothing.
One rep is one observation, however many weeks were seen.

The range is that of leaving each rep out in turn, as within reps. Fisher's,
tanh(atanh r +- 1.96 / sqrt(n - 3)), is exact for normal levels and covered 85-92 % of
an r of .5 where a few reps stand far out; leaving each rep out covered 94-97 % of
normal levels and 93-96 % there, measured on 6 to 30 reps (docs/how_sure.md). Neither
holds where levels are very skewed.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from ssi_analysis.defaults import CONFIDENCE
from ssi_analysis.schema import spoken
from ssi_analysis.stats.estimate import Association, Estimate
from ssi_analysis.stats.resampling import jackknife_z, swap_p_value
from ssi_analysis.stats.within import Moments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.stats.histories import Histories

    Matrix = NDArray[np.float64]

__all__ = ["between", "usual_level"]


def between(pair: Histories, *, rng: np.random.Generator | None = None) -> Association:
    """Associate the usual levels of two measures between reps.

    Examples
    --------
    >>> from ssi_analysis.stats.histories import Histories
    >>> x = np.arange(7.0)[:, None] + np.array([0.0, 1.0])
    >>> pair = Histories("ssi", "won", x, x**2, np.zeros(7, np.intp), 14)
    >>> found = between(pair)
    >>> round(found.estimate.value, 2), round(found.estimate.low, 2)
    (0.97, 0.86)
    """
    usable = pair.repeated()
    blank = usable.unanswered("between", null=_null(usable), n_reps=usable.n_reps)
    if blank.reason:
        return blank
    x, y = usual_level(usable.x), usual_level(usable.y)
    if np.ptp(x) < _rounding(usable.x) or np.ptp(y) < _rounding(usable.y):
        return blank.refuse("the reps' usual levels do not differ")
    moments, left_out = _moments(x, y)
    if not (_vary(left_out.xx, moments.xx) and _vary(left_out.yy, moments.yy)):
        return blank.refuse("the reps' usual levels differ by one rep only")
    own, other = (_centred(levels, usable.segments) for levels in (x, y))
    p_value, p_reason = swap_p_value(
        partial(_scores, own, other), usable.segments, rng=rng
    )
    fit = stats.linregress(x, y)
    if own @ other * fit.rvalue < 0:
        # Simpson's reversal: the test inside segments speaks against this r.
        p_value, p_reason = math.nan, "inside the segments reps go the other way"
    return replace(
        blank,
        estimate=jackknife_z(float(moments.r), left_out.r, n_reps=len(x)),
        slope=_least_squares(float(fit.slope), float(fit.stderr), len(x)),
        p_value=p_value,
        p_reason=p_reason,
    )


def _null(pair: Histories) -> str:
    return (
        f"Which rep's usual {spoken(pair.x_name)} stands beside which rep's usual"
        f" {spoken(pair.y_name)} makes no difference."
    )


def usual_level(values: Matrix) -> Matrix:
    """Return each rep's mean distance from those present in the same periods."""
    return np.asarray(np.nanmean(values - np.nanmean(values, axis=0), axis=1))


def _rounding(values: Matrix) -> float:
    return 1e-9 * float(np.nanmax(np.abs(values)))


def _centred(levels: Matrix, segments: NDArray[np.intp]) -> Matrix:
    sizes = np.bincount(segments)
    return np.asarray(levels - (np.bincount(segments, levels) / sizes)[segments])


def _scores(x: Matrix, y: Matrix, reps: NDArray[np.intp]) -> Matrix:
    return np.outer(x[reps], y[reps])


def _moments(x: Matrix, y: Matrix) -> tuple[Moments, Moments]:
    """Return the moments of all reps, and of all but each one, about their means."""
    own_x, own_y = x - x.mean(), y - y.mean()
    own = np.array([own_x * own_x, own_x * own_y, own_y * own_y])
    whole = own.sum(axis=1)
    left_out = whole[:, None] - len(x) / (len(x) - 1) * own
    return Moments(*whole), Moments(*left_out)


def _vary(left_out: Matrix, whole: Matrix) -> bool:
    return bool(left_out.min() > 1e-12 * whole)


def _least_squares(slope: float, error: float, n: int) -> Estimate:
    width = float(stats.t.ppf((1 + CONFIDENCE) / 2, n - 2)) * error
    method = "least squares on rep means"
    return Estimate(slope, slope - width, slope + width, CONFIDENCE, method)
