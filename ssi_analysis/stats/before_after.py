"""Does the link within reps differ before and after a date that somebody gives?

When a measure becomes a target it may cease to measure (Goodhart 1975). The slope
within reps, rep and period taken out, is fitted to the periods before the date and to
those from it on; the change is the interaction of score and date, with a range that
leaves out one rep at a time from both fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.defaults import MIN_REPS
from ssi_analysis.display import Tabular, count
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.estimate import Estimate
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.resampling import jackknife
from ssi_analysis.stats.within import fit_within

if TYPE_CHECKING:
    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.histories import Histories

__all__ = ["BeforeAfter", "before_after"]


@dataclass(frozen=True)
class BeforeAfter(Tabular):
    """The slope within reps before and from a date on; `change` is after less before.

    Only reps with two complete periods on both sides count.
    """

    x: str
    y: str
    since: object
    n_reps: int
    before: Estimate
    after: Estimate
    change: Estimate

    @property
    def reason(self) -> str:
        """Why there is no change; empty where there is one."""
        return self.change.reason

    def rows(self) -> list[dict[str, object]]:
        """Return before, after and the change."""
        parts = {"before": self.before, "after": self.after, "change": self.change}
        return [
            {
                "when": when,
                "slope": part.value,
                "low": part.low,
                "high": part.high,
                "reps": self.n_reps,
                "reason": part.reason,
            }
            for when, part in parts.items()
        ]


def before_after(panel: Panel, x: str, y: str, *, since: object) -> BeforeAfter:
    """Compare the slope within reps before and from a period on.

    Examples
    --------
    >>> import numpy as np
    >>> from ssi_analysis.panel import Panel
    >>> x, noise = np.random.default_rng(1).normal(size=(2, 12, 20))
    >>> y = np.where(np.arange(20) < 10, x, 0) + noise / 9
    >>> reps, periods = np.indices(x.shape)
    >>> cells = {"rep_id": reps.ravel(), "period": periods.ravel()}
    >>> cells |= {"ssi": x.ravel(), "won": y.ravel()}
    >>> found = before_after(
    ...     Panel.from_frame(pd.DataFrame(cells)), "ssi", "won", since=10)
    >>> round(found.before.value), round(found.after.value), found.change.excludes_zero
    (1, 0, True)
    """
    periods = panel.frame["period"].drop_duplicates().sort_values(ignore_index=True)
    pair = histories(panel, x, y)
    sides = _sides(pair, _place(periods, since))
    n_reps = sides[0].n_reps
    reason = pair.reason or _too_few(n_reps)
    fits = [] if reason else [fit_within(side) for side in sides]
    if not all(
        fit.is_defined(fit.full) and fit.is_defined(fit.left_out) for fit in fits
    ):
        reason = "too little varies on one side of the date"
    if reason:
        refused = Estimate.refused(reason)
        return BeforeAfter(x, y, since, n_reps, refused, refused, refused)
    (early, without), (late, lacking) = (
        (float(fit.full.slope), fit.left_out.slope) for fit in fits
    )
    return BeforeAfter(
        x=x,
        y=y,
        since=since,
        n_reps=n_reps,
        before=jackknife(early, without, n_reps=n_reps),
        after=jackknife(late, lacking, n_reps=n_reps),
        change=jackknife(late - early, lacking - without, n_reps=n_reps),
    )


def _place(periods: pd.Series, since: object) -> int:
    """Return how many periods begin before the date."""
    try:
        first = (
            pd.Timestamp(str(since))
            if pd.api.types.is_datetime64_any_dtype(periods)
            else since
        )
        return int((periods < first).sum())
    except (TypeError, ValueError):
        right = f"a date or period like {str(periods[0]).removesuffix(' 00:00:00')}"
        raise ParameterError.badly_typed("since", since, right) from None


def _sides(pair: Histories, place: int) -> tuple[Histories, Histories]:
    """Cut histories in two, with the reps who have two complete periods in both."""
    halves = (slice(0, place), slice(place, None))
    cells = [pair.present[:, half].sum(axis=1) >= 2 for half in halves]
    reps = cells[0] & cells[1]
    first, second = (
        replace(
            pair,
            x=pair.x[reps][:, half],
            y=pair.y[reps][:, half],
            segments=pair.segments[reps],
        ).repeated()
        for half in halves
    )
    return first, second


def _too_few(n_reps: int) -> str:
    if n_reps >= MIN_REPS:
        return ""
    return (
        f"{count(n_reps, 'rep')} with two periods on both sides of the date; a"
        f" comparison needs at least {MIN_REPS}"
    )
