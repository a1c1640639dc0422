"""Do reps with a usually higher score do better than others alike in what is known?

Least squares on one observation per rep: the usual level of the outcome on that of
the score and on covariates, here the familiar

    y = a + b x + c z,    b -+ t(n - k) s_b

Only between reps is there anything to adjust: what stays the same in a rep over time
is taken out of the question within reps already. What the score itself may change,
such as meetings, is no covariate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from ssi_analysis.defaults import CONFIDENCE, MIN_REPS
from ssi_analysis.display import Tabular, count
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.estimate import Estimate
from ssi_analysis.stats.histories import histories, matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel

    Matrix = NDArray[np.float64]

__all__ = ["Adjusted", "adjust", "least_squares", "rep_table", "usual_level"]


@dataclass(frozen=True)
class Adjusted(Tabular):
    """A slope between reps before and after adjustment, on the same reps.

    `partial_r` is the correlation that is left; `n_left_out` counts reps of whom a
    covariate is not known.
    """

    x: str
    y: str
    covariates: tuple[str, ...]
    crude: Estimate
    slope: Estimate
    partial_r: float
    n_reps: int
    n_left_out: int

    @property
    def reason(self) -> str:
        """Why the slope is not given; empty where it is."""
        return self.slope.reason

    def rows(self) -> list[dict[str, object]]:
        """Return the slope without and with the covariates."""
        parts = {"alone": self.crude, ", ".join(self.covariates): self.slope}
        return [
            {
                "beside": beside,
                "slope": slope.value,
                "low": slope.low,
                "high": slope.high,
                "reps": self.n_reps,
                "reason": slope.reason,
            }
            for beside, slope in parts.items()
        ]


def adjust(
    panel: Panel, x: str, y: str, *, covariates: Sequence[str] = ("segment",)
) -> Adjusted:
    """Adjust the link of two measures between reps for what is known of the reps.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of measures.
    covariates
        Columns of the panel: numbers count by their usual level, texts by group.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> cells = [(f"r{i}", t, i % 4, i % 3, i % 3) for i in range(9) for t in (0, 1)]
    >>> names = ["rep_id", "period", "ssi", "tenure", "won"]
    >>> panel = Panel.from_frame(pd.DataFrame(cells, columns=names))
    >>> found = adjust(panel, "ssi", "won", covariates=["tenure"])
    >>> round(found.crude.value, 2), abs(round(found.slope.value, 2))
    (-0.17, 0.0)
    """
    open_ = Estimate.refused(histories(panel, x, y).reason)
    blank = Adjusted(x, y, tuple(covariates), open_, open_, math.nan, 0, 0)
    if open_.reason:
        return blank
    table = rep_table(panel, x, y, covariates=covariates)
    known = table.dropna()
    blank = replace(blank, n_reps=len(known), n_left_out=len(table) - len(known))
    needed = MIN_REPS + known.shape[1] - 2
    if len(known) < needed:
        reps = f"{count(len(known), 'rep')} of whom all is known"
        few = Estimate.refused(f"{reps}; an adjustment like this needs {needed}")
        return replace(blank, crude=few, slope=few)
    crude, _ = least_squares(known[[x]], known[y])
    slope, partial_r = least_squares(known.drop(columns=y), known[y])
    return replace(blank, crude=crude, slope=slope, partial_r=partial_r)


def rep_table(
    panel: Panel, x: str, y: str, *, covariates: Sequence[str]
) -> pd.DataFrame:
    """Return one row per rep with two complete periods: usual levels, groups as 0 / 1.

    Its index holds the ids of the reps. A usual level is the mean of what a rep has
    above the reps of the same period.
    """
    own, other = matrix(panel, x), matrix(panel, y)
    present = np.isfinite(own) & np.isfinite(other)
    usable = present.sum(axis=1) >= 2
    table = pd.DataFrame({x: usual_level(own, present), y: usual_level(other, present)})
    for name in covariates:
        table = table.join(_covariate(panel, name, present))
    table.index = pd.Index(sorted(panel.frame["rep_id"].unique()), name="rep_id")
    return pd.DataFrame(table[usable])


def usual_level(values: Matrix, present: NDArray[np.bool_]) -> Matrix:
    """Return each rep's mean distance from the mean of the reps of the same period.

    Examples
    --------
    >>> values = np.array([[1.0, 2.0], [3.0, np.nan]])
    >>> usual_level(values, np.isfinite(values))
    array([-0.5,  1. ])
    """
    shown = present & np.isfinite(values)
    known = np.where(shown, values, 0.0)
    mean = known.sum(axis=0) / np.maximum(shown.sum(axis=0), 1)
    sums = np.where(shown, values - mean, 0.0).sum(axis=1)
    size = shown.sum(axis=1)
    return np.where(size > 0, sums / np.maximum(size, 1), np.nan)


def _covariate(panel: Panel, name: str, present: NDArray[np.bool_]) -> pd.DataFrame:
    if name not in panel.frame or name in ("rep_id", "period"):
        known = {str(each) for each in panel.frame} - {"rep_id", "period"}
        raise ParameterError.unknown("covariate", name, known)
    if pd.api.types.is_numeric_dtype(panel.frame[name]):
        return pd.DataFrame({name: usual_level(matrix(panel, name), present)})
    last = panel.frame.groupby("rep_id", sort=True)[name].last()
    # A rep without a group is unknown, not a group of its own.
    groups = pd.get_dummies(last, prefix=name, dtype=float).mask(last.isna())
    return groups.iloc[:, 1:].reset_index(drop=True)


def least_squares(x: pd.DataFrame, y: pd.Series) -> tuple[Estimate, float]:
    """Return the slope of the first column with its t interval, and its partial r.

    Examples
    --------
    >>> x = pd.DataFrame({"ssi": [1.0, 2, 3, 4]})
    >>> slope, r = least_squares(x, pd.Series([1.0, 3, 2, 4]))
    >>> round(slope.value, 2), round(slope.low, 2), round(r, 2)
    (0.8, -1.03, 0.8)
    """
    columns = np.column_stack([x.to_numpy(float), np.ones(len(x))])
    n, k = columns.shape
    scale = np.maximum(np.abs(columns).max(axis=0), 1e-300)
    if np.linalg.matrix_rank(columns / scale) < k:
        reason = f"{' and '.join(map(str, x))} cannot be told apart in these reps"
        return Estimate.refused(reason), math.nan
    values = y.to_numpy(float)
    weights, *_ = np.linalg.lstsq(columns, values, rcond=None)
    rest = values - columns @ weights
    variance = float(rest @ rest) / (n - k)
    error = math.sqrt(variance * float(np.linalg.inv(columns.T @ columns)[0, 0]))
    width = float(stats.t.ppf((1 + CONFIDENCE) / 2, n - k)) * error
    slope = float(weights[0])
    method = "least squares, one observation per rep"
    found = Estimate(slope, slope - width, slope + width, CONFIDENCE, method)
    size = math.hypot(slope, error * math.sqrt(n - k))
    return found, slope / size if size else math.nan
