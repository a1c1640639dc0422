"""A result in one or two sentences, no stronger than the result.

Skeleton: measure, direction, number, interval, how many reps, caveat. A range rather
than a probability, frequencies with their denominator, and beside every "nothing
found" the smallest link that could have been found.
"""

from __future__ import annotations

import math
from functools import singledispatch
from typing import Final

from ssi_analysis.defaults import POWER
from ssi_analysis.display import count, interval, number, percent, share
from ssi_analysis.panel import Pace
from ssi_analysis.schema import spoken
from ssi_analysis.stats.calibration import Calibration
from ssi_analysis.stats.counterexamples import Counterexamples
from ssi_analysis.stats.estimate import Association, Decomposition, Share
from ssi_analysis.stats.family import FamilyResult
from ssi_analysis.stats.ladder import Evidence, Level
from ssi_analysis.stats.lags import LeadLag
from ssi_analysis.words.checks import say_family, say_order
from ssi_analysis.words.vocabulary import CAVEAT_OF_ASSOCIATION

__all__ = ["say"]

CAVEAT: Final = "A high SSI isn't a guarantee of sales"
"""Stands on every first screen, counted."""


@singledispatch
def say(result: object) -> str:
    """Say a result in one or two plain sentences.

    Takes an Association, Decomposition, FamilyResult, LeadLag, Counterexamples, Share,
    Evidence, Pace or Calibration.
    """
    message = f"there are no words for a {type(result).__name__}"
    raise TypeError(message)


@say.register
def _association(result: Association) -> str:
    if not result.estimate.is_given:
        return f"{_question(result)}: not given, because {result.reason}."
    r = number(result.estimate.value, 2)
    spread = interval(result.estimate.low, result.estimate.high)
    return (
        f"{_question(result)}: {_kind(result)} {r} (95 % range {spread}),"
        f" {count(result.n_reps, 'rep')}, {count(result.n_periods, 'period')}."
        f" {CAVEAT_OF_ASSOCIATION}"
    )


def _kind(result: Association) -> str:
    ranked = result.estimate.method.startswith("Spearman")
    return "rank correlation" if ranked else "correlation"


def _question(result: Association) -> str:
    x, y = spoken(result.x), spoken(result.y)
    return {
        "within": f"{x} and {y} when a rep is compared with their own usual level",
        "between": f"{x} and {y} when reps are compared with each other",
        "pooled": f"{x} and {y} with both comparisons mixed",
    }[result.question]


@say.register
def _decomposition(result: Decomposition) -> str:
    parts = (result.between, result.within, result.pooled)
    shown = [
        f"{part.question} reps {number(part.estimate.value, 2)}"
        if part.question != "pooled"
        else f"pooled {number(part.estimate.value, 2)}"
        for part in parts
    ]
    return f"Correlation: {', '.join(shown)}. Only the first two ask one question each."


say.register(FamilyResult)(say_family)
say.register(LeadLag)(say_order)


@say.register
def _share(result: Share) -> str:
    counted = f"{share(result.hits, result.total)} {result.label}"
    if not result.estimate.is_given:
        return f"{counted}."
    low, high = (100 * edge for edge in (result.estimate.low, result.estimate.high))
    return f"{counted} (range {number(low)} to {number(high)} %)."


@say.register
def _counterexamples(result: Counterexamples) -> str:
    """Word the caveat that stands on every first screen."""
    misses, hits = result.high_misses, result.low_hits
    if result.points.empty:
        return f"{CAVEAT}; no quarter with SSI before it is complete yet to count it."
    high, low = number(result.high), number(result.low)
    lead = ":"
    if misses.total and not misses.hits:
        lead, rows = ", though", count(misses.total, "rep-quarter")
        first = f"none of {rows} at {high} or more missed quota here{_range(misses)}"
    elif misses.total:
        first = (
            f"{share(misses.hits, misses.total)} rep-quarters at {high} or more"
            f" missed quota{_range(misses)}"
        )
    else:
        first = f"no rep-quarter here stood at {high} or more"
    if hits.total:
        second = f"{share(hits.hits, hits.total)} below {low} hit it{_range(hits)}"
    else:
        second = f"none stood below {low}"
    return f"{CAVEAT}{lead} {first}, and {second}."


def _range(part: Share) -> str:
    if not part.estimate.is_given:
        return ""
    low, high = (number(100 * edge) for edge in (part.estimate.low, part.estimate.high))
    return f" ({low} to {high} %)"


