"""First and last days of periods, against a walk over the days one by one."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate, pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.errors import DataError
from ssi_analysis.periods import (
    CIVIL,
    GRAINS,
    Calendar,
    last_day,
    last_days,
    longest,
    start_of,
)

DAY = dt.timedelta(1)
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2031, 12, 31))
WEEK_STARTS = st.sampled_from(["monday", "sunday"])


@st.composite
def whole_weeks(draw):
    """Draw fiscal years of 52 and 53 weeks that begin on any day of the week."""
    first = draw(st.dates(dt.date(2019, 1, 1), dt.date(2020, 12, 31)))
    years = draw(st.lists(st.sampled_from([364, 371]), max_size=3))
    starts = accumulate(map(dt.timedelta, years), dt.date.__add__, initial=first)
    pattern = draw(st.sampled_from(sorted(set(permutations((4, 4, 5))))))
    return Calendar(draw(WEEK_STARTS), 1, tuple(starts), pattern)


@st.composite
def calendars_and_days(draw):
    """Draw a calendar and a day of which it knows month and quarter."""
    months = st.integers(1, 12)
    civil = st.builds(Calendar, week_start=WEEK_STARTS, fiscal_start_month=months)
    calendar = draw(civil | whole_weeks())
    starts = calendar.year_starts
    days = st.dates(starts[0], starts[-1] + 363 * DAY) if starts else DAYS
    return calendar, draw(days)


def start(day, grain, **options):
    return start_of(pd.Series([pd.Timestamp(day)]), grain, **options)[0].date()


def last(day, grain, calendar):
    return last_day(pd.Timestamp(day), grain, calendar=calendar).date()


def unlisted(calendar):
    """Return the days just before and just after the years that a calendar lists."""
    starts = calendar.year_starts
    return (starts[0] - DAY, starts[-1] + 364 * DAY) if starts else ()


def walk(calendar):
    """Note for each day in which month and quarter of whole weeks it lies."""
    end = calendar.year_starts[-1] + 364 * DAY
    for year, next_year in pairwise([*calendar.year_starts, end]):
        month = quarter = day = year
        n_months = left = 0
        while day < next_year:
            if not left and n_months < 12:
                month, left = day, 7 * calendar.pattern[n_months % 3]
                quarter = quarter if n_months % 3 else day
                n_months += 1
            yield day, month, quarter
            day, left = day + DAY, left - 1


@given(day=DAYS)
def test_a_week_starts_on_monday_of_its_iso_week(day):
    year, week, _ = day.isocalendar()
    assert start(day, "week") == dt.date.fromisocalendar(year, week, 1)


@given(day=DAYS)
def test_a_week_may_start_on_sunday(day):
    while day.strftime("%w") != "0":
        day -= DAY
    sunday = Calendar(week_start="sunday")
    for later in range(7):
        assert start(day + later * DAY, "week", calendar=sunday) == day


@given(day=DAYS, first=st.integers(1, 12))
def test_a_fiscal_quarter_starts_in_any_month(day, first):
    # Go back month by month to one that lies a multiple of three after the first.
    month, year = day.month, day.year
    while (month - first) % 3:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    calendar = Calendar(fiscal_start_month=first)
    assert start(day, "quarter", calendar=calendar) == dt.date(year, month, 1)


@given(known=calendars_and_days(), grain=st.sampled_from(GRAINS))
def test_periods_tile_the_days_without_gap_or_overlap(known, grain):
    calendar, day = known
    begins = start(day, grain, calendar=calendar)
    ends = last(begins, grain, calendar)
    assert begins <= day <= ends
    for inside in (begins, ends):
        assert start(inside, grain, calendar=calendar) == begins
    outside = unlisted(calendar) if grain != "week" else ()
    if ends + DAY not in outside:
        assert start(ends + DAY, grain, calendar=calendar) == ends + DAY
    if begins - DAY not in outside:
        earlier = start(begins - DAY, grain, calendar=calendar)
        assert last(earlier, grain, calendar) == begins - DAY
    assert (ends - begins).days < longest(grain, calendar=calendar)


@given(known=calendars_and_days())
def test_a_quarter_is_its_three_months(known):
    calendar, day = known
    quarter = start(day, "quarter", calendar=calendar)
    month, ends = quarter, []
    for _ in range(3):
        assert start(month, "month", calendar=calendar) == month
        assert start(month, "quarter", calendar=calendar) == quarter
        ends.append(last(month, "month", calendar))
        month = ends[-1] + DAY
    assert ends[-1] == last(quarter, "quarter", calendar)


@given(calendar=whole_weeks())
def test_months_of_whole_weeks_are_those_of_a_walk_over_the_days(calendar):
    walked = pd.DataFrame(walk(calendar), columns=["day", "month", "quarter"])
    walked = walked.astype("datetime64[ns]")
    for grain in ("month", "quarter"):
        ends = walked.groupby(grain)["day"].transform("max")
        starts = start_of(walked["day"], grain, calendar=calendar)
        assert starts.tolist() == walked[grain].tolist()
        assert last_days(starts, grain, calendar=calendar).tolist() == ends.tolist()
        n_days = walked.groupby(grain).size().max()
        assert longest(grain, calendar=calendar) == n_days


def test_the_retail_calendar_is_the_one_that_is_published():
    # The 4-5-4 calendar of the National Retail Federation; 2023 had 53 weeks.
    starts = (dt.date(2023, 1, 29), dt.date(2024, 2, 4))
    retail = Calendar("sunday", year_starts=starts, pattern=(4, 5, 4))
    days = pd.Series(pd.date_range("2023-10-29", "2024-06-01"))
    months = start_of(days, "month", calendar=retail).unique()
    assert pd.DatetimeIndex(months).strftime("%Y-%m-%d").tolist() == [
        *("2023-10-29", "2023-11-26", "2023-12-31"),
        *("2024-02-04", "2024-03-03", "2024-04-07", "2024-05-05"),
    ]
    january = pd.Timestamp("2023-12-31")
    assert last_day(january, "month", calendar=retail) == pd.Timestamp("2024-02-03")
    assert [longest(grain, calendar=retail) for grain in GRAINS] == [7, 35, 98]


@pytest.mark.parametrize(
    ("days", "named", "side"),
    [
        (["2025-02-01", "2025-02-02"], "2025-02-01", "earlier"),
        (["2027-01-30", "2027-01-31"], "2027-01-31", "later"),
        (["2025-01-31", "2025-02-01", "2026-02-02"], "2025-01-31", "earlier"),
        (["2026-02-02", "2027-01-31", "2027-02-05"], "2027-02-05", "later"),
    ],
)
def test_a_day_in_no_listed_year_is_refused_with_what_to_add(days, named, side):
    starts = (dt.date(2025, 2, 2), dt.date(2026, 2, 1))
    days = pd.Series(pd.to_datetime(days))
    with pytest.raises(DataError) as refused:
        start_of(days, "month", calendar=Calendar(year_starts=starts))
    assert str(refused.value) == (
        f"{named} lies in no fiscal year that is known: they reach from 2025-02-02 to"
        f" 2027-01-30; add the first days of the {side} years to 'fiscal_year_starts'"
        " in ssi-analysis.toml"
    )


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize(
    "calendar", [CIVIL, Calendar(year_starts=(dt.date(2026, 2, 1),))]
)
def test_an_unknown_day_lies_in_no_period_and_keeps_its_row(calendar, grain):
    days = pd.Series([pd.Timestamp("2026-02-01"), pd.NaT], index=["b", "a"])
    starts = start_of(days, grain, calendar=calendar)
    ends = last_days(starts, grain, calendar=calendar)
    for found in (starts, ends):
        assert found.isna().tolist() == [False, True]
        assert found.index.tolist() == ["b", "a"]
        assert found.dtype == np.dtype("datetime64[ns]")
