"""Does the link between reps turn round inside segments?

Simpson's paradox: reps of one segment may have both higher scores and higher
attainment, and inside each segment the link may be absent or the other way. One rep
is one observation, by its usual level. The slope of all reps stands beside the common
slope inside segments,

    b = sum (x - mean of segment)(y - mean of segment) / sum (x - mean of segment)^2

and beside each segment's own. Segments of fewer than MIN_GROUP reps are not broken
out, and never so that less than MIN_GROUP reps are what the others leave.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.defaults import MIN_GROUP, MIN_REPS
from ssi_analysis.display import Tabular, count
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.adjust import least_squares, rep_table
from ssi_analysis.stats.estimate import Estimate
from ssi_analysis.stats.histories import histories

if TYPE_CHECKING:
    from ssi_analysis.panel import Panel

__all__ = ["Segment", "Segments", "segments"]

MIN_SLOPE = 10
"""Reps from which a segment's slope is given as a number; below it, its direction: of
fewer, a correlation below .63 does not show."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some reps: the correlation r, the slope, or only its direction (-1, 0 or 1)."""

    name: str
    n_reps: int
    direction: int
    r: float
    slope: Estimate


@dataclass(frozen=True)
class Segments(Tabular):
    """The slope of all reps, the common one inside segments, and each segment's.

    `x_between`, `y_between` are the shares of the variance between reps that lie
    between segments; `n_hidden` counts reps in segments that are not shown,
    `n_unknown` those without a segment, who take no part.
    """

    x: str
    y: str
    overall: Segment
    inside: Segment
    shown: tuple[Segment, ...]
    x_between: float
    y_between: float
    n_hidden: int
    n_unknown: int

    @property
    def reason(self) -> str:
        """Why there is no common slope; empty where there is one."""
        return self.inside.slope.reason

    @property
    def sign_flips(self) -> bool:
        """Whether the slope inside segments has the other sign than that of all."""
        return self.overall.direction * self.inside.direction < 0

    def rows(self) -> list[dict[str, object]]:
        """Return all reps, the common slope, and each segment that is shown."""
        return [
            {
                "of": part.name,
                "reps": part.n_reps,
                "direction": _ARROWS[part.direction],
                "r": part.r,
                "slope": part.slope.value,
                "low": part.slope.low,
                "high": part.slope.high,
                "reason": part.slope.reason,
            }
            for part in (self.overall, self.inside, *self.shown)
        ]


_ARROWS = {1: "up", 0: "level or not known", -1: "down"}


def segments(panel: Panel, x: str, y: str, *, by: str = "segment") -> Segments:
    """Compare the slope between all reps with those inside segments.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of measures.
    by
        Column of the panel that holds the segment; a rep's last one counts.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> cells = [(f"r{i:02}", t, "AB"[i // 6], i % 6 + 9 * (i // 6), 6 - i % 6
    ...          + 20 * (i // 6)) for i in range(12) for t in (0, 1)]
    >>> names = ["rep_id", "period", "segment", "ssi", "won"]
    >>> panel = Panel.from_frame(pd.DataFrame(cells, columns=names))
    >>> found = segments(panel, "ssi", "won")
    >>> round(found.overall.r, 2), round(found.inside.slope.value, 2), found.sign_flips
    (0.86, -1.0, True)
    """
    if by not in panel.frame:
        raise ParameterError.unknown("column", by, map(str, panel.frame.columns))
    refused = histories(panel, x, y).reason
    table = pd.DataFrame(columns=[x, y], dtype=float)
    if not refused:
        table = rep_table(panel, x, y, covariates=[])
    group = panel.frame.groupby("rep_id")[by].last().reindex(table.index).dropna()
    group = group.astype(str)
    known = table.loc[group.index]
    hidden = _hidden(group.value_counts())
    own, outcome = known[[x]], known[y]
    inside = own.join(pd.get_dummies(group, dtype=float).iloc[:, 1:])
    x_between, y_between = (_between(known[name], group) for name in (x, y))
    shown = [
        _part(name, own[group == name], outcome[group == name], least=MIN_SLOPE)
        for name in sorted(set(group) - hidden)
    ]
    return Segments(
        x=x,
        y=y,
        overall=_part("all reps", own, outcome, refused=refused),
        inside=_part("inside segments", inside, outcome, refused=refused),
        shown=tuple(shown),
        x_between=x_between,
        y_between=y_between,
        n_hidden=int(group.isin(hidden).sum()),
        n_unknown=len(table) - len(known),
    )


def _hidden(sizes: pd.Series) -> set[object]:
    """Hide small segments, and the next larger ones until together they are enough."""
    ascending = sizes.sort_values(kind="stable")
    together = ascending.cumsum().shift(fill_value=0)
    alone = ascending < MIN_GROUP
    completing = (together > 0) & (together < MIN_GROUP)
    return set(ascending.index[alone | completing & bool(alone.any())])


def _part(
    name: str,
    x: pd.DataFrame,
    y: pd.Series,
    *,
    least: int = MIN_REPS,
    refused: str = "",
) -> Segment:
    """Fit one slope, or give its direction where there are reps for no more."""
    n_reps, needed = len(y), least + x.shape[1] - 1
    if refused or n_reps < MIN_GROUP + x.shape[1] - 1:
        few = f"{count(n_reps, 'rep')}; a slope like this needs at least {needed}"
        return Segment(name, n_reps, 0, math.nan, Estimate.refused(refused or few))
    slope, r = least_squares(x, y)
    direction = int(np.sign(slope.value)) if slope.is_given else 0
    if n_reps < needed:
        only = f"{count(n_reps, 'rep')}; only the direction, a slope needs {needed}"
        return Segment(name, n_reps, direction, math.nan, Estimate.refused(only))
    return Segment(name, n_reps, direction, r, slope)


def _between(values: pd.Series, group: pd.Series) -> float:
    """Return the share of the variance of reps that lies between segments."""
    total = float(((values - values.mean()) ** 2).sum())
    means = values.groupby(group).transform("mean")
    return float(((means - values.mean()) ** 2).sum()) / total if total else math.nan
