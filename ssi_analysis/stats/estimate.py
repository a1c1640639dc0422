"""The shapes of results: an estimate with its interval, an association, a share.

A result that cannot be given is the same type with NaN and a reason. Nothing raises
because a team is small, and nothing is left out in silence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from ssi_analysis.defaults import CONFIDENCE
from ssi_analysis.display import Tabular

__all__ = [
    "Association",
    "Decomposition",
    "Estimate",
    "Influence",
    "Question",
    "Share",
]

Question = Literal["within", "between", "pooled"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval, or NaN with the reason why there is none.

    `level` is the confidence level of the interval, `method` how it was made.
    """

    value: float
    low: float
    high: float
    level: float = CONFIDENCE
    method: str = ""
    reason: str = ""

    @classmethod
    def refused(cls, reason: str) -> Estimate:
        """Return an estimate that cannot be given.

        >>> Estimate.refused("4 reps; an association needs at least 6").is_given
        False
        """
        return cls(math.nan, math.nan, math.nan, reason=reason)

    @property
    def is_given(self) -> bool:
        """Whether there is a value."""
        return math.isfinite(self.value)

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval is given and lies on one side of zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Influence:
    """The range of r when each rep is left out in turn: is it all one rep?"""

    low: float
    high: float

    @property
    def sign_flips(self) -> bool:
        """Whether leaving one rep out turns the sign of r.

        >>> Influence(-0.02, 0.31).sign_flips, Influence(0.18, 0.31).sign_flips
        (True, False)
        """
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Association(Tabular):
    """How two measures go together in a panel, for one question.

    `estimate` is a correlation r; `slope` is in units of y per unit of x; `null` is
    the hypothesis behind `p_value` as a sentence, and `p_reason` says why there is no
    p-value where there is none; `n_rows` counts complete rep-periods. It supports
    the sentence `words.say` makes of it, and no stronger one.
    """

    x: str
    y: str
    question: Question
    estimate: Estimate
    slope: Estimate
    p_value: float
    n_reps: int
    n_periods: int
    n_rows: int
    null: str
    p_reason: str = ""
    influence: Influence | None = None

    @property
    def reason(self) -> str:
        """Why the estimate is not given; empty where it is."""
        return self.estimate.reason

    def refuse(self, reason: str) -> Association:
        """Return the same association without its numbers, for a reason."""
        refused = Estimate.refused(reason)
        return replace(
            self,
            estimate=refused,
            slope=refused,
            p_value=math.nan,
            p_reason=reason,
            influence=None,
        )

    def rows(self) -> list[dict[str, object]]:
        """Return the association as one row."""
        return [
            {
                "question": self.question,
                "x": self.x,
                "y": self.y,
                "r": self.estimate.value,
                "low": self.estimate.low,
                "high": self.estimate.high,
                "p": self.p_value,
                "reps": self.n_reps,
                "periods": self.n_periods,
                "rows": self.n_rows,
                "reason": self.reason,
            }
        ]


@dataclass(frozen=True)
class Decomposition(Tabular):
    """Pooled, between and within side by side, because they answer three questions."""

    between: Association
    within: Association
    pooled: Association

    def rows(self) -> list[dict[str, object]]:
        """Return one row per question."""
        return [
            row
            for association in (self.between, self.within, self.pooled)
            for row in association.rows()
        ]


@dataclass(frozen=True)
class Share(Tabular):
    """So many of so many rep-periods, with a range that knows who they belong to.

    `estimate` is the share (0 to 1); its interval treats the rep, not the
    rep-period, as the unit, and is refused where fewer than `MIN_GROUP` reps stand
    behind it.
    """

    label: str
    hits: int
    total: int
    n_reps: int
    estimate: Estimate

    def rows(self) -> list[dict[str, object]]:
        """Return the share as one row."""
        return [
            {
                "what": self.label,
                "count": self.hits,
                "of": self.total,
                "reps": self.n_reps,
                "share": self.estimate.value,
                "low": self.estimate.low,
                "high": self.estimate.high,
                "reason": self.estimate.reason,
            }
        ]
