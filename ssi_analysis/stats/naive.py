"""What a notebook would have answered, to be counted and never shown as a finding.

Two answers that are common and wrong for slow-moving measures: the correlation of all
rows as if each were a new person, and the repeated-measures correlation (Bland and
Altman 1995), which takes the reps out but counts every week as new.

    t = r sqrt(df / (1 - r^2)),   df = rows - 2,   or rows - reps - 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

__all__ = ["pooled_p_values", "rep_only_p_values"]

_ROUNDING = 1e-20


def pooled_p_values(x: Matrix, y: Matrix) -> Matrix:
    """Test the correlation of all rows, each counted as independent.

    The last two axes are reps and periods, both measures NaN in the same cells; axes
    before them are teams.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0], [3.0, 5.0], [4.0, 4.0]])
    >>> float(pooled_p_values(x, x[::-1]).round(4))
    0.704
    """
    n_rows = np.isfinite(x).sum(axis=(-2, -1))
    return _p_values(_centred(x, (-2, -1)), _centred(y, (-2, -1)), n_rows - 2)


def rep_only_p_values(x: Matrix, y: Matrix) -> Matrix:
    """Test the correlation with each rep's mean taken out, rows as independent.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 4.0]])
    >>> float(rep_only_p_values(x, x**2).round(4))
    0.006
    """
    present = np.isfinite(x)
    n_reps = present.any(axis=-1).sum(axis=-1)
    freedom = present.sum(axis=(-2, -1)) - n_reps - 1
    return _p_values(_centred(x, -1), _centred(y, -1), freedom)


def _centred(values: Matrix, axes: int | tuple[int, int]) -> Matrix:
    size = np.isfinite(values).sum(axis=axes, keepdims=True)
    means = np.nansum(values, axis=axes, keepdims=True) / np.maximum(size, 1)
    return np.asarray(np.nan_to_num(values - means))


def _p_values(x: Matrix, y: Matrix, freedom: Matrix) -> Matrix:
    """Return two-sided p-values; NaN where a measure does not vary."""
    xx, xy, yy = ((a * b).sum((-2, -1)) for a, b in ((x, x), (x, y), (y, y)))
    varies = np.minimum(xx, yy) > _ROUNDING
    r = np.where(varies, xy, np.nan) / np.sqrt(np.where(varies, xx * yy, 1))
    t = np.abs(r) * np.sqrt(freedom / np.maximum(1 - r * r, _ROUNDING))
    return np.asarray(2 * stats.t.sf(t, freedom))
