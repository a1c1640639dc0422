"""Headings, subtitles and text alternatives of charts, made from their numbers.

A heading is the message; a subtitle says how many reps and over which time; the text
alternative names the kind of chart, the data and the reason to look, and is empty where
there is nothing to see.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ssi_analysis.display import count, day, number, points, share
from ssi_analysis.pagetext import Caption
from ssi_analysis.stats.ladder import Level
from ssi_analysis.words.say import say
from ssi_analysis.words.vocabulary import PILLAR_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from ssi_analysis.stats.breaks import Break
    from ssi_analysis.stats.counterexamples import Counterexamples
    from ssi_analysis.stats.history import History
    from ssi_analysis.stats.ladder import Evidence

__all__ = [
    "caption_decomposition",
    "caption_history",
    "caption_pillars",
    "caption_relation",
]


def caption_history(history: History, *, breaks: Sequence[Break] = ()) -> Caption:
    """Word the chart of SSI over time."""
    scores = history.of("ssi_total")
    if scores.empty:
        return Caption("No SSI is known in this window", "0 reps", "")
    # A month at each end, so that one week's noise does not make a headline.
    first, last = scores["median"].head(4).mean(), scores["median"].tail(4).mean()
    moved = last - first - sum(change.size for change in breaks)
    latest = number(scores["median"].iloc[-1])
    apart = ", apart from LinkedIn's formula change" if breaks else ""
    banded = scores["low"].notna().any()
    what = "Median and middle half of reps" if banded else "Median"
    return Caption(
        heading=f"Median SSI is {latest}, {points(moved)} over"
        f" {count(len(scores), 'week')}{apart}",
        subtitle=f"{what}, {_reps(scores)}, weekly means",
        alt=f"Line chart of the median SSI from {number(scores['median'].iloc[0])} to"
        f" {latest} over {count(len(scores), 'week')},"
        f" lowest {number(scores['median'].min())},"
        f" highest {number(scores['median'].max())}.{_break_words(breaks)}",
    )


def caption_pillars(history: History) -> Caption:
    """Word the small charts of the four pillars."""
    pillars = history.frame[history.frame["measure"].isin(PILLAR_WORDS)]
    if pillars.empty:
        return Caption("No pillar is known in this window", "0 reps", "")
    latest = {
        words: history.of(name)["median"].iloc[-1]
        for name, words in PILLAR_WORDS.items()
        if name in set(pillars["measure"])
    }
    lowest = min(latest, key=latest.__getitem__)
    highest = max(latest, key=latest.__getitem__)
    listed = ", ".join(f"{name} {number(value, 1)}" for name, value in latest.items())
    return Caption(
        heading=f"{lowest.capitalize()} is the lowest pillar, {highest} the highest",
        subtitle=f"Median of each pillar, 0 to 25, {_reps(pillars)}",
        alt=f"Four small line charts, one per pillar; latest medians: {listed}.",
    )


def caption_relation(cases: Counterexamples, *, level: Level = Level.E0) -> Caption:
    """Word the chart of SSI against attainment; from E3 up it has a line."""
    rows = count(len(cases.points), "rep-quarter")
    behind = f"{rows} of {count(cases.n_reps, 'rep')}; SSI of the quarter before"
    is_hidden = cases.n_reps < cases.least
    hidden = "; too few reps to draw each" if is_hidden else ""
    lined = level not in {Level.E0, Level.E1, Level.E2}
    fit = "; line with its 95 % band, a rep left out at a time" if lined else ""
    alt = f"Scatter chart of SSI against quota attained, {rows}. {say(cases)}"
    return Caption(
        heading=_counted(cases),
        subtitle=f"{behind}{hidden or fit}",
        alt="" if is_hidden else alt,
    )


def _counted(cases: Counterexamples) -> str:
    """Name both kinds of counterexample, and which could not occur."""
    misses, hits = cases.high_misses, cases.low_hits
    if not misses.total and not hits.total:
        return "No quarter was at a high SSI, and none at a low one"
    if not misses.total:
        low = share(hits.hits, hits.total)
        return f"No quarter was at a high SSI; {low} low-SSI quarters hit quota"
    high = f"{share(misses.hits, misses.total)} high-SSI quarters missed quota"
    if not hits.total:
        return f"{high}; none was at a low SSI"
    return f"{high}, {share(hits.hits, hits.total)} low-SSI quarters hit it"


def caption_decomposition(evidence: Evidence) -> Caption:
    """Word the chart of pooled, between and within."""
    parts = evidence.decomposition
    every = (parts.between, parts.within, parts.pooled)
    shown = any(part.estimate.is_given for part in every)
    high = "higher" if parts.between.estimate.value > 0 else "lower"
    heading = {
        Level.E0: "Too few data to compare",
        Level.E1: "Neither between reps nor within reps was a link found",
        Level.E2: "A hint of a link that does not hold up",
        Level.E3: f"Reps with higher SSI tended to have {high} bookings",
        Level.E4: "A rep's own ups and downs in SSI and bookings went together",
        Level.E5: "A rep's own rises in SSI tended to come before those in bookings",
    }
    shaded = (
        f"; shaded: links within reps below {number(evidence.detectable, 2)}, which"
        " these reps could not have shown"
        if math.isfinite(evidence.detectable)
        else ""
    )
    return Caption(
        heading=heading[evidence.level],
        subtitle=f"Correlation r with 95 % range, {count(parts.within.n_reps, 'rep')},"
        f" {evidence.facts.span}{shaded}",
        alt=f"Three correlations with ranges. {say(parts)}" if shown else "",
        note=f"{_THREE_QUESTIONS}{_decides(evidence)}" if shown else "",
    )


def _decides(evidence: Evidence) -> str:
    """Explain a range that leaves out zero where nothing was detected."""
    within = evidence.decomposition.within
    if evidence.level is not Level.E1 or not within.estimate.excludes_zero:
        return ""
    return (
        " The range within reps just leaves out zero, but shuffled teams show as much"
        " too often; both are asked for."
    )


_THREE_QUESTIONS = (
    "Between: do reps with a higher SSI book more? Within: does a rep book more when"
    " their own SSI is up? Pooled mixes the two; shown because everyone computes it."
)


def _reps(values: pd.DataFrame) -> str:
    return count(int(values["n_reps"].max()), "rep")


def _break_words(breaks: Sequence[Break]) -> str:
    if not breaks:
        return ""
    steps = " and ".join(
        f"{points(change.size)} in the week of {day(change.period)}"
        f" {change.period.year}"
        for change in breaks
    )
    return f" LinkedIn changed the formula: everybody went {steps}."
