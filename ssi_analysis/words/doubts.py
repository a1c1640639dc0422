"""Sentences for what may stand behind a finding: one rep, a target, a hidden cause.

Each registers with `say`. A pattern is worth a conversation and accuses nobody.
"""

from __future__ import annotations

from ssi_analysis.display import count, interval, number, percent
from ssi_analysis.schema import spoken
from ssi_analysis.stats.before_after import BeforeAfter
from ssi_analysis.stats.influence import LeftOut
from ssi_analysis.stats.screen import Screen
from ssi_analysis.stats.sensitivity import Robust, Sensitivity
from ssi_analysis.words.say import say

__all__: list[str] = []


@say.register
def _sensitivity(result: Sensitivity) -> str:
    x, y = spoken(result.x), spoken(result.y)
    slopes = [
        _undone(part, f"{question} reps", f"{x} and {y}")
        for question, part in (("within", result.within), ("between", result.between))
    ]
    return " ".join([*slopes, _ratio_undone(result.met_quota), *_like(result)])


def _undone(part: Robust, question: str, both: str) -> str:
    if part.reason:
        return f"The slope {question} is not given: {part.reason}."
    return (
        f"Something hidden that explains {percent(part.value)} of what is left of"
        f" {both} would take the slope {question} to zero; {percent(part.limit)} would"
        " take its range there."
    )


def _ratio_undone(part: Robust) -> str:
    if part.reason:
        return f"The ratio of quotas met is not given: {part.reason}."
    return (
        f"A ratio of {number(part.estimate.value, 2)} in quotas met would need"
        f" something hidden that goes along with both by a ratio of"
        f" {number(part.value, 2)}; its range {number(part.limit, 2)}."
    )


def _like(result: Sensitivity) -> list[str]:
    known = result.benchmark
    if known is None:
        return []
    before, after = (number(each, 4) for each in (known.slope.value, known.left))
    return [
        f"A hidden variable as telling as {spoken(known.covariate)} would leave"
        f" {after} of the slope between reps of {before}."
    ]


@say.register
def _left_out(result: LeftOut) -> str:
    both = f"{spoken(result.x)} and {spoken(result.y)} within reps"
    if result.reason:
        return f"{both} without each rep: not given, because {result.reason}."
    low, high = float(result.without[0]), float(result.without[-1])
    turns = "and turns its sign" if result.sign_flips else "and keeps its sign"
    return (
        f"{both}: r {number(result.r, 2)}; without any one of"
        f" {count(len(result.without), 'rep')} it is {interval(low, high)} {turns}."
    )


@say.register
def _before_after(result: BeforeAfter) -> str:
    both = f"Within reps, {spoken(result.y)} per point of {spoken(result.x)}"
    if result.reason:
        return f"{both} before and after the date: not given, because {result.reason}."
    change = result.change
    return (
        f"{both}: {number(result.before.value, 4)} before the date,"
        f" {number(result.after.value, 4)} from it on; change"
        f" {number(change.value, 4)} (range {interval(change.low, change.high, 4)}),"
        f" {count(result.n_reps, 'rep')}."
    )


@say.register
def _screen(result: Screen) -> str:
    parts = {
        "activity": result.activity,
        "answers": result.rate,
        spoken(result.x): result.score,
        spoken(result.y): result.outcome,
    }
    missing = [name for name, part in parts.items() if part.reason]
    seen = ", ".join(
        f"{name} {_way(part.low, part.high)}"
        for name, part in parts.items()
        if not part.reason
    )
    pattern = (
        " A pattern worth a conversation; it may have good reasons."
        if result.is_pattern
        else " Not the pattern of quantity before quality."
    )
    turn = f" {say(result.turn)}" if result.turn else ""
    if missing:
        unknown = f"not known: {', '.join(missing)}"
        return f"Changes over time: {f'{seen}; ' if seen else ''}{unknown}.{turn}"
    return f"Changes over time: {seen}.{pattern}{turn}"


def _way(low: float, high: float) -> str:
    if low > 0:
        return "up"
    return "down" if high < 0 else "no change seen"
