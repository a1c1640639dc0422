"""How often would this analysis cry wolf on a team like yours?

The headline is run again on hundreds of teams of which it is known that the two
measures have nothing to do with each other, and on some in which they do. Counted are
false alarms, how often the 95 % range has the true r, how often the level of evidence
claims something, what two common notebooks would have found, and the smallest r that
would show in four of five teams (Cochran's question of a test's size and power, asked
of one's own data; the ranges are Wilson's).

On swapped teams without gaps the swap test keeps to its 5 % by construction: it draws
from the same orderings. The range, the level and the naive answers have no such
advantage there, and simulated teams are an independent check of them all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.defaults import ALPHA, CONFIDENCE, POWER, SEED, TEAMS
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.associate import decompose_pair
from ssi_analysis.stats.calibration import Calibration, Rate
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.ladder import evidence, facts_of
from ssi_analysis.stats.levels import Level, level
from ssi_analysis.stats.likeness import Shape, swapped
from ssi_analysis.stats.naive import pooled_p_values, rep_only_p_values
from ssi_analysis.stats.resampling import pair_scores, swap_p_value
from ssi_analysis.stats.within import fit_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.calibration import Answer, Teams
    from ssi_analysis.stats.histories import Histories
    from ssi_analysis.stats.levels import Facts

    Progress = Callable[[int, int], None]

__all__ = ["calibrate"]

OUTCOMES: Final = ("attainment", "won_per_quota")
"""What is set beside the score where nothing is said: the first that a panel has."""

STEPS: Final = (0.6, 0.8, 1.0, 1.3)
"""Links tried, as multiples of the r that the formula expects to show: the formula is
within a quarter of what simulations gave."""


def calibrate(  # noqa: PLR0913  # what is asked, of how many teams, and who waits
    panel: Panel,
    *,
    x: str = "ssi_total",
    y: str | None = None,
    n_teams: int = TEAMS,
    rng: np.random.Generator | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Count how often the headline is wrong on teams like this one.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of measures; the outcome is `attainment`, or else `won_per_quota`, where
        it is not said.
    n_teams
        How many teams of each kind are made up.
    rng
        Source of everything random; a fixed seed where it is not given.
    progress
        Called after each team with how many are done and how many there are.

    A panel that carries no association, or too few ways to swap histories for a
    p-value, comes back with the reason.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi": [1, 2], "won": [3, 4]}
    >>> calibrate(Panel.from_frame(pd.DataFrame(rows)), x="ssi", y="won").reason
    '1 rep with both measures in two periods or more; an association needs at least 6'
    """
    if n_teams < 1:
        raise ParameterError.badly_typed("n_teams", n_teams, "a number from 1 upwards")
    rng = rng or np.random.default_rng(SEED)
    y = y or _outcome(panel)
    own = evidence(panel, x, y, rng=rng)
    headline = own.decomposition.within
    blank = Calibration(
        x=x,
        y=y,
        n_reps=headline.n_reps,
        n_periods=headline.n_periods,
        n_teams=n_teams,
        formula=own.detectable,
        reason=headline.reason or headline.p_reason,
    )
    if blank.reason:
        return blank
    pair = histories(panel, x, y).repeated()
    return _counted(blank, _Making(pair, own.facts, rng, n_teams, progress))


def _outcome(panel: Panel) -> str:
    known = [name for name in OUTCOMES if name in panel.frame]
    return known[0] if known else OUTCOMES[0]


