"""What fixes the evidence level, and the levels themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ssi_analysis.defaults import ALPHA
from ssi_analysis.display import count

if TYPE_CHECKING:
    from ssi_analysis.periods import Grain

__all__ = ["Facts", "Level"]


class Level(StrEnum):
    """What the evidence allows to be said."""

    E0 = "E0"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    E5 = "E5"
    E6 = "E6"

    @property
    def plain_name(self) -> str:
        """The level in words.

        >>> Level.E4.plain_name
        'seen within reps'
        """
        return _PLAIN_NAMES[self]


_PLAIN_NAMES = {
    Level.E0: "description only",
    Level.E1: "nothing detected",
    Level.E2: "a hint that does not hold up",
    Level.E3: "seen between reps",
    Level.E4: "seen within reps",
    Level.E5: "comes before",
    Level.E6: "tested",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that fixes the level, and nothing else.

    `refused` is the reason why there is no within estimate; `sign_flips` tells
    whether leaving one rep out turns its sign, `signs_disagree` whether the pooled
    one has the other sign and a range that excludes zero. `q_value` is the within
    p-value after correction for `family_size` tests declared together, so it is the
    same number for one test.

    `lag` is the number of periods by which x came before y, 0 where no order was
    found; `lag_p` is its p-value corrected for the window, `placebo_p` that of its
    placebo. `order_refused` is the reason why no order was looked for.

    `is_target` tells whether x was a target or paid for in the window. `robustness` is
    the share of what is left of x and y that something unseen would have to explain to
    take the finding away, `benchmark` what tenure explains: both known to the caller.
    """

    n_reps: int
    n_periods: int
    grain: Grain | None = None
    refused: str = ""
    within_p: float = math.nan
    within_excludes_zero: bool = False
    sign_flips: bool = False
    signs_disagree: bool = False
    between_p: float = math.nan
    between_excludes_zero: bool = False
    detectable: float = math.nan
    missing_share: float = 0.0
    instrument_break: bool = False
    left_share: float = 0.0
    family_size: int = 1
    q_value: float = math.nan
    lag: int = 0
    lag_p: float = math.nan
    placebo_p: float = math.nan
    order_refused: str = ""
    is_target: bool = False
    robustness: float = math.nan
    benchmark: float = math.nan

    @property
    def span(self) -> str:
        """The length of the panel in words.

        >>> Facts(n_reps=12, n_periods=26, grain="week").span
        '26 weeks'
        """
        return count(self.n_periods, self.grain or "period")

    @property
    def is_ordered(self) -> bool:
        """Whether the order in time holds: the lag shows and its placebo does not."""
        return self.lag > 0 and self.lag_p < ALPHA <= self.placebo_p
