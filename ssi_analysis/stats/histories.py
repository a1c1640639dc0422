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
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.estimate import Question

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Index = NDArray[np.intp]

__all__ = ["Histories", "all_histories", "histories", "matrices", "matrix"]


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
    segments: Index
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
        if reps.all() and columns.all():
            return self
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
    return all_histories(panel, [x], [y])[0]


def all_histories(
    panel: Panel, xs: Sequence[str], ys: Sequence[str]
) -> tuple[Histories, ...]:
    """Lay out each x with each y; reps stand in the same rows of all pairs."""
    cells = _cells(panel)
    given = [name for name in (*xs, *ys) if name not in panel.refused]
    laid = _laid(panel, given, cells)
    why = {y: why_refused(laid[y], y) for y in ys if y in laid}
    segments, expected = _segments(panel, cells[0]), _expected(*cells)
    known = [(x, y) for x in xs for y in ys if x in laid and y in laid]
    if known:
        order = _order_of_numbers(*known[0], laid)
        laid = {name: values[order] for name, values in laid.items()}
        segments, _ = pd.factorize(segments[order], use_na_sentinel=False)
    return tuple(
        Histories(x, y, *_complete(laid[x], laid[y]), segments, expected, why[y])
        if (x, y) in known
        else _without_cells(x, y, _refused(panel, x, y))
        for x in xs
        for y in ys
    )


def _complete(x: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    complete = np.isfinite(x) & np.isfinite(y)
    return np.where(complete, x, np.nan), np.where(complete, y, np.nan)


def _without_cells(x: str, y: str, reason: str) -> Histories:
    empty = np.empty((0, 0))
    return Histories(x, y, empty, empty, np.empty(0, np.intp), 0, reason)


def _refused(panel: Panel, x: str, y: str) -> str:
    return next(panel.refused[name] for name in (x, y) if name in panel.refused)


def matrix(panel: Panel, measure: str) -> Matrix:
    """Lay one measure out with reps as rows and periods as columns, both sorted."""
    return matrices(panel, [measure])[measure]


def matrices(panel: Panel, measures: Sequence[str]) -> dict[str, Matrix]:
    """Lay several measures out alike, sorting reps and periods once."""
    return _laid(panel, measures, _cells(panel))


def _laid(
    panel: Panel, measures: Sequence[str], place: tuple[Index, Index]
) -> dict[str, Matrix]:
    columns = {measure: _numbers(panel, measure) for measure in measures}
    shape = tuple(int(codes.max(initial=-1)) + 1 for codes in place)
    laid = {}
    for measure, values in columns.items():
        laid[measure] = np.full(shape, np.nan)
        laid[measure][place] = np.where(np.isfinite(values), values, np.nan)
    return laid


def _numbers(panel: Panel, measure: str) -> Matrix:
    if measure not in panel.frame or measure in ("rep_id", "period"):
        known = {*panel.measures, *panel.refused}
        raise ParameterError.unknown("measure", measure, known)
    try:
        values = panel.frame[measure].to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        right = "a column of numbers"
        raise ParameterError.badly_typed("measure", measure, right) from None
    return np.asarray(values)


def _cells(panel: Panel) -> tuple[Index, Index]:
    reps, _ = pd.factorize(panel.frame["rep_id"], sort=True)
    periods, _ = pd.factorize(panel.frame["period"], sort=True)
    return reps, periods


def _segments(panel: Panel, reps: Index) -> Index:
    """Return a number for each rep's last segment; reps without one share theirs."""
    if "segment" not in panel.frame:
        return np.zeros(reps.max(initial=-1) + 1, np.intp)
    last = panel.frame.groupby("rep_id", sort=True)["segment"].last()
    codes, _ = pd.factorize(last)
    return codes


def _expected(reps: Index, periods: Index) -> int:
    by_rep = pd.Series(periods).groupby(reps)
    return int((by_rep.max() - by_rep.min() + 1).sum())


def _order_of_numbers(x: str, y: str, laid: Mapping[str, Matrix]) -> Index:
    """Order reps by the first pair, and by everything else only where it ties."""
    own, other = _complete(laid[x], laid[y])
    keys = np.nan_to_num(np.hstack([other, own])).T
    if len(keys) and len(np.unique(keys[-1])) == len(own):
        # The last key counts first; where it ties nobody, the others say nothing.
        return np.argsort(keys[-1])
    order = np.lexsort(keys) if keys.size else np.arange(len(own))
    ranked = keys[:, order]
    if (ranked[:, 1:] == ranked[:, :-1]).all(axis=0).any():
        rest = np.nan_to_num(np.hstack([*laid.values()])).T
        order = np.lexsort(np.vstack([rest, keys]))
    return np.asarray(order)
