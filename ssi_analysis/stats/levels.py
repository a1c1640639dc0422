"""How sure are we? A level from E0 to E4, computed from facts, never chosen.

The headline is one test declared in advance: within reps, both measures freed of rep
and period. A finding has to pass every gate at once, and comes down a level for each
thing that could have made it. E5 and E6 need a pre-set window in time and a
randomized roll-out; nothing here reaches them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ssi_analysis.defaults import (
    ALPHA,
    BETWEEN_ALPHA,
    MAX_DEPARTURES,
    MAX_DETECTABLE,
    MAX_MISSING,
    MIN_MONTHS,
    MIN_QUARTERS,
    MIN_REPS,
    MIN_WEEKS,
)
from ssi_analysis.display import count, number, percent

if TYPE_CHECKING:
    from ssi_analysis.periods import Grain

__all__ = ["Facts", "Level", "level"]

_GATES = {"Within": ALPHA, "Between": BETWEEN_ALPHA}

_FEWEST: dict[str, int] = {
    "week": MIN_WEEKS,
    "month": MIN_MONTHS,
    "quarter": MIN_QUARTERS,
    # Of an unknown length the strictest holds.
    "period": MIN_WEEKS,
}


class Level(StrEnum):
    """What the evidence allows to be said."""

    E0 = "E0"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    E5 = "E5"
    E6 = "E6"

    @property
    def plain_name(self) -> str:
        """The level in words.

        >>> Level.E4.plain_name
        'seen within reps'
        """
        return _PLAIN_NAMES[self]


_PLAIN_NAMES = {
    Level.E0: "description only",
    Level.E1: "nothing detected",
    Level.E2: "a hint that does not hold up",
    Level.E3: "seen between reps",
    Level.E4: "seen within reps",
    Level.E5: "comes before",
    Level.E6: "tested",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that fixes the level, and nothing else.

    `refused` is the reason why there is no within estimate; `sign_flips` tells
    whether leaving one rep out turns its sign, `signs_disagree` whether the pooled
    one has the other sign. `q_value` is the within p-value after correction for
    `family_size` tests declared together, so it is the same number for one test.
    """

    n_reps: int
    n_periods: int
    grain: Grain | None = None
    refused: str = ""
    within_p: float = math.nan
    within_excludes_zero: bool = False
    sign_flips: bool = False
    signs_disagree: bool = False
    between_p: float = math.nan
    between_excludes_zero: bool = False
    detectable: float = math.nan
    missing_share: float = 0.0
    instrument_break: bool = False
    left_share: float = 0.0
    family_size: int = 1
    q_value: float = math.nan

    @property
    def span(self) -> str:
        """The length of the panel in words.

        >>> Facts(n_reps=12, n_periods=26, grain="week").span
        '26 weeks'
        """
        return count(self.n_periods, self.grain or "period")


def level(facts: Facts) -> tuple[Level, tuple[str, ...]]:
    """Fix the level and say why, in sentences.

    Examples
    --------
    >>> found, reasons = level(Facts(n_reps=4, n_periods=26, grain="week"))
    >>> found.plain_name, reasons[0]
    ('description only', '4 reps have both measures; more than a description needs 6.')
    """
    limits = _limits(facts)
    if limits:
        return Level.E0, tuple(limits)
    doubts = _doubts_within(facts)
    if not doubts:
        reasons = (_seen_within(facts),)
        return _taken_down(Level.E4, reasons, facts)
    if _is_between(facts):
        return _taken_down(Level.E3, (_seen_between(facts), *doubts), facts)
    if facts.q_value < ALPHA or facts.between_p < BETWEEN_ALPHA:
        return Level.E2, (*doubts, *_doubts_between(facts))
    return Level.E1, _nothing(facts)


