"""The shape of a calibration: how often an analysis is wrong on teams like one's own.

A rate is a count of made-up teams. Its range is Wilson's and says only how far the
count hangs on the teams that happened to be made up, not on the data.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ssi_analysis.display import Tabular
from ssi_analysis.stats.counterexamples import wilson

if TYPE_CHECKING:
    from ssi_analysis.stats.likeness import Shape

__all__ = ["Answer", "Calibration", "Rate", "Teams"]

Teams = Literal["swapped", "simulated"]
Answer = Literal["alarm", "range", "level", "pooled", "rep only", "found"]

_MEANING: Final[dict[Answer, str]] = {
    "alarm": "within reps, p below .05",
    "range": "within reps, the 95 % range has the true r",
    "level": "evidence level E3 or more",
    "pooled": "all rows correlated, p below .05",
    "rep only": "reps taken out, weeks as new ones, p below .05",
    "found": "within reps, p below .05",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of the teams that gave an answer, and how many it should be.

    `r` is the link built into them; `expected` is NaN where nothing was promised.
    """

    teams: Teams
    answer: Answer
    count: int
    total: int
    expected: float
    r: float = 0.0

    @property
    def share(self) -> float:
        """The share, NaN where no team gave an answer."""
        return self.count / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share lies if one went on making up teams (95 % range)."""
        return wilson(self.share, self.total) if self.total else (math.nan, math.nan)

    @property
    def holds(self) -> bool:
        """Whether chance alone explains being off what was promised.

        By the 99 % range, because several rates are looked at together.
        """
        if not self.total:
            return True
        low, high = wilson(self.share, self.total, level=0.99)
        return low <= self.expected <= high


@dataclass(frozen=True)
class Calibration(Tabular):
    """How often the headline is wrong on teams like one's own, and what it would see.

    `detectable` is the r that showed in 80 % of simulated teams, `formula` the one
    that the page states; NaN where none of the r tried was enough. `n_teams` counts
    the teams of each kind.
    """

    x: str
    y: str
    n_reps: int
    n_periods: int
    n_teams: int
    rates: tuple[Rate, ...] = ()
    detectable: float = math.nan
    formula: float = math.nan
    shape: Shape | None = None
    reason: str = ""

    def of(self, teams: Teams, answer: Answer) -> Rate:
        """Return one rate by its name.

        Raises `KeyError` where the calibration was refused.
        """
        for rate in self.rates:
            if (rate.teams, rate.answer) == (teams, answer):
                return rate
        raise KeyError((teams, answer))

    @property
    def holds(self) -> bool:
        """Whether alarms and range were as promised on both kinds of teams."""
        promised = [rate for rate in self.rates if rate.answer in {"alarm", "range"}]
        return bool(promised) and all(rate.holds for rate in promised)

    def rows(self) -> list[dict[str, object]]:
        """Return one row per kind of teams and answer, or the reason."""
        if self.reason:
            return [{"what": "no calibration", "reason": self.reason}]
        return [_row(rate) for rate in self.rates]

    def to_json(self) -> str:
        """Return the rows and what stands above them as JSON."""
        rows = [
            {name: _known(each) for name, each in row.items()} for row in self.rows()
        ]
        names = ("x", "y", "n_reps", "n_periods", "n_teams", "holds", "reason")
        known = {name: getattr(self, name) for name in names}
        known |= {
            name: _known(getattr(self, name)) for name in ("detectable", "formula")
        }
        return json.dumps(known | {"rates": rows}, ensure_ascii=False, indent=2)


def _known(value: object) -> object:
    return None if isinstance(value, float) and math.isnan(value) else value


def _row(rate: Rate) -> dict[str, object]:
    low, high = rate.interval
    return {
        "teams": rate.teams if not rate.r else f"{rate.teams}, r {rate.r:.2f}",
        "what": _MEANING[rate.answer],
        "count": rate.count,
        "of": rate.total,
        "share": rate.share,
        "low": low,
        "high": high,
        "promised": rate.expected,
    }
