"""Teams made up at random, of which it is known what is true.

Each rep has a usual level of both measures and moves around it slowly:

    x_it = sqrt(.6) a_i + sqrt(.4) e_it        e_it = .8 e_i,t-1 + noise
    y_it = sqrt(.6) b_i + sqrt(.4) u_it        u_it = .8 u_i,t-1 + noise

A scenario says what else there is: a link within reps or between them, a calendar or
a drift that all reps share, outcomes that are held for a quarter, heavy tails. In all
but the first kind the within-rep correlation, apart from the calendar, is zero, so
that every finding within reps is a false alarm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.signal import lfilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

__all__ = ["SCENARIOS", "Scenario", "mixed", "simulate", "sticky"]

BETWEEN_SHARE: Final = 0.6
"""Share of the variance that is between reps."""

STICKINESS: Final = 0.8
"""How much of a week's deviation is still there in the next one."""

QUARTER: Final = 13
"""Weeks for which an outcome known by the quarter is held."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What a made-up team has beside slow-moving reps.

    `within` and `between` are correlations; `calendar` is the share of the within
    variance that all reps have in common, drawn apart for each measure; `drift` is
    what everybody gains over the whole time, in within standard deviations; `held` is
    for how many periods an outcome keeps its value.
    """

    says: str
    within: float = 0.0
    between: float = 0.0
    calendar: float = 0.0
    drift: float = 0.0
    held: int = 1
    is_heavy: bool = False


SCENARIOS: Final[Mapping[str, Scenario]] = MappingProxyType(
    {
        "null": Scenario(says="nothing goes with anything"),
        "effect0.2": Scenario(says="within reps r is .2", within=0.2),
        "between": Scenario(says="between reps r is .5", between=0.5),
        "calendar": Scenario(says="a shared calendar moves all reps", calendar=0.3),
        "trend": Scenario(says="everybody drifts upwards", drift=1.0),
        "quarterly": Scenario(says="outcomes are held for a quarter", held=QUARTER),
        "heavy": Scenario(says="heavy tails, unequal reps", is_heavy=True),
    }
)
"""The seven scenarios of the calibration table, by name."""


def simulate(
    scenario: Scenario, size: tuple[int, ...], *, rng: np.random.Generator
) -> tuple[Matrix, Matrix]:
    """Draw both measures of teams; the last two of `size` are reps and periods.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x, y = simulate(SCENARIOS["null"], (500, 10, 26), rng=rng)
    >>> x.shape, round(float(x.var()), 1)
    ((500, 10, 26), 1.0)
    """
    usual, other_usual = rng.normal(size=(2, *size[:-1], 1))
    moves, other_moves = (_moves(scenario, size, rng=rng) for _ in range(2))
    outcomes = _held(mixed(moves, other_moves, scenario.within), scenario.held)
    drift = scenario.drift * np.linspace(0, 1, size[-1])
    return (
        _around(usual, moves + drift),
        _around(mixed(usual, other_usual, scenario.between), outcomes + drift),
    )


def _around(usual: Matrix, moves: Matrix) -> Matrix:
    return math.sqrt(BETWEEN_SHARE) * usual + math.sqrt(1 - BETWEEN_SHARE) * moves


def mixed(first: Matrix, second: Matrix, r: float) -> Matrix:
    """Make of two independent measures one that goes with the first by `r`."""
    return r * first + math.sqrt(1 - r * r) * second


def _moves(
    scenario: Scenario, size: tuple[int, ...], *, rng: np.random.Generator
) -> Matrix:
    own = sticky(size, STICKINESS, rng=rng, is_heavy=scenario.is_heavy)
    if scenario.is_heavy:
        own *= rng.uniform(0.5, 1.5, (*size[:-1], 1))
    if not scenario.calendar:
        return own
    common = sticky((*size[:-2], 1, size[-1]), STICKINESS, rng=rng)
    return mixed(common, own, math.sqrt(scenario.calendar))


def sticky(
    size: tuple[int, ...],
    stickiness: float,
    *,
    rng: np.random.Generator,
    is_heavy: bool = False,
) -> Matrix:
    """Draw series of variance 1 in which so much of each value is in the next.

    With heavy tails the noise has Student's t with 3 degrees of freedom.
    """
    if is_heavy:
        noise = rng.standard_t(3, size) / math.sqrt(3)
    else:
        noise = rng.normal(size=size)
    noise[..., 1:] *= math.sqrt(1 - stickiness**2)
    return np.asarray(lfilter([1.0], [1.0, -stickiness], noise))


def _held(values: Matrix, length: int) -> Matrix:
    """Write the mean of each so many periods on to every one of them."""
    if length == 1:
        return values
    starts = np.arange(0, values.shape[-1], length)
    sizes = np.diff([*starts, values.shape[-1]])
    means = np.add.reduceat(values, starts, axis=-1) / sizes
    return np.asarray(np.repeat(means, sizes, axis=-1))
