"""The whole answer for two measures: the level of evidence and what it rests on.

Associations, the detectable r and steps of the instrument are measured here, put
down as Facts, and `levels` fixes the level from those facts alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ssi_analysis.defaults import MAX_DETECTABLE, MIN_REPS, SEED
from ssi_analysis.display import Tabular, number
from ssi_analysis.schema import spoken
from ssi_analysis.stats.associate import decompose_pair
from ssi_analysis.stats.attrition import has_left
from ssi_analysis.stats.breaks import breaks
from ssi_analysis.stats.detectable import detectable_in_pair
from ssi_analysis.stats.family import associate_family
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.lead_lag import lead_lag
from ssi_analysis.stats.levels import Facts, Level, is_within, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.breaks import Break
    from ssi_analysis.stats.estimate import Decomposition
    from ssi_analysis.stats.family import FamilyResult
    from ssi_analysis.stats.histories import Histories
    from ssi_analysis.stats.lags import LeadLag

__all__ = ["Evidence", "Facts", "Level", "evidence", "facts_of", "level", "next_step"]


@dataclass(frozen=True)
class Evidence(Tabular):
    """How sure we are that two measures go together, and what fixed it.

    `reasons` are sentences, `next_step` says what would move it a level up,
    `detectable` is the smallest within-rep r that would have shown, NaN where the
    panel carries no association. `order` is there where a finding within reps was
    asked for its order in time.
    """

    level: Level
    reasons: tuple[str, ...]
    next_step: str
    facts: Facts
    decomposition: Decomposition
    breaks: tuple[Break, ...] = ()
    order: LeadLag | None = None

    @property
    def detectable(self) -> float:
        """The smallest within-rep r that this panel could be expected to show."""
        return self.facts.detectable

    def with_breaks(self, steps: Sequence[Break]) -> Evidence:
        """Return the evidence knowing steps of the score that were seen elsewhere.

        A step too small to stand out in one team, or in quarters, is seen in the
        weeks of the whole company. `steps` are those inside this panel's window.
        """
        known = tuple(dict.fromkeys((*self.breaks, *steps)))
        return replace(self._knowing(instrument_break=bool(known)), breaks=known)

    def with_order(self, order: LeadLag) -> Evidence:
        """Return the evidence with the order in time of another window of lags."""
        facts = _with_order(self.facts, self.decomposition, order)
        return replace(self, facts=facts, order=order)._knowing()

    def with_target(self) -> Evidence:
        """Return the evidence knowing that x was a target or paid for in the window."""
        return self._knowing(is_target=True)

    def with_robustness(self, value: float, *, benchmark: float) -> Evidence:
        """Return the evidence knowing what something unseen would have to explain.

        `value` is the robustness value of the finding within reps, `benchmark` the
        share that tenure explains (Cinelli and Hazlett 2020).
        """
        return self._knowing(robustness=value, benchmark=benchmark)

    def _knowing(self, **known: Any) -> Evidence:
        facts = replace(self.facts, **known)
        return replace(
            _of(facts, self.decomposition), breaks=self.breaks, order=self.order
        )

    def rows(self) -> list[dict[str, object]]:
        """Return the level, then one row per reason and the next step."""
        name = f"{self.level}, {self.level.plain_name}"
        return [
            _row("evidence level", name),
            *[_row("reason", reason) for reason in self.reasons],
            _row("a level up", self.next_step),
        ]


def _row(what: str, says: str) -> dict[str, object]:
    return {"what": what, "says": says}


def evidence(
    panel: Panel,
    x: str,
    y: str,
    *,
    family: Sequence[str] = (),
    rng: np.random.Generator | None = None,
) -> Evidence:
    """Compute the level of evidence that two measures go together.

    A finding within reps is asked for its order in time too, at 1, 2 and 3 periods.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of measures; `y` is the outcome.
    family
        The other measures that were declared together with `x`: the finding within
        reps then has to survive their correction.
    rng
        Source of the random swaps; a fixed seed where it is not given.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi": [1, 2], "won": [3, 4]}
    >>> evidence(Panel.from_frame(pd.DataFrame(rows)), "ssi", "won").level.plain_name
    'description only'
    """
    rng = rng or np.random.default_rng(SEED)
    pair = histories(panel, x, y)
    parts = decompose_pair(pair, rng=rng)
    steps = breaks(panel, x=x)
    facts = replace(
        facts_of(pair, parts),
        grain=panel.grain,
        instrument_break=bool(steps),
        left_share=float(has_left(panel).mean()),
    )
    if family:
        facts = _in_family(facts, associate_family(panel, [x, *family], [y], rng=rng))
    order = lead_lag(panel, x, y, rng=rng) if is_within(facts) else None
    if order:
        facts = _with_order(facts, parts, order)
    return replace(_of(facts, parts), breaks=steps, order=order)


def _in_family(facts: Facts, family: FamilyResult) -> Facts:
    q_value = family.members[0].q_value
    # Its swaps are other draws, and a correction never makes a p-value smaller.
    corrected = max(q_value, facts.within_p) if math.isfinite(q_value) else math.nan
    return replace(facts, q_value=corrected, family_size=max(family.n_tests, 1))


def _with_order(facts: Facts, parts: Decomposition, order: LeadLag) -> Facts:
    found = order.ordered(direction=parts.within.estimate.value)
    lag, lag_p, placebo_p = (
        (found.lag, found.window_p, found.after_p) if found else (0, math.nan, math.nan)
    )
    return replace(
        facts,
        lag=lag,
        lag_p=lag_p,
        placebo_p=placebo_p,
        order_refused=order.reason,
    )


def _of(facts: Facts, parts: Decomposition) -> Evidence:
    reached, reasons = level(facts)
    return Evidence(
        level=reached,
        reasons=reasons,
        next_step=next_step(facts, reached, x=parts.within.x, y=parts.within.y),
        facts=facts,
        decomposition=parts,
    )


def facts_of(pair: Histories, parts: Decomposition) -> Facts:
    """Put down what histories and their associations say for the level."""
    within, between = parts.within, parts.between
    product = within.estimate.value * parts.pooled.estimate.value
    return Facts(
        n_reps=within.n_reps,
        n_periods=within.n_periods,
        refused=within.reason,
        within_p=within.p_value,
        within_excludes_zero=within.estimate.excludes_zero,
        sign_flips=within.influence is not None and within.influence.sign_flips,
        signs_disagree=product < 0 and parts.pooled.estimate.excludes_zero,
        between_p=between.p_value,
        between_excludes_zero=between.estimate.excludes_zero,
        detectable=detectable_in_pair(pair),
        missing_share=1 - pair.n_rows / pair.expected if pair.expected else 0.0,
        q_value=within.p_value,
    )


def next_step(facts: Facts, reached: Level, *, x: str, y: str) -> str:
    """Say what would move a finding of this level up by one."""
    x, y = spoken(x), spoken(y)
    more = f"now only {number(facts.detectable, 2)} or more would show"
    steps = {
        Level.E0: f"At least {MIN_REPS} reps and enough periods to see a link of"
        f" {MAX_DETECTABLE}.",
        Level.E1: f"More reps or more periods, so that a smaller link shows; {more}.",
        Level.E2: "The same finding with none of these reservations.",
        Level.E3: f"The same finding within reps: {y} above a rep's usual level in the"
        f" periods when {x} is.",
        Level.E4: f"Rises in {x} that come before rises in {y}, not after, in a window"
        " set in advance.",
        Level.E5: "A roll-out in an order drawn by lot and declared before it begins.",
    }
    return steps[reached]
