"""The last day of what has happened is no mistyped one."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.intake import last_known


def last(*days: str, table: str = "ssi") -> str:
    """Say the last known day of rows with these days, each of another rep."""
    rows = {"table": table, "rep_id": range(len(days)), "day": pd.to_datetime(days)}
    return f"{last_known(pd.DataFrame(rows)):%Y-%m-%d}"


DAILY = [f"2026-11-{day:02d}" for day in range(1, 16)]


@pytest.mark.parametrize(
    "late", [["2062-11-15"], ["2026-12-17"], ["2027-11-01", "2028-11-01"]]
)
def test_a_day_long_after_all_others_is_mistyped(late: list[str]) -> None:
    assert last(*DAILY * 2, *late) == "2026-11-15"


def test_a_month_after_the_others_is_none() -> None:
    assert last(*DAILY, "2026-12-16") == "2026-12-16"


def test_a_tenth_of_the_rows_at_most_are_mistyped() -> None:
    assert last(*DAILY, "2027-02-01") == "2026-11-15"
    assert last(*DAILY, "2027-02-01", "2027-02-02") == "2027-02-02"
    assert last(*DAILY[:9] * 2, "2027-02-01", "2027-02-02") == "2026-11-09"


def test_readings_of_each_quarter_are_usually_as_far_apart() -> None:
    quarters = ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]
    assert last(*quarters) == "2026-12-31"
    assert last(*quarters, "2062-12-31") == "2026-12-31"


def test_of_two_days_nobody_knows_which_is_mistyped() -> None:
    assert last("2026-11-15", "2062-11-15") == "2062-11-15"
    assert pd.isna(last_known(pd.DataFrame(columns=["table", "rep_id", "day"])))


def test_a_table_that_is_all_later_makes_the_others_old() -> None:
    deals = pd.to_datetime(["2027-02-01", "2027-02-02"])
    rows = {"table": "deals", "rep_id": ["r1", "r2"], "day": deals}
    ssi = {"table": "ssi", "rep_id": "r1", "day": pd.to_datetime(DAILY * 20)}
    days = pd.concat([pd.DataFrame(ssi), pd.DataFrame(rows)])
    assert last_known(days) == pd.Timestamp("2027-02-02")
