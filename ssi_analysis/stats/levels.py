"""How sure are we? A level from E0 to E5, computed from facts, never chosen.

The headline is one test declared in advance: within reps, both measures freed of rep
and period. A finding has to pass every gate at once, and comes down a level for each
thing that could have made it. E5 is a finding within reps that also has its order in
time, at one lag of a window set in advance: the score before is tied to the outcome
when the score at the same time and after are held, and the score after, a placebo, is
not. E6 needs a randomized roll-out; nothing here reaches it.
"""

from __future__ import annotations

import math

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
from ssi_analysis.stats.facts import Facts, Level

__all__ = ["Facts", "Level", "is_within", "level"]

_GATES = {"Within": ALPHA, "Between": BETWEEN_ALPHA}

_FEWEST: dict[str, int] = {
    "week": MIN_WEEKS,
    "month": MIN_MONTHS,
    "quarter": MIN_QUARTERS,
    # Of an unknown length the strictest holds.
    "period": MIN_WEEKS,
}


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
        reached = Level.E5 if facts.is_ordered else Level.E4
        return _taken_down(reached, (_seen_within(facts), _order(facts)), facts)
    if _is_between(facts):
        return _taken_down(Level.E3, (_seen_between(facts), *doubts), facts)
    if _is_hint(facts):
        return Level.E2, (*doubts, *_doubts_between(facts))
    return Level.E1, _nothing(facts)


def is_within(facts: Facts) -> bool:
    """Say whether every gate of a finding within reps is passed."""
    return not (_limits(facts) or _doubts_within(facts))


def _is_hint(facts: Facts) -> bool:
    return (
        _is_lost_in_family(facts)
        or facts.q_value < ALPHA
        or facts.between_p < BETWEEN_ALPHA
    )


def _is_lost_in_family(facts: Facts) -> bool:
    return facts.family_size > 1 and facts.within_p < ALPHA <= facts.q_value


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
        doubts.append(_no_pass_within(facts))
    if not facts.within_excludes_zero:
        doubts.append("Within reps, the 95 % range includes zero.")
    if facts.sign_flips:
        doubts.append("Within reps, leaving one rep out turns the sign.")
    if facts.signs_disagree:
        doubts.append(
            "All rows together show the opposite sign of within reps, and their range"
            " excludes zero."
        )
    return doubts


def _no_pass_within(facts: Facts) -> str:
    if _is_lost_in_family(facts):
        return (
            f"Within reps, it does not survive that {_together(facts)} were asked"
            " about together."
        )
    alone = facts.within_p if facts.family_size > 1 else facts.q_value
    return _no_pass("Within", alone)


def _together(facts: Facts) -> str:
    return count(facts.family_size, "link")


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
    often = _as_much(facts.q_value)
    if facts.family_size > 1:
        survives = f"it survives that {_together(facts)} were asked about together"
        often = f"{_as_much(facts.within_p)}, {survives}"
    return (
        f"Within reps, {often}, the 95 % range excludes zero, and the sign holds"
        " whichever rep is left out."
    )


def _order(facts: Facts) -> str:
    if facts.is_ordered:
        lag = count(facts.lag, facts.grain or "period")
        return (
            f"In time, the score {lag} before shows when the score at the same time and"
            " after are held, and the score after does not."
        )
    if facts.order_refused:
        return f"No order in time is given: {facts.order_refused.rstrip('.')}."
    return "No order in time was found in the window set in advance."


def _seen_between(facts: Facts) -> str:
    often = _as_much(facts.between_p)
    return f"Between reps, {often}, and the 95 % range excludes zero."


def _nothing(facts: Facts) -> tuple[str, ...]:
    return (
        _no_pass_within(facts),
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
    steps = [Level.E5, Level.E4, Level.E3]
    below = [*steps[steps.index(reached) :], *[Level.E2] * len(flaws)]
    found = below[len(flaws)]
    if found is reached or found is not Level.E3:
        return found, (*reasons, *flaws)
    if _is_between(facts):
        return Level.E3, (*reasons, _seen_between(facts), *flaws)
    return Level.E2, (*reasons, *flaws)


def _flaws(facts: Facts) -> list[str]:
    flaws = {
        f"{percent(facts.missing_share)} of rep-periods are missing": (
            facts.missing_share > MAX_MISSING
        ),
        "all scores stepped on one date in the window": facts.instrument_break,
        f"{percent(facts.left_share)} of reps left": facts.left_share > MAX_DEPARTURES,
        "the score was a target or paid for in the window": facts.is_target,
        "something unseen that is tied to both no closer than tenure would account for"
        " it": facts.robustness < facts.benchmark,
    }
    return [f"Down a level: {flaw}." for flaw, is_there in flaws.items() if is_there]


def _as_much(p_value: float) -> str:
    """Say a p-value as a frequency, because its readers are not statisticians."""
    if p_value < 0.001:
        often = "fewer than 1 in 1,000"
    elif p_value < 0.1:
        often = f"about {number(1000 * p_value)} in 1,000"
    else:
        often = f"about {number(100 * p_value)} in 100"
    return f"{often} shuffled teams show as much"
