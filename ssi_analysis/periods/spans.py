"""The first and last days of weeks, months and quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.periods.calendars import CIVIL, edges, edges_around

if TYPE_CHECKING:
    from ssi_analysis.periods.calendars import Calendar, Grain

__all__ = ["last_day", "last_days", "longest", "start_of"]

_DAY: Final = pd.Timedelta(days=1)
_LENGTH: Final[dict[str, pd.DateOffset]] = {
    "week": pd.DateOffset(days=7),
    "month": pd.DateOffset(months=1),
    "quarter": pd.DateOffset(months=3),
}


def start_of(
    dates: pd.Series, grain: Grain, *, calendar: Calendar = CIVIL
) -> pd.Series:
    """Return the first day of the week, month or quarter that each date lies in.

    >>> start_of(pd.Series(pd.to_datetime(["2026-11-15"])), "week")[0]
    Timestamp('2026-11-09 00:00:00')
    """
    days = dates.astype("datetime64[ns]")
    if grain == "week":
        since = (days.dt.day_of_week + (calendar.week_start == "sunday")) % 7
        return days - pd.to_timedelta(since, unit="D")
    if calendar.year_starts:
        return edges_around(days, grain, calendar)[0]
    first = days - pd.to_timedelta(days.dt.day - 1, unit="D")
    if grain == "month":
        return first
    months = days.dt.year * 12 + days.dt.month - calendar.fiscal_start_month
    start = months - months % 3 + calendar.fiscal_start_month - 1
    parts = {"year": start // 12, "month": start % 12 + 1, "day": 1}
    return pd.to_datetime(pd.DataFrame(parts, index=days.index)).astype(
        "datetime64[ns]"
    )


def last_day(
    start: pd.Timestamp, grain: Grain, *, calendar: Calendar = CIVIL
) -> pd.Timestamp:
    """Return the last day of the period that begins on `start`.

    >>> last_day(pd.Timestamp("2026-10-01"), "quarter")
    Timestamp('2026-12-31 00:00:00')
    """
    return pd.Timestamp(last_days(pd.Series([start]), grain, calendar=calendar)[0])


def last_days(
    starts: pd.Series, grain: Grain, *, calendar: Calendar = CIVIL
) -> pd.Series:
    """Return the last day of each period, given the first days.

    >>> last_days(pd.Series(pd.to_datetime(["2026-02-01"])), "month")[0]
    Timestamp('2026-02-28 00:00:00')
    """
    if calendar.year_starts and grain != "week":
        return edges_around(starts, grain, calendar)[1] - _DAY
    return (starts + _LENGTH[grain] - _DAY).astype("datetime64[ns]")


def longest(grain: Grain, *, calendar: Calendar = CIVIL) -> int:
    """Return how many days the longest period of a grain has.

    >>> from ssi_analysis.periods import Calendar
    >>> longest("month", calendar=Calendar(fiscal_start_month=2))
    31
    """
    if calendar.year_starts and grain != "week":
        return int(np.diff(edges(grain, calendar)).max() // _DAY)
    return {"week": 7, "month": 31, "quarter": 92}[grain]
