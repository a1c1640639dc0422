"""Goals of Dynamics 365: no parent twice, no amount before its time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import Settings

SHOWN = "@OData.Community.Display.V1.FormattedValue"
Q1 = {"goalstartdate": "2026-01-01T00:00:00Z", "goalenddate": "2026-03-31T00:00:00Z"}


def guid(at: int) -> str:
    return f"{at:08d}-0000-4000-8000-000000000000"


def goal(at: int, owner: int, target: float | None, **more: object) -> dict[str, Any]:
    return {
        "@odata.etag": 'W/"1"',
        "goalid": guid(at),
        "title": f"Goal {at}",
        "_goalownerid_value": guid(owner),
        f"_goalownerid_value{SHOWN}": f"Rep {owner}",
        "targetmoney": target,
        f"targetmoney{SHOWN}": f"${target}",
        "amountdatatype": 0,
        "_parentgoalid_value": None,
        **Q1,
        **more,
    }


def dump(*goals: dict[str, Any], **options: Any) -> Extract:
    content = {"@odata.context": "https://x/$metadata#goals", "value": list(goals)}
    return read(json.dumps(content), path="goals.json", **options)


def read(text: str, *, path: str = "goals.csv", **options: Any) -> Extract:
    found = read_export(path, text.encode(), Options(**options))
    assert found is not None
    assert found.origin == "dynamics_goals"
    return found


def column(found: Extract, table: str, name: str) -> list[Any]:
    values = found.tables[table][name]
    return list(values.astype(str)) if values.dtype.kind == "M" else values.tolist()


def aside(found: Extract) -> list[tuple[Any, ...]]:
    return [tuple(reject)[1:] for reject in found.rejects]


def test_a_dump_of_the_api_gives_quotas_by_the_owners_id() -> None:
    found = dump(goal(1, 7, 100000.0, actualmoney=104000.0), goal(2, 8, 50000.0))
    assert column(found, "quota", "quota") == [100000.0, 50000.0]
    assert column(found, "quota", "end_date") == ["2026-03-31"] * 2
    assert column(found, "quota", "person_crm") == [guid(7), guid(8)]
    assert column(found, "quota", "person_name") == ["Rep 7", "Rep 8"]
    assert column(found, "attained", "attained") == [104000.0]
    assert found.rows_read == 2


def test_a_parent_in_the_file_is_set_aside_and_one_outside_is_not() -> None:
    found = dump(
        goal(1, 9, 150.0),
        goal(2, 7, 100.0, _parentgoalid_value=guid(1).upper()),
        goal(3, 8, 50.0, _parentgoalid_value=guid(1)),
        goal(4, 6, 40.0, _parentgoalid_value=guid(99)),
    )
    assert sum(column(found, "quota", "quota")) == 190.0
    assert aside(found) == [
        (2, "", "Goal 1", "a parent; its children are counted", False)
    ]


def test_goals_of_counts_and_discarded_ones_are_set_aside() -> None:
    found = dump(
        goal(1, 7, None, amountdatatype=2, targetinteger=40),
        goal(2, 7, None, amountdatatype=None, targetdecimal=4.5),
        goal(3, 7, 9.0, statecode=2),
        goal(4, 7, 5.0, statecode=0, targetinteger=40),
    )
    assert column(found, "quota", "quota") == [5.0]
    assert aside(found) == [
        (2, "", "40", "a goal of a count, not of money", False),
        (3, "", "4.5", "a goal of a count, not of money", False),
        (4, "", "2", "a discarded goal", False),
    ]


def test_an_amount_rolled_up_before_the_end_is_set_aside() -> None:
    found = dump(
        goal(1, 6, 5.0, actualmoney=4.0, lastrolledupdate="2026-03-31T23:30:00Z"),
        goal(2, 7, 5.0, actualmoney=3, lastrolledupdate="2026-02-15T06:00:00Z"),
        goal(3, 8, 5.0, actualmoney=0, lastrolledupdate=None),
        goal(4, 9, 5.0, actualmoney=None, lastrolledupdate=None),
    )
    assert column(found, "quota", "quota") == [5.0] * 4
    assert column(found, "attained", "attained") == [4.0]
    late = "rolled up last on 2026-02-15, when the period was not over"
    assert aside(found) == [
        (3, "actualmoney", "3", late, False),
        (4, "actualmoney", "0", "never rolled up", False),
    ]


def test_a_goal_from_a_first_to_a_first_ends_the_day_before() -> None:
    found = dump(goal(1, 7, 5.0, goalenddate="2026-04-01T00:00:00Z"))
    assert column(found, "quota", "end_date") == ["2026-03-31"]


def test_without_the_roll_up_the_day_of_the_file_tells() -> None:
    text = json.dumps({"value": [goal(1, 7, 5.0, actualmoney=4)]})
    on_the_last_day = read(text, path="goals_2026-03-31.json")
    assert column(on_the_last_day, "attained", "attained") == [4.0]
    found = read(text, path="goals_2026-02-15.json")
    assert column(found, "attained", "attained") == []
    assert aside(found) == [
        (2, "actualmoney", "4", "the period was not over on 2026-02-15", False)
    ]


TABLE = (
    "(Do Not Modify) Goal,Name,Goal Owner,Parent Goal,Target (Money),Actual (Money),"
    "From,To,Currency\n"
)


def test_a_table_has_names_and_a_title_for_a_parent() -> None:
    found = read(
        TABLE
        + ',EMEA Q1,Max Lead,,"$150,000.00",,1/1/2026,3/31/2026,US Dollar\n'
        + ',Ana Q1,Ana Reis,EMEA Q1,"$100,000.00",$90,1/1/2026,3/31/2026,US Dollar\n'
    )
    assert column(found, "quota", "person_name") == ["Ana Reis"]
    assert column(found, "quota", "quota") == [100000.0]
    assert column(found, "attained", "attained") == [90.0]
    assert column(found, "quota", "start_date") == ["2026-01-01"]


def test_a_title_that_several_goals_have_names_no_parent() -> None:
    rows = ",Q1,Max,,9,,2026-01-01,2026-03-31,\n,Q1,Ana,Q1,5,,2026-01-01,2026-03-31,\n"
    with pytest.raises(ExportError, match="several goals are called 'Q1', so it is"):
        read(TABLE + rows)


def test_currencies_without_a_code_are_refused_where_there_are_several() -> None:
    row = ",{},{},,5,,2026-01-01,2026-03-31,{}\n"
    with pytest.raises(
        ExportError, match="holds Euro, US Dollar: keep the rows of one"
    ):
        read(
            TABLE + row.format("A", "Ana", "Euro") + row.format("B", "Bo", "US Dollar")
        )
    one = read(TABLE + row.format("A", "Ana", "Euro") + row.format("B", "Bo", "Euro"))
    assert column(one, "quota", "currency") == ["", ""]
    codes = read(TABLE + row.format("A", "Ana", "EUR") + row.format("B", "Bo", "USD"))
    assert column(codes, "quota", "currency") == ["EUR", "USD"]


def test_a_goal_that_does_not_begin_at_midnight_is_rejected() -> None:
    found = dump(goal(1, 7, 5.0, goalstartdate="2025-12-31T23:00:00Z"))
    assert found.rejects[0].reason == "not at midnight; write the day alone"
    zone = Settings(time_zone="America/New_York")
    kept = dump(goal(1, 7, 5.0), settings=zone)
    assert column(kept, "quota", "start_date") == ["2026-01-01"]
