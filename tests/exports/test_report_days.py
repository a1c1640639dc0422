"""Which days usage figures count: stated in columns, above the header, in the name."""

from __future__ import annotations

from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.periods import Calendar
from ssi_analysis.settings import FileRule, Settings

USAGE = "Name,Days active,Searches\nAna Reis,20,35\n"


def extract(text: str, *, path: str = "usage.csv", **options: Any) -> Extract:
    found = read_export(path, text.encode(), Options(**options))
    assert found is not None
    return found


def spans(found: Extract) -> set[tuple[str, str]]:
    activity = found.tables["activity"]
    ends = (activity[name].astype(str).tolist() for name in ("start_date", "end_date"))
    return set(zip(*ends, strict=True))


def test_days_in_columns_are_those_of_each_row() -> None:
    found = extract(
        "Name,Start date,End date,Searches,Days active\n"
        "Ana Reis,2026-10-01,2026-10-07,35,4\n"
        "Bo Li,2026-10-08,2026-10-14,36,5\n"
    )
    assert spans(found) == {
        ("2026-10-01", "2026-10-07"),
        ("2026-10-08", "2026-10-14"),
    }


def test_an_end_before_its_start_is_refused_with_its_row() -> None:
    found = extract(
        "Name,Start date,End date,Searches,Days active\n"
        "Ana Reis,2026-10-08,2026-10-07,35,4\n"
        "Bo Li,2026-10-08,2026-10-14,36,5\n"
    )
    assert spans(found) == {("2026-10-08", "2026-10-14")}
    assert {(each.row, each.reason) for each in found.rejects} == {
        (2, "the end is before the start")
    }


def test_the_order_of_day_and_month_above_the_header_can_be_said() -> None:
    text = f"From 01/10/2026 to 07/10/2026\n{USAGE}"
    assert spans(extract(text, date_order="dmy")) == {("2026-10-01", "2026-10-07")}
    with pytest.raises(ExportError) as refused:
        extract(text)
    assert str(refused.value) == (
        "usage.csv: 1 problem\n"
        "  column 'date range': in '01/10/2026' the day and the month cannot be told"
        ' apart by values above 12; say date_order="dmy" or date_order="mdy"'
    )


@pytest.mark.parametrize(
    "path",
    [
        "usage_2026-10-31_2026-10-01.csv",
        "usage_2026-13-01_2026-13-31.csv",
        "usage_2026-10-01.csv",
        "2026-10-01_2026-10-31/usage.csv",
    ],
)
def test_days_in_a_name_must_be_two_real_ones_in_order(path: str) -> None:
    with pytest.raises(ExportError, match="no date range stands above the header"):
        extract(USAGE, path=path)


OCTOBER = {("2026-10-01", "2026-10-31")}


@pytest.mark.parametrize(
    "name",
    [
        "usage_2026-10-01_2026-10-31.csv",
        "usage 2026-10-01 to 2026-10-31 (1).csv",
        "usage-20261001-20261031.csv",
        "Usage Oct 1, 2026 - Oct 31, 2026.csv",
        "Usage_Oct_1_2026-Oct_31_2026.csv",
        "usage 1 October 2026 to 31 October 2026.csv",
        "10-01-2026_10-31-2026.csv",
        "10-01-2026-10-31-2026.csv",
        "usage 01.10.2026-31.10.2026.csv",
        "usage_2026-10-01_2026-10-31.xlsx#Usage",
    ],
)
def test_days_stand_in_the_name_in_many_forms(name: str) -> None:
    assert spans(extract(USAGE, path=f"2020-01-01/{name}")) == OCTOBER


def test_days_in_a_name_that_may_be_either_are_refused() -> None:
    path = "10-01-2026_10-07-2026.csv"
    with pytest.raises(ExportError) as refused:
        extract(USAGE, path=path)
    assert str(refused.value) == (
        f"{path}: 1 problem\n"
        "  column 'file name': in '10-01-2026' the day and the month cannot be told"
        ' apart by values above 12; say date_order="dmy" or date_order="mdy"'
    )
    said = extract(USAGE, path=path, date_order="mdy")
    assert spans(said) == {("2026-10-01", "2026-10-07")}


def test_the_owner_comes_first_then_columns_then_lines_then_the_name() -> None:
    path = "usage_2026-10-01_2026-10-31.csv"
    above = f"From 2026-09-01 to 2026-09-30\n{USAGE}"
    columns = (
        "From 2026-09-01 to 2026-09-30\nName,From,To,Searches,Days active\n"
        "Ana Reis,2026-08-01,2026-08-31,35,4\n"
    )
    rule = FileRule(first_day="2026-07-01", last_day="2026-07-31")
    assert spans(extract(USAGE, path=path)) == OCTOBER
    assert spans(extract(above, path=path)) == {("2026-09-01", "2026-09-30")}
    assert spans(extract(columns, path=path)) == {("2026-08-01", "2026-08-31")}
    july = {("2026-07-01", "2026-07-31")}
    assert spans(extract(columns, path=path, rule=rule)) == july


@pytest.mark.parametrize(
    ("stated", "monday", "sunday"),
    [
        # A Thursday to a Saturday: 31 days are a month, and no longer than 30 days on.
        ("2026-10-01_2026-10-31", "2026-10-01_2026-10-31", "2026-10-01_2026-10-31"),
        # To the Sunday after, which ends the week where weeks begin on Monday.
        ("2026-10-01_2026-11-01", "2026-09-28_2026-11-01", "2026-09-27_2026-11-07"),
        ("2026-07-01_2026-09-30", "2026-06-29_2026-10-04", "2026-06-28_2026-10-03"),
        # Whole weeks stay what they are.
        ("2026-09-28_2026-11-01", "2026-09-28_2026-11-01", "2026-09-27_2026-11-07"),
    ],
)
def test_a_longer_range_counts_whole_weeks(
    stated: str, monday: str, sunday: str
) -> None:
    path = f"usage_{stated}.csv"
    first, last = stated.split("_")
    columns = f"Name,From,To,Searches,Days active\nAna Reis,{first},{last},35,4\n"
    early = Settings(calendar=Calendar(week_start="sunday"))
    for text in (USAGE, columns):
        assert spans(extract(text, path=path)) == {tuple(monday.split("_"))}
        found = extract(text, path=path, settings=early)
        assert spans(found) == {tuple(sunday.split("_"))}


def test_a_row_without_its_days_leaves_the_others_whole_weeks() -> None:
    found = extract(
        "Name,From,To,Searches,Days active\n"
        "Ana Reis,2026-07-01,2026-09-30,35,4\nBo Li,,2026-09-30,35,4\n"
    )
    assert spans(found) == {("2026-06-29", "2026-10-04")}
    assert {(each.row, each.reason) for each in found.rejects} == {(3, "blank")}


def test_other_days_may_stand_beside_the_first_and_the_last() -> None:
    lines = "Start,2026-10-01\nEnd,2026-10-31\nMade on,2026-11-02\n"
    assert spans(extract(lines + USAGE)) == OCTOBER
    with pytest.raises(ExportError, match="no date range stands above the header"):
        extract("2026-10-01\n2026-10-31\n2026-11-02\n" + USAGE)
