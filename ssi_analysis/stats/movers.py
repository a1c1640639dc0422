"""Did those at the bottom rise more than those at the bottom always do?

Whoever stood low in one period was in part unlucky in it and stands higher in a later
one without anything done: regression to the mean (Galton 1886). Of a group's distance
from the mean a share rho_k is still there k periods later, so that

    expected rise = (1 - rho_k) (mean of all - mean of the group)

Nobody is ranked, and no group is smaller than MIN_GROUP. In teams of 10 to 60 reps in
which nothing happened the range of what is beyond covered 94.5 to 99.4 %, measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.display import Tabular, count
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.estimate import Estimate
from ssi_analysis.stats.histories import matrix
from ssi_analysis.stats.standings import Standings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.periods import Grain

    Matrix = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["Moved", "Movers", "movers"]

QUARTER: Mapping[Grain | None, int] = {"week": 13, "month": 3, "quarter": 1, None: 13}
"""Periods back to the one that is compared with where none is named."""

MIN_PAIRS = 4
"""Fewest pairs of periods for rho: of one pair, what is expected is what happened."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A group by where it stood before: its rise, and the rise that was to be expected.

    `rise` is the change of the group's mean less that of everybody's, `beyond` the
    rise less the expected one; `n_up` counts reps who rose by more than everybody did.
    """

    label: str
    n_reps: int
    n_up: int
    rise: float
    expected: float
    beyond: Estimate


@dataclass(frozen=True)
class Movers(Tabular):
    """Rises and falls between two periods; `kept` is rho_k, from `n_pairs` pairs."""

    x: str
    before: object
    after: object
    n_reps: int
    n_pairs: int
    kept: float
    groups: tuple[Moved, ...]
    reason: str = ""

    def rows(self) -> list[dict[str, object]]:
        """Return one row per group, or the reason why there is none."""
        if self.reason:
            return [{"group": "all", "reps": self.n_reps, "reason": self.reason}]
        return [
            {
                "group": group.label,
                "reps": group.n_reps,
                "rose": group.n_up,
                "rise": group.rise,
                "expected": group.expected,
                "beyond": group.beyond.value,
                "low": group.beyond.low,
                "high": group.beyond.high,
            }
            for group in self.groups
        ]


def movers(
    panel: Panel, *, x: str = "ssi_total", before: object = None, after: object = None
) -> Movers:
    """Compare the rise of those who stood low or high with the one to be expected.

    Parameters
    ----------
    panel
        Reps by periods.
    x
        Name of a measure.
    before, after
        Two periods of the panel; the last one and that a quarter earlier where they
        are not given.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> luck = np.random.default_rng(1).normal(50, 5, (40, 12))
    >>> cells = pd.DataFrame(luck).rename_axis("rep_id").reset_index()
    >>> long = cells.melt("rep_id", var_name="period", value_name="ssi_total")
    >>> found = movers(Panel.from_frame(long), before=10, after=11)
    >>> [(group.label, round(group.rise), round(group.expected))
    ...  for group in found.groups]
    [('lowest quarter', 5, 7), ('middle half', 1, 0), ('highest quarter', -7, -7)]
    """
    periods = panel.frame["period"].drop_duplicates().sort_values(ignore_index=True)
    end = _place(periods, after, otherwise=len(periods) - 1)
    start = _place(periods, before, otherwise=max(end - QUARTER[panel.grain], 0))
    ends = (periods[start], periods[end])
    if start >= end > 0:
        right = f"a period before {_name(ends[1])}"
        raise ParameterError.badly_typed("before", _name(ends[0]), right)
    if x in panel.refused:
        return Movers(x, *ends, 0, 0, math.nan, (), panel.refused[x])
    seen = Standings.between(matrix(panel, x), start, end)
    size, pairs = len(seen.start), seen.n_pairs
    reason = _too_little(size, pairs)
    if reason or not math.isfinite(seen.kept):
        same = "nobody's standing differs"
        return Movers(x, *ends, size, pairs, math.nan, (), reason or same)
    groups = tuple(_moved(seen, *group) for group in _by_start(seen.start))
    return Movers(x, *ends, size, pairs, seen.kept, groups)


def _place(periods: pd.Series, period: object, *, otherwise: int) -> int:
    if period is None:
        return otherwise
    found = np.flatnonzero(periods == period)
    if not found.size:
        raise ParameterError.unknown("period", _name(period), map(_name, periods))
    return int(found[0])


def _name(period: object) -> str:
    return str(period).removesuffix(" 00:00:00")


def _too_little(n_reps: int, n_pairs: int) -> str:
    if n_reps < 2 * MIN_GROUP:
        return (
            f"{count(n_reps, 'rep')} in both periods; two groups need at least"
            f" {2 * MIN_GROUP}"
        )
    if n_pairs < MIN_PAIRS:
        return (
            f"{count(n_pairs, 'pair')} of periods so far apart; what was to be"
            f" expected needs at least {MIN_PAIRS}"
        )
    return ""


def _moved(standings: Standings, label: str, group: Index) -> Moved:
    inside = np.isin(np.arange(len(standings.start)), group)
    gain = standings.end - standings.start
    n_up = int((gain[inside] > gain.mean()).sum())
    rise, expected, beyond = standings.rise_of(inside)
    return Moved(label, len(group), n_up, rise, expected, beyond)


def _by_start(start: Matrix) -> list[tuple[str, Index]]:
    """Group reps by where they stood: quarters at the ends, halves of a small team."""
    order = np.argsort(start, kind="stable")
    size = len(order)
    if size < 4 * MIN_GROUP:
        half = size // 2
        return [("lower half", order[:half]), ("upper half", order[half:])]
    edge = size // 4
    return [
        ("lowest quarter", order[:edge]),
        ("middle half", order[edge : size - edge]),
        ("highest quarter", order[size - edge :]),
    ]
