"""The whole answer for two measures: the level of evidence and what it rests on.

Associations, the detectable r and steps of the instrument are measured here, put
down as Facts, and `levels` fixes the level from those facts alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.defaults import MAX_DETECTABLE, MIN_REPS
from ssi_analysis.display import Tabular, number
from ssi_analysis.schema import spoken
from ssi_analysis.stats.associate import decompose_pair
from ssi_analysis.stats.breaks import breaks
from ssi_analysis.stats.detectable import detectable_in_pair
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.levels import Facts, Level, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.breaks import Break
    from ssi_analysis.stats.estimate import Decomposition
    from ssi_analysis.stats.histories import Histories

__all__ = ["Evidence", "Facts", "Level", "evidence", "level"]


@dataclass(frozen=True)
class Evidence(Tabular):
    """How sure we are that two measures go together, and what fixed it.

    `reasons` are sentences, `next_step` says what would move it a level up,
    `detectable` is the smallest within-rep r that would have shown, NaN where the
    panel carries no association.
    """

    level: Level
    reasons: tuple[str, ...]
    next_step: str
    facts: Facts
    decomposition: Decomposition
    breaks: tuple[Break, ...] = ()

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
        facts = replace(self.facts, instrument_break=bool(known))
        return replace(_of(facts, self.decomposition), breaks=known)

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
    rng: np.random.Generator | None = None,
) -> Evidence:
    """Compute the level of evidence that two measures go together.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of measures; `y` is the outcome.
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
    pair = histories(panel, x, y)
    parts = decompose_pair(pair, rng=rng)
    steps = breaks(panel, x=x)
    facts = replace(
        _facts(pair, parts),
        grain=panel.grain,
        instrument_break=bool(steps),
        left_share=_left_share(panel),
    )
    return replace(_of(facts, parts), breaks=steps)


def _left_share(panel: Panel) -> float:
    """Return the share of reps without a row in the last tenth of the periods.

    A tenth, so that a rep on leave or a late export is not taken for gone.
    """
    periods, starts = pd.factorize(panel.frame["period"], sort=True)
    last = pd.Series(periods).groupby(panel.frame["rep_id"].to_numpy()).max()
    tail = max(2, math.ceil(len(starts) / 10))
    return float((last < len(starts) - tail).mean())


def _of(facts: Facts, parts: Decomposition) -> Evidence:
    reached, reasons = level(facts)
    return Evidence(
        level=reached,
        reasons=reasons,
        next_step=_next_step(facts, reached, x=parts.within.x, y=parts.within.y),
        facts=facts,
        decomposition=parts,
    )


def _facts(pair: Histories, parts: Decomposition) -> Facts:
    within, between = parts.within, parts.between
    product = within.estimate.value * parts.pooled.estimate.value
    return Facts(
        n_reps=within.n_reps,
        n_periods=within.n_periods,
        refused=within.reason,
        within_p=within.p_value,
        within_excludes_zero=within.estimate.excludes_zero,
        sign_flips=within.influence is not None and within.influence.sign_flips,
        signs_disagree=product < 0,
        between_p=between.p_value,
        between_excludes_zero=between.estimate.excludes_zero,
        detectable=detectable_in_pair(pair),
        missing_share=1 - pair.n_rows / pair.expected if pair.expected else 0.0,
        q_value=within.p_value,
    )


def _next_step(facts: Facts, reached: Level, *, x: str, y: str) -> str:
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
    }
    return steps[reached]
