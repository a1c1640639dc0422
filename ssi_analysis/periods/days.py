"""One row per local day, made with zoneinfo, with the periods that it lies in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from ssi_analysis.periods.calendars import CIVIL, GRAINS
from ssi_analysis.periods.spans import start_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.periods.calendars import Calendar, Grain

__all__ = ["day_table", "local_dates"]


def day_table(
    first: dt.date,
    last: dt.date,
    *,
    timezone: str = "UTC",
    calendar: Calendar = CIVIL,
    grains: Sequence[Grain] = GRAINS,
) -> pd.DataFrame:
    """Make one row per local day with the start of its week, month and quarter.

    Parameters
    ----------
    first, last
        Days covered, both inclusive.
    timezone
        IANA name; `starts_at` is the UTC instant at which the local day begins.
    calendar
        When weeks and fiscal years begin.
    grains
        Which starts the table holds.

    Examples
    --------
    >>> day = dt.date(2024, 12, 30)
    >>> day_table(day, day)[["week", "quarter"]].iloc[0].astype(str).tolist()
    ['2024-12-30', '2024-10-01']
    >>> day_table(day, day, timezone="America/New_York")["starts_at"][0]
    Timestamp('2024-12-30 05:00:00')
    """
    days = pd.date_range(first, last, freq="D").astype("datetime64[ns]")
    zone = ZoneInfo(timezone)
    starts = pd.DatetimeIndex([_midnight_utc(day, zone) for day in days])
    table = pd.DataFrame({"date": days, "starts_at": starts.astype("datetime64[ns]")})
    periods = {
        grain: start_of(table["date"], grain, calendar=calendar) for grain in grains
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
    first, last = (known.min() - margin).date(), (known.max() + margin).date()
    days = day_table(first, last, timezone=timezone, grains=())
    row = np.searchsorted(days["starts_at"], known, side="right") - 1
    found = dates.to_numpy(copy=True)
    found[dates.notna()] = days["date"].to_numpy()[row]
    return pd.Series(found, index=instants.index)
