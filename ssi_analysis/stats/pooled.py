"""What one correlation over all rows shows: two questions stirred into one.

It is here because everyone computes it. It mixes who the reps are with what happened
to them, so it has no p-value: there is no single hypothesis behind it. Its interval
leaves out reps, not rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.stats.estimate import Association, Influence
from ssi_analysis.stats.resampling import jackknife, jackknife_z
from ssi_analysis.stats.within import Moments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.stats.histories import Histories

    Matrix = NDArray[np.float64]

__all__ = ["pooled"]

_NULL = "Not tested: it mixes differences between reps with changes within reps."


def pooled(pair: Histories) -> Association:
    """Correlate all rows, with an interval that leaves out one rep at a time.

    Examples
    --------
    >>> from ssi_analysis.stats.histories import Histories
    >>> x = np.arange(12.0).reshape(6, 2)
    >>> pair = Histories("ssi", "won", x, x % 5, np.zeros(6, np.intp), 12)
    >>> found = pooled(pair)
    >>> round(found.estimate.value, 2), found.p_value
    (0.09, nan)
    """
    usable = pair.repeated()
    blank = usable.unanswered("pooled", null=_NULL, n_reps=usable.n_reps)
    blank = replace(blank, p_reason=blank.reason or _NULL)
    if blank.reason:
        return blank
    full, left_out = _moments(usable)
    if not _is_defined(left_out):
        return blank.refuse("no variation is left when one rep is left out")
    r, n_reps = float(full.r), usable.n_reps
    return replace(
        blank,
        estimate=jackknife_z(r, left_out.r, n_reps=n_reps),
        slope=jackknife(float(full.slope), left_out.slope, n_reps=n_reps),
        influence=Influence(float(left_out.r.min()), float(left_out.r.max())),
    )


def _moments(pair: Histories) -> tuple[Moments, Moments]:
    """Return the moments of all rows, and of all rows but each rep's."""
    x, y = (_centred(values) for values in (pair.x, pair.y))
    terms = (pair.present, x, y, x * x, x * y, y * y)
    own = np.array([term.sum(axis=1) for term in terms], dtype=float)
    whole = own.sum(axis=1)
    return _about_mean(whole), _about_mean(whole[:, None] - own)


def _centred(values: Matrix) -> Matrix:
    return np.nan_to_num(values - np.nanmean(values))


def _about_mean(sums: Matrix) -> Moments:
    n, x, y, xx, xy, yy = sums
    return Moments(xx - x * x / n, xy - x * y / n, yy - y * y / n)


def _is_defined(left_out: Moments) -> bool:
    return all(
        (square > 1e-12 * square.max()).all() and square.max() > 0
        for square in (left_out.xx, left_out.yy)
    )
