"""How often is quota met in the low, the middle and the high band of the score?

The bands are fixed before anybody looks, because edges chosen afterwards find what
they were chosen for. The difference of the outer two is tested as it stands, by
pairing each rep's history of bands with another rep's history of quotas met; on 10
and 30 reps of 8 quarters without any link it alarmed in 4.2 to 5.1 % of teams, in 1.3
to 5.3 % where half of the quarters were missing, measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.defaults import HIGH_SSI, LOW_SSI, MIN_GROUP
from ssi_analysis.display import Tabular, count, number
from ssi_analysis.schema import spoken
from ssi_analysis.stats.contrasts import difference
from ssi_analysis.stats.counterexamples import counted_share
from ssi_analysis.stats.estimate import Estimate, Share
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.resampling import swap_p_value
from ssi_analysis.stats.strata import common_odds_ratio, crude_odds_ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.histories import Histories

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Band", "Bands", "bands"]


@dataclass(frozen=True)
class Band:
    """One band: how often quota was met in it, and every outcome in order.

    A band of fewer than `MIN_GROUP` reps shows neither counts nor outcomes.
    """

    share: Share
    values: Matrix

    @property
    def median(self) -> float:
        """The outcome of the middle rep-period."""
        return float(np.median(self.values)) if self.values.size else math.nan

    def ecdf(self) -> pd.DataFrame:
        """Return, for each outcome `y`, the share of rep-periods that it reaches."""
        size = self.values.size
        steps = np.arange(1, size + 1) / max(size, 1)
        return pd.DataFrame({"y": self.values, "share": steps})


@dataclass(frozen=True)
class Bands(Tabular):
    """Low, middle and high band; `difference` is the share of the high less the low.

    `odds_ratio` compares the outer bands as counts, `inside_segments` is the one that
    segments have in common: where they lie on two sides of 1, the segments turn it.
    """

    x: str
    y: str
    bands: tuple[Band, Band, Band]
    difference: Estimate
    p_value: float
    p_reason: str
    n_reps: int
    odds_ratio: float = math.nan
    inside_segments: float = math.nan

    @property
    def reason(self) -> str:
        """Why the difference is not given; empty where it is."""
        return self.difference.reason

    @property
    def null(self) -> str:
        """The hypothesis behind the p-value."""
        return (
            f"Which rep's history of {spoken(self.x)} bands stands beside which rep's"
            " history of quotas met makes no difference."
        )

    def rows(self) -> list[dict[str, object]]:
        """Return one row per band, then the difference."""
        hidden: dict[str, object] = {"count": None, "of": None}
        shown = [
            {**row, "median": band.median, **(hidden if row["reason"] else {})}
            for band in self.bands
            for row in band.share.rows()
        ]
        gap = self.difference
        last = {"what": "high less low", "reps": self.n_reps, "share": gap.value}
        last |= {"low": gap.low, "high": gap.high, "reason": gap.reason}
        return [*shown, {**dict.fromkeys(shown[0]), **last}]


def bands(
    panel: Panel,
    *,
    x: str = "ssi_total",
    y: str = "attainment",
    edges: tuple[float, float] = (LOW_SSI, HIGH_SSI),
    rng: np.random.Generator | None = None,
) -> Bands:
    """Count how often quota was met by band of the score.

    Parameters
    ----------
    panel
        Reps by periods in which `y` is a ratio to quota: 1 is quota met.
    x, y
        Names of measures.
    edges
        Where the middle and the high band begin.
    rng
        Source of the random swaps.

    Examples
    --------
    >>> rows = {"rep_id": [*"abcdefghijkl"], "period": [1] * 12}
    >>> rows |= {"ssi_total": [40.0] * 6 + [75.0] * 6}
    >>> rows |= {"attainment": [0.8, 1.1, 0.9, 0.7, 0.6, 0.5] + [1.2, 0.9] * 3}
    >>> from ssi_analysis.panel import Panel
    >>> found = bands(Panel.from_frame(pd.DataFrame(rows)))
    >>> [band.share.hits for band in found.bands], round(found.difference.value, 2)
    ([1, 0, 3], 0.33)
    """
    pair = histories(_with_whole_quotas(panel, y), x, y)
    low, high = pair.x < edges[0], pair.x >= edges[1]
    below, above = (number(edge, 1).removesuffix(".0") for edge in edges)
    parts = (
        _band(pair, low, label=f"below {below}"),
        _band(pair, ~low & ~high & pair.present, label=f"{below} to below {above}"),
        _band(pair, high, label=f"{above} or more"),
    )
    gap = difference(parts[2].share, parts[0].share)
    n_reps = int(pair.present.any(axis=1).sum())
    found = Bands(x, y, parts, gap, math.nan, gap.reason, n_reps)
    if not gap.is_given:
        return found
    p_value, p_reason = _swapped(pair, high, low, rng=rng)
    tables = _tables(pair, high, low)
    return replace(
        found,
        p_value=p_value,
        p_reason=p_reason,
        odds_ratio=crude_odds_ratio(tables),
        inside_segments=common_odds_ratio(tables),
    )


def _with_whole_quotas(panel: Panel, y: str) -> Panel:
    """Refuse bookings of a part of a quota's time: they hardly ever are a quota."""
    reason = panel.refused.get("attainment", "")
    if y == "won_per_quota" and reason:
        why = f"no quota is met in a part of it: {reason}"
        return panel.drop_measure(y, reason=why)
    return panel


