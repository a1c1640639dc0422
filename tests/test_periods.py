"""Weeks, months, quarters and local days, against the standard library row by row."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.errors import ParameterError
from ssi_analysis.periods import (
    GRAINS,
    calendar,
    label,
    last_day,
    last_days,
    local_dates,
    parse_week,
    start_of,
    window,
)

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2031, 12, 31))
# Clocks change at 02:00, never, and by half an hour; in Cairo there is no midnight.
ZONES = ["America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo"]
CHANGES = {
    "America/New_York": ["2026-03-08 07:00", "2026-11-01 06:00"],
    "Australia/Lord_Howe": ["2026-04-04 15:00", "2026-10-03 15:30"],
    "Africa/Cairo": ["2026-04-23 22:00", "2026-10-29 21:00"],
}


def start(day, grain, **options):
    return start_of(pd.Series([pd.Timestamp(day)]), grain, **options)[0].date()


@given(day=DAYS)
def test_a_week_starts_on_monday_of_its_iso_week(day):
    year, week, _ = day.isocalendar()
    assert start(day, "week") == dt.date.fromisocalendar(year, week, 1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-12-30", "2025-W01"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2023-01-01", "2022-W52"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day, name):
    assert label(pd.Timestamp(start(day, "week")), "week") == name


@given(day=DAYS, first=st.integers(1, 12))
def test_a_fiscal_quarter_starts_in_any_month(day, first):
    # Go back month by month to one that lies a multiple of three after the first.
    month, year = day.month, day.year
    while (month - first) % 3:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    assert start(day, "quarter", fiscal_start_month=first) == dt.date(year, month, 1)


@given(day=DAYS, first=st.integers(1, 12), grain=st.sampled_from(GRAINS))
def test_periods_tile_the_days_without_gap_or_overlap(day, first, grain):
    begins = pd.Timestamp(start(day, grain, fiscal_start_month=first))
    ends = last_day(begins, grain)
    assert begins.date() <= day <= ends.date()
    following = start(ends + pd.Timedelta(days=1), grain, fiscal_start_month=first)
    assert following == (ends + pd.Timedelta(days=1)).date()
    assert start(ends, grain, fiscal_start_month=first) == begins.date()
    assert last_days(pd.Series([begins]), grain)[0] == ends


@pytest.mark.parametrize(
    ("day", "grain", "name"),
    [
        ("2026-11-01", "month", "2026-11"),
        ("2026-10-01", "quarter", "2026-Q4"),
        ("2026-01-01", "quarter", "2026-Q1"),
        ("2026-02-01", "quarter", "2026-02"),
    ],
)
def test_a_period_is_named_by_its_first_day(day, grain, name):
    assert label(pd.Timestamp(day), grain) == name


@given(day=DAYS)
def test_a_week_is_read_as_it_is_written(day):
    monday = pd.Timestamp(start(day, "week"))
    assert parse_week(label(monday, "week")) == monday


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026-W00", "2026W46", "46"])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ParameterError) as refused:
        parse_week(text)
    assert str(refused.value) == (
        f"parameter 'week' is '{text}'; it must be an ISO week as 2026-W46"
    )


def test_a_window_ends_on_the_sunday_of_its_week():
    first, last = window("2027-W01", weeks=53)
    assert (first, last) == (pd.Timestamp("2026-01-05"), pd.Timestamp("2027-01-10"))


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
    days = calendar(dt.date(2026, 1, 1), dt.date(2026, 12, 31), timezone=zone)
    assert days["date"].dt.date.tolist() == [
        dt.date(2026, 1, 1) + dt.timedelta(at) for at in range(365)
    ]
    for date, instant in zip(days["date"], days["starts_at"], strict=True):
        begins = instant.tz_localize("UTC")
        just_before = begins - pd.Timedelta(seconds=1)
        assert begins.tz_convert(zone).date() == date.date()
        assert just_before.tz_convert(zone).date() < date.date()


def test_a_calendar_carries_the_start_of_each_period():
    days = calendar(dt.date(2026, 1, 1), dt.date(2026, 12, 31), fiscal_start_month=2)
    for grain in GRAINS:
        expected = start_of(days["date"], grain, fiscal_start_month=2)
        assert days[grain].tolist() == expected.tolist()
