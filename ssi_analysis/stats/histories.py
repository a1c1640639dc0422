"""Two measures as matrices, one row per rep and one column per period.

Everything in the calibrated core works on these. A cell counts when both measures
are known in it; nothing is filled in. Rows stand in the order of their numbers, so
that neither a rep's name nor the order of a file changes a random swap.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.defaults import MIN_REPS
from ssi_analysis.display import count
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.estimate import Association, Estimate
from ssi_analysis.stats.guards import why_refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.estimate import Question

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Histories", "histories", "matrix"]


@dataclass(frozen=True)
class Histories:
    """The histories of two measures, rep by rep, NaN where either is unknown.

    `segments` numbers the group within which reps may be exchanged; `expected`
    counts the rep-periods between each rep's first and last row; `reason` says why
    the pair is refused, and is empty where it is not.
    """

    x_name: str
    y_name: str
    x: Matrix
    y: Matrix
    segments: NDArray[np.intp]
    expected: int
    reason: str = ""

    @property
    def present(self) -> Mask:
        """Which cells are complete."""
        return np.isfinite(self.x)

    @property
    def n_reps(self) -> int:
        """How many reps have a history here."""
        return len(self.x)

    @property
    def n_periods(self) -> int:
        """How many periods have a complete cell."""
        return int(self.present.any(axis=0).sum())

    @property
    def n_rows(self) -> int:
        """How many cells are complete."""
        return int(self.present.sum())

    def unanswered(self, question: Question, *, null: str, n_reps: int) -> Association:
        """Return the association before its numbers, with the reason if refused."""
        open_ = Estimate.refused(self.reason or _too_few(n_reps))
        return Association(
            x=self.x_name,
            y=self.y_name,
            question=question,
            estimate=open_,
            slope=open_,
            p_value=math.nan,
            n_reps=n_reps,
            n_periods=self.n_periods,
            n_rows=self.n_rows,
            null=null,
            p_reason=open_.reason,
        )

    def repeated(self) -> Histories:
        """Keep the reps with two complete periods, and the periods that they fill."""
        reps = self.present.sum(axis=1) >= 2
        columns = self.present[reps].any(axis=0)
        return replace(
            self,
            x=self.x[reps][:, columns],
            y=self.y[reps][:, columns],
            segments=self.segments[reps],
        )


def _too_few(n_reps: int) -> str:
    if n_reps >= MIN_REPS:
        return ""
    return (
        f"{count(n_reps, 'rep')} with both measures in two periods or more;"
        f" an association needs at least {MIN_REPS}"
    )


def histories(panel: Panel, x: str, y: str) -> Histories:
    """Lay two measures of a panel out as matrices of complete cells.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a", "b"], "period": [1, 2, 2]}
    >>> rows |= {"ssi_total": [50.0, 52.0, 60.0], "attainment": [1.0, None, 0.8]}
    >>> panel = Panel.from_frame(pd.DataFrame(rows))
    >>> pair = histories(panel, "ssi_total", "attainment")
    >>> pair.x
    array([[50., nan],
           [nan, 60.]])
    >>> pair.expected
    3
    """
    reasons = [panel.refused[name] for name in (x, y) if name in panel.refused]
    if reasons:
        empty = np.empty((0, 0))
        return Histories(x, y, empty, empty, np.empty(0, np.intp), 0, reasons[0])
    own, other = matrix(panel, x), matrix(panel, y)
    complete = np.isfinite(own) & np.isfinite(other)
    pair = Histories(
        x,
        y,
        np.where(complete, own, np.nan),
        np.where(complete, other, np.nan),
        _segments(panel),
        _expected(panel),
        why_refused(other, y),
    )
    return _in_order_of_numbers(pair)


def matrix(panel: Panel, measure: str) -> Matrix:
    """Lay one measure out with reps as rows and periods as columns, both sorted."""
    if measure not in panel.frame or measure in ("rep_id", "period"):
        known = {*panel.measures, *panel.refused}
        raise ParameterError.unknown("measure", measure, known)
    try:
        values = panel.frame[measure].to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        right = "a column of numbers"
        raise ParameterError.badly_typed("measure", measure, right) from None
    reps, periods = _cells(panel)
    laid = np.full((panel.n_reps, panel.n_periods), np.nan)
    laid[reps, periods] = np.where(np.isfinite(values), values, np.nan)
    return laid


def _cells(panel: Panel) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    reps, _ = pd.factorize(panel.frame["rep_id"], sort=True)
    periods, _ = pd.factorize(panel.frame["period"], sort=True)
    return reps, periods


def _segments(panel: Panel) -> NDArray[np.intp]:
    """Return a number for each rep's last segment; reps without one share theirs."""
    if "segment" not in panel.frame:
        return np.zeros(panel.n_reps, np.intp)
    last = panel.frame.groupby("rep_id", sort=True)["segment"].last()
    codes, _ = pd.factorize(last)
    return codes


def _expected(panel: Panel) -> int:
    reps, periods = _cells(panel)
    by_rep = pd.Series(periods).groupby(reps)
    return int((by_rep.max() - by_rep.min() + 1).sum())


def _in_order_of_numbers(pair: Histories) -> Histories:
    keys = np.nan_to_num(np.hstack([pair.y, pair.x])).T
    order = np.lexsort(keys) if keys.size else np.arange(pair.n_reps)
    codes, _ = pd.factorize(pair.segments[order], use_na_sentinel=False)
    return replace(pair, x=pair.x[order], y=pair.y[order], segments=codes)
