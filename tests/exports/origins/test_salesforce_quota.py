"""Salesforce quotas: any day of a month, no end, and what must not be added up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.periods import Calendar
from ssi_analysis.settings import Settings

WEEKS = Settings(
    calendar=Calendar(year_starts=(dt.date(2026, 2, 1), dt.date(2027, 1, 31)))
)
HEADER = "QUOTAOWNERID,QUOTAAMOUNT,STARTDATE\n"


def read(text: str, **options: Any) -> Extract:
    found = read_export("q.csv", text.encode(), Options(**options))
    assert found is not None
    assert found.origin == "salesforce_quota"
    return found


def spans(found: Extract) -> list[tuple[str, str]]:
    table = found.tables["quota"]
    sides = (table[name].astype(str).tolist() for name in ("start_date", "end_date"))
    return list(zip(*sides, strict=True))


def test_a_start_is_a_boundary_that_no_time_zone_moves() -> None:
    text = HEADER + "005A,5,2026-01-01T00:00:00.000Z\n005A,6,2026-04-30T00:00:00.000Z\n"
    found = read(text, settings=Settings(time_zone="America/New_York"))
    assert spans(found) == [("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]


def test_periods_of_whole_weeks_are_those_their_starts_lie_in() -> None:
    # Fiscal months of 4-4-5 weeks from 2026-02-01: to 02-28, to 03-28, to 05-02.
    monthly = HEADER + "005A,5,2026-02-01\n005A,6,2026-03-01\n005A,7,2026-03-31\n"
    assert spans(read(monthly, settings=WEEKS)) == [
        ("2026-02-01", "2026-02-28"),
        ("2026-03-01", "2026-03-28"),
        ("2026-03-29", "2026-05-02"),
    ]
    quarterly = HEADER + "005A,5,2026-02-15\n005A,6,2026-05-10\n"
    assert spans(read(quarterly, settings=WEEKS)) == [
        ("2026-02-01", "2026-05-02"),
        ("2026-05-03", "2026-08-01"),
    ]
    one = HEADER + "005A,5,2026-04-15\n"
    assert spans(read(one, settings=WEEKS, quota_period="quarter")) == [
        ("2026-02-01", "2026-05-02")
    ]


def test_a_start_outside_the_fiscal_years_that_are_known_is_rejected() -> None:
    found = read(
        HEADER + "005A,4,2026-01-01\n005A,5,2026-02-01\n005A,6,2026-03-01\n",
        settings=WEEKS,
    )
    assert len(spans(found)) == 2
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (
            2,
            "STARTDATE",
            "2026-01-01",
            "outside the fiscal years that ssi-analysis.toml lists",
        )
    ]


def test_a_quota_of_quantity_is_set_aside() -> None:
    found = read(
        "QuotaOwnerId,QuotaAmount,QuotaQuantity,StartDate\n"
        "005A,5,,2026-01-01\n005A,6,30,2026-02-01\n005A,,40,2026-01-01\n"
    )
    assert found.tables["quota"]["quota"].tolist() == [5.0, 6.0]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "", "40", "a quota of quantity, not of money", False)
    ]


@pytest.mark.parametrize("column", ["ProductFamily", "Territory2Id"])
def test_parts_of_a_persons_quota_are_refused(column: str) -> None:
    text = (
        f"QuotaOwnerId,QuotaAmount,StartDate,{column}\n"
        "005A,5,2026-01-01,Core\n005A,7,2026-02-01,Core\n005A,6,2026-01-01,Cloud\n"
    )
    with pytest.raises(
        ExportError, match=r"keep one of them or their sum\n  rows 2 and"
    ):
        read(text)
