"""When a company's weeks begin, and its fiscal years.

Fiscal years begin on the first of a civil month, or they are 52 or 53 whole weeks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

import numpy as np
import pandas as pd

from ssi_analysis.errors import DataError, ParameterError

__all__ = ["CIVIL", "GRAINS", "Calendar", "Grain", "edges", "edges_around"]

Grain = Literal["week", "month", "quarter"]
GRAINS: Final[tuple[Grain, ...]] = ("week", "month", "quarter")
_DAY: Final = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """When a company's weeks and fiscal years begin.

    With `year_starts`, the first days of fiscal years, months are whole weeks in the
    order of `pattern`, as in 4-4-5; without, they are those of the civil calendar.
    A year of 53 weeks gives its extra week to its last month, and the last year that
    is listed has 52. These weeks are counted from the first day of their year, whatever
    `week_start` says of the weeks of a page.
    """

    week_start: Literal["monday", "sunday"] = "monday"
    fiscal_start_month: int = 1
    year_starts: tuple[dt.date, ...] = ()
    pattern: tuple[int, int, int] = (4, 4, 5)

    def __post_init__(self) -> None:
        """Refuse what gives a day no week, month or quarter, or two of them."""
        last = 1 if self.year_starts else 12
        months = (
            "1, where year_starts are given" if self.year_starts else "from 1 to 12"
        )
        checks = {
            "week_start": (self.week_start in ("monday", "sunday"), "monday or sunday"),
            "fiscal_start_month": (1 <= self.fiscal_start_month <= last, months),
            "pattern": (sorted(self.pattern) == [4, 4, 5], "4, 4 and 5 in some order"),
        }
        for name, (is_right, right) in checks.items():
            if not is_right:
                raise ParameterError.badly_typed(name, getattr(self, name), right)
        for first, after in pairwise(self.year_starts):
            if (after - first).days not in (364, 371):
                raise ParameterError.no_whole_weeks(first, after)

    def starting_in(self, fiscal_start_month: int | None) -> Calendar:
        """Return the calendar of civil months with a fiscal year that begins in one.

        None leaves the calendar as it is.
        """
        if fiscal_start_month is None:
            return self
        return replace(self, fiscal_start_month=fiscal_start_month, year_starts=())


CIVIL: Final = Calendar()
"""Weeks from Monday, months and quarters of the civil year."""


def edges_around(
    days: pd.Series, grain: Grain, calendar: Calendar
) -> tuple[pd.Series, pd.Series]:
    """Return the first day of each day's period of whole weeks, and of the next one.

    Days outside the years that the calendar lists are refused, because nothing tells
    where their months begin.
    """
    firsts = edges(grain, calendar)
    outside = days[(days < firsts[0]) | (days >= firsts[-1])]
    if len(outside):
        day = outside.min() if outside.min() < firsts[0] else outside.max()
        named = (f"{each:%Y-%m-%d}" for each in (day, firsts[0], firsts[-1] - _DAY))
        raise DataError.outside_years(*named)
    # An unknown day is sorted behind all others.
    at = firsts.searchsorted(days, side="right").clip(max=len(firsts) - 1)
    before, after = (pd.Series(firsts[each], index=days.index) for each in (at - 1, at))
    return before.where(days.notna()), after.where(days.notna())


def edges(grain: Grain, calendar: Calendar) -> pd.DatetimeIndex:
    """Return the first days of all months or quarters of whole weeks, and the end.

    >>> february = Calendar(year_starts=(dt.date(2026, 2, 1),))
    >>> edges("quarter", february).strftime("%m-%d").tolist()
    ['02-01', '05-03', '08-02', '11-01', '01-31']
    """
    weeks = np.cumsum((0, *calendar.pattern * 4))[:12] * np.timedelta64(7, "D")
    years = np.array(calendar.year_starts, dtype="datetime64[D]")
    step = 1 if grain == "month" else 3
    firsts = years[:, None] + weeks[::step]
    return pd.DatetimeIndex(
        [*firsts.ravel(), years[-1] + np.timedelta64(364, "D")]
    ).as_unit("ns")
