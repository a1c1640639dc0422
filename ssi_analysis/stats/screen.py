"""Quantity, not quality: activity up, answers down, SSI up, attainment where it was?

SSI is partly a count of activity, so more activity raises it whatever comes of it. Four
changes within reps are looked at together: each is the slope on time with every rep's
own level taken out,

    b = sum (t - mean t of rep)(v - mean v of rep) / sum (t - mean t of rep)^2

with a range that leaves out one rep at a time; what the calendar did to all is in it.
Where they come together that is a
pattern worth a conversation, and it may have good reasons. Reps are counted, never
named, and counts below MIN_GROUP are not told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.defaults import MIN_GROUP, MIN_REPS
from ssi_analysis.display import Tabular, count
from ssi_analysis.stats.before_after import BeforeAfter, before_after
from ssi_analysis.stats.estimate import Estimate
from ssi_analysis.stats.histories import matrix
from ssi_analysis.stats.resampling import jackknife

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel

    Matrix = NDArray[np.float64]

__all__ = ["Screen", "screen", "trend"]

REGULAR = 0.3
"""Variance over mean of counts below which they are more even than chance leaves them:
independent actions have 1."""

MIN_PERIODS = 8
"""Fewest known periods of a rep for a change over time or a dispersion of their own."""


@dataclass(frozen=True)
class Screen(Tabular):
    """Four changes per period within reps, and how even the counts are.

    `dispersion` is the median over reps of variance over mean of the counts;
    `n_regular` counts reps below REGULAR, None where there are some but fewer than
    MIN_GROUP. `turn` compares the slope of y on x before and after a given date.
    """

    x: str
    y: str
    activity: Estimate
    rate: Estimate
    score: Estimate
    outcome: Estimate
    dispersion: float
    n_regular: int | None
    turn: BeforeAfter | None

    @property
    def is_pattern(self) -> bool:
        """Whether all four are seen: up, down, up, and no change of the outcome."""
        return (
            self.activity.low > 0
            and self.rate.high < 0
            and self.score.low > 0
            and self.outcome.is_given
            and not self.outcome.excludes_zero
        )

    def rows(self) -> list[dict[str, object]]:
        """Return one row per change."""
        parts = {
            "activity": self.activity,
            "answered": self.rate,
            self.x: self.score,
            self.y: self.outcome,
        }
        return [
            {
                "change per period in": what,
                "slope": part.value,
                "low": part.low,
                "high": part.high,
                "reason": part.reason,
            }
            for what, part in parts.items()
        ]


def screen(
    panel: Panel,
    *,
    x: str = "ssi_total",
    y: str = "attainment",
    rate: tuple[str, str] = ("inmails_accepted", "inmails_sent"),
    since: object = None,
) -> Screen:
    """Look for more activity with fewer answers, a higher score and the same outcome.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of the score and of the outcome.
    rate
        Counts of what was answered and of what was sent; the latter is the activity.
    since
        The first period after SSI became a target, as only its owner knows; the slope
        of y on x is then compared before and after it.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi_total": [50, 60]}
    >>> own = Panel.from_frame(pd.DataFrame({**rows, "attainment": [0.9, 1.1]}))
    >>> screen(own).activity.reason
    'the panel holds no inmails_sent'
    """
    answered, sent = (_known(panel, name) for name in rate)
    dispersion, n_regular = _dispersion(sent)
    return Screen(
        x=x,
        y=y,
        activity=_trend_of(sent),
        rate=_trend_of(_share(answered, sent)),
        score=_trend_of(_known(panel, x)),
        outcome=_trend_of(_known(panel, y)),
        dispersion=dispersion,
        n_regular=n_regular,
        turn=None if since is None else before_after(panel, x, y, since=since),
    )


def _known(panel: Panel, name: str) -> Matrix | str:
    """Return a measure's matrix, or why there is none."""
    if name in panel.refused:
        return panel.refused[name]
    return matrix(panel, name) if name in panel.frame else f"the panel holds no {name}"


def _share(part: Matrix | str, whole: Matrix | str) -> Matrix | str:
    if isinstance(whole, str):
        return whole
    if isinstance(part, str):
        return part
    known = whole > 0
    return np.where(known, part / np.where(known, whole, 1.0), np.nan)


def _trend_of(values: Matrix | str) -> Estimate:
    return Estimate.refused(values) if isinstance(values, str) else trend(values)


def trend(values: Matrix) -> Estimate:
    """Return the change per period within reps.

    Examples
    --------
    >>> found = trend(np.arange(10.0) * np.linspace(1, 2, 7)[:, None])
    >>> round(found.value, 2), round(found.low, 2)
    (1.5, 1.17)
    """
    values = values[np.isfinite(values).sum(axis=1) >= MIN_PERIODS]
    n_reps = len(values)
    if n_reps < MIN_REPS:
        return Estimate.refused(
            f"{count(n_reps, 'rep')} with {MIN_PERIODS} periods or more; a change over"
            f" time needs at least {MIN_REPS}"
        )
    present = np.isfinite(values)
    time = np.where(present, np.arange(values.shape[1], dtype=float), np.nan)
    time = np.nan_to_num(time - np.nanmean(time, axis=1, keepdims=True))
    # Each time is centred within its rep, so the rep's level drops out of the sum.
    up, square = (time * np.nan_to_num(values)).sum(axis=1), (time**2).sum(axis=1)
    slope = float(up.sum() / square.sum())
    left_out = (up.sum() - up) / (square.sum() - square)
    return jackknife(slope, left_out, n_reps=n_reps)


def _dispersion(sent: Matrix | str) -> tuple[float, int | None]:
    if isinstance(sent, str):
        return math.nan, None
    known = sent[np.isfinite(sent).sum(axis=1) >= MIN_PERIODS]
    known = known[np.nansum(known, axis=1) > 0]
    if len(known) < MIN_GROUP:
        return math.nan, None
    fano = np.nanvar(known, axis=1, ddof=1) / np.nanmean(known, axis=1)
    regular = int((fano < REGULAR).sum())
    # One to four reps could be recognised.
    told = regular == 0 or regular >= MIN_GROUP
    return float(np.median(fano)), regular if told else None