@dataclass
class _Making:
    """A run over made-up teams: what they are made of, and how far it is."""

    pair: Histories
    facts: Facts
    rng: np.random.Generator
    n_teams: int
    progress: Progress | None
    done: int = 0

    def each(self, make: Callable[[], Histories]) -> Iterator[Histories]:
        """Make up teams one after the other and say so."""
        total = self.n_teams * (2 + len(STEPS))
        for _ in range(self.n_teams):
            yield make()
            self.done += 1
            if self.progress:
                self.progress(self.done, total)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the analysis and two notebooks say of one team without any link."""

    p_value: float
    has_zero: float
    level: Level
    pooled_p: float
    rep_only_p: float


def _counted(blank: Calibration, making: _Making) -> Calibration:
    shape, rng = Shape.of(making.pair), making.rng
    kinds: dict[Teams, Callable[[], Histories]] = {
        "swapped": lambda: swapped(making.pair, rng=rng),
        "simulated": lambda: shape.team(rng=rng),
    }
    rates = [
        rate
        for teams, make in kinds.items()
        for rate in _rates(teams, [_judged(each, making) for each in making.each(make)])
    ]
    found = _power(blank.formula, shape, making)
    return replace(
        blank, rates=(*rates, *found), detectable=_reached(found), shape=shape
    )


def _judged(team: Histories, making: _Making) -> _Verdict:
    parts = decompose_pair(team, rng=making.rng)
    own, found = making.facts, parts.within
    facts = replace(
        facts_of(team, parts),
        grain=own.grain,
        instrument_break=own.instrument_break,
        left_share=own.left_share,
        missing_share=own.missing_share,
    )
    has_zero = not found.estimate.excludes_zero if found.estimate.is_given else math.nan
    return _Verdict(
        p_value=found.p_value,
        has_zero=has_zero,
        level=level(facts)[0],
        pooled_p=float(pooled_p_values(team.x, team.y)),
        rep_only_p=float(rep_only_p_values(team.x, team.y)),
    )


def _rates(teams: Teams, verdicts: list[_Verdict]) -> list[Rate]:
    levels = [float(each.level >= Level.E3) for each in verdicts]
    zeros = [each.has_zero for each in verdicts]
    return [
        _rate(teams, "alarm", _alarms(each.p_value for each in verdicts), ALPHA),
        _rate(teams, "range", zeros, CONFIDENCE),
        _rate(teams, "level", levels, ALPHA),
        _rate(teams, "pooled", _alarms(each.pooled_p for each in verdicts), ALPHA),
        _rate(teams, "rep only", _alarms(each.rep_only_p for each in verdicts), ALPHA),
    ]


def _alarms(p_values: Iterable[float]) -> list[float]:
    """Return 1 for an alarm, 0 for none, NaN where there was no answer."""
    return [math.nan if math.isnan(p) else float(p < ALPHA) for p in p_values]


def _rate(
    teams: Teams, answer: Answer, flags: Sequence[float], expected: float
) -> Rate:
    known = [flag for flag in flags if not math.isnan(flag)]
    return Rate(teams, answer, int(sum(known)), len(known), expected)


def _power(expected: float, shape: Shape, making: _Making) -> list[Rate]:
    """Build links of several sizes into the same made-up teams and look for them."""
    seeds = making.rng.integers(2**63, size=making.n_teams)
    return [
        _found(min(step * expected, 0.95), shape, making, iter(seeds)) for step in STEPS
    ]


def _found(r: float, shape: Shape, making: _Making, seeds: Iterator[int]) -> Rate:
    def make() -> Histories:
        return shape.team(r=r, rng=np.random.default_rng(next(seeds)))

    p_values = (_p_value(team, making.rng) for team in making.each(make))
    return replace(_rate("simulated", "found", _alarms(p_values), math.nan), r=r)


def _p_value(team: Histories, rng: np.random.Generator) -> float:
    scores = pair_scores(*fit_within(team).residuals, team.present)
    return swap_p_value(scores, team.segments, rng=rng)[0]


def _reached(found: Sequence[Rate]) -> float:
    """Return the r that shows in 80 % of teams, between those that were tried."""
    shares = np.maximum.accumulate([rate.share for rate in found])
    if not shares[0] < POWER <= shares[-1]:
        return math.nan
    return float(np.interp(POWER, shares, [rate.r for rate in found]))
