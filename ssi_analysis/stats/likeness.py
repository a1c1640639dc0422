"""Teams like one's own in which the two measures have nothing to do with each other.

Two kinds. *Swapped*: each rep's history of the score beside another rep's history of
the outcome, so that stickiness, calendar, gaps and odd values are all real, and only
the tie is gone. *Simulated*: normal series of the team's own shape,

    x_it = sqrt(b) a_i + sqrt(1 - b) e_it,     e_it = s e_i,t-1 + noise,

with the share b between reps and the stickiness s as measured, and gaps where they
are. A link within reps can be built into these, to see whether it would be found.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.stats.detectable import autocorrelation, variance_of_mean
from ssi_analysis.stats.simulate import mixed, sticky
from ssi_analysis.stats.within import fit_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.stats.histories import Histories

    Matrix = NDArray[np.float64]

__all__ = ["Motion", "Shape", "swapped"]


def swapped(pair: Histories, *, rng: np.random.Generator) -> Histories:
    """Set each rep's x history beside another rep's y history of the same segment.

    A rep alone in a segment is left out. Cells count where both histories have one.

    Examples
    --------
    >>> from ssi_analysis.stats.histories import Histories
    >>> x = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    >>> pair = Histories("ssi", "won", x, x, np.array([0, 0, 1]), 6)
    >>> swapped(pair, rng=np.random.default_rng(1)).y
    array([[3., 4.],
           [1., 2.]])
    """
    own = np.arange(pair.n_reps)
    partners = own.copy()
    for segment in np.unique(pair.segments):
        group = rng.permutation(np.flatnonzero(pair.segments == segment))
        partners[group] = np.roll(group, 1)
    moved = partners != own
    x, y = pair.x[moved], pair.y[partners][moved]
    known = np.isfinite(x) & np.isfinite(y)
    return replace(
        pair,
        x=np.where(known, x, np.nan),
        y=np.where(known, y, np.nan),
        segments=pair.segments[moved],
    )


@dataclass(frozen=True, slots=True)
class Motion:
    """How one measure moves: what of a period is left in the next, what is usual.

    `stickiness` is the lag-1 autocorrelation within reps, `between` the share of the
    variance that is between reps.
    """

    stickiness: float
    between: float

    def around(self, usual: Matrix, moves: Matrix) -> Matrix:
        """Put movements of variance 1 around usual levels of variance 1."""
        return math.sqrt(self.between) * usual + math.sqrt(1 - self.between) * moves


@dataclass(frozen=True)
class Shape:
    """What a made-up team takes over from a real one."""

    pair: Histories
    x: Motion
    y: Motion

    @classmethod
    def of(cls, pair: Histories) -> Shape:
        """Measure how both measures of a team move.

        Examples
        --------
        >>> from ssi_analysis.stats.histories import Histories
        >>> x, y = np.random.default_rng(5).normal(size=(2, 40, 30))
        >>> pair = Histories("ssi", "won", x, y, np.zeros(40, np.intp), 1200)
        >>> Shape.of(pair).x.stickiness < 0.1
        True
        """
        fit = fit_within(pair)
        return cls(
            pair,
            *(
                _motion(values, residuals, pair)
                for values, residuals in zip(
                    (pair.x, pair.y), fit.residuals, strict=True
                )
            ),
        )

    def team(self, *, r: float = 0.0, rng: np.random.Generator) -> Histories:
        """Make up a team whose measures go together by `r` within reps."""
        size = self.pair.x.shape
        usual, other_usual = rng.normal(size=(2, len(self.pair.x), 1))
        moves = sticky(size, self.x.stickiness, rng=rng)
        other = sticky(size, self.y.stickiness, rng=rng)
        present = self.pair.present
        x = self.x.around(usual, moves)
        y = self.y.around(other_usual, mixed(moves, other, r))
        return replace(
            self.pair, x=np.where(present, x, np.nan), y=np.where(present, y, np.nan)
        )


def _motion(values: Matrix, residuals: Matrix, pair: Histories) -> Motion:
    """Split the variance; a mean of sticky periods varies by itself."""
    present, n_reps = pair.present, pair.n_reps
    stickiness = autocorrelation(residuals, present)
    of_mean = variance_of_mean(stickiness, max(round(pair.n_rows / n_reps), 2))
    left = (1 - of_mean) * (1 - 1 / n_reps)
    inside = float((residuals[present] ** 2).mean()) / left
    usual = np.nanmean(values - np.nanmean(values, axis=0), axis=1)
    between = max(float(usual.var(ddof=1)) - inside * of_mean, 0.0)
    return Motion(stickiness, between / (between + inside))
