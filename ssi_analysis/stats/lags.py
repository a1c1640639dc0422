"""The shape of an answer in time: one lag, and a window of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssi_analysis.defaults import ALPHA
from ssi_analysis.display import Tabular, count

if TYPE_CHECKING:
    from ssi_analysis.periods import Grain
    from ssi_analysis.stats.estimate import Estimate

__all__ = ["Lag", "LeadLag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """One lag: y on x `lag` periods before, at the same time and as much after.

    The estimates are in units of y per unit of x. `window_p` is `before_p` corrected
    for the lags asked about together; `after` is the placebo.
    """

    lag: int
    before: Estimate
    same: Estimate
    after: Estimate
    before_p: float = math.nan
    same_p: float = math.nan
    after_p: float = math.nan
    window_p: float = math.nan
    n_reps: int = 0
    n_periods: int = 0
    n_rows: int = 0

    @property
    def reason(self) -> str:
        """Why there are no numbers; empty where there are."""
        return self.before.reason

    @property
    def comes_before(self) -> bool:
        """Whether x comes before y: b1 is apart from zero and its placebo is not."""
        return self.window_p < ALPHA <= self.after_p

    @property
    def comes_after(self) -> bool:
        """Whether the placebo says that x follows y."""
        return self.after_p < ALPHA


@dataclass(frozen=True)
class LeadLag(Tabular):
    """Whether x comes before y at any lag of a window that was set in advance."""

    x: str
    y: str
    lags: tuple[Lag, ...]
    null: str
    grain: Grain | None = None

    @property
    def reason(self) -> str:
        """Why no lag has numbers; empty where one has."""
        return self.lags[0].reason if all(lag.reason for lag in self.lags) else ""

    @property
    def window(self) -> str:
        """The lags asked about, in words.

        >>> from ssi_analysis.stats.estimate import Estimate
        >>> blank = Estimate.refused("4 reps")
        >>> lags = [Lag(lag=k, before=blank, same=blank, after=blank) for k in (1, 2)]
        >>> LeadLag("ssi", "won", tuple(lags), null="", grain="week").window
        '1 and 2 weeks'
        """
        first, last = self.lags[:-1], self.lags[-1].lag
        listed = ", ".join(str(lag.lag) for lag in first)
        unit = count(last, self.grain or "period")
        return f"{listed} and {unit}" if first else unit

    def ordered(self, *, direction: float) -> Lag | None:
        """Return the clearest lag at which x comes before y, going this direction."""
        found = [
            lag
            for lag in self.lags
            if lag.comes_before and lag.before.value * direction > 0
        ]
        return min(found, key=lambda lag: lag.window_p, default=None)

    def rows(self) -> list[dict[str, object]]:
        """Return one row per lag."""
        return [
            {
                "lag": lag.lag,
                "before": lag.before.value,
                "low": lag.before.low,
                "high": lag.before.high,
                "p": lag.before_p,
                "p in window": lag.window_p,
                "same": lag.same.value,
                "p same": lag.same_p,
                "after": lag.after.value,
                "p after": lag.after_p,
                "reps": lag.n_reps,
                "periods": lag.n_periods,
                "rows": lag.n_rows,
                "reason": lag.reason,
            }
            for lag in self.lags
        ]
