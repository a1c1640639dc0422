"""Dates at which everybody's score stepped at once: the instrument, not the people.

LinkedIn has changed its formula before. What one period did to most reps is the
cross-rep median of their changes; a step is a change far outside the usual ones that
also stays and does not come back a season later, as quarter-ends do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.defaults import MIN_REPS
from ssi_analysis.stats.histories import matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.periods import Grain

    Matrix = NDArray[np.float64]

__all__ = ["Break", "breaks"]

MIN_PERIODS = 20
"""Fewest periods: with fewer, the usual changes are not known well enough."""

OUTSIDE = 4.0
"""How many usual spreads a change must lie outside: see the false alarm rates in
tests/stats/test_breaks.py."""

WINDOW = 6
"""Periods before and after, whose medians a step must separate."""

NEAR = 3
"""Periods before and after from which its size is taken: near enough for nothing
else to have happened, and a date inside a period splits the step over two."""

STAYS = 0.6
"""Share of the change that must still be there after the window: a peak leaves less."""

AGREE = 0.7
"""Share of reps that must have moved the same way."""

SEASON: dict[Grain | None, tuple[int, ...]] = {
    "week": (12, 13, 14),
    "month": (3,),
    "quarter": (4,),
    None: (12, 13, 14),
}
"""Periods to the same point of the season before and after: what comes back there is
the calendar."""


@dataclass(frozen=True, slots=True)
class Break:
    """A step of the score across reps.

    `period` is the first one after the step, `size` the change of the team's level in
    points, `n_reps` how many reps were seen on both sides.
    """

    period: pd.Timestamp
    size: float
    n_reps: int


def breaks(panel: Panel, *, x: str = "ssi_total") -> tuple[Break, ...]:
    """Find the periods in which most reps' score stepped and stayed.

    Fewer than 20 periods or 6 reps show no breaks.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> noise = np.random.default_rng(3).normal(50, 1, (8, 30))
    >>> noise[:, 18:] += 9
    >>> cells = pd.DataFrame(noise).rename_axis("rep_id").reset_index()
    >>> long = cells.melt("rep_id", var_name="period", value_name="ssi_total")
    >>> [found.period for found in breaks(Panel.from_frame(long))]
    [18]
    """
    if x in panel.refused:
        return ()
    scores = matrix(panel, x)
    known = np.isfinite(scores).sum(axis=0)
    if len(scores) < MIN_REPS or (known >= MIN_REPS).sum() < MIN_PERIODS:
        return ()
    periods = pd.Series(panel.frame["period"].unique()).sort_values(ignore_index=True)
    steps = _Steps.of(scores)
    return tuple(
        Break(periods[at + 1], steps.size(at), int(steps.n_reps[at]))
        for at in steps.found(SEASON[panel.grain])
    )


@dataclass(frozen=True)
class _Steps:
    """What each transition between neighbouring periods did to most reps."""

    median: Matrix
    path: Matrix
    agree: Matrix
    n_reps: NDArray[np.int_]
    noise: float

    @classmethod
    def of(cls, scores: Matrix) -> _Steps:
        change = np.diff(scores, axis=1)
        n_reps = np.isfinite(change).sum(axis=0)
        usable = n_reps >= MIN_REPS
        median = np.zeros(len(n_reps))
        median[usable] = np.nanmedian(change[:, usable], axis=0)
        agree = np.nansum(np.sign(change) == np.sign(median), axis=0)
        path = np.concatenate([[0.0], np.cumsum(median)])
        # Rounded scores hardly move, and their medians not at all; a median of n
        # changes still has pi/2 of the variance of their mean.
        single = math.sqrt(math.pi / 2) * float(np.nanmean(np.abs(change)))
        noise = math.sqrt(math.pi / 2 / np.median(n_reps)) * single
        return cls(median, path, agree / np.maximum(n_reps, 1), n_reps, noise)

    def size(self, at: int, window: int = NEAR) -> float:
        """Return how far the team's level after a transition is from that before."""
        before = self.path[max(at + 1 - window, 0) : at + 1]
        after = self.path[at + 1 : at + 1 + window]
        return float(np.median(after) - np.median(before))

    def found(self, season: tuple[int, ...]) -> list[int]:
        """Return the transitions that are steps, the largest of each neighbourhood."""
        away = np.abs(self.median - np.median(self.median))
        spread = max(1.4826 * float(np.median(away)), self.noise)
        candidates = [
            at
            for at in np.argsort(-away, kind="stable").tolist()
            if away[at] > OUTSIDE * spread
            and self._stays(at)
            and not self._comes_back(at, season)
        ]
        kept: list[int] = []
        for at in candidates:
            if all(abs(at - other) >= WINDOW for other in kept):
                kept.append(at)
        return sorted(kept)

    def _stays(self, at: int) -> bool:
        if not WINDOW <= at + 1 <= len(self.path) - WINDOW:
            return False
        same_way = math.copysign(1, self.median[at]) * self.size(at, WINDOW)
        return bool(
            self.agree[at] >= AGREE and same_way >= STAYS * abs(self.median[at]) > 0
        )

    def _comes_back(self, at: int, season: tuple[int, ...]) -> bool:
        """Tell whether half as much happened a season away, or none was seen."""
        last = len(self.median) - 1
        sides = [[at - lag for lag in season], [at + lag for lag in season]]
        seen = [side for side in sides if min(side) >= 0 and max(side) <= last]
        same_way = self.median[np.ravel(seen).astype(int)] * np.sign(self.median[at])
        return not seen or bool(same_way.max() > abs(self.median[at]) / 2)
