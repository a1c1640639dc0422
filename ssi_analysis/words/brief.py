"""The first screen of the weekly page as finished text.

Four numbers, three lines, the counted caveat and the evidence level. Every sentence
is made from numbers that stand on the page; a quiet week is said to be quiet.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ssi_analysis.defaults import MIN_REPS
from ssi_analysis.display import count, day, number, percent, points
from ssi_analysis.pagetext import TITLE_LENGTH, Chip, FirstScreen, Message, Scope
from ssi_analysis.periods import iso_week, last_day
from ssi_analysis.stats.ladder import Level
from ssi_analysis.words.numbers import key_numbers
from ssi_analysis.words.say import say

if TYPE_CHECKING:
    import pandas as pd

    from ssi_analysis.panel import Pace
    from ssi_analysis.stats.counterexamples import Counterexamples
    from ssi_analysis.stats.ladder import Evidence
    from ssi_analysis.stats.weekly import WeekSummary

__all__ = ["brief", "scope"]

_LINK = {
    Level.E0: "too few data to compare",
    Level.E1: "no link found to sales",
    Level.E2: "no link that holds up",
    Level.E3: "link seen between reps",
    Level.E4: "link seen within reps",
    Level.E5: "a link, with SSI first",
}

_SMALL = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def scope(
    team: str, week: WeekSummary, *, as_of: pd.Timestamp, left_out: int = 0
) -> Scope:
    """Word whose week it is and how far the data reach.

    `left_out` counts reps of a company who are in none of its numbers.
    """
    end = last_day(week.week, "week")
    first = str(week.week.day) if week.week.month == end.month else day(week.week)
    return Scope(
        team=team,
        week=f"week {iso_week(week.week)[1]}",
        dates=f"{first}\N{EN DASH}{day(end)} {end.year}",
        data_to=day(as_of),
        reps=f"{_scored(week)}{', small teams left out' if left_out else ''}",
    )


def _scored(week: WeekSummary) -> str:
    if not week.n_reps:
        return "nobody known this week"
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
    pace_words, link = _pace_words(pace), _link(evidence)
    title = f"{pace_words}; SSI is {_moved(week)}{_for_all(week)}, {link}"
    finding = f"{pace_words}; {link}"
    message = Message(
        title=title if len(title) <= TITLE_LENGTH else finding,
        changed=_what_changed(week, pace),
        so_what=say(evidence),
        to_do=_what_to_do(week, pace, evidence),
        caveat=say(cases),
        finding=finding,
    )
    level = evidence.level
    up = f"What would move it up: {evidence.next_step}"
    chip = Chip(level.value, level.plain_name, (*evidence.reasons, up))
    return FirstScreen(about, message, key_numbers(week, pace, cases), chip)


def _link(evidence: Evidence) -> str:
    if evidence.level is Level.E0 and 0 < evidence.facts.n_reps < MIN_REPS:
        return "too few reps to compare"
    return _LINK[evidence.level]


def _pace_words(pace: Pace) -> str:
    if not math.isfinite(pace.attained):
        return "Attainment is not known"
    if pace.is_early:
        return f"Day {pace.day} of the quarter is too early for a pace"
    if not pace.attained:
        usual = "" if pace.is_linear else f", usually {percent(pace.usual)}"
        return f"No bookings yet this quarter{usual}"
    if pace.is_linear:
        return f"Attainment stands at {percent(pace.attained)}"
    gap = round(100 * pace.gap)
    if gap == 0:
        return "Attainment is at its usual pace"
    side = "ahead of" if gap > 0 else "behind"
    return f"Attainment is {count(abs(gap), 'point')} {side} its usual pace"


def _for_all(week: WeekSummary) -> str:
    """Say of a move of nearly everybody that it is one, as it is nobody's doing."""
    is_named = week.formula_changed or _moved(week) in {"flat", "not known"}
    return " for nearly all" if week.moved_alike and not is_named else ""


def _moved(week: WeekSummary) -> str:
    if not math.isfinite(week.ssi):
        return "not known"
    moved = points(week.ssi_on_week)
    # Its number stays on the line of its word.
    plain = moved.replace(" ", "\N{NO-BREAK SPACE}")
    return "flat" if moved in {"level", number(math.nan)} else plain


def _what_changed(week: WeekSummary, pace: Pace) -> str:
    """Say what happened; of a week in which nothing did, that nothing did."""
    parts = []
    if week.formula_changed:
        parts.append("LinkedIn changed the SSI formula; changes leave that step out")
    if not week.n_scored:
        parts.append("no SSI came in this week")
    if week.n_quiet:
        parts.append(f"{_some(week, week.n_quiet).lower()} went quiet on LinkedIn")
    if _moved(week) not in {"flat", "not known"}:
        parts.append(f"median SSI went {points(week.ssi_on_week)}{_alike(week)}")
    is_quiet = not parts and week.n_quiet is not None
    if is_quiet and week.n_booking == 0:
        return (
            "Nothing happened: no bookings, SSI level, nobody went quiet on LinkedIn."
        )
    text = "; ".join([*parts, _booked(week, pace)])
    if is_quiet:
        return f"A quiet week on LinkedIn; {text}."
    return f"{text[0].upper()}{text[1:]}."


def _alike(week: WeekSummary) -> str:
    if not week.moved_alike or week.formula_changed:
        return ""
    return ", nearly everybody alike, as when LinkedIn changes its formula"


def _booked(week: WeekSummary, pace: Pace) -> str:
    if week.n_booking is None:
        return "this week's bookings are not known"
    if not week.n_booking:
        return "nothing was booked"
    added = round(100 * pace.on_week) if math.isfinite(pace.on_week) else 0
    of_quota = f" and added {count(added, 'point')} of quota" if added > 0 else ""
    return f"bookings came from {_some(week, week.n_booking).lower()}{of_quota}"


def _some(week: WeekSummary, size: int) -> str:
    """Count reps, unless in so small a team that colleagues know who is meant."""
    return _reps(size) if week.tells(size) else "Some reps"


def _reps(size: int) -> str:
    words = _SMALL[size] if size < len(_SMALL) else str(size)
    return f"{words} rep{'' if size == 1 else 's'}"


def _what_to_do(week: WeekSummary, pace: Pace, evidence: Evidence) -> str:
    """Word advice that asks to look: only at E5 is a test with a design earned."""
    return f"{_first_step(week, pace)}; {_LIMIT_OF_ADVICE[evidence.level]}."


def _first_step(week: WeekSummary, pace: Pace) -> str:
    if not week.n_scored:
        return "Get a new export of SSI"
    if week.n_quiet:
        return f"Talk with {_those(week, week.n_quiet)} who went quiet"
    if not math.isfinite(pace.attained):
        return "Check that deals and quota reach into this quarter"
    if pace.gap < 0 and not pace.is_early:
        return "Check the deals due to close this quarter"
    return "Keep watching both"


def _those(week: WeekSummary, size: int) -> str:
    return f"the {_reps(size).lower()}" if week.tells(size) else "those"


_LIMIT_OF_ADVICE = {
    Level.E0: "these data say nothing for or against a higher SSI",
    Level.E1: "nothing here speaks for raising SSI",
    Level.E2: "nothing here is firm enough to act on",
    Level.E3: "look at what else those reps have in common before anything about SSI",
    Level.E4: "check what those weeks had in common, and try a small test first",
    Level.E5: "consider a test with a design: who begins when, drawn by lot",
}
