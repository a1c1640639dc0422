"""Quota attained so far this quarter, against the team's own usual pace.

The share of quota attained by this day of the quarter is compared with the median of
the same day of the last four quarters. It describes the running quarter and never
enters a statistic: a quarter-to-date value goes along with anything that drifts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.display import Tabular
from ssi_analysis.panel.outcome import credited_deals, deal_windows
from ssi_analysis.periods import last_day, start_of

if TYPE_CHECKING:
    from ssi_analysis.team import TeamData

__all__ = ["Pace", "quarter_pace"]


@dataclass(frozen=True)
class Pace(Tabular):
    """The team's attainment on one day of a quarter, beside its usual one.

    `attained`, `usual`, `low` and `high` are shares of the whole quarter's quota;
    `is_linear` tells that there was no earlier quarter and `usual` is just the share
    of the quarter's days that have passed.
    """

    quarter: pd.Timestamp
    day: int
    n_days: int
    attained: float
    usual: float
    low: float
    high: float
    n_quarters: int

    @property
    def is_linear(self) -> bool:
        """Whether there is no earlier quarter to compare with."""
        return self.n_quarters == 0

    @property
    def gap(self) -> float:
        """How far attainment is ahead of (+) or behind (-) the usual pace."""
        return self.attained - self.usual

    def rows(self) -> list[dict[str, object]]:
        """Return the pace as one row."""
        return [vars(self)]


def quarter_pace(
    team: TeamData,
    *,
    on: pd.Timestamp | None = None,
    n_quarters: int = 4,
    fiscal_start_month: int = 1,
) -> Pace:
    """Compare attainment so far with the same day of earlier quarters.

    `on` is the last day counted, the data's last day by default. An earlier quarter
    counts only when its deals are known from its first day on.
    """
    on = team.as_of if on is None else on
    days = pd.Series([on])
    start = start_of(days, "quarter", fiscal_start_month=fiscal_start_month)[0]
    day, n_days = (on - start).days + 1, _n_days(start)
    past = _earlier(team, start, day=day, n_quarters=n_quarters)
    return Pace(
        quarter=start,
        day=day,
        n_days=n_days,
        attained=_attained(team, start, day),
        usual=float(past.median()) if len(past) else day / n_days,
        low=float(past.min()),
        high=float(past.max()),
        n_quarters=len(past),
    )


def _earlier(
    team: TeamData, start: pd.Timestamp, *, day: int, n_quarters: int
) -> pd.Series[float]:
    """Return what was attained by the same day of each known earlier quarter."""
    firsts = [start - pd.DateOffset(months=3 * back + 3) for back in range(n_quarters)]
    known = [first for first in firsts if _is_known(team, first)]
    attained = [_attained(team, first, min(day, _n_days(first))) for first in known]
    return pd.Series(attained, dtype=float).dropna()


def _n_days(start: pd.Timestamp) -> int:
    return (last_day(start, "quarter") - start).days + 1


def _is_known(team: TeamData, start: pd.Timestamp) -> bool:
    return bool(deal_windows(team)["first"].min() <= start)


def _attained(team: TeamData, start: pd.Timestamp, day: int) -> float:
    """Return won by this day over the quarter's quota, of sellers who have it whole."""
    end = last_day(start, "quarter")
    sellers = team.reps.loc[~team.reps["is_manager"], "rep_id"]
    quota = team.quota[team.quota["rep_id"].isin(sellers)]
    quota = quota[(quota["start_date"] >= start) & (quota["end_date"] <= end)]
    # Quotas are often loaded month by month; one month's would pass for the quarter's.
    n_days = (quota["end_date"] - quota["start_date"]).dt.days + 1
    quota = quota[n_days.groupby(quota["rep_id"]).transform("sum") == _n_days(start)]
    deals = credited_deals(team)
    deals = deals[deals["rep_id"].isin(quota["rep_id"]) & deals["is_comparable"]]
    until = start + pd.Timedelta(days=day - 1)
    won = deals.loc[deals["date"].between(start, until), "amount"].sum()
    total = quota["quota"].sum()
    return float(won / total) if total > 0 else float("nan")
