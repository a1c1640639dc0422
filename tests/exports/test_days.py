"""Days: the order of day and month is inferred from a whole column or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.exports.days import dates, day_month_order, instants, times
from ssi_analysis.settings import DateOrder

FIFTH_OF_MARCH = [
    "2026-03-05",
    "2026/3/5",
    "2026-03-05 14:15",
    "2026-03-05T14:15:33+01:00",
    "2026-03-05T23:59:59.999Z",
    "05-Mar-2026",
    "5-Mar-26",
    "5 March 2026",
    "Mar 5, 2026",
    "05.03.2026",
]


@pytest.mark.parametrize("cell", FIFTH_OF_MARCH)
def test_a_date_that_says_its_order_needs_no_option(cell: str) -> None:
    assert dates([cell]).values.tolist() == [dt.date(2026, 3, 5)]


@pytest.mark.parametrize(
    "cell", ["2026-13-01", "2026-02-30", "32.01.2026", "0206-01-01", "soon", "2026"]
)
def test_an_impossible_date_keeps_its_reason(cell: str) -> None:
    assert dates(["2026-01-01", cell, ""]).reasons == {1: "not a date"}


@pytest.mark.parametrize("cell", ["46082", "46082.4264"])
def test_the_number_of_a_day_in_a_spreadsheet_is_named_as_such(cell: str) -> None:
    assert dates(["2026-01-01", cell]).reasons == {
        1: "the number of a day in a spreadsheet; format the cell as a date"
    }


def test_milliseconds_become_the_instant_they_count() -> None:
    written = instants(["1767225599999", "46082", "2026-03-05"])
    assert written == ["2025-12-31T23:59:59.999Z", "46082", "2026-03-05"]


def test_values_above_twelve_tell_day_from_month() -> None:
    assert day_month_order(["03/04/2026", "13/04/2026"]) == "dmy"
    assert day_month_order(["03/04/2026", "04/13/2026"]) == "mdy"
    assert day_month_order(["03/04/2026", "04/05/2026"]) is None
    assert day_month_order(["13/04/2026", "04/13/2026"]) is None


@given(st.dates(dt.date(1971, 1, 1), dt.date(2099, 12, 31)), st.booleans())
def test_a_written_day_is_read_back(day: dt.date, day_first: bool) -> None:
    order: DateOrder = "dmy" if day_first else "mdy"
    pattern = "%d/%m/%Y, 10:22" if day_first else "%m/%d/%Y, 10:22"
    assert dates([day.strftime(pattern)], order=order).values.tolist() == [day]


@pytest.mark.parametrize("cell", ["1772753733", "1772753733000"])
def test_the_time_since_1970_is_in_utc(cell: str) -> None:
    # 2026-03-05 23:35:33 in UTC, from `date -u -d @1772753733`.
    assert dates([cell]).values.astype(str).tolist() == ["2026-03-05"]
    assert times([cell]) == [23 * 3600 + 35 * 60 + 33]
    there = dates([cell], time_zone="Europe/Berlin").values.astype(str).tolist()
    assert there == ["2026-03-06"]


def test_a_time_is_told_by_the_clock_of_the_zone() -> None:
    cells = ["2026-07-01T23:30:00.5Z", "2026-07-01T23:30:00", "2026-07-01", "7/1/26"]
    assert times(cells, time_zone="Europe/Berlin") == [5400.5, 84600.0, -1.0, -1.0]


@pytest.mark.parametrize("zone", ["+01", "+01:00", "+0100", " +0100"])
def test_a_zone_is_stated_with_or_without_its_minutes(zone: str) -> None:
    # Half past midnight an hour east of Greenwich is the day before in London.
    cell = f"2026-03-05 00:30:00{zone}"
    found = dates([cell], time_zone="Europe/London")
    assert found.values.astype(str).tolist() == ["2026-03-04"]
    assert dates([cell]).values.astype(str).tolist() == ["2026-03-05"]
