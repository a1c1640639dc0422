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
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.linalg import solve
from scipy.sparse.csgraph import connected_components

from ssi_analysis.schema import spoken
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
    Index = NDArray[np.intp]

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
    full, left_out = fit.full, fit.left_out
    if not (fit.is_defined(full) and fit.is_defined(left_out)):
        return blank.refuse(_NO_VARIATION)
    p_value, p_reason = swap_p_value(partial(_scores, fit), usable.segments, rng=rng)
    return replace(
        blank,
        estimate=jackknife_z(float(full.r), left_out.r, n_reps=n_reps),
        slope=jackknife(float(full.slope), left_out.slope, n_reps=n_reps),
        p_value=p_value,
        p_reason=p_reason,
        influence=Influence(float(left_out.r.min()), float(left_out.r.max())),
    )


_NO_VARIATION = (
    "too little varies: nothing is left of one measure when reps and periods, or"
    " one rep besides, are taken out"
)


def _null(pair: Histories) -> str:
    return (
        f"Which rep's history of {spoken(pair.x_name)} stands beside which rep's"
        f" history of {spoken(pair.y_name)} makes no difference."
    )


def _scores(fit: WithinFit, reps: Index) -> Matrix:
    x, y = fit.residuals
    return pair_scores(x[reps], y[reps], fit.present[reps])


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
    """Both measures with reps taken out, and what remains without the periods.

    `periods` is None where only reps are taken out. `floor` holds the sums of squares
    of x and y that are rounding, not variation.
    """

    x: Matrix
    y: Matrix
    present: Mask
    periods: _PeriodSystem | None
    floor: tuple[float, float]

    @cached_property
    def residuals(self) -> tuple[Matrix, Matrix]:
        """Both measures with reps and periods taken out, 0 in empty cells."""
        if self.periods is None:
            return self.x, self.y
        return (
            _period_demeaned(self.x, self.present, self.periods),
            _period_demeaned(self.y, self.present, self.periods),
        )

    @cached_property
    def full(self) -> Moments:
        """Moments of the residuals."""
        x, y = self.residuals
        return Moments((x * x).sum(), (x * y).sum(), (y * y).sum())

    @cached_property
    def left_out(self) -> Moments:
        """Moments of the residuals when each rep is left out and all is refitted."""
        x, y = self.x, self.y
        own = np.array([(x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1)])
        rest = own.sum(axis=1, keepdims=True) - own
        if self.periods is None:
            return Moments(*rest)
        return Moments(
            *(rest - _explained_without_each(self.periods, x, y, self.present))
        )

    def is_defined(self, moments: Moments) -> bool:
        """Whether both measures vary in these moments."""
        return bool(
            (moments.xx > self.floor[0]).all() and (moments.yy > self.floor[1]).all()
        )


def fit_within(pair: Histories, *, effects: Effects = "two-way") -> WithinFit:
    """Take out reps, or reps and periods."""
    present = pair.present
    return WithinFit(
        _rep_demeaned(pair.x, present),
        _rep_demeaned(pair.y, present),
        present,
        None if effects == "rep" else _PeriodSystem.of(present),
        (_rounding(pair.x), _rounding(pair.y)),
    )


def _rep_demeaned(values: Matrix, present: Mask) -> Matrix:
    means = np.nanmean(values, axis=1, keepdims=True)
    return np.where(present, values - means, 0.0)


def _rounding(values: Matrix) -> float:
    """Return a sum of squares too small to be anything but floating-point noise."""
    known = values[np.isfinite(values)]
    spread = float(((known - known.mean()) ** 2).sum())
    return 1e-12 * spread + 1e-24 * float((known**2).sum())


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
        same = self._same_group()
        # Not numpy's solve, which keeps two cores waiting for each other where many
        # small systems are solved on a busy machine.
        return np.asarray(
            solve(self.laplacian + same / same.sum(axis=1), right, assume_a="pos")
        )

    def _same_group(self) -> Mask:
        linked = self.links > 0
        if linked.all(axis=1).any():
            # One period that is linked to all links all; the search takes longer.
            return np.ones_like(linked)
        _, group = connected_components(linked, directed=False)
        return np.asarray(group[:, None] == group)


def _period_demeaned(x: Matrix, present: Mask, system: _PeriodSystem) -> Matrix:
    effects = system.solve(x.sum(axis=0))
    shown = np.where(present, effects, np.nan)
    return np.where(present, x - _rep_demeaned(shown, present), 0.0)


def _explained_without_each(
    system: _PeriodSystem, x: Matrix, y: Matrix, present: Mask
) -> Matrix:
    """Return, for each rep left out, what the period effects explain without it."""
    explained = np.empty((3, len(x)))
    whole = x.sum(axis=0), y.sum(axis=0)
    # Eight cells to a byte, because rows are compared byte by byte.
    packed = np.packbits(present, axis=1)
    patterns, owner = np.unique(packed, axis=0, return_inverse=True)
    for number in range(len(patterns)):
        reps = np.flatnonzero(owner.ravel() == number)
        rest = system.without(present[reps[0]])
        x_sum, y_sum = whole[0] - x[reps], whole[1] - y[reps]
        effects = rest.solve(np.vstack([x_sum, y_sum]).T).T
        x_effects, y_effects = np.split(effects, 2)
        explained[:, reps] = [
            (x_sum * x_effects).sum(axis=1),
            (x_sum * y_effects).sum(axis=1),
            (y_sum * y_effects).sum(axis=1),
        ]
    return explained
