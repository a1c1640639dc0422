"""How much would a hidden variable have to explain to undo what was found?

The formulas are in `hidden`; here they meet a panel. The rep is the unit, so the
robustness value of an interval is that of its limit nearest to zero (the slope's
partial f times limit over slope), which for independent rows is Cinelli and Hazlett's
RV with alpha but for one degree of freedom.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy import stats

from ssi_analysis.defaults import HIGH_SSI, LOW_SSI, MIN_REPS
from ssi_analysis.display import Tabular
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.adjust import least_squares, rep_table
from ssi_analysis.stats.bands import bands
from ssi_analysis.stats.between import between
from ssi_analysis.stats.contrasts import ratio
from ssi_analysis.stats.estimate import Association, Estimate
from ssi_analysis.stats.hidden import (
    Hidden,
    adjusted,
    e_value,
    robustness,
    times_as_much,
)
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.within import within

if TYPE_CHECKING:
    import pandas as pd

    from ssi_analysis.panel import Panel

__all__ = ["Benchmark", "Robust", "Sensitivity", "sensitivity"]


@dataclass(frozen=True, slots=True)
class Robust:
    """What would undo a finding: the finding itself, and its range.

    For a slope both are shares of what is left of x and y (robustness values); for a
    risk ratio they are ratios (E-values). A range that holds no difference needs
    nothing: 0 for a slope, 1 for a ratio.
    """

    estimate: Estimate
    value: float
    limit: float

    @property
    def reason(self) -> str:
        """Why there is none; empty where there is one."""
        return self.estimate.reason


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A hidden variable as telling as a measured one, and the slope it would leave.

    `slope` is the one between reps beside the covariate, `left` what a second
    variable like it would leave of it.
    """

    covariate: str
    hidden: Hidden
    slope: Estimate
    left: float


@dataclass(frozen=True)
class Sensitivity(Tabular):
    """How hard it is to explain each finding away.

    `met_quota` is about the risk ratio of meeting quota, high band over low band.
    """

    x: str
    y: str
    n_reps: int
    within: Robust
    between: Robust
    met_quota: Robust
    benchmark: Benchmark | None

    def rows(self) -> list[dict[str, object]]:
        """Return one row per finding."""
        parts = {
            "slope within reps": self.within,
            "slope between reps": self.between,
            "risk ratio of meeting quota": self.met_quota,
        }
        return [
            {
                "finding": finding,
                "estimate": part.estimate.value,
                "low": part.estimate.low,
                "high": part.estimate.high,
                "to undo it": part.value,
                "to undo its range": part.limit,
                "reason": part.reason,
            }
            for finding, part in parts.items()
        ]


def sensitivity(
    panel: Panel,
    *,
    x: str = "ssi_total",
    y: str = "attainment",
    edges: tuple[float, float] = (LOW_SSI, HIGH_SSI),
    covariate: str = "",
) -> Sensitivity:
    """Say what a hidden variable would have to explain to undo each finding.

    Parameters
    ----------
    panel
        Reps by periods in which `y` is a ratio to quota.
    x, y
        Names of measures.
    edges
        Where the middle and the high band begin, for the ratio of meeting quota.
    covariate
        A measure of the panel, such as `tenure_years`, to compare with between reps.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi_total": [50, 60]}
    >>> own = Panel.from_frame(pd.DataFrame({**rows, "attainment": [0.9, 1.1]}))
    >>> sensitivity(own).within.reason
    '1 rep with both measures in two periods or more; an association needs at least 6'
    """
    pair = histories(panel, x, y)
    inner, outer = within(pair), between(pair)
    low, _, high = (band.share for band in bands(panel, x=x, y=y, edges=edges).bands)
    benchmark = None
    if covariate and not outer.reason:
        benchmark = _benchmark(
            rep_table(panel, x, y, covariates=[covariate]), covariate
        )
    return Sensitivity(
        x=x,
        y=y,
        n_reps=pair.repeated().n_reps,
        within=_of_slope(inner),
        between=_of_slope(outer),
        met_quota=_of_ratio(ratio(high, low)),
        benchmark=benchmark,
    )


def _of_slope(found: Association) -> Robust:
    slope, r = found.slope, found.estimate.value
    if not slope.is_given:
        return Robust(slope, math.nan, math.nan)
    f = abs(r) / math.sqrt(max(1 - r * r, 1e-12))
    nearest = min(abs(slope.low), abs(slope.high)) if slope.excludes_zero else 0.0
    part = nearest / abs(slope.value) if nearest else 0.0
    return Robust(slope, robustness(f), robustness(f * part))


def _of_ratio(found: Estimate) -> Robust:
    if not found.is_given:
        return Robust(found, math.nan, math.nan)
    limit = found.low if found.value > 1 else found.high
    return Robust(found, e_value(found.value), e_value(found.value, limit=limit))


def _benchmark(table: pd.DataFrame, covariate: str) -> Benchmark | None:
    """Compare with a measured variable: what it explains of x, and of y beside x."""
    known = table.dropna()
    if covariate not in known:
        raise ParameterError.badly_typed("covariate", covariate, "a column of numbers")
    if len(known) <= MIN_REPS:
        return None
    x, y, _ = (str(name) for name in known)
    slope, _ = least_squares(known[[x, covariate]], known[y])
    _, of_x = least_squares(known[[covariate]], known[x])
    _, of_y = least_squares(known[[covariate, x]], known[y])
    if not slope.is_given:
        return None
    hidden = times_as_much(Hidden(of_x**2, of_y**2))
    dof = len(known) - 3
    error = (slope.high - slope.value) / float(stats.t.ppf((1 + slope.level) / 2, dof))
    left = adjusted(slope.value, error, dof=dof, hidden=hidden)
    return Benchmark(covariate, hidden, slope, left)
