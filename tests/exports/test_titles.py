"""Titles: what stands above a table or in the name of its sheet, file and folder."""

from __future__ import annotations

import pytest

from ssi_analysis.exports.text import Sheet
from ssi_analysis.exports.titles import (
    day_above,
    measure_named,
    period_named,
    scale_above,
)


def sheet(path: str = "x.csv", *lines: str) -> Sheet:
    return Sheet(path, (), {}, (), (), tuple((line, "") for line in lines))


def test_the_nearest_name_of_a_measure_counts() -> None:
    assert measure_named(sheet("quota book.xlsx#SSI")) == "others"
    assert measure_named(sheet("ssi.xlsx#Targets")) == "quotas"
    assert measure_named(sheet("ssi/goals.csv")) == "quotas"
    assert measure_named(sheet("ssi/x.csv")) == "others"
    assert measure_named(sheet("ssi.csv", "Sales quota", "")) == "quotas"
    assert measure_named(sheet("x.csv", "Quotas", "Bookings")) == "others"
    assert measure_named(sheet("x.csv", "Bookings", "Quotas")) == "quotas"


def test_the_longest_name_of_a_period_counts_and_a_day_is_none() -> None:
    quarter = ("quarter", "month")
    assert period_named(sheet("Quota_Q1_FY26.csv"), quarter) == "Q1 FY26"
    assert period_named(sheet("q_2026-01-15.csv"), quarter) == ""
    assert period_named(sheet("q_20260115.csv"), quarter) == ""
    assert period_named(sheet("Q1 2026 and Q2 2026.csv"), quarter) == ""
    assert period_named(sheet("x.csv", "For Jan 2026 only"), quarter) == "Jan 2026"
    assert period_named(sheet("2025/quotas 2026.csv"), ("year",)) == "2026"
    assert period_named(sheet("2025/quotas.csv"), ("year",)) == "2025"


@pytest.mark.parametrize(
    "line", ["in thousands", "Amounts in $k", "USD (000s)", "$M", "All figures in k"]
)
def test_a_line_that_scales_amounts_is_found(line: str) -> None:
    assert scale_above(sheet("x.csv", "Quotas", line)) == line


@pytest.mark.parametrize("line", ["Quotas 2026", "1000 islands", "Team K", "Kim"])
def test_a_line_that_does_not_scale_is_none(line: str) -> None:
    assert scale_above(sheet("x.csv", line)) == ""


def test_only_a_line_as_of_a_day_dates_a_sheet() -> None:
    assert day_above(sheet("x.csv", "As of 2026-02-15")) == "2026-02-15"
    assert day_above(sheet("x.csv", "From 2026-02-15")) == ""
    assert day_above(sheet("x.csv", "as of 2026-02-15 to 2026-02-20")) == ""
