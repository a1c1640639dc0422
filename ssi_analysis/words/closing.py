"""The closing parts of a page: what the data could not have shown, and the method.

p-values stand here and nowhere else: in the body a range and a level say more and
mislead less.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ssi_analysis.display import count, interval, number, percent
from ssi_analysis.stats.detectable import detectable_between
from ssi_analysis.stats.levels import Level
from ssi_analysis.words.say import say
from ssi_analysis.words.vocabulary import CAVEAT_OF_ASSOCIATION

if TYPE_CHECKING:
    from ssi_analysis.privacy import Names
    from ssi_analysis.stats.estimate import Association
    from ssi_analysis.stats.ladder import Evidence
    from ssi_analysis.stats.lags import LeadLag
    from ssi_analysis.stats.sensitivity import Sensitivity

__all__ = ["limits", "method", "who_is_shown"]

LINKEDIN_CLAIM = (
    "LinkedIn reports 45 % more opportunities and 51 % more reps at quota for SSI above"
    " 70. That is a self-reported comparison of people above 70 with people below 30,"
    " with a score tuned on what self-reported top performers do; it is no finding"
    " about these reps."
)


def limits(evidence: Evidence, *, hidden: Sensitivity | None = None) -> tuple[str, ...]:
    """Say what these data could not have shown.

    `hidden` says what something not in the exports would have to explain to undo a
    finding; it is told from E3 up, because below there is no finding to undo.
    """
    is_found = evidence.level not in {Level.E0, Level.E1, Level.E2}
    return (
        CAVEAT_OF_ASSOCIATION,
        *_unseen(evidence),
        "SSI rates the quality and consistency of activity on LinkedIn and changes from"
        " day to day; part of it is a count of that activity. Territory, tenure and"
        " what else happened in a rep's weeks are not in these exports.",
        *([say(hidden)] if hidden and is_found else []),
        LINKEDIN_CLAIM,
    )


def _unseen(evidence: Evidence) -> tuple[str, ...]:
    """Name the smallest links that would have shown, and those still possible."""
    within = evidence.decomposition.within
    if not math.isfinite(evidence.detectable):
        reps = count(within.n_reps, "rep")
        return (f"With {reps} no comparison is made at all.",)
    least = detectable_between(evidence.decomposition.between.n_reps)
    between = (
        f" Between reps only one of about {number(least, 2)} or more would show."
        if math.isfinite(least)
        else ""
    )
    return (
        f"With {count(within.n_reps, 'rep')} and {evidence.facts.span}, a"
        f" link smaller than about {number(evidence.detectable, 2)} within reps would"
        f" most likely have gone unseen.{between}",
        *_still_possible(within),
    )


def _still_possible(within: Association) -> tuple[str, ...]:
    estimate = within.estimate
    if not estimate.is_given:
        return ()
    return (
        f"Any correlation from {interval(estimate.low, estimate.high)} within reps"
        " agrees with these data. A link that shows later than a quarter, or in deals"
        " that these exports do not hold, would not show at all.",
    )


_SHOWN = {
    "none": "Reps are shown by codes, which stay the same in every week of this folder;"
    " only with its key can anybody work out who is who.",
    "initials": "Reps are shown by their initials.",
    "full": "Reps are shown by their names.",
}


def who_is_shown(names: Names, *, least: int) -> str:
    """Say what stands for a rep on a page, and what small teams are not shown."""
    return (
        f"{_SHOWN[names]} In a team of fewer than {least} reps no single rep, mark or"
        f" middle half is shown; in one of fewer than {2 * least} it is not told how"
        " many went quiet or booked."
    )


def method(evidence: Evidence) -> tuple[str, ...]:
    """Say how the numbers were made, with the p-values."""
    parts = evidence.decomposition
    return (
        "Within reps: correlation after taking out each rep's own mean and each"
        " period's mean (two-way fixed effects); 95 % range by leaving out one rep at a"
        " time (jackknife of atanh r, t with reps minus 1 degrees of freedom).",
        "Chance is judged by pairing each rep's SSI history with another rep's"
        " outcomes within the segment, which keeps both calendars and habits:"
        f" {_p(parts.within)}",
        "Between reps: correlation of rep means over the same periods, range by leaving"
        f" out one rep at a time, reps shuffled within segment: {_p(parts.between)}"
        " Pooled: no p-value, because it mixes the two questions.",
        f"Ranges are at {percent(parts.within.estimate.level)}. Within reps is the one"
        " question declared in advance; between reps is the second one asked of the"
        " same team and has the narrower gate.",
        *_family(evidence),
        *_order(evidence.order),
    )


def _family(evidence: Evidence) -> tuple[str, ...]:
    facts = evidence.facts
    if facts.family_size == 1:
        return ()
    return (
        f"{count(facts.family_size, 'link')} were declared together: q ="
        f" {number(facts.q_value, 3)} by Benjamini and Hochberg.",
    )


def _order(order: LeadLag | None) -> tuple[str, ...]:
    if order is None:
        return ()
    lags = "; ".join(
        f"{lag.lag}: not given"
        if lag.reason
        else f"{lag.lag}: p = {number(lag.window_p, 3)}, after it"
        f" {number(lag.after_p, 3)}"
        for lag in order.lags
    )
    return (
        "Order in time: regression on the score before, at the same time and after"
        " (two-way fixed effects, leaving out one rep at a time), a window of"
        f" {order.window} set in advance, p corrected by Holm. Lag {lags}.",
    )


def _p(association: Association) -> str:
    if not math.isfinite(association.p_value):
        return f"no p-value, because {association.reason or association.p_reason}."
    shown = f"= {number(association.p_value, 3)}"
    if association.p_value < 0.001:
        shown = f"< {number(0.001, 3)}"
    return f"p {shown}; the null: {association.null}"
