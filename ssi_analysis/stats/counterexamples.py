"""A high SSI isn't a guarantee of sales: the cases, counted.

Two shares are shown: of the rep-periods with a high score, those that missed quota,
and of those with a low score, those that met it. One rep's quarters resemble each
other, so the range behind a share is that of fewer, independent, cases: treating
rep-quarters as independent was measured to cover 64-72 % instead of 95 %.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from ssi_analysis.defaults import CONFIDENCE, HIGH_SSI, LOW_SSI, MIN_GROUP
from ssi_analysis.display import Tabular, count, number
from ssi_analysis.stats.estimate import Estimate, Share
from ssi_analysis.stats.histories import histories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.histories import Histories

    Mask = NDArray[np.bool_]

__all__ = [
    "Counterexamples",
    "clustered_share",
    "counted_share",
    "counterexamples",
    "wilson",
]


@dataclass(frozen=True)
class Counterexamples(Tabular):
    """High-score misses and low-score hits, with the cells they were counted from.

    `points` has the columns `x, y, kind`, one row per rep-period and no names;
    `kind` is "high-SSI miss", "low-SSI hit" or "other". `n_reps` counts the reps
    behind them; of fewer than `least` they are counted and not `drawn`.
    """

    high: float
    low: float
    n_reps: int
    high_misses: Share
    low_hits: Share
    points: pd.DataFrame
    least: int = MIN_GROUP

    @property
    def drawn(self) -> pd.DataFrame:
        """The points that a picture may show: none where they could be told apart."""
        return self.points if self.n_reps >= self.least else self.points.head(0)

    @property
    def high_hits(self) -> int:
        """How many rep-periods with a high score met quota."""
        return self.high_misses.total - self.high_misses.hits

    @property
    def low_misses(self) -> int:
        """How many rep-periods with a low score missed quota."""
        return self.low_hits.total - self.low_hits.hits

    @property
    def reason(self) -> str:
        """Why nothing was counted; empty where something was."""
        return "" if len(self.points) else self.high_misses.estimate.reason

    def rows(self) -> list[dict[str, object]]:
        """Return one row per kind of counterexample."""
        return [*self.high_misses.rows(), *self.low_hits.rows()]


def counterexamples(
    panel: Panel,
    *,
    x: str = "ssi_total",
    y: str = "attainment",
    high: float = HIGH_SSI,
    low: float = LOW_SSI,
) -> Counterexamples:
    """Count high-score misses and low-score hits.

    Parameters
    ----------
    panel
        Reps by periods in which `y` is a ratio to quota: 1 is quota met.
    x, y
        Names of measures.
    high, low
        Edges of the bands: high from `high` upwards, low below `low`.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "b", "c"], "period": [1, 1, 1]}
    >>> rows |= {"ssi_total": [72.0, 45.0, 75.0], "attainment": [0.8, 1.1, 1.0]}
    >>> found = counterexamples(Panel.from_frame(pd.DataFrame(rows)))
    >>> found.high_misses.hits, found.high_misses.total, found.low_hits.hits
    (1, 2, 1)
    """
    pair = histories(panel, x, y)
    is_high, is_low, met = pair.x >= high, pair.x < low, pair.y >= 1
    high_label = f"{x} of {number(high)} or more, missed quota"
    low_label = f"{x} below {number(low)}, met quota"
    return Counterexamples(
        high=high,
        low=low,
        n_reps=int(pair.present.any(axis=1).sum()),
        high_misses=counted_share(pair, is_high, ~met, label=high_label),
        low_hits=counted_share(pair, is_low, met, label=low_label),
        points=_points(pair, is_high & ~met, is_low & met),
        least=max(panel.min_group, MIN_GROUP),
    )


def counted_share(pair: Histories, group: Mask, hit: Mask, *, label: str) -> Share:
    """Count the cells of a group that are hits, with a range that knows the rep.

    Examples
    --------
    >>> from ssi_analysis.stats.histories import Histories
    >>> x, y = np.array([[72.0, 45.0]]), np.array([[0.8, 1.1]])
    >>> pair = Histories("ssi", "won", x, y, np.zeros(1, np.intp), 2)
    >>> found = counted_share(pair, x >= 70, y >= 1, label="met quota")
    >>> found.hits, found.total, found.n_reps
    (0, 1, 1)
    """
    if pair.reason:
        return Share(label, 0, 0, 0, Estimate.refused(pair.reason))
    totals = group.sum(axis=1)
    hits = (group & hit).sum(axis=1)[totals > 0]
    totals = totals[totals > 0]
    estimate = clustered_share(hits, totals)
    return Share(label, int(hits.sum()), int(totals.sum()), len(totals), estimate)


def clustered_share(
    hits: NDArray[np.int_], totals: NDArray[np.int_], *, level: float = CONFIDENCE
) -> Estimate:
    """Give a share of rows a range for which the rep is the unit.

    Wilson's interval on an effective number of rows: as many independent rows as
    would have the share's variance between reps, less what t(G-1) asks for few reps.
    Where all reps agree fully that variance says nothing, and each rep counts once.

    Parameters
    ----------
    hits, totals
        Counts of each rep, reps without rows left out.
    level
        Confidence level.

    Examples
    --------
    >>> found = clustered_share(np.array([0, 4, 4, 0, 2]), np.array([4, 4, 4, 4, 4]))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.5, 0.11, 0.89)
    """
    n_reps, n_rows = len(totals), int(totals.sum())
    if n_reps < MIN_GROUP:
        return Estimate.refused(
            f"{count(n_reps, 'rep')}; a range needs at least {MIN_GROUP}"
        )
    share = float(hits.sum() / n_rows)
    z = float(stats.norm.ppf((1 + level) / 2))
    effective = float(n_reps)
    if 0 < share < 1:
        rest = ((hits - share * totals) ** 2).sum()
        variance = float(rest) * n_reps / (n_reps - 1) / n_rows**2
        shrink = z / float(stats.t.ppf((1 + level) / 2, n_reps - 1))
        independent = share * (1 - share) / variance * shrink**2 if variance else n_rows
        effective = min(float(n_rows), independent)
    low, high = wilson(share, effective, level=level)
    method = "Wilson on the effective number of rows"
    return Estimate(share, low, high, level, method)


def wilson(share: float, n: float, *, level: float = CONFIDENCE) -> tuple[float, float]:
    """Return Wilson's interval of a share of `n` independent rows, whole or not.

    Examples
    --------
    >>> low, high = wilson(0.0, 20)
    >>> low, round(high, 4)
    (0.0, 0.1611)
    """
    z = float(stats.norm.ppf((1 + level) / 2))
    centre = share + z**2 / (2 * n)
    width = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return max(0.0, (centre - width) / scale), min(1.0, (centre + width) / scale)


def _points(pair: Histories, high_miss: Mask, low_hit: Mask) -> pd.DataFrame:
    kind = np.select([high_miss, low_hit], ["high-SSI miss", "low-SSI hit"], "other")
    shown = pair.present if not pair.reason else np.zeros_like(pair.present)
    parts = {"x": pair.x[shown], "y": pair.y[shown], "kind": kind[shown]}
    # As rows of matrices a rep's own would stand together and tell whose they are.
    return pd.DataFrame(parts).sort_values(["x", "y"], ignore_index=True)
