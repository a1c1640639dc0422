"""HubSpot goals and deals, as tables and as its API gives them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import Settings

GOALS = "hs_goal_type,hs_target_amount,hs_start_datetime,hs_end_datetime,{}\n"
DEALS = "Record ID,Deal Stage,Amount,Close Date,Deal Owner\n"


def read(text: str | bytes, *, path: str = "h.csv", **options: Any) -> Extract:
    data = text.encode() if isinstance(text, str) else text
    found = read_export(path, data, Options(**options))
    assert found is not None
    return found


def column(found: Extract, table: str, name: str) -> list[Any]:
    values = found.tables[table][name]
    return list(values.astype(str)) if values.dtype.kind == "M" else values.tolist()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-12-01T00:00:00Z", "2025-12-31T23:59:59.999Z"),
        ("2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("2025-12-01", "2025-12-31"),
        ("1764547200000", "1767225599999"),
        ("1764547200000", "1767225600000"),
    ],
)
def test_a_slice_ends_on_its_last_day_in_every_spelling(start: str, end: str) -> None:
    text = GOALS.format("hubspot_owner_id") + f"sales_quota,5.00,{start},{end},77\n"
    found = read(text, settings=Settings(time_zone="America/New_York"))
    assert found.origin == "hubspot_goals"
    assert column(found, "quota", "start_date") == ["2025-12-01"]
    assert column(found, "quota", "end_date") == ["2025-12-31"]


def test_a_slice_that_begins_within_a_day_is_rejected() -> None:
    rows = "sales_quota,5,2025-11-30T23:00:00Z,2025-12-31T23:00:00Z,77\n"
    found = read(GOALS.format("hubspot_owner_id") + rows)
    reason = "not at midnight; write the day alone"
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (2, "hs_start_datetime", "2025-11-30T23:00:00Z", reason),
        (2, "hs_end_datetime", "2025-12-31T23:00:00Z", reason),
    ]


def test_a_goal_is_its_owners_and_a_teams_is_set_aside() -> None:
    columns = (
        "hubspot_owner_id,hs_created_by_user_id,hs_assignee_team_id,hubspot_team_id"
    )
    month = "2025-12-01,2025-12-31"
    found = read(
        GOALS.format(columns)
        + f"sales_quota,5,{month},77,99,,\nsales_quota,6,{month},,99,12,\n"
        + f"sales_quota,7,{month},78,99,12,\nsales_quota,8,{month},,99,,13\n"
        + f"calls,40,{month},77,99,,\n"
    )
    assert column(found, "quota", "person_crm") == ["77", "78"]
    assert found.rows_read == 5
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (3, "", "12", "a goal of a team", False),
        (5, "", "13", "a goal of a team", False),
        (6, "", "calls", "a goal of another type than sales_quota", False),
    ]


def test_a_dump_of_the_api_holds_twelve_slices_of_one_goal() -> None:
    months = [f"2025-{month:02d}-01T00:00:00Z" for month in range(1, 13)]
    ends = [*months[1:], "2026-01-01T00:00:00Z"]
    results = [
        {
            "id": f"{at}",
            "properties": {
                "hs_goal_name": "Quota",
                "hs_goal_type": "sales_quota",
                "hs_target_amount": f"{at}000.00",
                "hs_start_datetime": start,
                "hs_end_datetime": end,
                "hs_created_by_user_id": "99",
                "hubspot_owner_id": None,
                "hs_assignee_user_id": "501",
                "hs_assignee_team_id": None,
            },
            "createdAt": "2025-01-01T08:13:37.629Z",
        }
        for at, (start, end) in enumerate(zip(months, ends, strict=True), start=1)
    ]
    found = read(json.dumps({"results": results}), path="goals.json")
    assert found.origin == "hubspot_goals"
    assert sum(column(found, "quota", "quota")) == 78000.0
    assert column(found, "quota", "end_date")[:2] == ["2025-01-31", "2025-02-28"]
    assert set(column(found, "quota", "person_name")) == {"501"}


def test_deals_of_the_api_are_read_like_a_table() -> None:
    results = [
        {
            "id": "1",
            "properties": {
                "dealname": "A",
                "dealstage": "closedwon",
                "amount": "12.345",
                "closedate": "2026-03-31T22:30:00Z",
                "createdate": "2026-01-02T09:00:00.000Z",
                "hubspot_owner_id": "77",
            },
        },
        {
            "id": "2",
            "properties": {
                "dealstage": "contractsent",
                "amount": None,
                "closedate": "1767225600000",
                "hubspot_owner_id": "78",
            },
        },
    ]
    zone = Settings(time_zone="Europe/Berlin")
    found = read(json.dumps({"results": results}), path="d.json", settings=zone)
    assert found.origin == "hubspot_deals"
    assert column(found, "deals", "is_won") == [True, False]
    assert column(found, "deals", "amount")[0] == 12.345
    assert column(found, "deals", "close_date") == ["2026-04-01", "2026-01-01"]
    assert column(found, "deals", "person_crm") == ["77", "78"]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_deals_have_the_delimiter_of_their_exporter(delimiter: str) -> None:
    text = DEALS + "1,Closed Won (Sales Pipeline),$125000,2026-03-05 14:15,ana@x.org\n"
    found = read(text.replace(",", delimiter).encode("utf-16"))
    assert found.origin == "hubspot_deals"
    assert column(found, "deals", "amount") == [125000.0]
    assert column(found, "deals", "is_won") == [True]
    assert column(found, "deals", "person_name") == ["ana@x.org"]


def test_an_amount_in_the_companys_currency_does_not_take_that_of_the_deal() -> None:
    found = read(
        "Record ID,Deal Stage,Amount,Currency,Amount in company currency,Close Date,"
        "Deal owner\n1,closedwon,100,GBP,125,2026-03-05,Ana\n"
    )
    assert column(found, "deals", "amount") == [125.0]
    assert column(found, "deals", "currency") == [""]
