"""Does the score move as a living score does, and how steadily do reps work?

Before any comparison: how much a rep's score changes from one period to the next (the
standard deviation of the changes, less what everybody's median did), how long ago it
last moved, and whether the export still brings anything new. Each is taken per rep and
shown as the median and the middle half of reps; nobody is named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.defaults import MIN_GROUP, STALE_DAYS
from ssi_analysis.display import Tabular
from ssi_analysis.stats.histories import matrix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.periods import Grain

    Matrix = NDArray[np.float64]

__all__ = ["Spread", "Volatility", "volatility"]

FLAT_AFTER: Mapping[Grain | None, int] = {"week": 8, "month": 3, "quarter": 2, None: 8}
"""Periods with the same score after which a feed is called flat: a whole-number
score may rest for a month."""

USUAL = 2.0
"""Robust standard deviations to each side of a rep's median that are usual: 95 of 100
periods of a steady rep."""

MIN_PERIODS = 4
"""Fewest known periods of a rep for a spread of their own."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One quantity over reps; the quartiles are NaN below MIN_GROUP reps."""

    what: str
    n_reps: int
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Volatility(Tabular):
    """How the score moves, and how many feeds rest or have ended.

    `n_flat` counts reps whose score has been the same for long, `n_stale` reps
    without any score in the last two weeks.
    """

    x: str
    n_reps: int
    n_flat: int
    n_stale: int
    spreads: tuple[Spread, ...]
    reason: str = ""

    def of(self, what: str) -> Spread:
        """Return the spread of one quantity."""
        return next(each for each in self.spreads if each.what == what)

    def rows(self) -> list[dict[str, object]]:
        """Return one row per quantity."""
        return [
            {
                "what": each.what,
                "reps": each.n_reps,
                "median": each.median,
                "low": each.low,
                "high": each.high,
            }
            for each in self.spreads
        ]


def volatility(
    panel: Panel, *, x: str = "ssi_total", activity: str = "days_active"
) -> Volatility:
    """Describe how a score moves within reps.

    Parameters
    ----------
    panel
        Reps by periods.
    x
        Name of the score.
    activity
        A count of activity; left out where the panel has none of this name.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> cells = [(r, t, 50.0 + t * (r != "c")) for r in "abc" for t in range(12)]
    >>> names = ["rep_id", "period", "ssi_total"]
    >>> found = volatility(Panel.from_frame(pd.DataFrame(cells, columns=names)))
    >>> found.n_flat, found.of("periods since it last moved").median
    (1, 0.0)
    """
    if x in panel.refused:
        return Volatility(x, 0, 0, 0, (), panel.refused[x])
    values = matrix(panel, x)
    values = values[np.isfinite(values).any(axis=1)]
    resting = np.array([_resting(row) for row in values])
    quantities = {
        "change from period to period": _change_spread(values),
        "periods since it last moved": resting,
        "share of periods in the usual range": _in_usual_range(values),
    }
    if activity in panel.frame:
        counts = matrix(panel, activity)
        quantities["share of periods with activity"] = _active(counts)
    return Volatility(
        x=x,
        n_reps=len(values),
        n_flat=int((resting >= FLAT_AFTER[panel.grain]).sum()),
        n_stale=_stale(panel, x),
        spreads=tuple(_spread(what, each) for what, each in quantities.items()),
    )


def _spread(what: str, values: Matrix) -> Spread:
    known = values[np.isfinite(values)]
    if not known.size:
        return Spread(what, 0, math.nan, math.nan, math.nan)
    low, middle, high = (float(each) for each in np.quantile(known, (0.25, 0.5, 0.75)))
    if known.size < MIN_GROUP:
        low = high = math.nan
    return Spread(what, known.size, middle, low, high)


def _change_spread(values: Matrix) -> Matrix:
    """Return each rep's standard deviation of changes, less everybody's median."""
    changes = pd.DataFrame(np.diff(values, axis=1))
    own = changes - changes.median(axis=0)
    enough = own.notna().sum(axis=1) >= MIN_PERIODS - 1
    return own.std(axis=1).where(enough).to_numpy()


def _resting(row: Matrix) -> float:
    """Return for how many known periods the last value has been the same."""
    known = row[np.isfinite(row)]
    moved = np.flatnonzero(known != known[-1])
    return float(len(known) - 1 - (moved[-1] + 1 if moved.size else 0))


def _in_usual_range(values: Matrix) -> Matrix:
    frame = pd.DataFrame(values)
    distance = frame.sub(frame.median(axis=1), axis=0).abs()
    # 1.4826 makes the median distance of a normal its standard deviation.
    width = USUAL * 1.4826 * distance.median(axis=1)
    inside = distance.le(width, axis=0).where(frame.notna()).astype(float)
    enough = frame.notna().sum(axis=1) >= MIN_PERIODS
    return inside.mean(axis=1).where(enough).to_numpy()


def _active(counts: Matrix) -> Matrix:
    frame = pd.DataFrame(counts)
    return frame.gt(0).where(frame.notna()).astype(float).mean(axis=1).to_numpy()


def _stale(panel: Panel, x: str) -> int:
    """Count reps whose last score began more than STALE_DAYS before the last period."""
    periods = panel.frame["period"]
    if not pd.api.types.is_datetime64_any_dtype(periods):
        return 0
    known = panel.frame[panel.frame[x].notna()]
    last = known.groupby("rep_id")["period"].max()
    return int(((periods.max() - last).dt.days > STALE_DAYS).sum())
