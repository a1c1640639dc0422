"""Times at which most scores stepped together: the formula changed, not the people.

What one time did to everybody is the mean change of the middle half of reps. A step
is such a change far outside the usual ones that most reps keep for a month and that
does not come back a quarter away, as the ends of quarters do. Every length is a share
of that season, so that days and weeks follow one rule.

Measured on two years of simulated scores (5.8 points around a rep's level, weekly
autocorrelation .9), share of histories in which a step is found:

====================================================  ======  =======  =======
what was simulated                                    6 reps  12 reps  40 reps
====================================================  ======  =======  =======
weeks: noise alone, 400 each                           0.8 %    0.2 %    0.5 %
weeks: half as much noise in common                    0.5 %    0.5 %    1.5 %
weeks: rises or peaks of 6 points at quarters' ends    1.0 %    0.5 %    0.0 %
weeks: random walks with t3 steps                      5.8 %    0.8 %    0.0 %
days: the first three of these, 100 each                 0 %      0 %      2 %
weeks: a step of 4 points on any day, quarter ends       5 %     20 %     58 %
days: the same, on its very day                         29 %     72 %     83 %
====================================================  ======  =======  =======

The size of such a step is off by 1.7 points (root mean square) in 12 reps and by 1.0
in 40.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.defaults import MIN_GROUP

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Vector: TypeAlias = NDArray[np.float64]
    Matrix: TypeAlias = NDArray[np.float64]

__all__ = ["Step", "common_steps", "step_at"]

MIN_CHANGES: Final = 19
"""Fewest changes: with fewer, the usual ones are not known well enough."""

BEYOND: Final = 0.005
"""How often noise passes the bound in one history, before a step must also stay and
not come back."""

MIN_SIZE: Final = 1.5
"""Smallest change in points: half of the smallest overnight change on record."""

STAYS: Final = 0.5
"""Share of the change that most reps must have kept in the month after: a peak leaves
less, and so does a change of some."""

COMES_BACK: Final = 0.25
"""Share of the change that makes it the calendar's when other quarters have it."""


@dataclass(frozen=True, slots=True)
class Step:
    """The first column after a step, its points, and the reps seen on both sides."""

    at: int
    size: float
    n_reps: int


def common_steps(scores: Matrix, *, season: int) -> tuple[Step, ...]:
    """Find the columns at which most reps' scores have stepped, to stay.

    Parameters
    ----------
    scores
        Reps by evenly spaced times; missing readings are NaN.
    season
        Columns from one quarter to the next: 13 of weeks, 91 of days.

    Examples
    --------
    >>> scores = np.random.default_rng(3).normal(50, 1, (8, 40))
    >>> scores[:, 18:] += 9
    >>> [(step.at, round(step.size)) for step in common_steps(scores, season=13)]
    [(18, 9)]
    """
    changes = np.diff(scores, axis=1)
    n_reps = np.isfinite(changes).sum(axis=0)
    usable = n_reps >= max(MIN_GROUP, n_reps.max(initial=0) / 2)
    if usable.sum() < MIN_CHANGES:
        return ()
    common = np.zeros(len(n_reps))
    common[usable] = _middle(changes[:, usable])
    outside = np.abs(common) > _bound(common[usable], changes[:, usable])
    steps = [
        at + 1
        for at in np.flatnonzero(usable & outside).tolist()
        if _stays(scores, at + 1, common[at], season)
        and not _comes_back(common, at, season)
    ]
    largest = sorted(steps, key=lambda at: -abs(common[at - 1]))
    kept = sorted(_apart(largest, _month(season)))
    measured = [step_at(scores, at, season=season) for at in kept]
    return tuple(step for step in measured if math.isfinite(step.size))


def _middle(changes: Matrix) -> Vector:
    """Return the mean of the middle half of reps: nobody's own day, and steadier."""
    low, high = np.nanquantile(changes, [0.25, 0.75], axis=0)
    inside = (changes >= low) & (changes <= high)
    return np.asarray(np.where(inside, changes, 0.0).sum(axis=0) / inside.sum(axis=0))


def _bound(common: Vector, changes: Matrix) -> float:
    """Return what noise passes somewhere in few histories of so many changes."""
    normal = NormalDist()
    # Four fifths, as in the other fifth lie the ends of quarters and the step itself.
    spread = float(np.quantile(np.abs(common), 0.8)) / normal.inv_cdf(0.9)
    # Rounded scores hardly move, and what they have in common not at all.
    single = math.sqrt(math.pi / 2) * float(np.nanmean(np.abs(changes)))
    floor = single / math.sqrt(np.median(np.isfinite(changes).sum(axis=0)))
    width = normal.inv_cdf(1 - BEYOND / 2 / len(common))
    return max(width * max(spread, floor), MIN_SIZE)


def _stays(scores: Matrix, at: int, change: float, season: int) -> bool:
    month = _month(season)
    before, after = scores[:, max(at - month, 0) : at], scores[:, at : at + month]
    moved = _median(_means(after) - _means(before))
    return moved * math.copysign(1, change) >= STAYS * abs(change)


def _comes_back(common: Vector, at: int, season: int) -> bool:
    """Tell whether the neighbouring quarters that were seen had it too, or none was."""
    slack = season // 12  # quarters are 90 to 92 days long and begin inside weeks
    lags = np.arange(season - slack, season + slack + 1)
    seen = [
        common[side]
        for side in (at - lags, at + lags)
        if side.min() >= 0 and side.max() < len(common)
    ]
    least, way = COMES_BACK * abs(common[at]), np.sign(common[at])
    return all((way * changes).max() > least for changes in seen)


def _month(season: int) -> int:
    return max(season // 3, 1)


def _apart(columns: list[int], distance: int) -> list[int]:
    """Keep the first of each neighbourhood."""
    kept: list[int] = []
    for at in columns:
        if all(abs(at - other) > distance for other in kept):
            kept.append(at)
    return kept


def step_at(scores: Matrix, at: int, *, season: int) -> Step:
    """Measure the step that most reps took at a column.

    Means of each rep's scores shortly before and after are compared; the two columns
    that touch the step are left out, as it may lie inside either. What the same
    stretch did in the median of all other quarters is taken off.

    Examples
    --------
    >>> scores = np.full((6, 40), 50.0)
    >>> scores[:, 20], scores[:, 21:] = 49, 46
    >>> step_at(scores, 21, season=13)
    Step(at=21, size=-4.0, n_reps=6)
    """
    moved = _moved(scores, at, season)
    others = range(at % season, scores.shape[1], season)
    usual = [_median(_moved(scores, other, season)) for other in others if other != at]
    size = _median(moved) - np.nan_to_num(_median(np.array(usual)))
    return Step(at, float(size), int(np.isfinite(moved).sum()))


def _moved(scores: Matrix, at: int, season: int) -> Vector:
    near = max(season // 6, 1)
    before = scores[:, max(at - 1 - near, 0) : max(at - 1, 0)]
    after = scores[:, max(at + 1, 0) : max(at + 1 + near, 0)]
    return _means(after) - _means(before)


def _means(scores: Matrix) -> Vector:
    known = np.isfinite(scores)
    sums, n_known = np.where(known, scores, 0.0).sum(axis=1), known.sum(axis=1)
    return np.where(n_known > 0, sums / np.maximum(n_known, 1), np.nan)


def _median(values: Vector) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else math.nan
