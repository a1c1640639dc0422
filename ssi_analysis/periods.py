"""Weeks, months and fiscal quarters as a table made with zoneinfo.

A week belongs to the ISO year of its Thursday, a day begins at local midnight, and
a quarter begins where the company's fiscal year says. Engines disagree on all three,
so they are decided once, here, one row per local day, and everything else joins.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from ssi_analysis.errors import ParameterError

__all__ = [
    "GRAINS",
    "Calendar",
    "Grain",
    "calendar",
    "label",
    "last_day",
    "last_days",
    "local_dates",
    "parse_week",
    "start_of",
    "window",
]

Grain = Literal["week", "month", "quarter"]
GRAINS: Final[tuple[Grain, ...]] = ("week", "month", "quarter")
_DAY: Final = pd.Timedelta(days=1)
_LENGTH: Final[dict[str, pd.DateOffset]] = {
    "week": pd.DateOffset(days=7),
    "month": pd.DateOffset(months=1),
    "quarter": pd.DateOffset(months=3),
}
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True)
class Calendar:
    """When a company's weeks and fiscal years begin.

    With `year_starts`, the first days of fiscal years, months are whole weeks in the
    order of `pattern`, as in 4-4-5; without, they are those of the civil calendar.
    """

    week_start: Literal["monday", "sunday"] = "monday"
    fiscal_start_month: int = 1
    year_starts: tuple[dt.date, ...] = ()
    pattern: tuple[int, int, int] = (4, 4, 5)


def calendar(
    first: dt.date,
    last: dt.date,
    *,
    timezone: str = "UTC",
    fiscal_start_month: int = 1,
) -> pd.DataFrame:
    """Make one row per local day with the start of its week, month and quarter.

    Parameters
    ----------
    first, last
        Days covered, both inclusive.
    timezone
        IANA name; `starts_at` is the UTC instant at which the local day begins.
    fiscal_start_month
        Month in which the fiscal year, and so its first quarter, begins.

    Examples
    --------
    >>> day = dt.date(2024, 12, 30)
    >>> calendar(day, day)[["week", "quarter"]].iloc[0].astype(str).tolist()
    ['2024-12-30', '2024-10-01']
    >>> calendar(day, day, timezone="America/New_York")["starts_at"][0]
    Timestamp('2024-12-30 05:00:00')
    """
    days = pd.date_range(first, last, freq="D").astype("datetime64[ns]")
    zone = ZoneInfo(timezone)
    starts = pd.DatetimeIndex([_midnight_utc(day, zone) for day in days])
    table = pd.DataFrame({"date": days, "starts_at": starts.astype("datetime64[ns]")})
    periods = {
        grain: start_of(table["date"], grain, fiscal_start_month=fiscal_start_month)
        for grain in GRAINS
    }
    return table.assign(**periods)


def _midnight_utc(day: pd.Timestamp, zone: ZoneInfo) -> dt.datetime:
    midnight = dt.datetime(day.year, day.month, day.day, tzinfo=zone)
    return midnight.astimezone(dt.UTC).replace(tzinfo=None)


def local_dates(instants: pd.Series, *, timezone: str) -> pd.Series:
    """Turn UTC instants into local days, by the calendar and nothing else.

    >>> late = pd.Series(pd.to_datetime(["2026-03-02 04:59", "2026-03-02 05:00"]))
    >>> local_dates(late, timezone="America/New_York").dt.strftime("%d").tolist()
    ['01', '02']
    """
    dates = instants.astype("datetime64[ns]")
    known = dates.dropna()
    if known.empty:
        return dates
    margin = pd.Timedelta(days=2)
    days = calendar(
        (known.min() - margin).date(), (known.max() + margin).date(), timezone=timezone
    )
    row = np.searchsorted(days["starts_at"], known, side="right") - 1
    found = dates.to_numpy(copy=True)
    found[dates.notna()] = days["date"].to_numpy()[row]
    return pd.Series(found, index=instants.index)


def start_of(
    dates: pd.Series, grain: Grain, *, fiscal_start_month: int = 1
) -> pd.Series:
    """Return the first day of the week, month or quarter that each date lies in.

    >>> start_of(pd.Series(pd.to_datetime(["2026-11-15"])), "week")[0]
    Timestamp('2026-11-09 00:00:00')
    """
    days = dates.astype("datetime64[ns]")
    if grain == "week":
        return days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    first = days - pd.to_timedelta(days.dt.day - 1, unit="D")
    if grain == "month":
        return first
    months = days.dt.year * 12 + days.dt.month - fiscal_start_month
    start = months - months % 3 + fiscal_start_month - 1
    parts = {"year": start // 12, "month": start % 12 + 1, "day": 1}
    return pd.to_datetime(pd.DataFrame(parts, index=days.index)).astype(
        "datetime64[ns]"
    )


def last_day(start: pd.Timestamp, grain: Grain) -> pd.Timestamp:
    """Return the last day of the period that begins on `start`.

    >>> last_day(pd.Timestamp("2026-10-01"), "quarter")
    Timestamp('2026-12-31 00:00:00')
    """
    return start + _LENGTH[grain] - _DAY


def last_days(starts: pd.Series, grain: Grain) -> pd.Series:
    """Return the last day of each period, given the first days.

    >>> last_days(pd.Series(pd.to_datetime(["2026-02-01"])), "month")[0]
    Timestamp('2026-02-28 00:00:00')
    """
    return (starts + _LENGTH[grain] - _DAY).astype("datetime64[ns]")


def label(start: pd.Timestamp, grain: Grain) -> str:
    """Name a period by its first day: 2026-W46, 2026-11, 2026-Q4.

    A quarter that does not begin in January, April, July or October is named by its
    first month, because its fiscal number is the company's own.

    >>> label(pd.Timestamp("2024-12-30"), "week")
    '2025-W01'
    """
    if grain == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    if grain == "month" or start.month % 3 != 1:
        return f"{start:%Y-%m}"
    return f"{start.year}-Q{(start.month + 2) // 3}"


def parse_week(text: str) -> pd.Timestamp:
    """Return the Monday of an ISO week written as 2026-W46.

    >>> parse_week("2026-W46")
    Timestamp('2026-11-09 00:00:00')
    >>> parse_week("2025-W53")
    Traceback (most recent call last):
    ...
    ssi_analysis.errors.requests.ParameterError: parameter 'week' is '2025-W53'; it \
must be an ISO week as 2026-W46
    """
    found = _WEEK.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        right = "an ISO week as 2026-W46"
        raise ParameterError.badly_typed("week", text, right) from None
    return pd.Timestamp(monday)


def window(week: str, *, weeks: int) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day of so many weeks that end with `week`.

    >>> window("2026-W46", weeks=2)
    (Timestamp('2026-11-02 00:00:00'), Timestamp('2026-11-15 00:00:00'))
    """
    monday = parse_week(week)
    return monday - pd.Timedelta(weeks=weeks - 1), last_day(monday, "week")
