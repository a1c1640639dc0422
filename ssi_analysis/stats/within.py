"""When a rep's own score is up, is the rep's own outcome up in the same period?

Both measures are freed of what is usual for the rep and of what the period did to
everybody (two-way demeaning), exactly also where cells are missing. With reps taken
out first, the period effects solve one linear system whose matrix is the Laplacian of
the graph linking periods seen in the same rep. Leaving a rep out takes that rep's
links away, so each leave-one-out refit is exact and costs one small system per
distinct pattern of presence: one in all where no cell is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.linalg import solve
from scipy.sparse.csgraph import connected_components

from ssi_analysis.stats.estimate import Influence
from ssi_analysis.stats.resampling import (
    jackknife,
    jackknife_z,
    pair_scores,
    swap_p_value,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.stats.estimate import Association
    from ssi_analysis.stats.histories import Histories

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Effects", "Moments", "WithinFit", "fit_within", "within"]

Effects = Literal["two-way", "rep"]


def within(
    pair: Histories,
    *,
    effects: Effects = "two-way",
    rng: np.random.Generator | None = None,
) -> Association:
    """Associate two measures within reps.

    Parameters
    ----------
    pair
        Complete cells of both measures.
    effects
        `two-way` takes out reps and periods; `rep` takes out reps only, the published
        repeated-measures correlation, which a shared calendar misleads.
    rng
        Source of the random swaps.

    Examples
    --------
    >>> from ssi_analysis.stats.histories import Histories
    >>> rng = np.random.default_rng(7)
    >>> x, noise = rng.normal(size=(2, 12, 26))
    >>> pair = Histories("ssi", "won", x, x + noise, np.zeros(12, np.intp), 312)
    >>> found = within(pair, rng=rng)
    >>> found.n_reps, round(found.estimate.value, 1), found.p_value < 0.01
    (12, 0.7, True)
    """
    usable = pair.repeated()
    n_reps = int((_varies(usable.x) & _varies(usable.y)).sum())
    blank = usable.unanswered("within", null=_null(usable), n_reps=n_reps)
    if blank.reason:
        return blank
    fit = fit_within(usable, effects=effects)
    if not fit.is_defined:
        return blank.refuse("no variation is left once reps and periods are taken out")
    full, left_out = fit.full, fit.left_out
    scores = pair_scores(fit.x, fit.y, usable.present)
    p_value, p_reason = swap_p_value(scores, usable.segments, rng=rng)
    return replace(
        blank,
        estimate=jackknife_z(float(full.r), left_out.r, n_reps=n_reps),
        slope=jackknife(float(full.slope), left_out.slope, n_reps=n_reps),
        p_value=p_value,
        p_reason=p_reason,
        influence=Influence(float(left_out.r.min()), float(left_out.r.max())),
    )


def _null(pair: Histories) -> str:
    return (
        f"Which rep's {pair.x_name} history stands beside which rep's {pair.y_name}"
        " history makes no difference."
    )


def _varies(values: Matrix) -> Mask:
    if not values.size:
        return np.zeros(len(values), np.bool_)
    return np.asarray(np.nanmax(values, axis=1) > np.nanmin(values, axis=1))


@dataclass(frozen=True)
class Moments:
    """Sums of squares and products, for the whole sample or for each rep left out."""

    xx: Matrix
    xy: Matrix
    yy: Matrix

    @property
    def r(self) -> Matrix:
        """Correlation, held inside -1 and 1 against rounding."""
        return np.clip(self.xy / np.sqrt(self.xx * self.yy), -1, 1)

    @property
    def slope(self) -> Matrix:
        """Units of y per unit of x."""
        return self.xy / self.xx


@dataclass(frozen=True)
class WithinFit:
    """Residuals of both measures (0 in empty cells) and their moments.

    `floor` holds the sums of squares of x and y that are rounding, not variation.
    """

    x: Matrix
    y: Matrix
    full: Moments
    left_out: Moments
    floor: tuple[float, float]

    @property
    def is_defined(self) -> bool:
        """Whether both measures vary, whichever rep is left out."""
        return bool(
            (self.left_out.xx > self.floor[0]).all()
            and (self.left_out.yy > self.floor[1]).all()
        )


def fit_within(pair: Histories, *, effects: Effects = "two-way") -> WithinFit:
    """Take out reps, or reps and periods, and refit with each rep left out."""
    present = pair.present
    x, y = (_rep_demeaned(values, present) for values in (pair.x, pair.y))
    floor = (_rounding(pair.x), _rounding(pair.y))
    own = Moments((x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1))
    full = Moments(own.xx.sum(), own.xy.sum(), own.yy.sum())
    left_out = Moments(full.xx - own.xx, full.xy - own.xy, full.yy - own.yy)
    if effects == "rep":
        return WithinFit(x, y, full, left_out, floor)
    system = _PeriodSystem.of(present)
    x_free, y_free = (_period_demeaned(values, present, system) for values in (x, y))
    return WithinFit(
        x_free,
        y_free,
        _less(full, *_explained(system, x.sum(axis=0), y.sum(axis=0))),
        _less(left_out, *_explained_without_each(system, x, y, present)),
        floor,
    )


def _rep_demeaned(values: Matrix, present: Mask) -> Matrix:
    means = np.nanmean(values, axis=1, keepdims=True)
    return np.where(present, values - means, 0.0)


def _rounding(values: Matrix) -> float:
    """Return a sum of squares too small to be anything but floating-point noise."""
    known = values[np.isfinite(values)]
    spread = float(((known - known.mean()) ** 2).sum())
    return 1e-12 * spread + 1e-24 * float((known**2).sum())


def _less(moments: Moments, xx: Matrix, xy: Matrix, yy: Matrix) -> Moments:
    return Moments(moments.xx - xx, moments.xy - xy, moments.yy - yy)


@dataclass(frozen=True)
class _PeriodSystem:
    """The normal equations of the period effects, with reps already taken out.

    `laplacian` is diag(n_t) - sum of d d'/T over reps; `links` counts the reps that
    two periods share, exactly, so that separate groups of periods are seen as such.
    """

    laplacian: Matrix
    links: Matrix

    @classmethod
    def of(cls, present: Mask) -> _PeriodSystem:
        cells = present.astype(float)
        shared = cells.T @ (cells / cells.sum(axis=1, keepdims=True))
        return cls(np.diag(cells.sum(axis=0)) - shared, cells.T @ cells)

    def without(self, pattern: Mask) -> _PeriodSystem:
        """Take out one rep with this pattern of presence."""
        cells = pattern.astype(float)
        block = np.outer(cells, cells)
        return _PeriodSystem(
            self.laplacian - np.diag(cells) + block / cells.sum(), self.links - block
        )

    def solve(self, right: Matrix) -> Matrix:
        """Return the period effects for right-hand sides in columns.

        Within each group of linked periods the effects are fixed up to a constant;
        adding the projector on those constants picks the mean-zero solution, which is
        that of the pseudo-inverse.
        """
        _, group = connected_components(self.links > 0, directed=False)
        same = group[:, None] == group
        return np.asarray(
            solve(self.laplacian + same / same.sum(axis=1), right, assume_a="pos")
        )


def _period_demeaned(x: Matrix, present: Mask, system: _PeriodSystem) -> Matrix:
    effects = system.solve(x.sum(axis=0))
    shown = np.where(present, effects, np.nan)
    return np.where(present, x - _rep_demeaned(shown, present), 0.0)


def _explained(
    system: _PeriodSystem, x: Matrix, y: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    """Return what the period effects take from xx, xy and yy.

    The last axis of `x` and `y` runs over periods; each row is a right-hand side.
    """
    x_effects, y_effects = system.solve(x.T).T, system.solve(y.T).T
    return (
        (x * x_effects).sum(axis=-1),
        (x * y_effects).sum(axis=-1),
        (y * y_effects).sum(axis=-1),
    )


def _explained_without_each(
    system: _PeriodSystem, x: Matrix, y: Matrix, present: Mask
) -> Matrix:
    """Return, for each rep left out, what the period effects explain without it."""
    explained = np.empty((3, len(x)))
    patterns, owner = np.unique(present, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        reps = np.flatnonzero(owner.ravel() == number)
        explained[:, reps] = _explained(
            system.without(pattern), x.sum(axis=0) - x[reps], y.sum(axis=0) - y[reps]
        )
    return explained
