"""Freshsales goals: whose they are, on what, and for how long."""

from __future__ import annotations

from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options

HEADER = (
    "User email,Goal type,Goal period,Goal start date,Goal end date,Target,Team,"
    "Activity,Outcome\n"
)


def read(text: str, **options: Any) -> Extract:
    found = read_export("goals.csv", text.encode(), Options(**options))
    assert found is not None
    assert found.origin == "freshsales_goals"
    return found


def quotas(found: Extract) -> list[tuple[Any, ...]]:
    names = ("person_email", "start_date", "end_date", "quota")
    columns = [found.tables["quota"][name] for name in names]
    return list(
        zip(
            *(each.astype(str) if each.dtype.kind == "M" else each for each in columns),
            strict=True,
        )
    )


def test_goals_of_users_on_money_are_quotas() -> None:
    found = read(
        HEADER
        + "ana@x.org,User,Monthly,09/01/2021,09/30/2021,5000,,Deal,Revenue\n"
        + "bo@x.org,User,Quarterly,07/01/2021,09/30/2021,9000,,Deals won,Deal amount\n"
        + "bo@x.org,Team,Monthly,09/01/2021,09/30/2021,7000,North,Deal,Revenue\n"
        + "bo@x.org,User,Weekly,09/06/2021,09/12/2021,40,,Phone,Interested\n"
    )
    assert quotas(found) == [
        ("ana@x.org", "2021-09-01", "2021-09-30", 5000.0),
        ("bo@x.org", "2021-07-01", "2021-09-30", 9000.0),
    ]
    assert found.rows_read == 4
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "", "North", "a goal of a team", False),
        (5, "", "Phone Interested", "a goal of a count, not of money", False),
    ]


def test_days_that_may_be_read_two_ways_need_the_option() -> None:
    text = HEADER + "ana@x.org,User,Yearly,01/02/2021,02/01/2021,5,,Deal,Revenue\n"
    with pytest.raises(ExportError, match=r'date_order="dmy" or date_order="mdy"'):
        read(text)


def test_a_goal_that_lasts_other_than_its_period_is_rejected() -> None:
    text = HEADER + "ana@x.org,User,Monthly,09/01/2021,12/31/2021,5,,Deal,Revenue\n"
    found = read(text)
    assert quotas(found) == []
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (
            2,
            "Goal end date",
            "12/31/2021",
            "the goal lasts longer or shorter than its period",
        )
    ]


def test_a_blank_day_is_the_only_fault_of_its_row() -> None:
    found = read(HEADER + "ana@x.org,User,Monthly,,12/31/2021,5,,Deal,Revenue\n")
    assert [tuple(reject)[2:5] for reject in found.rejects] == [
        ("Goal start date", "", "blank")
    ]
