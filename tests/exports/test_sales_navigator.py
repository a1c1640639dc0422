"""Which days usage figures count: stated in columns, above the header, in the name."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options

USAGE = "Name,Days active,Searches\nAna Reis,20,35\n"


def extract(text: str, *, path: str = "usage.csv", **options: str) -> Extract:
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
