"""Outcomes whose shape alone makes an association false, and why they are refused.

A quarterly value written on to each of its weeks counts one outcome thirteen times:
measured on teams without any relation, 43 to 70 % then "find" one. A total that runs
up and restarts each quarter goes along with any score that drifts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.display import percent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["why_refused"]

MIN_PAIRS = 20
"""Neighbouring periods needed before a shape is judged: fewer repeat by accident."""

MIN_VALUES = 7
"""Distinct values from which repeats are telling: a hit-or-miss outcome repeats by
nature."""

MANY = 1000
"""Values looked at first, because sorting them all takes longest in large panels."""

MAX_HELD = 0.5
"""Share of neighbours that may hold the same value: a quarterly value on months holds
two of three, on weeks twelve of thirteen."""

MAX_HELD_BY_ALL = 0.3
"""Share of steps between periods in which everybody may hold the same value: a
half-year's value on quarters is held by all in every other step, and if the first or
last half is cut, in less than half of all neighbours."""

ALL = 0.95
"""Share of reps, of at least five, that are everybody: one value may be corrected."""

MAX_FALLS = 0.02
"""Share of falls, outside restarts, that a running total may show: credit notes."""

MIN_RISES = 0.05
"""Share of rises, outside restarts, that it must show: what is only held is not one."""


def why_refused(outcome: Matrix, name: str) -> str:
    """Say why an outcome (reps by periods) is refused; nothing where it is not.

    Examples
    --------
    >>> quarterly = np.random.default_rng(1).normal(1, 0.3, (6, 4))
    >>> why_refused(np.repeat(quarterly, 13, axis=1), "attainment")[:32]
    'attainment keeps its value in 94'
    >>> why_refused(quarterly, "attainment")
    ''
    """
    if _is_running_total(outcome):
        return (
            f"{name} never falls within a rep until it restarts for most reps in the"
            " same period, as a quarter-to-date total does; any drifting score goes"
            f" along with such a ramp. Use the amount of each period, not its total."
        )
    both, same = _neighbours(outcome)
    held = _held(both, same)
    if held > MAX_HELD or _held_by_all(both, same) > MAX_HELD_BY_ALL:
        return (
            f"{name} keeps its value in {percent(held)} of neighbouring periods, as if"
            " one outcome had been written on to several; counted that way, 43-70 % of"
            " teams without any relation show one."
            f" Use the period at which {name} is known."
        )
    return ""


def _held(both: Mask, same: Mask) -> float:
    """Return the share of neighbours, not both zero, that hold the same value."""
    return float(same.sum() / both.sum()) if both.sum() else 0.0


def _held_by_all(both: Mask, same: Mask) -> float:
    """Return the share of steps in which nearly every rep holds the same value."""
    known, held = both.sum(axis=0), same.sum(axis=0)
    told = known >= MIN_GROUP
    return float((held >= ALL * known)[told].mean()) if told.any() else 0.0


def _neighbours(outcome: Matrix) -> tuple[Mask, Mask]:
    """Return the neighbours that tell something, and which of them are the same."""
    now, after = outcome[:, :-1], outcome[:, 1:]
    both = np.isfinite(now) & np.isfinite(after) & ((now != 0) | (after != 0))
    if both.sum() < MIN_PAIRS or _n_values(outcome) < MIN_VALUES:
        return np.zeros_like(both), np.zeros_like(both)
    return both, both & (now == after)


def _n_values(outcome: Matrix) -> int:
    """Count distinct values; in a part, where it already holds enough."""
    known = outcome[np.isfinite(outcome)]
    few = len(np.unique(known[:MANY]))
    return few if few >= MIN_VALUES else len(np.unique(known))


def _is_running_total(outcome: Matrix) -> bool:
    change = np.diff(outcome, axis=1)
    known = np.isfinite(change)
    falls = (change < 0).sum(axis=0)
    restarts = 2 * falls > known.sum(axis=0)
    n_between = int(known[:, ~restarts].sum())
    if not restarts.any() or n_between < MIN_PAIRS:
        return False
    rises = int((change[:, ~restarts] > 0).sum())
    few_falls = falls[~restarts].sum() <= MAX_FALLS * n_between
    return bool(few_falls and rises >= MIN_RISES * n_between)
