"""Calendars that cannot be, and whose word counts on the fiscal year."""

from __future__ import annotations

import datetime as dt

import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.periods import Calendar

STARTS = (dt.date(2025, 2, 2), dt.date(2026, 2, 1))


def apart(*days):
    return {"year_starts": tuple(map(dt.date.fromisoformat, days))}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"week_start": "friday"}, "'week_start' is 'friday'; it must be monday or"),
        ({"fiscal_start_month": 0}, "'fiscal_start_month' is '0'; it must be from 1"),
        ({"fiscal_start_month": 13}, "'fiscal_start_month' is '13'; it must be from 1"),
        (
            {"year_starts": STARTS, "fiscal_start_month": 2},
            "'fiscal_start_month' is '2'; it must be 1, where year_starts are given",
        ),
        (
            {"year_starts": STARTS, "pattern": (4, 4, 4)},
            "'pattern' is '(4, 4, 4)'; it must be 4, 4 and 5 in some order",
        ),
        ({"pattern": (6, 3, 4)}, "'pattern' is '(6, 3, 4)'; it must be 4, 4 and 5"),
        (
            apart("2025-02-02", "2026-02-02"),
            "'year_starts' holds 2025-02-02 and then 2026-02-02; each year of whole"
            " weeks begins 364 or 371 days after the one before",
        ),
        (
            apart("2024-02-04", "2025-02-02", "2024-02-04"),
            "'year_starts' holds 2025-02-02 and then 2024-02-04; each year",
        ),
        (
            apart("2025-02-02", "2025-02-02"),
            "'year_starts' holds 2025-02-02 and then 2025-02-02; each year",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(said, message):
    with pytest.raises(ParameterError) as refused:
        Calendar(**said)
    assert str(refused.value).startswith(f"parameter {message}")


def test_a_month_that_is_asked_for_comes_before_whole_weeks():
    retail = Calendar("sunday", year_starts=STARTS, pattern=(4, 5, 4))
    assert retail.starting_in(None) == retail
    asked = retail.starting_in(2)
    assert (asked.fiscal_start_month, asked.year_starts) == (2, ())
    assert asked.week_start == "sunday"
