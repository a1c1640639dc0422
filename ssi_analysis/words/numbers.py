"""The numbers of the first screen, each with its changes in words.

A number stands beside the same number a week ago and at the same point of the quarter
before; what cannot be compared says why, and is never shown as no change.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ssi_analysis.display import number, percent, points, share
from ssi_analysis.pagetext import Direction, KeyNumber
from ssi_analysis.words.vocabulary import PILLAR_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.panel import Pace
    from ssi_analysis.stats.counterexamples import Counterexamples
    from ssi_analysis.stats.weekly import WeekSummary

__all__ = ["key_numbers"]

NOT_KNOWN = "not known this week"


def key_numbers(
    week: WeekSummary, pace: Pace, cases: Counterexamples
) -> tuple[KeyNumber, ...]:
    """Return quota attained, SSI, its weakest pillar, and how often high SSI missed."""
    return (_of_quota(pace), _of_ssi(week), _of_pillar(week), _of_misses(cases))


def _of_quota(pace: Pace) -> KeyNumber:
    if not math.isfinite(pace.attained):
        return KeyNumber(percent(pace.attained), "of quota", "not known")
    moved = {"week": 100 * pace.on_week, "quarter": 100 * pace.on_quarter}
    return KeyNumber(
        percent(pace.attained),
        "of quota",
        ", ".join([_gap_words(pace), *_changes(moved)]),
        "" if pace.is_linear or pace.is_early else _direction(100 * pace.gap),
    )


def _gap_words(pace: Pace) -> str:
    if pace.is_early:
        return f"day {pace.day} of {pace.n_days}, too early for a pace"
    if pace.is_linear:
        return f"day {pace.day} of {pace.n_days}; no earlier quarter"
    gap = round(100 * pace.gap)
    if gap == 0:
        return "at usual pace"
    return f"{abs(gap)} {'ahead of' if gap > 0 else 'below'} pace"


def _of_ssi(week: WeekSummary) -> KeyNumber:
    if not math.isfinite(week.ssi):
        return KeyNumber(number(week.ssi), "median SSI", NOT_KNOWN)
    moved = _changes({"week": week.ssi_on_week, "quarter": week.ssi_on_quarter})
    return KeyNumber(
        number(week.ssi),
        "median SSI",
        ", ".join(moved) or "no earlier score",
        _direction(week.ssi_on_week),
    )


def _of_pillar(week: WeekSummary) -> KeyNumber:
    if not math.isfinite(week.pillar):
        return KeyNumber(number(week.pillar), "weakest pillar", NOT_KNOWN)
    moved = {"week": week.pillar_on_week, "quarter": week.pillar_on_quarter}
    none = "not compared: new formula" if week.formula_changed else "no earlier score"
    return KeyNumber(
        f"{number(week.pillar, 1)} of 25",
        f"weakest pillar: {PILLAR_WORDS[week.weakest]}",
        ", ".join(_changes(moved, decimals=1)) or none,
        _direction(week.pillar_on_week, 1),
    )


def _of_misses(cases: Counterexamples) -> KeyNumber:
    misses = cases.high_misses
    return KeyNumber(
        share(misses.hits, misses.total) if misses.total else "None",
        f"quarters at SSI {number(cases.high)} or more",
        "missed quota" if misses.total else "none to count",
    )


def _changes(changes: Mapping[str, float], *, decimals: int = 0) -> list[str]:
    """Say the changes that are known."""
    return [
        f"{points(change, decimals)} on {since}"
        for since, change in changes.items()
        if math.isfinite(change)
    ]


def _direction(change: float, decimals: int = 0) -> Direction:
    match points(change, decimals).split()[0]:
        case "up":
            return "up"
        case "down":
            return "down"
        case "level":
            return "level"
        case _:
            return ""
