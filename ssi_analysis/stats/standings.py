"""How much of a rep's standing among the others is still there some periods later.

rho_k is the slope of later on earlier standings, both less the mean of their period,
over all pairs of periods k apart:

    rho_k = sum d_it d_i,t+k / sum d_it^2

No rep's own mean is taken out, so that a short panel does not make it too small; the
mean of a period takes the same share from above and below the line.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.stats.resampling import jackknife

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.stats.estimate import Estimate

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Standings"]


@dataclass(frozen=True)
class Standings:
    """What reps had in two periods, and what each rep adds to rho.

    `start` and `end` hold the reps seen in both; `products` and `squares` hold those
    first and then everybody else.
    """

    start: Matrix
    end: Matrix
    products: Matrix
    squares: Matrix
    n_pairs: int

    @classmethod
    def between(cls, values: Matrix, start: int, end: int) -> Standings:
        """Lay out two columns of a matrix, and rho over all columns as far apart."""
        both = np.isfinite(values[:, start]) & np.isfinite(values[:, end])
        order = np.argsort(~both, kind="stable")
        values, size, apart = values[order], int(both.sum()), end - start
        early, late = values[:, : values.shape[1] - apart], values[:, apart:]
        seen = np.isfinite(early) & np.isfinite(late)
        first, then = (_less_mean(each, seen) for each in (early, late))
        own = ((first * then).sum(axis=1), (first * first).sum(axis=1))
        n_pairs = int((seen.sum(axis=0) >= MIN_GROUP).sum()) if apart else 0
        return cls(values[:size, start], values[:size, end], *own, n_pairs)

    @property
    def kept(self) -> float:
        """Rho, the share of a distance that is still there, or NaN."""
        total = float(self.squares.sum())
        return float(self.products.sum()) / total if total > 0 else math.nan

    def rise_of(self, inside: Mask) -> tuple[float, float, Estimate]:
        """Return a group's rise, the expected one, and what is beyond it.

        The range leaves out one rep at a time, also from rho.
        """
        size, gain = len(self.start), self.end - self.start
        rise = float(gain[inside].mean() - gain.mean())
        gap = float(self.start.mean() - self.start[inside].mean())
        expected = (1 - self.kept) * gap
        rest = self.squares.sum() - self.squares[:size]
        kept = (self.products.sum() - self.products[:size]) / rest
        left_out = _above_all_without_each(gain, inside)
        left_out += (1 - kept) * _above_all_without_each(self.start, inside)
        return rise, expected, jackknife(rise - expected, left_out, n_reps=size)


def _less_mean(values: Matrix, seen: Mask) -> Matrix:
    known = np.where(seen, values, 0.0)
    mean = known.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, values - mean, 0.0)


def _above_all_without_each(values: Matrix, inside: Mask) -> Matrix:
    """Return how far a group's mean is above everybody's, without each rep."""
    own, size = np.where(inside, values, 0.0), inside.sum()
    group = (own.sum() - own) / (size - inside)
    return np.asarray(group - (values.sum() - values) / (len(values) - 1))
