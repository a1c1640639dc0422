"""Names of periods: which days a month, a quarter or a fiscal year has."""

from __future__ import annotations

import datetime as dt

import pytest

from ssi_analysis.exports.spans import OPEN_YEAR, named, span
from ssi_analysis.periods import Calendar
from ssi_analysis.settings import Settings, YearName

FEBRUARY = Calendar(fiscal_start_month=2)
WEEKS = Calendar(year_starts=(dt.date(2025, 2, 2), dt.date(2026, 2, 1)))


def days(
    label: str, calendar: Calendar | None = None, by: YearName = "", *, year: str = ""
) -> str:
    settings = Settings(calendar=calendar or Calendar(), fiscal_year_named_by=by)
    found = span(label, settings, year=year)
    return found if isinstance(found, str) else f"{found.first} {found.last}"


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Jan 2026",
            "Jan-26",
            "Jan '26",
            "Jan\u201926",
            "January 2026",
            "JAN/2026",
            "Jan. 26",
        ),
        *("2026 Jan", "2026-Jan", "2026-01", "2026/1", "2026M01", "2026-M1", "202601"),
        *("01/2026", "1.2026", "2026-01-01", "2026-01-01 00:00:00", "CY26 Jan"),
        *("2026-01-01T00:00:00Z", "Jan CY2026"),
    ],
)
def test_a_month_is_known_in_many_spellings(label: str) -> None:
    assert days(label) == "2026-01-01 2026-01-31"


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Q2 2026",
            "Q2-2026",
            "Q2/26",
            "2026-Q2",
            "2026Q2",
            "2026 Q2",
            "2Q26",
            "2Q 2026",
        ),
        *("Q2'26", "Quarter 2 2026", "Qtr 2, 2026", "q2 cy26", "Q2 (2026)", "26-Q2"),
    ],
)
def test_a_quarter_without_a_fiscal_year_is_that_of_the_civil_one(label: str) -> None:
    assert days(label) == "2026-04-01 2026-06-30"


@pytest.mark.parametrize("label", ["2026", "CY26", "CY 2026", "Year 2026"])
def test_a_year_is_a_span_too(label: str) -> None:
    assert days(label) == "2026-01-01 2026-12-31"


@pytest.mark.parametrize("label", ["Q1 FY26", "FY26 Q1", "FY2026-Q1", "1Q FY'26"])
def test_a_fiscal_quarter_needs_what_names_the_fiscal_year(label: str) -> None:
    assert days(label) == OPEN_YEAR
    assert days(label, FEBRUARY) == OPEN_YEAR
    assert days(label, by="start") == days(label, by="end") == "2026-01-01 2026-03-31"
    assert days(label, FEBRUARY, "start") == "2026-02-01 2026-04-30"
    assert days(label, FEBRUARY, "end") == "2025-02-01 2025-04-30"


def test_a_fiscal_year_of_two_years_names_itself() -> None:
    assert days("FY25/26", FEBRUARY) == "2025-02-01 2026-01-31"
    assert days("Q4 2025/26", FEBRUARY) == "2025-11-01 2026-01-31"
    assert days("FY25/26") == OPEN_YEAR
    assert days("FY25/27", FEBRUARY) == "not a month, a quarter or a year"


def test_a_year_is_the_companys_own_where_its_fiscal_year_is_not_civil() -> None:
    assert days("Q1 2026", FEBRUARY) == OPEN_YEAR
    assert days("Q1 2026", FEBRUARY, "end") == "2025-02-01 2025-04-30"
    assert days("2026", FEBRUARY, "end") == "2025-02-01 2026-01-31"
    assert days("Q1 CY2026", FEBRUARY, "end") == "2026-01-01 2026-03-31"
    assert days("Jan 2026", FEBRUARY) == "2026-01-01 2026-01-31"
    assert days("Jan FY26", FEBRUARY, "end") == "2026-01-01 2026-01-31"
    assert days("Feb FY26", FEBRUARY, "end") == "2025-02-01 2025-02-28"


def test_periods_of_whole_weeks_are_those_of_the_calendar() -> None:
    # 2025-02-02 + 13 weeks = 2025-05-04; of 4-4-5 weeks, March has 2 to 29 March.
    assert days("Q1 FY25", WEEKS, "start") == "2025-02-02 2025-05-03"
    assert days("Q1 FY26", WEEKS, "end") == "2025-02-02 2025-05-03"
    assert days("FY25", WEEKS, "start") == "2025-02-02 2026-01-31"
    assert days("Q4 FY26", WEEKS, "start") == "2026-11-01 2027-01-30"
    assert days("Mar 2025", WEEKS) == "2025-03-02 2025-03-29"
    assert days("Q1 CY2025", WEEKS) == "2025-01-01 2025-03-31"
    outside = "outside the fiscal years that ssi-analysis.toml lists"
    assert days("Q1 FY24", WEEKS, "start") == days("Jan 2025", WEEKS) == outside


def test_a_label_without_a_year_has_that_beside_it() -> None:
    assert days("January", year="2026") == "2026-01-01 2026-01-31"
    assert days("Q3", FEBRUARY, "end", year="FY26") == "2025-08-01 2025-10-31"
    assert days("Q3") == days("Q3", year="soon") == days("Mar", year="Q1") == "no year"


@pytest.mark.parametrize("label", ["H1 2026", "1H26", "FY26 H2", "h1", "2026-H2"])
def test_a_half_year_is_refused_by_name(label: str) -> None:
    assert days(label) == (
        "a half-year; give its quarters, or the first and the last day"
    )


@pytest.mark.parametrize(
    "label",
    [
        *(
            "",
            "Q5 2026",
            "2026-13",
            "2026-01-15",
            "26",
            "Janet 2026",
            "Marc",
            "Q1 1826",
        ),
        *("26-Jan", "Quota", "Q1 and Q2", "Total", "12", "1/26", "3000"),
    ],
)
def test_what_names_no_period_is_none(label: str) -> None:
    assert named(label) is None
