"""Sentences for the analyses that stand beside the headline.

Each registers with `say`. Counts come with their denominators, a refused part with
its reason, and none says more than a comparison can.
"""

from __future__ import annotations

from ssi_analysis.display import count, interval, number, percent, points, share
from ssi_analysis.schema import spoken
from ssi_analysis.stats.adjust import Adjusted
from ssi_analysis.stats.attrition import Attrition
from ssi_analysis.stats.bands import Bands
from ssi_analysis.stats.effective import EffectivePeriods
from ssi_analysis.stats.movers import Moved, Movers
from ssi_analysis.stats.segments import Segment, Segments
from ssi_analysis.stats.volatility import Volatility
from ssi_analysis.words.say import say

__all__: list[str] = []

ABSORBED = (
    "Within reps, what stays the same in a rep, such as segment or territory, is"
    " already taken out."
)


@say.register
def _bands(result: Bands) -> str:
    shown = [band.share for band in result.bands if band.share.total]
    if not shown:
        return f"Quota met by band of {spoken(result.x)}: not given; {result.reason}."
    parts = ", ".join(
        f"{share(part.hits, part.total)} at {spoken(result.x)} {part.label}"
        for part in shown
    )
    hidden = "" if len(shown) == len(result.bands) else "; bands of few reps are hidden"
    return f"Rep-periods that met quota: {parts}{hidden}. {_gap(result)}"


def _gap(result: Bands) -> str:
    gap = result.difference
    if not gap.is_given:
        return f"The outer bands are not compared: {gap.reason}."
    spread = interval(100 * gap.low, 100 * gap.high, 0)
    turned = (result.odds_ratio - 1) * (result.inside_segments - 1) < 0
    inside = " Inside segments it is the other way round." if turned else ""
    return (
        f"The high band is {number(100 * gap.value)} points from the low one (range"
        f" {spread}).{inside}"
    )


@say.register
def _adjusted(result: Adjusted) -> str:
    names = ", ".join(spoken(name) for name in result.covariates)
    question = (
        f"{spoken(result.x)} and {spoken(result.y)} between reps alike in {names}"
    )
    if result.reason:
        return f"{question}: not given, because {result.reason}. {ABSORBED}"
    slope = result.slope
    return (
        f"{question}: slope {number(slope.value, 4)} (range"
        f" {interval(slope.low, slope.high, 4)}), {number(result.crude.value, 4)}"
        f" without them, {count(result.n_reps, 'rep')}. {ABSORBED}"
    )


@say.register
def _movers(result: Movers) -> str:
    if result.reason:
        what = f"Rises and falls of {spoken(result.x)}"
        return f"{what}: not given, because {result.reason}."
    parts = "; ".join(_moved(group) for group in result.groups)
    return (
        f"{spoken(result.x)} beside the change of everybody,"
        f" {count(result.n_reps, 'rep')}: {parts}. Whoever stands low or high usually"
        " stands nearer to the middle later, without anything done."
    )


def _moved(group: Moved) -> str:
    beyond = group.beyond
    return (
        f"{group.label} {points(group.rise, 1)}, to be expected"
        f" {points(group.expected, 1)}, beyond it {number(beyond.value, 1)} (range"
        f" {interval(beyond.low, beyond.high, 1)})"
    )


@say.register
def _segments(result: Segments) -> str:
    both = f"{spoken(result.x)} and {spoken(result.y)}"
    if result.reason:
        return f"{both} inside segments: not given, because {result.reason}."
    ways = "; ".join(f"{part.name} {_way(part)}" for part in result.shown)
    flips = (
        "Inside segments taken together it is the other way round than between all"
        if result.sign_flips
        else "Inside segments taken together it is the same way as between all"
    )
    return (
        f"{both} of {count(result.overall.n_reps, 'rep')}: r"
        f" {number(result.overall.r, 2)} between all, {number(result.inside.r, 2)}"
        f" inside segments. {flips}{': ' if ways else ''}{ways}."
        f" {percent(result.x_between)} of the differences in {spoken(result.x)} lie"
        " between segments."
    )


def _way(part: Segment) -> str:
    return {1: "up", 0: "level", -1: "down"}[part.direction]


@say.register
def _effective(result: EffectivePeriods) -> str:
    unit = f"{result.grain or 'period'}s"
    if result.reason:
        return f"What the {unit} are worth: not given, because {result.reason}."
    return (
        f"{number(result.n_periods)} {unit} per rep are worth {number(result.worth, 1)}"
        f" independent ones: of {spoken(result.x)} a part of"
        f" {number(result.x_sticky, 2)} is still there in the next, of"
        f" {spoken(result.y)} {number(result.y_sticky, 2)}."
    )


@say.register
def _volatility(result: Volatility) -> str:
    if result.reason:
        return f"{spoken(result.x)} over time: not given, because {result.reason}."
    change = result.of("change from period to period").median
    return (
        f"{spoken(result.x)} of the middle rep changes by {number(change, 1)} points"
        f" (standard deviation) from period to period, of"
        f" {count(result.n_reps, 'rep')}; {share(result.n_flat, result.n_reps)} rest at"
        f" one value, {share(result.n_stale, result.n_reps)} have no recent score."
    )


@say.register
def _attrition(result: Attrition) -> str:
    left = (
        f"{share(result.n_left, result.n_ever)} reps ever seen left;"
        f" {result.n_start} at the start, {result.n_end} at the end"
    )
    gap = result.difference
    if result.reason:
        return f"{left}. Leavers and stayers are not compared: {result.reason}."
    return (
        f"{left}. Leavers less stayers in {spoken(result.y)}:"
        f" {number(100 * gap.value)} points (range"
        f" {interval(100 * gap.low, 100 * gap.high, 0)}); the mean of everybody ever"
        f" seen is {percent(result.mean_ever)}, of stayers"
        f" {percent(result.mean_stayed)}."
    )