def _limits(facts: Facts) -> list[str]:
    """Say what keeps the panel from carrying more than a description."""
    found = []
    fewest = _FEWEST[facts.grain or "period"]
    if facts.n_reps < MIN_REPS:
        found.append(
            f"{count(facts.n_reps, 'rep')} {'has' if facts.n_reps == 1 else 'have'}"
            f" both measures; more than a description needs {MIN_REPS}."
        )
    if facts.n_periods < fewest:
        found.append(f"{facts.span}; more than a description needs {fewest}.")
    if facts.refused and not found:
        found.append(f"No association is given: {facts.refused.rstrip('.')}.")
    untested = math.isnan(facts.q_value) and math.isnan(facts.between_p)
    if untested and not facts.refused:
        found.append(
            "Reps are compared within their segment, and there are too few in each to"
            " tell a link from chance."
        )
    if facts.detectable > MAX_DETECTABLE:
        found.append(
            f"Only a link of about {number(facts.detectable, 2)} or more would have"
            f" shown; more than a description needs {MAX_DETECTABLE} or less."
        )
    return found


def _doubts_within(facts: Facts) -> list[str]:
    """Say which gates of E4 are not passed."""
    doubts = []
    if not facts.q_value < ALPHA:
        doubts.append(_no_pass("Within", facts.q_value))
    if not facts.within_excludes_zero:
        doubts.append("Within reps, the 95 % range includes zero.")
    if facts.sign_flips:
        doubts.append("Within reps, leaving one rep out turns the sign.")
    if facts.signs_disagree:
        doubts.append("All rows together show the opposite sign of within reps.")
    return doubts


def _no_pass(where: str, p_value: float) -> str:
    if math.isnan(p_value):
        return f"{where} reps, there are too few ways to swap reps for a p-value."
    gate = f"fewer than 1 in {1 / _GATES[where]:g}"
    return f"{where} reps, {_as_much(p_value)}; the gate is {gate}."


def _is_between(facts: Facts) -> bool:
    return facts.between_p < BETWEEN_ALPHA and facts.between_excludes_zero


def _doubts_between(facts: Facts) -> list[str]:
    if _is_between(facts):
        return []
    doubts = []
    if not facts.between_p < BETWEEN_ALPHA:
        doubts.append(_no_pass("Between", facts.between_p))
    if not facts.between_excludes_zero:
        doubts.append("Between reps, the 95 % range includes zero.")
    return doubts


def _seen_within(facts: Facts) -> str:
    return (
        f"Within reps, {_as_much(facts.q_value)}, the 95 % range excludes zero, and the"
        " sign holds whichever rep is left out."
    )


def _seen_between(facts: Facts) -> str:
    often = _as_much(facts.between_p)
    return f"Between reps, {often}, and the 95 % range excludes zero."


def _nothing(facts: Facts) -> tuple[str, ...]:
    return (
        _no_pass("Within", facts.q_value),
        _no_pass("Between", facts.between_p),
        f"With {count(facts.n_reps, 'rep')} over {facts.span}, only a link of about"
        f" {number(facts.detectable, 2)} or more within reps would have shown.",
    )


def _taken_down(
    reached: Level, reasons: tuple[str, ...], facts: Facts
) -> tuple[Level, tuple[str, ...]]:
    """Come down a level for each flaw, to E2 at the lowest.

    A finding within reps rests at E3 only if it was also found between reps, because
    the words of E3 say so.
    """
    flaws = _flaws(facts)
    if not flaws:
        return reached, reasons
    rests_between = reached is Level.E4 and len(flaws) == 1 and _is_between(facts)
    if rests_between:
        return Level.E3, (*reasons, _seen_between(facts), *flaws)
    return Level.E2, (*reasons, *flaws)


def _flaws(facts: Facts) -> list[str]:
    flaws = []
    if facts.missing_share > MAX_MISSING:
        flaws.append(
            f"Down a level: {percent(facts.missing_share)} of rep-periods are missing."
        )
    if facts.instrument_break:
        flaws.append("Down a level: all scores stepped on one date in the window.")
    if facts.left_share > MAX_DEPARTURES:
        flaws.append(f"Down a level: {percent(facts.left_share)} of reps left.")
    return flaws


def _as_much(p_value: float) -> str:
    """Say a p-value as a frequency, because its readers are not statisticians."""
    if p_value < 0.001:
        often = "fewer than 1 in 1,000"
    elif p_value < 0.1:
        often = f"about {number(1000 * p_value)} in 1,000"
    else:
        often = f"about {number(100 * p_value)} in 100"
    return f"{often} shuffled teams show as much"
