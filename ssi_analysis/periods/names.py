"""How weeks, months and quarters are written and read."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.errors import ParameterError
from ssi_analysis.periods.calendars import CIVIL
from ssi_analysis.periods.spans import last_day

if TYPE_CHECKING:
    from ssi_analysis.periods.calendars import Calendar, Grain

__all__ = ["iso_week", "label", "parse_week", "window"]

_DAY: Final = pd.Timedelta(days=1)
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def label(start: pd.Timestamp, grain: Grain, *, calendar: Calendar = CIVIL) -> str:
    """Name a period by its first day: 2026-W46, 2026-11, 2026-Q4.

    A quarter that does not begin in January, April, July or October is named by its
    first month, because its fiscal number is the company's own. Two months of whole
    weeks can begin in one civil month, so they and their quarters are named by the day.

    >>> label(pd.Timestamp("2024-12-30"), "week")
    '2025-W01'
    """
    if grain == "week":
        year, week = iso_week(start)
        return f"{year}-W{week:02d}"
    if calendar.year_starts:
        return f"{start:%Y-%m-%d}"
    if grain == "month" or start.month % 3 != 1:
        return f"{start:%Y-%m}"
    return f"{start.year}-Q{(start.month + 2) // 3}"


def iso_week(start: pd.Timestamp) -> tuple[int, int]:
    """Return the ISO year and week of the week's Thursday, given its first day.

    >>> iso_week(pd.Timestamp("2026-11-08"))
    (2026, 46)
    """
    # The day after a first day, be it a Sunday or a Monday, lies in Thursday's week.
    year, week, _ = (start + _DAY).isocalendar()
    return year, week


def parse_week(text: str, *, calendar: Calendar = CIVIL) -> pd.Timestamp:
    """Return the first day of an ISO week written as 2026-W46.

    >>> parse_week("2026-W46")
    Timestamp('2026-11-09 00:00:00')
    >>> from ssi_analysis.periods import Calendar
    >>> parse_week("2026-W46", calendar=Calendar(week_start="sunday"))
    Timestamp('2026-11-08 00:00:00')
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
        return pd.Timestamp(monday - dt.timedelta(calendar.week_start == "sunday"))
    except (ValueError, OverflowError):
        right = "an ISO week as 2026-W46"
        raise ParameterError.badly_typed("week", text, right) from None


def window(
    week: str, *, weeks: int, calendar: Calendar = CIVIL
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day of so many weeks that end with `week`.

    >>> window("2026-W46", weeks=2)
    (Timestamp('2026-11-02 00:00:00'), Timestamp('2026-11-15 00:00:00'))
    """
    start = parse_week(week, calendar=calendar)
    return start - pd.Timedelta(weeks=weeks - 1), last_day(start, "week")
