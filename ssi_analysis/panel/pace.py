"""Quota attained so far this quarter, against the team's own usual pace.

The share of quota attained by this day of the quarter is compared with the median of
the same day of the last four quarters. It describes the running quarter and never
enters a statistic: a quarter-to-date value goes along with anything that drifts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.display import Tabular
from ssi_analysis.panel.outcome import credited_deals, deal_windows
from ssi_analysis.periods import last_day, start_of

if TYPE_CHECKING:
    from ssi_analysis.periods import Calendar
    from ssi_analysis.team import TeamData

__all__ = ["Pace", "quarter_pace"]

EARLY_DAYS: Final = 7
"""Days of a quarter in which a pace says little: one deal more or less decides it."""


@dataclass(frozen=True)
class Pace(Tabular):
    """The team's attainment on one day of a quarter, beside its usual one.

    `attained`, `usual`, `low` and `high` are shares of the whole quarter's quota;
    `is_linear` tells that there was no earlier quarter and `usual` is just the share
    of the quarter's days that have passed. `on_week` and `on_quarter` are what was
    added since a week ago, and the difference from this day of the quarter before.
    `attained` is unknown where the deals are not known as far as this day.
    """

    quarter: pd.Timestamp
    day: int
    n_days: int
    attained: float
    usual: float
    low: float
    high: float
    n_quarters: int
    on_week: float = math.nan
    on_quarter: float = math.nan

    @property
    def is_early(self) -> bool:
        """Whether it is the first week of a quarter, when few deals make a pace."""
        return self.day <= EARLY_DAYS

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
    fiscal_start_month: int | None = None,
    least: int = 1,
) -> Pace:
    """Compare attainment so far with the same day of earlier quarters.

    `on` is the last day counted, the data's last day by default. An earlier quarter
    counts only when its deals are known from its first day on. Quarters are those of
    the team's settings unless `fiscal_start_month` is given. Of fewer than `least` reps
    with a whole quota nothing is told.
    """
    on = team.as_of if on is None else on
    calendar = team.settings.calendar.starting_in(fiscal_start_month)
    quarter = _Quarter.of(on, calendar)
    day = (on - quarter.first).days + 1
    so_far = partial(_attained, team, least=least)
    quarters = _earlier(team, quarter, calendar, n_quarters=n_quarters)
    earlier = pd.Series([so_far(each, min(day, each.n_days)) for each in quarters])
    attained = so_far(quarter, day) if _is_known(team, on) else math.nan
    a_week_ago = so_far(quarter, day - 7) if day > 7 else math.nan
    past = earlier.astype(float).dropna()
    return Pace(
        quarter=quarter.first,
        day=day,
        n_days=quarter.n_days,
        attained=attained,
        usual=float(past.median()) if len(past) else day / quarter.n_days,
        low=float(past.min()),
        high=float(past.max()),
        n_quarters=len(past),
        on_week=attained - a_week_ago,
        on_quarter=attained - float(earlier.iloc[0]) if len(earlier) else math.nan,
    )


def _is_known(team: TeamData, day: pd.Timestamp) -> bool:
    """Say whether anybody's deals are known as far as a day."""
    return bool(deal_windows(team)["last"].max() >= day)


@dataclass(frozen=True)
class _Quarter:
    first: pd.Timestamp
    last: pd.Timestamp

    @classmethod
    def of(cls, day: pd.Timestamp, calendar: Calendar) -> _Quarter:
        first = start_of(pd.Series([day]), "quarter", calendar=calendar)[0]
        return cls(first, last_day(first, "quarter", calendar=calendar))

    @property
    def n_days(self) -> int:
        return (self.last - self.first).days + 1


def _earlier(
    team: TeamData, quarter: _Quarter, calendar: Calendar, *, n_quarters: int
) -> list[_Quarter]:
    """Return the earlier quarters whose deals are known from their first day on."""
    since = deal_windows(team)["first"].min()
    past: list[_Quarter] = []
    # Before the first deal nothing is known, and no fiscal year need be listed.
    while len(past) < n_quarters and since < quarter.first:
        quarter = _Quarter.of(quarter.first - pd.Timedelta(days=1), calendar)
        past.append(quarter)
    return [each for each in past if since <= each.first]


def _attained(team: TeamData, quarter: _Quarter, day: int, *, least: int) -> float:
    """Return won by this day over the quarter's quota, of sellers who have it whole."""
    start, end = quarter.first, quarter.last
    sellers = team.reps.loc[~team.reps["is_manager"], "rep_id"]
    quota = team.quota[team.quota["rep_id"].isin(sellers)]
    quota = quota[(quota["start_date"] >= start) & (quota["end_date"] <= end)]
    # Quotas are often loaded month by month; one month's would pass for the quarter's.
    n_days = (quota["end_date"] - quota["start_date"]).dt.days + 1
    quota = quota[n_days.groupby(quota["rep_id"]).transform("sum") == quarter.n_days]
    deals = credited_deals(team)
    deals = deals[deals["rep_id"].isin(quota["rep_id"]) & deals["is_comparable"]]
    until = start + pd.Timedelta(days=day - 1)
    won = deals.loc[deals["date"].between(start, until), "amount"].sum()
    total = quota["quota"].sum()
    is_told = total > 0 and quota["rep_id"].nunique() >= least
    return float(won / total) if is_told else float("nan")
