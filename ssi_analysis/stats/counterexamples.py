"""A high SSI isn't a guarantee of sales: the cases, counted.

Two shares are shown: of the rep-periods with a high score, those that missed quota,
and of those with a low score, those that met it. One rep's quarters resemble each
other, so the range behind a share is that of fewer, independent, cases: treating
rep-quarters as independent was measured to cover 64-72 % instead of 95 %.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import stats

from ssi_analysis.defaults import CONFIDENCE, HIGH_SSI, LOW_SSI, MIN_GROUP
from ssi_analysis.display import Tabular, count, number
from ssi_analysis.stats.estimate import Estimate, Share
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.unnamed import places, shown_edges, steps

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
    behind them. Where fewer than `least` reps stand behind something it is not told
    (see `unnamed`): `asked` are then the edges that were asked for, low and high, and
    `is_hidden` says that no bands could be told, so that nothing is counted.
    """

    high: float
    low: float
    n_reps: int
    high_misses: Share
    low_hits: Share
    points: pd.DataFrame
    least: int = 1
    asked: tuple[float, float] | None = None
    is_hidden: bool = False

    @property
    def is_widened(self) -> bool:
        """Whether the bands are wider than those that were asked for."""
        return self.asked not in (None, (self.low, self.high))

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
        counted = len(self.points) and not self.is_hidden
        return "" if counted else self.high_misses.estimate.reason

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

    A band of fewer reps than the panel's `min_group` is widened, or nothing is told.

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
    asked, least = (low, high), panel.min_group
    edges = shown_edges(pair.x, asked, least=least) if least > 1 else asked
    if not pair.reason and (edges is None or 0 < _n_reps(pair) < least):
        return _hidden(pair, asked, least)
    low, high = edges or asked
    is_high, is_low, met = pair.x >= high, pair.x < low, pair.y >= 1
    high_label = f"{x} of {number(high)} or more, missed quota"
    low_label = f"{x} below {number(low)}, met quota"
    kinds = np.select([is_high & ~met, is_low & met], _KINDS[:2], _KINDS[2])
    band = is_high.astype(int) - is_low
    return Counterexamples(
        high=high,
        low=low,
        n_reps=_n_reps(pair),
        high_misses=counted_share(pair, is_high, ~met, label=high_label),
        low_hits=counted_share(pair, is_low, met, label=low_label),
        points=_points(pair, kinds, band, least=least),
        least=least,
        asked=asked,
    )


_KINDS: Final = ("high-SSI miss", "low-SSI hit", "other")


def _n_reps(pair: Histories) -> int:
    return int(pair.present.any(axis=1).sum())


def _hidden(pair: Histories, asked: tuple[float, float], least: int) -> Counterexamples:
    """Tell of no band; the marks of enough reps are shown without one."""
    n_reps, (low, high) = _n_reps(pair), asked
    why = f"{count(n_reps, 'rep')}; every band that is told needs {least} or nobody"
    blank = Share("", 0, 0, 0, Estimate.refused(why))
    none = np.zeros(pair.x.shape, int)
    points = _points(pair, np.full(none.shape, _KINDS[2]), none, least=least)
    shown = points if n_reps >= least else points.head(0)
    return Counterexamples(
        *(high, low, n_reps), blank, blank, shown, least, asked, is_hidden=True
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


def _points(
    pair: Histories, kinds: NDArray[np.str_], band: NDArray[np.int_], *, least: int
) -> pd.DataFrame:
    """List the cells in the order of their numbers, which is nobody's order."""
    shown = pair.present if not pair.reason else np.zeros_like(pair.present)
    x, y, kind = pair.x[shown], pair.y[shown], kinds[shown]
    if least > 1:
        reps = np.nonzero(shown)[0]
        for part in (-1, 0, 1):
            own = band[shown] == part
            x[own] = places(x[own], y[own], reps[own], least=least)
        y = steps(y)
    frame = pd.DataFrame({"x": x, "y": y, "kind": kind})
    return frame.sort_values(["x", "y"], ignore_index=True)
