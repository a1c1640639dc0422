"""Local days, against the standard library row by row."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.periods import GRAINS, Calendar, day_table, local_dates, start_of

FEBRUARY = Calendar(fiscal_start_month=2)
# Clocks change at 02:00, never, and by half an hour; in Cairo there is no midnight.
ZONES = ["America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo"]
CHANGES = {
    "America/New_York": ["2026-03-08 07:00", "2026-11-01 06:00"],
    "Australia/Lord_Howe": ["2026-04-04 15:00", "2026-10-03 15:30"],
    "Africa/Cairo": ["2026-04-23 22:00", "2026-10-29 21:00"],
}


@pytest.mark.parametrize("zone", ZONES)
@given(
    instants=st.lists(
        st.datetimes(dt.datetime(2025, 12, 1), dt.datetime(2027, 1, 31)), max_size=20
    )
)
def test_local_days_are_those_of_zoneinfo(zone, instants):
    own = pd.Series(instants, dtype="datetime64[ns]")
    expected = [
        each.replace(tzinfo=dt.UTC).astimezone(ZoneInfo(zone)).date()
        for each in instants
    ]
    assert local_dates(own, timezone=zone).dt.date.tolist() == expected


@pytest.mark.parametrize("zone", CHANGES)
def test_every_quarter_of_an_hour_around_a_change_of_clocks_has_its_day(zone):
    for change in CHANGES[zone]:
        middle = pd.Timestamp(change)
        around = pd.date_range(
            middle - pd.Timedelta(days=2), middle + pd.Timedelta(days=2), freq="15min"
        )
        offsets = {
            each.utcoffset() for each in around.tz_localize("UTC").tz_convert(zone)
        }
        assert len(offsets) == 2
        local = around.tz_localize("UTC").tz_convert(zone).date
        assert local_dates(pd.Series(around), timezone=zone).dt.date.tolist() == list(
            local
        )


def test_an_unknown_instant_has_no_day_and_keeps_its_row():
    instants = pd.Series(
        pd.to_datetime([None, "2026-03-02 05:00"]).astype("datetime64[ns]"),
        index=["b", "a"],
    )
    found = local_dates(instants, timezone="America/New_York")
    assert found.index.tolist() == ["b", "a"]
    assert found.isna().tolist() == [True, False]
    assert local_dates(instants.head(1), timezone="UTC").isna().tolist() == [True]


def test_rows_of_one_name_keep_their_own_days():
    instants = pd.Series(
        pd.to_datetime(["2026-03-02", None, "2026-03-04"]).astype("datetime64[ns]"),
        index=[7, 7, 7],
    )
    found = local_dates(instants, timezone="UTC")
    assert found.dt.day.tolist()[::2] == [2, 4]
    assert found.index.tolist() == [7, 7, 7]


@pytest.mark.parametrize("zone", ZONES)
def test_a_calendar_has_a_row_per_day_that_begins_where_the_day_changes(zone):
    days = day_table(dt.date(2026, 1, 1), dt.date(2026, 12, 31), timezone=zone)
    assert days["date"].dt.date.tolist() == [
        dt.date(2026, 1, 1) + dt.timedelta(at) for at in range(365)
    ]
    for date, instant in zip(days["date"], days["starts_at"], strict=True):
        begins = instant.tz_localize("UTC")
        just_before = begins - pd.Timedelta(seconds=1)
        assert begins.tz_convert(zone).date() == date.date()
        assert just_before.tz_convert(zone).date() < date.date()


def test_a_calendar_carries_the_start_of_each_period():
    days = day_table(dt.date(2026, 1, 1), dt.date(2026, 12, 31), calendar=FEBRUARY)
    for grain in GRAINS:
        expected = start_of(days["date"], grain, calendar=FEBRUARY)
        assert days[grain].tolist() == expected.tolist()
