"""The package's answers for thousands of teams at once, where no cell is missing.

Axes are teams, reps, periods. Without gaps the two-way fit is a subtraction of means,
and leaving rep i out takes n / (n - 1) times that rep's own products away, so that no
team needs a fit of its own. `tests/test_calibration.py` holds these to the package.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse, stats

from ssi_analysis.defaults import EXACT_ORDERINGS, SWAPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Index = NDArray[np.intp]


@dataclass(frozen=True)
class Ranges:
    """A correlation per team with its range."""

    r: Matrix
    low: Matrix
    high: Matrix

    def cover(self, truth: float) -> Matrix:
        """Return which ranges have the truth; NaN where there is no range."""
        inside = (self.low <= truth) & (truth <= self.high)
        return np.where(np.isfinite(self.low), inside, np.nan)


def two_way(values: Matrix) -> Matrix:
    """Take out reps and periods."""
    freed = values - values.mean(-1, keepdims=True)
    return np.asarray(freed - freed.mean(-2, keepdims=True))


def within_ranges(x: Matrix, y: Matrix) -> Ranges:
    """Range of the within-rep r by leaving each rep out of the two-way fit."""
    freed = two_way(x), two_way(y)
    whole, rest = _products(*freed)
    floor = [1e-9 * _square(values) for values in (x, y)]
    varies = [(np.ptp(values, axis=-1) > 0) for values in (x, y)]
    n_reps = (varies[0] & varies[1]).sum(-1)
    found = jackknife_z_ranges(_r(whole), _r(rest), n_reps)
    defined = (rest[0].min(0) > floor[0]) & (rest[2].min(0) > floor[1])
    empty = np.where(defined, 0.0, np.nan)
    return Ranges(found.r + empty, found.low + empty, found.high + empty)


def _square(values: Matrix) -> Matrix:
    return ((values - values.mean((-2, -1), keepdims=True)) ** 2).sum((-2, -1))


def _products(x: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    """Return xx, xy, yy of whole teams, and without each rep (reps first)."""
    own = np.array([(a * b).sum(-1) for a, b in ((x, x), (x, y), (y, y))])
    whole = own.sum(-1)
    n_reps = x.shape[-2]
    rest = whole[..., None] - n_reps / (n_reps - 1) * own
    return whole, np.moveaxis(rest, -1, 1)


def _r(products: Matrix) -> Matrix:
    xx, xy, yy = products
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.clip(xy / np.sqrt(xx * yy), -1 + 1e-12, 1 - 1e-12))


def jackknife_z_ranges(r: Matrix, left_out: Matrix, n_reps: Matrix) -> Ranges:
    """Give each r its range from the values without each rep (reps first)."""
    z, others = np.arctanh(r), np.arctanh(left_out)
    size = len(left_out)
    spread = np.sqrt((size - 1) / size * ((others - z) ** 2).sum(0))
    width = stats.t.ppf(0.975, np.maximum(n_reps - 1, 1)) * spread
    return Ranges(r, np.tanh(z - width), np.tanh(z + width))


def correlations(x: Matrix, y: Matrix) -> Matrix:
    """Return Pearson's r of each team's usual levels (teams, reps)."""
    x, y = (each - each.mean(-1, keepdims=True) for each in (x, y))
    return np.asarray((x * y).sum(-1) / np.sqrt((x * x).sum(-1) * (y * y).sum(-1)))


def fisher_ranges(x: Matrix, y: Matrix) -> Ranges:
    """Range of the between-rep r, one observation per rep, by Fisher's z."""
    z = np.arctanh(correlations(x, y))
    width = stats.norm.ppf(0.975) / math.sqrt(x.shape[-1] - 3)
    return Ranges(np.tanh(z), np.tanh(z - width), np.tanh(z + width))


def left_out_ranges(x: Matrix, y: Matrix) -> Ranges:
    """Range of the between-rep r as the package gives it: each rep left out."""
    n_reps = x.shape[-1]
    kept = [np.delete(np.arange(n_reps), rep) for rep in range(n_reps)]
    others = np.array([correlations(x[:, each], y[:, each]) for each in kept])
    return jackknife_z_ranges(correlations(x, y), others, np.full(len(x), n_reps))


def wider_ranges(x: Matrix, y: Matrix) -> Ranges:
    """Range of the between-rep r that is careful: the wider of both."""
    one, two = fisher_ranges(x, y), left_out_ranges(x, y)
    return Ranges(one.r, np.minimum(one.low, two.low), np.maximum(one.high, two.high))


def orderings(segments: Index, rng: np.random.Generator) -> Index:
    """Lay out partners, the observed ones first: all of them where they are few."""
    own = np.arange(len(segments))
    if len(set(segments)) == 1 and math.factorial(len(own)) <= EXACT_ORDERINGS:
        return np.array(list(permutations(own)))
    drawn = np.tile(own, (SWAPS + 1, 1))
    for segment in set(segments):
        group = np.flatnonzero(segments == segment)
        drawn[1:, group] = rng.permuted(drawn[1:, group], axis=1)
    return drawn


def swap_p_values(x: Matrix, y: Matrix, partners: Index) -> Matrix:
    """Test each team by the same orderings of reps; x and y are freed already."""
    n_orders, n_reps = partners.shape
    places = (np.arange(n_reps) * n_reps + partners).ravel()
    rows = np.arange(0, n_orders * n_reps + 1, n_reps)
    shape = (n_orders, n_reps**2)
    picking = sparse.csr_array((np.ones(len(places)), places, rows), shape)
    found = []
    for part in np.array_split(np.arange(len(x)), math.ceil(len(x) / 250)):
        scores = x[part] @ np.swapaxes(y[part], -1, -2)
        totals = np.abs(picking @ scores.reshape(len(part), -1).T)
        found.append((totals >= totals[0] * (1 - 1e-9)).mean(0))
    return np.concatenate(found)
