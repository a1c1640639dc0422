"""Measures freed of what is usual for the rep and of what the period did to everybody.

With reps taken out first, the period effects solve one linear system whose matrix is
the Laplacian of the graph linking periods seen in the same rep,

    (diag(n_t) - sum_i d_i d_i'/T_i) e = sum_i x_i,    d_i: presence of rep i,

exactly also where cells are missing (two-way fixed effects; Abowd, Creecy and Kramarz
2002). Leaving a rep out takes that rep's links away, so each leave-one-out refit is
exact and costs one small system per distinct pattern of presence: one in all where no
cell is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import solve
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Index = NDArray[np.intp]

__all__ = [
    "CrossProducts",
    "PeriodSystem",
    "cross_products",
    "explained_without_each",
    "period_demeaned",
    "rep_demeaned",
    "rounding",
]


@dataclass(frozen=True)
class CrossProducts:
    """Sums of products of each two measures, with reps and periods taken out.

    `full` is measures by measures, `left_out` the same for each rep left out and all
    refitted; `residuals` is measures by reps by periods, 0 in empty cells; `floor`
    holds the sums of squares that are rounding, not variation.
    """

    residuals: Matrix
    full: Matrix
    left_out: Matrix
    floor: Matrix

    @property
    def varies(self) -> Mask:
        """Which measures vary, whichever rep is left out."""
        own = np.diagonal(self.left_out, axis1=1, axis2=2)
        both = np.vstack([np.diagonal(self.full), own])
        return np.asarray((both > self.floor).all(axis=0))


def cross_products(measures: Matrix, present: Mask) -> CrossProducts:
    """Multiply measures (one after the other, reps by periods) after demeaning.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 4.0], [2.0, 2.0, 2.0], [0.0, 3.0, 1.0]])
    >>> found = cross_products(np.array([x, x * x]), np.ones((3, 3), bool))
    >>> found.full.round(2).tolist()
    [[5.78, 26.22], [26.22, 128.44]]
    """
    system = PeriodSystem.of(present)
    shown = np.where(present, measures, np.nan)
    own = np.array([rep_demeaned(each, present) for each in shown])
    residuals = np.array([period_demeaned(each, present, system) for each in own])
    by_rep = own.transpose(1, 0, 2) @ own.transpose(1, 2, 0)
    flat = residuals.reshape(len(measures), -1)
    return CrossProducts(
        residuals,
        flat @ flat.T,
        by_rep.sum(axis=0) - by_rep - explained_without_each(system, own, present),
        np.array([rounding(each) for each in shown]),
    )


def rep_demeaned(values: Matrix, present: Mask) -> Matrix:
    """Take out each rep's mean; empty cells are 0."""
    shown = np.where(present, values, 0.0)
    means = shown.sum(axis=1, keepdims=True) / present.sum(axis=1, keepdims=True)
    return np.where(present, shown - means, 0.0)


def rounding(values: Matrix) -> float:
    """Return a sum of squares too small to be anything but floating-point noise."""
    known = values[np.isfinite(values)]
    spread = float(((known - known.mean()) ** 2).sum())
    return 1e-12 * spread + 1e-24 * float((known**2).sum())


@dataclass(frozen=True)
class PeriodSystem:
    """The normal equations of the period effects, with reps already taken out.

    `laplacian` is diag(n_t) - sum of d d'/T over reps; `links` counts the reps that
    two periods share, exactly, so that separate groups of periods are seen as such.
    """

    laplacian: Matrix
    links: Matrix

    @classmethod
    def of(cls, present: Mask) -> PeriodSystem:
        """Set up the equations for a pattern of presence."""
        cells = present.astype(float)
        shared = cells.T @ (cells / cells.sum(axis=1, keepdims=True))
        return cls(np.diag(cells.sum(axis=0)) - shared, cells.T @ cells)

    def without(self, pattern: Mask) -> PeriodSystem:
        """Take out one rep with this pattern of presence."""
        cells = pattern.astype(float)
        block = np.outer(cells, cells)
        return PeriodSystem(
            self.laplacian - np.diag(cells) + block / cells.sum(), self.links - block
        )

    def solve(self, right: Matrix) -> Matrix:
        """Return the period effects for right-hand sides in columns.

        Within each group of linked periods the effects are fixed up to a constant;
        adding the projector on those constants picks the mean-zero solution, which is
        that of the pseudo-inverse.
        """
        same = self._same_group()
        matrix = self.laplacian + same / same.sum(axis=1)
        # Not numpy's solve, which keeps two cores waiting for each other where many
        # small systems are solved on a busy machine.
        if right.ndim == 1 or right.shape[1] < len(matrix):
            return np.asarray(solve(matrix, right, assume_a="pos"))
        # For so many right-hand sides the inverse is faster, and as exact: nothing is
        # large or small in a matrix of counts.
        return np.asarray(solve(matrix, np.eye(len(matrix)), assume_a="pos") @ right)

    def _same_group(self) -> Mask:
        linked = self.links > 0
        if linked.all(axis=1).any():
            # One period that is linked to all links all; the search takes longer.
            return np.ones_like(linked)
        _, group = connected_components(linked, directed=False)
        return np.asarray(group[:, None] == group)


def period_demeaned(x: Matrix, present: Mask, system: PeriodSystem) -> Matrix:
    """Take the periods out of a measure that is free of reps."""
    effects = system.solve(x.sum(axis=0))
    shown = np.where(present, effects, np.nan)
    return np.where(present, x - rep_demeaned(shown, present), 0.0)


def explained_without_each(
    system: PeriodSystem, measures: Matrix, present: Mask
) -> Matrix:
    """Return, for each rep left out, the products that its periods explain without it.

    `measures` are free of reps; the result is reps by measures by measures.
    """
    n_measures, n_reps, n_periods = measures.shape
    explained = np.empty((n_reps, n_measures, n_measures))
    whole = measures.sum(axis=1)[:, None]
    for reps in _alike(present):
        sums = (whole - measures[:, reps]).transpose(1, 0, 2)
        rest = system.without(present[reps[0]])
        effects = rest.solve(sums.reshape(-1, n_periods).T)
        explained[reps] = sums @ effects.T.reshape(sums.shape).transpose(0, 2, 1)
    return explained


def _alike(present: Mask) -> list[Index]:
    """Return the reps of each pattern of presence."""
    if present.all():
        return [np.arange(len(present))]
    # Eight cells to a byte, because rows are compared byte by byte.
    packed = np.packbits(present, axis=1)
    patterns, owner = np.unique(packed, axis=0, return_inverse=True)
    return [np.flatnonzero(owner.ravel() == each) for each in range(len(patterns))]
