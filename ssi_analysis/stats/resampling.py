"""Intervals by leaving reps out, p-values by swapping whole histories between reps.

The rep is the unit of both. Leaving each rep out in turn shows how far the answer
hangs on single reps, and gives an interval that covers 95 % from 6 reps upwards.
Pairing each rep's score history with another rep's outcome history keeps how sticky
both series are and what the calendar did to them, and breaks only their tie.
"""

from __future__ import annotations

import math
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from ssi_analysis.defaults import (
    ALPHA,
    CONFIDENCE,
    EXACT_ORDERINGS,
    SEED,
    SWAP_PART,
    SWAPS,
)
from ssi_analysis.display import number
from ssi_analysis.stats.estimate import Estimate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Index = NDArray[np.intp]
    Scores = Callable[[Index], Matrix]

__all__ = [
    "draw_orders",
    "groups_of",
    "jackknife",
    "jackknife_z",
    "mean_score",
    "n_orderings",
    "pair_scores",
    "picked",
    "share_reaching",
    "swap_p_value",
    "too_few_orderings",
]

MIN_OVERLAP = 3
"""Periods two histories must share: over two, every correlation is 1 or -1."""


def jackknife(
    value: float, left_out: Matrix, *, n_reps: int, level: float = CONFIDENCE
) -> Estimate:
    """Give an estimate the interval that leaving each rep out in turn implies.

    The variance is centred at the full-sample value and carries (G-1)/G; the interval
    uses t with `n_reps` - 1 degrees of freedom.

    Examples
    --------
    >>> found = jackknife(2.0, np.array([1.0, 2.0, 3.0]), n_reps=3)
    >>> round(found.low, 2), round(found.high, 2)
    (-2.97, 6.97)
    """
    width = _half_width(value, left_out, n_reps, level)
    return Estimate(
        value, value - width, value + width, level, "leave-one-rep-out jackknife"
    )


def jackknife_z(
    r: float, left_out: Matrix, *, n_reps: int, level: float = CONFIDENCE
) -> Estimate:
    """Give a correlation its jackknife interval, made on Fisher's z scale.

    Examples
    --------
    >>> found = jackknife_z(0.5, np.array([0.4, 0.5, 0.6]), n_reps=3)
    >>> round(found.low, 2), round(found.high, 2)
    (-0.12, 0.84)
    """
    # Just inside 1, so that an exact copy gets the interval 1 to 1 and not NaN.
    inside = 1 - 1e-12
    z, z_left_out = (
        np.arctanh(np.clip(each, -inside, inside)) for each in (r, left_out)
    )
    width = _half_width(float(z), z_left_out, n_reps, level)
    return Estimate(
        r,
        float(np.tanh(z - width)),
        float(np.tanh(z + width)),
        level,
        "leave-one-rep-out jackknife of Fisher's z",
    )


def _half_width(value: float, left_out: Matrix, n_reps: int, level: float) -> float:
    size = len(left_out)
    variance = (size - 1) / size * float(((left_out - value) ** 2).sum())
    return float(stats.t.ppf((1 + level) / 2, n_reps - 1)) * math.sqrt(variance)


def pair_scores(
    x: Matrix, y: Matrix, present: Mask, reps: Index | None = None
) -> Matrix:
    """Score every rep's x history against every rep's y history, or those of some reps.

    Without empty cells the score is the sum of products. With empty cells it is the
    correlation over the periods both reps have, NaN where they share fewer than 3:
    sums of products would then grow with the overlap, which swaps change. Whether
    there are any is asked of all reps, so that scores of some and others add up.

    Examples
    --------
    >>> x = np.array([[1.0, -1.0], [2.0, -2.0]])
    >>> pair_scores(x, x, np.ones((2, 2), bool))
    array([[2., 4.],
           [4., 8.]])
    """
    some = np.arange(len(x)) if reps is None else reps
    if present.all():
        return np.asarray(x[some] @ y[some].T)
    return _overlap_scores(x[some], y[some], present[some])


def _overlap_scores(x: Matrix, y: Matrix, present: Mask) -> Matrix:
    cells = present.astype(float)
    n = cells @ cells.T
    x_sum, y_sum = x @ cells.T, cells @ y.T
    with np.errstate(divide="ignore", invalid="ignore"):
        xx = (x * x) @ cells.T - x_sum**2 / n
        yy = cells @ (y * y).T - y_sum**2 / n
        r = (x @ y.T - x_sum * y_sum / n) / np.sqrt(xx * yy)
    usable = (n >= MIN_OVERLAP) & (xx > _tiny(x)) & (yy > _tiny(y))
    return np.where(usable, r, np.nan)


def _tiny(values: Matrix) -> float:
    return 1e-12 * float((values**2).sum()) / len(values)