def _tables(pair: Histories, high: Mask, low: Mask) -> list[Matrix]:
    """Count met and missed of the high band, then of the low one, in each segment."""
    met, missed = pair.y >= 1, pair.y < 1
    corners = np.array([high & met, high & missed, low & met, low & missed])
    return [
        corners[:, pair.segments == segment].sum(axis=(1, 2)).reshape(2, 2)
        for segment in np.unique(pair.segments)
    ]


def _band(pair: Histories, group: Mask, *, label: str) -> Band:
    """Count a band, or hide it where one could recognise a colleague."""
    part = counted_share(pair, group, pair.y >= 1, label=label)
    if part.estimate.is_given:
        return Band(part, np.sort(pair.y[group]))
    few = f"{count(part.n_reps, 'rep')}; a band is shown from {MIN_GROUP} reps upwards"
    hidden = Estimate.refused(pair.reason or few)
    return Band(Share(label, 0, 0, part.n_reps, hidden), np.empty(0))


def _swapped(
    pair: Histories, high: Mask, low: Mask, *, rng: np.random.Generator | None
) -> tuple[float, str]:
    """Test the difference itself, less what the calendar and the segments give.

    A score is a mean over shared periods: sums would grow with the overlap, which
    swaps change, and mean correlations would lose what differs between reps.
    """
    weights = high / high.sum() - low / low.sum()
    sides = (weights, (pair.y >= 1).astype(float))
    x, y = (_less_period(side, pair) for side in sides)
    cells = pair.present.astype(float)
    shared = cells @ cells.T
    scores = np.where(shared > 0, x @ y.T / np.maximum(shared, 1), np.nan)
    gap = float((sides[0] * sides[1]).sum())
    if np.nansum(np.diag(scores)) * gap < 0:
        return math.nan, "inside the segments and periods it goes the other way"
    return swap_p_value(scores, pair.segments, rng=rng)


def _less_period(values: Matrix, pair: Histories) -> Matrix:
    """Take out the mean of the reps of the same segment in the same period."""
    left = np.zeros_like(values)
    for segment in np.unique(pair.segments):
        own = pair.segments == segment
        here = pair.present[own]
        sums = np.where(here, values[own], 0).sum(axis=0)
        mean = sums / np.maximum(here.sum(axis=0), 1)
        left[own] = np.where(here, values[own] - mean, 0)
    return left