@say.register
def _evidence(result: Evidence) -> str:
    parts = result.decomposition
    within, between = parts.within, parts.between
    outcome = spoken(within.y)
    match result.level:
        case Level.E0:
            return _description(result, outcome)
        case Level.E1:
            return (
                f"In {result.facts.span} we did not find a relationship of a rep's SSI"
                f" with their {outcome}; with {count(within.n_reps, 'rep')} only a link"
                f" of about {number(result.detectable, 2)} or more would show."
            )
        case Level.E2:
            return (
                f"There is a hint that SSI and {outcome} moved together, and it does"
                " not hold up; do not act on it."
            )
        case Level.E3:
            spread = interval(between.estimate.low, between.estimate.high)
            r = number(between.estimate.value, 2)
            high = "higher" if between.estimate.value > 0 else "lower"
            return (
                f"Reps with higher SSI tended to have {high} {outcome} (r {r}, range"
                f" {spread}); that may reflect tenure, territory or seller skill."
            )
        case Level.E5 if result.order is not None:
            return _order_sentence(result, result.order, outcome)
        case _:
            return _within_sentence(result, outcome)


def _description(result: Evidence, outcome: str) -> str:
    n_reps = result.decomposition.within.n_reps
    if not n_reps:
        return (
            f"SSI and {outcome} are not known together of anybody, so that this page"
            " counts and does not compare."
        )
    return (
        f"With {count(n_reps, 'rep')} and {result.facts.span} this page counts and does"
        " not compare."
    )


def _within_sentence(result: Evidence, outcome: str) -> str:
    slope = result.decomposition.within.slope
    high = "higher" if slope.value > 0 else "lower"
    edges = sorted((abs(1000 * slope.low), abs(1000 * slope.high)))
    return (
        f"In {_unit(result)}s when a rep's SSI was 10 points above their own usual"
        f" level, {outcome} tended to be {number(abs(1000 * slope.value), 1)} points of"
        f" quota {high} (range {number(edges[0], 1)} to {number(edges[1], 1)})."
    )


def _order_sentence(result: Evidence, order: LeadLag, outcome: str) -> str:
    facts = result.facts
    slope = order.lags[[lag.lag for lag in order.lags].index(facts.lag)].before
    high, rises = ("higher", "rises") if slope.value > 0 else ("lower", "falls")
    low, most = sorted((abs(1000 * slope.low), abs(1000 * slope.high)))
    when = count(facts.lag, _unit(result))
    return (
        f"Rises in SSI tended to come before {rises} in {outcome}, not after: {when}"
        f" after SSI was 10 points higher, {outcome} tended to be"
        f" {number(abs(1000 * slope.value), 1)} points of quota {high} (range"
        f" {number(low, 1)} to {number(most, 1)})."
    )


def _unit(result: Evidence) -> str:
    return result.facts.grain or "period"


@say.register
def _pace(result: Pace) -> str:
    attained = percent(result.attained)
    if result.is_linear:
        return (
            f"{attained} of the quarter's quota is attained by day {result.day} of"
            f" {result.n_days}; there is no earlier quarter to compare with."
        )
    return (
        f"{attained} of the quarter's quota is attained by day {result.day}; the usual"
        f" share by then is {percent(result.usual)} ({percent(result.low)} to"
        f" {percent(result.high)} in {count(result.n_quarters, 'earlier quarter')})."
    )


@say.register
def _calibration(result: Calibration) -> str:
    if result.reason:
        return f"Not calibrated, because {result.reason}."
    alarm = result.of("swapped", "alarm")
    low, high = (number(100 * edge) for edge in alarm.interval)
    pooled, rep_only = (result.of("swapped", each) for each in ("pooled", "rep only"))
    off = "" if result.holds else " That is not what was promised: read it with care."
    return (
        f"With each rep's {spoken(result.x)} beside another rep's {spoken(result.y)},"
        f" this analysis gave a false alarm in {share(alarm.count, alarm.total)}"
        f" teams ({low} to {high} %), correlating all rows in {pooled.count}, taking"
        f" only the reps out in {rep_only.count}.{off} {_would_show(result)}"
    )


def _would_show(result: Calibration) -> str:
    tried = [rate for rate in result.rates if rate.answer == "found"]
    made = "In made-up teams of this shape"
    if math.isfinite(result.detectable):
        r = number(result.detectable, 2)
        return f"{made} a within-rep correlation of {r} showed in 8 of 10."
    last = tried[-1] if tried[-1].share < POWER else tried[0]
    return (
        f"{made} a within-rep correlation of {number(last.r, 2)} showed in"
        f" {share(last.count, last.total)}."
    )
