"""What the pillars and the habits of a team suggest: things to try, never a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.coaching import Coaching
from ssi_analysis.display import count, number, percent
from ssi_analysis.stats.habits import Habits
from ssi_analysis.words.say import say
from ssi_analysis.words.vocabulary import PILLAR_WORDS

if TYPE_CHECKING:
    from ssi_analysis.words.tables import Rows

__all__ = [
    "heading_coaching",
    "heading_habits",
    "note_habits",
    "subtitle_coaching",
    "subtitle_habits",
    "table_coaching",
    "table_habits",
    "tips",
]

NO_PROMISE = (
    "Things to try, never a promise: these data do not tell that a higher pillar would"
    " change sales."
)

_MOST_PILLARS = 2
"""Pillars with something to try under them: more at once is nobody's next step."""


def heading_coaching(found: Coaching) -> str:
    """Say where the middle rep is furthest from the team's own upper quarter."""
    if found.reason:
        return "What the pillars suggest is not shown"
    widest = found.gaps[0]
    return (
        f"The widest gap to the team's own upper quarter is in"
        f" {PILLAR_WORDS[widest.pillar]}: {number(widest.gap, 1)} of 25 points"
    )


def subtitle_coaching(found: Coaching) -> str:
    """Say what the numbers are and whose."""
    if found.reason:
        return f"{found.reason[0].upper()}{found.reason[1:]}"
    return (
        f"Points of 25 in the latest {count(found.n_periods, 'week')}, of"
        f" {count(found.n_reps, 'rep')}: the median and where the upper quarter begins"
    )


def table_coaching(found: Coaching) -> Rows:
    """Return each pillar with its median, the upper quarter and the gap."""
    return [
        {
            "pillar": PILLAR_WORDS[each.pillar],
            "median": number(each.median, 1),
            "upper": number(each.upper, 1),
            "gap": number(each.gap, 1),
        }
        for each in found.gaps
    ]


def tips(found: Coaching) -> tuple[str, ...]:
    """Return what can be tried under the pillars with the widest gaps."""
    if found.reason:
        return ("Without these gaps nothing is suggested.",)
    tried = [
        f"{PILLAR_WORDS[each.pillar].capitalize()}: {'; '.join(each.tips)}."
        for each in found.gaps[:_MOST_PILLARS]
    ]
    return (NO_PROMISE, *tried)


@say.register
def _coaching(result: Coaching) -> str:
    if result.reason:
        return f"Gaps of the pillars: not given, because {result.reason}."
    return f"{heading_coaching(result)}, {count(result.n_reps, 'rep')}. {NO_PROMISE}"


_HABITS = {
    "share of weeks with activity": "weeks active",
    "days with activity": "days active a week",
    "pause": "longest pause, weeks",
    "messages sent": "messages a week",
    "messages received per message sent": "received per message",
    "InMails sent": "InMails a week",
    "share of InMails accepted": "InMails accepted",
    "connections made": "new connections a week",
}
"""How each habit is called in a table, short enough for a phone."""


def heading_habits(found: Habits) -> str:
    """Say how steady activity was, and what share of InMails was accepted."""
    if found.reason:
        return "Steadiness and answers are not known"
    known = {each.what: each for each in found.habits}
    parts = []
    if active := known.get("share of weeks with activity"):
        each = "every week" if active.now == 1 else f"{percent(active.now)} of weeks"
        parts.append(f"The middle rep was active in {each}")
    if accepted := known.get("share of InMails accepted"):
        parts.append(f"{percent(accepted.now)} of InMails were accepted")
    return "; ".join(parts) or "Steadiness of activity is not known"


def subtitle_habits(found: Habits) -> str:
    """Say of which weeks and of whom the numbers are."""
    if found.reason:
        return f"{found.reason[0].upper()}{found.reason[1:]}"
    return (
        f"The middle of {count(found.n_reps, 'rep')}, answers of all together; the"
        f" last {count(found.n_weeks, 'week')} and as many before"
    )


def table_habits(found: Habits) -> Rows:
    """Return each habit in the latest weeks and in those before."""
    return [
        {
            "what": _HABITS[each.what],
            "now": _written(each.what, each.now),
            "before": _written(each.what, each.before),
        }
        for each in found.habits
    ]


def _written(what: str, value: float) -> str:
    return percent(value) if what.startswith("share") else number(value, 1)


def note_habits(found: Habits) -> str:
    """Say what the table leaves open."""
    if found.reason:
        return (
            "Without activity nothing is said about steadiness, or about quantity"
            " against quality."
        )
    return (
        "SSI counts what is sent, whatever comes back; answers to the latest messages"
        " may still come."
    )


@say.register
def _habits(result: Habits) -> str:
    if result.reason:
        return f"Steadiness and answers: not given, because {result.reason}."
    return f"{heading_habits(result)}, {count(result.n_reps, 'rep')}."
