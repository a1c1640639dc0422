"""When a rep's own score is up, is the rep's own outcome up in the same period?

Both measures are freed of what is usual for the rep and of what the period did to
everybody (two-way demeaning), exactly also where cells are missing; `demeaned` says
how. What is left is correlated, and the correlation refitted without each rep.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from ssi_analysis.schema import spoken
from ssi_analysis.stats.demeaned import (
    PeriodSystem,
    explained_without_each,
    period_demeaned,
    rep_demeaned,
    rounding,
)
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

__all__ = [
    "NO_VARIATION",
    "Effects",
    "Moments",
    "WithinFit",
    "answer_within",
    "fit_within",
    "unanswered_within",
    "within",
]

Effects = Literal["two-way", "rep"]

NO_VARIATION = (
    "too little varies: nothing is left of one measure when reps and periods, or"
    " one rep besides, are taken out"
)
"""Why a pair whose measures are constant is refused."""


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
    blank = unanswered_within(usable)
    if blank.reason:
        return blank
    fit = fit_within(usable, effects=effects)
    full, left_out = fit.full, fit.left_out
    if not (fit.is_defined(full) and fit.is_defined(left_out)):
        return blank.refuse(NO_VARIATION)
    scores = partial(pair_scores, *fit.residuals, usable.present)
    p_value, p_reason = swap_p_value(scores, usable.segments, rng=rng)
    answered = answer_within(blank, full, left_out)
    return replace(answered, p_value=p_value, p_reason=p_reason)


def unanswered_within(usable: Histories) -> Association:
    """Return the association before its numbers, with the reason if refused."""
    n_reps = int((_varies(usable.x) & _varies(usable.y)).sum())
    return usable.unanswered("within", null=_null(usable), n_reps=n_reps)


def answer_within(blank: Association, full: Moments, left_out: Moments) -> Association:
    """Return the association with r, slope, intervals and influence, before its p."""
    n_reps = blank.n_reps
    return replace(
        blank,
        estimate=jackknife_z(float(full.r), left_out.r, n_reps=n_reps),
        slope=jackknife(float(full.slope), left_out.slope, n_reps=n_reps),
        influence=Influence(float(left_out.r.min()), float(left_out.r.max())),
    )


def _null(pair: Histories) -> str:
    return (
        f"Which rep's history of {spoken(pair.x_name)} stands beside which rep's"
        f" history of {spoken(pair.y_name)} makes no difference."
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
    """Both measures with reps taken out, and what remains without the periods.

    `periods` is None where only reps are taken out. `floor` holds the sums of squares
    of x and y that are rounding, not variation.
    """

    x: Matrix
    y: Matrix
    present: Mask
    periods: PeriodSystem | None
    floor: tuple[float, float]

    @cached_property
    def residuals(self) -> tuple[Matrix, Matrix]:
        """Both measures with reps and periods taken out, 0 in empty cells."""
        if self.periods is None:
            return self.x, self.y
        return (
            period_demeaned(self.x, self.present, self.periods),
            period_demeaned(self.y, self.present, self.periods),
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
        both = np.array([x, y])
        explained = explained_without_each(self.periods, both, self.present)
        return Moments(*(rest - explained[:, [0, 0, 1], [0, 1, 1]].T))

    def is_defined(self, moments: Moments) -> bool:
        """Whether both measures vary in these moments."""
        return bool(
            (moments.xx > self.floor[0]).all() and (moments.yy > self.floor[1]).all()
        )


def fit_within(pair: Histories, *, effects: Effects = "two-way") -> WithinFit:
    """Take out reps, or reps and periods."""
    present = pair.present
    return WithinFit(
        rep_demeaned(pair.x, present),
        rep_demeaned(pair.y, present),
        present,
        None if effects == "rep" else PeriodSystem.of(present),
        (rounding(pair.x), rounding(pair.y)),
    )
