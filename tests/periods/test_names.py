"""Names of periods, written and read."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.errors import ParameterError
from ssi_analysis.periods import (
    CIVIL,
    Calendar,
    iso_week,
    label,
    parse_week,
    start_of,
    window,
)

SUNDAY = Calendar(week_start="sunday")
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2031, 12, 31))


def start(day, grain, **options):
    return start_of(pd.Series([pd.Timestamp(day)]), grain, **options)[0].date()


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


@given(day=DAYS, calendar=st.sampled_from([CIVIL, SUNDAY]))
def test_a_week_is_read_as_it_is_written(day, calendar):
    first = pd.Timestamp(start(day, "week", calendar=calendar))
    assert parse_week(label(first, "week"), calendar=calendar) == first


@given(day=DAYS)
def test_a_week_from_sunday_bears_the_number_of_its_thursday(day):
    sunday = start(day, "week", calendar=SUNDAY)
    year, week, weekday = (sunday + dt.timedelta(4)).isocalendar()
    assert weekday == 4
    assert iso_week(pd.Timestamp(sunday)) == (year, week)


@pytest.mark.parametrize("pattern", [(4, 4, 5), (4, 5, 4), (5, 4, 4)])
@pytest.mark.parametrize("grain", ["month", "quarter"])
def test_names_of_whole_weeks_differ_and_sort_in_time(pattern, grain):
    starts = (dt.date(2025, 2, 2), dt.date(2026, 2, 1))
    retail = Calendar(year_starts=starts, pattern=pattern)
    days = pd.Series(pd.date_range("2025-02-02", "2027-01-30"))
    firsts = start_of(days, grain, calendar=retail).unique()
    names = [label(pd.Timestamp(day), grain, calendar=retail) for day in firsts]
    assert names == sorted(set(names))
    assert len(names) == {"month": 24, "quarter": 8}[grain]
    assert names[0] == "2025-02-02"


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


def test_a_window_of_weeks_from_sunday_ends_on_saturday():
    first, last = window("2026-W46", weeks=2, calendar=SUNDAY)
    assert (first, last) == (pd.Timestamp("2026-11-01"), pd.Timestamp("2026-11-14"))


def test_the_first_week_of_all_has_no_sunday_before_it():
    with pytest.raises(ParameterError, match="must be an ISO week as 2026-W46"):
        parse_week("0001-W01", calendar=SUNDAY)