def swap_p_value(
    scores: Matrix | Scores,
    segments: Index,
    *,
    rng: np.random.Generator | None = None,
) -> tuple[float, str]:
    """Compare reps' own pairs with pairs swapped within segment, two-sided.

    Segments of more than SWAP_PART reps are first divided at random. Swapping inside
    the parts is as exact a test, and its work and memory grow with reps, not with
    their square.

    Parameters
    ----------
    scores
        Row i, column j: rep i's x history against rep j's y history. Or a function
        that gives these rows and columns for some reps, so that a large team needs no
        matrix of all pairs.
    segments
        The group of each rep; a rep alone in its group stays.
    rng
        Source of swaps where there are too many to go through them all.

    Returns
    -------
    The p-value, or NaN, and the reason why there is none.

    Examples
    --------
    >>> swap_p_value(np.diag([1.0, 2, 3, 4]), np.zeros(4, int))
    (0.041666666666666664, '')
    >>> swap_p_value(np.diag([1.0, 2, 3, 4]), np.array([0, 0, 1, 1]))[1]
    'histories can be swapped in only 4 ways, so that p cannot fall below 0.25'
    """
    if reason := too_few_orderings(segments):
        return math.nan, reason
    groups = groups_of(segments)
    of = scores if callable(scores) else _cut_from(scores)
    if n_orderings(groups) <= EXACT_ORDERINGS:
        swapped = _every_swap(of, groups)
    else:
        swapped = _drawn_swaps(of, groups, rng or np.random.default_rng(SEED))
    # The first one is the observed pairing, which is itself one of the orderings.
    return share_reaching(swapped), ""


def groups_of(segments: Index) -> list[Index]:
    """Return the reps of each segment."""
    return [np.flatnonzero(segments == each) for each in np.unique(segments)]


def n_orderings(groups: list[Index]) -> int:
    """Return in how many ways histories can be swapped within groups."""
    return math.prod(math.factorial(len(group)) for group in groups)


def too_few_orderings(segments: Index) -> str:
    """Say why reps of these segments give no p-value; nothing where they do."""
    orderings = n_orderings(groups_of(segments))
    if orderings > 1 / ALPHA:
        return ""
    return (
        f"histories can be swapped in only {orderings} ways,"
        f" so that p cannot fall below {number(1 / orderings, 2)}"
    )


def share_reaching(statistic: Matrix, *, own: float | None = None) -> float:
    """Return the share of orderings as large as the observed one, which is the first.

    >>> share_reaching(np.array([2.0, 1.0, 3.0, 2.0]))
    0.75
    """
    own = float(statistic[0]) if own is None else own
    return float((statistic >= own * (1 - 1e-9)).mean())


def _cut_from(scores: Matrix) -> Scores:
    return lambda group: scores[np.ix_(group, group)]


def _every_swap(scores: Scores, groups: list[Index]) -> Matrix:
    total = size = np.zeros(1)
    for group in groups:
        orders = np.array(list(permutations(range(len(group))))).T
        own_total, own_size = picked(scores(group), orders)
        total = np.add.outer(total, own_total).ravel()
        size = np.add.outer(size, own_size).ravel()
    return mean_score(total, size)


def _drawn_swaps(
    scores: Scores, groups: list[Index], rng: np.random.Generator
) -> Matrix:
    total = size = np.zeros(SWAPS + 1)
    for group in groups:
        for part in _parts(group, rng):
            own_total, own_size = picked(scores(part), draw_orders(len(part), rng))
            total, size = total + own_total, size + own_size
    return mean_score(total, size)


def draw_orders(n_reps: int, rng: np.random.Generator) -> Index:
    """Draw partners, one column per ordering, the observed one first."""
    # In two bytes each: they are most of what a test holds in memory.
    own = np.arange(n_reps, dtype=np.min_scalar_type(n_reps))
    orders = np.tile(own, (SWAPS + 1, 1))
    rng.permuted(orders[1:], axis=1, out=orders[1:])
    return orders.T


def _parts(group: Index, rng: np.random.Generator) -> list[Index]:
    if len(group) <= SWAP_PART:
        return [group]
    return np.array_split(rng.permutation(group), math.ceil(len(group) / SWAP_PART))


def picked(scores: Matrix, orders: Index) -> tuple[Matrix, Matrix]:
    """Return, for each column of partners, the sum of the scores and their count."""
    known = np.isfinite(scores)
    if known.all():
        total = _sum_picked(scores, orders)
        return total, np.full_like(total, len(scores))
    total = _sum_picked(np.where(known, scores, 0.0), orders)
    return total, _sum_picked(known.astype(float), orders)


def _sum_picked(scores: Matrix, orders: Index) -> Matrix:
    total = np.zeros(orders.shape[1])
    # Rep by rep, so that scores and sums stay in the processor's cache.
    for own, partners in zip(scores, orders, strict=True):
        total += own.take(partners)
    return total


def mean_score(total: Matrix, size: Matrix) -> Matrix:
    """Return the absolute mean; a swap that leaves nothing to compare counts as one."""
    return np.where(size > 0, np.abs(total) / np.maximum(size, 1), np.inf)
