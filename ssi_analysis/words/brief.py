"""The first screen of the weekly page as finished text.

Four numbers, three lines, the counted caveat and the evidence level. Every sentence
is made from numbers that stand on the page; a quiet week is said to be quiet.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ssi_analysis.display import count, day, number, percent, points, share
from ssi_analysis.pagetext import (
    Chip,
    Direction,
    FirstScreen,
    KeyNumber,
    Message,
    Scope,
)
from ssi_analysis.periods import iso_week, last_day
from ssi_analysis.stats.ladder import Level
from ssi_analysis.words.say import say
from ssi_analysis.words.vocabulary import PILLAR_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ssi_analysis.panel import Pace
    from ssi_analysis.stats.counterexamples import Counterexamples
    from ssi_analysis.stats.ladder import Evidence
    from ssi_analysis.stats.weekly import WeekSummary

__all__ = ["brief", "scope"]

_LINK = {
    Level.E0: "too few data to compare",
    Level.E1: "no link found",
    Level.E2: "no link that holds up",
    Level.E3: "a link seen between reps",
    Level.E4: "a link seen within reps",
    Level.E5: "a link within reps, SSI first",
}

_SMALL = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def scope(team: str, week: WeekSummary, *, as_of: pd.Timestamp) -> Scope:
    """Word whose week it is and how far the data reach."""
    end = last_day(week.week, "week")
    first = str(week.week.day) if week.week.month == end.month else day(week.week)
    return Scope(
        team=team,
        week=f"week {iso_week(week.week)[1]}",
        dates=f"{first}\N{EN DASH}{day(end)} {end.year}",
        data_to=day(as_of),
        reps=_scored(week),
    )


def _scored(week: WeekSummary) -> str:
    reps = count(week.n_reps, "rep")
    return reps if week.n_scored == week.n_reps else f"{reps}, SSI of {week.n_scored}"


def brief(
    about: Scope,
    week: WeekSummary,
    pace: Pace,
    cases: Counterexamples,
    evidence: Evidence,
) -> FirstScreen:
    """Compose the first screen from the week, the pace, the cases and the evidence."""
    message = Message(
        title=_title(week, pace, evidence),
        changed=_what_changed(week),
        so_what=say(evidence),
        to_do=_what_to_do(week, pace, evidence),
        caveat=say(cases),
        finding=f"{_pace_words(pace)}; {_LINK[evidence.level]}",
    )
    level = evidence.level
    up = f"What would move it up: {evidence.next_step}"
    chip = Chip(level.value, level.plain_name, (*evidence.reasons, up))
    return FirstScreen(about, message, _numbers(week, pace, cases), chip)


def _title(week: WeekSummary, pace: Pace, evidence: Evidence) -> str:
    return f"{_pace_words(pace)}; SSI is {_moved(week)}, {_LINK[evidence.level]}"


def _pace_words(pace: Pace) -> str:
    if not math.isfinite(pace.attained):
        return "Attainment is not known yet"
    if pace.is_linear:
        return f"Attainment stands at {percent(pace.attained)}"
    gap = round(100 * pace.gap)
    if gap == 0:
        return "Attainment is at its usual pace"
    side = "ahead of" if gap > 0 else "behind"
    return f"Attainment is {count(abs(gap), 'point')} {side} its usual pace"


def _moved(week: WeekSummary) -> str:
    if not math.isfinite(week.ssi):
        return "not known"
    moved = points(week.ssi_on_week)
    return "flat" if moved in {"level", number(math.nan)} else moved


def _numbers(
    week: WeekSummary, pace: Pace, cases: Counterexamples
) -> tuple[KeyNumber, ...]:
    misses = cases.high_misses
    return (
        KeyNumber(
            percent(pace.attained),
            "of quota",
            _gap_words(pace),
            "" if pace.is_linear else _direction(100 * pace.gap),
        ),
        KeyNumber(
            number(week.ssi),
            "median SSI",
            _changes({"week": week.ssi_on_week, "quarter": week.ssi_on_quarter}),
            _direction(week.ssi_on_week),
        ),
        KeyNumber(
            f"{number(week.pillar, 1)} of 25",
            f"weakest pillar: {PILLAR_WORDS[week.weakest]}",
            f"{points(week.pillar_on_week, 1)} on week",
            _direction(week.pillar_on_week, 1),
        ),
        KeyNumber(
            share(misses.hits, misses.total) if misses.total else "None",
            f"quarters at SSI {number(cases.high)} or more",
            "missed quota" if misses.total else "none to count",
        ),
    )


def _changes(changes: Mapping[str, float]) -> str:
    known = {
        since: change for since, change in changes.items() if math.isfinite(change)
    }
    said = [f"{points(change)} on {since}" for since, change in known.items()]
    return ", ".join(said) or "no earlier score"


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


def _gap_words(pace: Pace) -> str:
    if not math.isfinite(pace.gap):
        return "not known yet"
    if pace.is_linear:
        return f"day {pace.day} of {pace.n_days}; no earlier quarter"
    gap = round(100 * pace.gap)
    if gap == 0:
        return "at usual pace"
    return f"{abs(gap)} {'ahead of' if gap > 0 else 'below'} pace"


def _what_changed(week: WeekSummary) -> str:
    parts = []
    if week.formula_changed:
        parts.append("LinkedIn changed the SSI formula; changes leave that step out")
    if week.n_quiet:
        parts.append(f"{_reps(week.n_quiet)} went quiet on LinkedIn")
    if abs(week.ssi_on_week) >= 1:
        parts.append(f"median SSI went {points(week.ssi_on_week)}")
    is_quiet = not parts and week.n_quiet is not None
    text = "; ".join([*parts, _booked(week)])
    if is_quiet:
        return f"A quiet week on LinkedIn: {text}."
    return f"{text[0].upper()}{text[1:]}."


def _booked(week: WeekSummary) -> str:
    if week.n_booking is None:
        return "this week's bookings are not known"
    if not week.n_booking:
        return "nothing was booked"
    return f"bookings came from {_reps(week.n_booking).lower()}"


def _reps(size: int) -> str:
    words = _SMALL[size] if size < len(_SMALL) else str(size)
    return f"{words} rep{'' if size == 1 else 's'}"


def _what_to_do(week: WeekSummary, pace: Pace, evidence: Evidence) -> str:
    """Word advice that asks to look: only at E5 is a test with a design earned."""
    first = (
        f"Talk with the {_reps(week.n_quiet).lower()} who went quiet"
        if week.n_quiet
        else (
            "Check the deals due to close this quarter"
            if pace.gap < 0
            else "Keep watching both"
        )
    )
    return f"{first}; {_LIMIT_OF_ADVICE[evidence.level]}."


_LIMIT_OF_ADVICE = {
    Level.E0: "these data say nothing for or against a higher SSI",
    Level.E1: "nothing here speaks for raising SSI",
    Level.E2: "nothing here is firm enough to act on",
    Level.E3: "look at what else those reps have in common before anything about SSI",
    Level.E4: "check what those weeks had in common, and try a small test first",
    Level.E5: "consider a test with a design: who begins when, drawn by lot",
}
