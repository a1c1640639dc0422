"""Whose score moved further than chance alone moves it from where it stood?

Regression to the mean (see `movers`) says where a rep is to be expected k periods
later, and the misses of that expectation over all earlier pairs of periods say how far
from it chance alone takes a rep:

    expected change = (rho_k - 1) d_i,  range = expected +- t sd(d_i,t+k - rho_k d_it)

with d the distance from the mean of all. The level is divided by the number of reps, so
that of 100 teams in which nothing happened about 5 show anybody outside: 2.3 to 5.7 of
100 in teams of 6 to 60 reps over 26 to 104 weeks, measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from ssi_analysis.defaults import CONFIDENCE, MIN_GROUP
from ssi_analysis.display import Tabular, count
from ssi_analysis.stats.movers import MIN_PAIRS, QUARTER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel

    Matrix = NDArray[np.float64]

__all__ = ["RepMove", "RepMoves", "rep_moves"]


@dataclass(frozen=True, slots=True)
class RepMove:
    """One rep: the change beside everybody's, and the range that chance alone gives."""

    rep_id: str
    change: float
    expected: float
    low: float
    high: float

    @property
    def is_beyond(self) -> bool:
        """Whether the change is outside what chance alone gives."""
        return not self.low <= self.change <= self.high


@dataclass(frozen=True)
class RepMoves(Tabular):
    """Changes of reps over some periods, the largest rise first.

    `kept` is rho_k from `n_pairs` pairs of periods; `moves` is empty where `reason`
    says why.
    """

    x: str
    n_reps: int
    n_apart: int
    n_pairs: int = 0
    kept: float = math.nan
    moves: tuple[RepMove, ...] = ()
    reason: str = ""

    @property
    def beyond(self) -> tuple[RepMove, ...]:
        """The reps who moved further than chance alone gives."""
        return tuple(move for move in self.moves if move.is_beyond)

    def largest(self, each: int = 5) -> tuple[RepMove, ...]:
        """Return the largest rises and the largest falls, from the top down."""
        rises = [move for move in self.moves if move.change > 0][:each]
        falls = [move for move in self.moves if move.change < 0][-each:]
        return (*rises, *falls)

    def rows(self) -> list[dict[str, object]]:
        """Return one row per rep, or the reason why there is none."""
        if self.reason:
            return [{"rep_id": "all", "reason": self.reason}]
        return [
            {
                "rep_id": move.rep_id,
                "change": move.change,
                "expected": move.expected,
                "low": move.low,
                "high": move.high,
                "beyond": move.is_beyond,
            }
            for move in self.moves
        ]


def rep_moves(panel: Panel, *, x: str = "ssi_total") -> RepMoves:
    """Set each rep's change over a quarter beside what chance alone gives.

    Nothing is told of single reps where fewer than the panel's `min_group` are known at
    both ends, or where fewer than MIN_PAIRS earlier pairs say what chance gives.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> luck = np.random.default_rng(1).normal(50, 5, (8, 20))
    >>> luck[2, 19] += 30
    >>> cells = pd.DataFrame(luck, index=list("abcdefgh")).rename_axis("rep_id")
    >>> long = cells.reset_index().melt("rep_id", var_name="period", value_name="ssi")
    >>> [move.rep_id for move in rep_moves(Panel.from_frame(long), x="ssi").beyond]
    ['c']
    """
    apart = QUARTER[panel.grain]
    if x in panel.refused:
        return RepMoves(x, 0, apart, reason=panel.refused[x])
    table = panel.frame.pivot(index="rep_id", columns="period", values=x)
    early, late = (table.to_numpy(float)[:, part] for part in _apart(apart))
    seen = np.isfinite(early) & np.isfinite(late)
    last = seen[:, -1:].any(axis=1)
    enough = seen[:, :-1].sum(axis=0) >= max(MIN_GROUP, panel.min_group)
    n_reps, n_pairs = int(last.sum()), int(enough.sum())
    if reason := _too_little(n_reps, n_pairs, max(MIN_GROUP, panel.min_group)):
        return RepMoves(x, n_reps, apart, n_pairs, reason=reason)
    first, then = (_from_mean(each, seen) for each in (early, late))
    kept, width = _chance(first[:, :-1][:, enough], then[:, :-1][:, enough], n_reps)
    if not width > 0:
        same = "what stood apart stayed so to the point, so chance gave nothing"
        return RepMoves(x, n_reps, apart, n_pairs, reason=same)
    ends = zip(table.index[last], first[last, -1], then[last, -1], strict=True)
    moves = [_move(str(rep), start, end, kept, width) for rep, start, end in ends]
    moves.sort(key=lambda move: -move.change)
    return RepMoves(x, n_reps, apart, n_pairs, kept, tuple(moves))


def _apart(periods: int) -> tuple[slice, slice]:
    return slice(None, -periods), slice(periods, None)


def _too_little(n_reps: int, n_pairs: int, least: int) -> str:
    if n_reps < least:
        return f"nobody is shown of fewer than {least} reps with a score at both ends"
    if n_pairs < MIN_PAIRS:
        return (
            f"{count(n_pairs, 'earlier pair')} of periods so far apart; what chance"
            f" alone gives needs at least {MIN_PAIRS}"
        )
    return ""


def _from_mean(values: Matrix, seen: NDArray[np.bool_]) -> Matrix:
    known = np.where(seen, values, 0.0)
    mean = known.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, values - mean, np.nan)


def _chance(first: Matrix, then: Matrix, n_reps: int) -> tuple[float, float]:
    """Return what is kept of a distance, and how far chance alone goes from it."""
    start, end = (each[np.isfinite(first)] for each in (first, then))
    square = float((start**2).sum())
    kept = float((start * end).sum()) / square if square > 0 else math.nan
    spread = math.sqrt(float(((end - kept * start) ** 2).mean()))
    level = 1 - (1 - CONFIDENCE) / n_reps
    # Pairs of periods overlap; four independent ones per rep were measured to do.
    return kept, spread * float(stats.t.ppf((1 + level) / 2, 4 * n_reps))


def _move(rep_id: str, start: float, end: float, kept: float, width: float) -> RepMove:
    expected = (kept - 1) * start
    return RepMove(rep_id, end - start, expected, expected - width, expected + width)
