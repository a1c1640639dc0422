"""Several links asked about at once, and the order of one in time, as sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ssi_analysis.display import count, interval, number
from ssi_analysis.schema import spoken
from ssi_analysis.words.vocabulary import CAVEAT_OF_ASSOCIATION

if TYPE_CHECKING:
    from ssi_analysis.stats.family import FamilyMember, FamilyResult
    from ssi_analysis.stats.lags import Lag, LeadLag

__all__ = ["say_family", "say_order"]


def say_family(result: FamilyResult) -> str:
    """Say which links survive having been asked about together."""
    if result.reason:
        return f"Several links within reps: not given, because {result.reason}."
    asked = f"{count(result.n_tests, 'link')} within reps asked about together"
    if result.n_free < result.n_tests:
        asked += (
            f" ({result.n_free} of them free, because the four pillars add up to the"
            " total)"
        )
    if result.survivors:
        kept = "; ".join(_member(member) for member in result.survivors)
        verb = "holds up" if len(result.survivors) == 1 else "hold up"
        return (
            f"Of {asked}, {len(result.survivors)} {verb}: {kept}."
            f" {CAVEAT_OF_ASSOCIATION}"
        )
    seen = (
        f"; one of about {number(result.detectable, 2)} or more would have shown in"
        " each, asked alone"
        if math.isfinite(result.detectable)
        else ""
    )
    return f"Of {asked}, we did not find one that holds up{seen}."


def _member(member: FamilyMember) -> str:
    link = member.association
    spread = interval(link.estimate.low, link.estimate.high)
    return (
        f"{spoken(link.x)} and {spoken(link.y)}, correlation"
        f" {number(link.estimate.value, 2)} (range {spread})"
    )


def say_order(result: LeadLag) -> str:
    """Say whether rises of the score came before those of the outcome."""
    x, y = spoken(result.x), spoken(result.y)
    asked = f"Whether {x} came before {y} by {result.window}"
    if result.reason:
        return f"{asked}: not given, because {result.reason}."
    first = min(result.lags, key=_clearness)
    if first.comes_before:
        high = "higher" if first.before.value > 0 else "lower"
        when = count(first.lag, result.grain or "period")
        spread = interval(first.before.low, first.before.high, 3)
        return (
            f"Rises in {x} tended to come before {high} {y}, not after: per point of"
            f" {x}, {y} stood {number(abs(first.before.value), 3)} {high} {when} later"
            f" (estimate in its own unit, range {spread}). {CAVEAT_OF_ASSOCIATION}"
        )
    if any(lag.comes_after for lag in result.lags):
        return (
            f"{asked}: we did not find that; {x} after the outcome is tied to it too,"
            f" so that {x} may follow {y}."
        )
    given = next(lag for lag in result.lags if not lag.reason)
    spread = interval(given.before.low, given.before.high, 3)
    when = count(given.lag, result.grain or "period")
    return (
        f"{asked}: we did not find that; at {when}, anything from {spread} of {y} per"
        f" point of {x} would be in line with these data."
    )


def _clearness(lag: Lag) -> tuple[bool, float]:
    return not lag.comes_before, lag.window_p
