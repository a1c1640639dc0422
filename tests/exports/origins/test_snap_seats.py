"""The summary of seats by SNAP, whose headers nobody has documented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import FileRule

PILLARS = "professionalBrand,findRightPeople,insightEngagement,strongRelationship"
HEADER = f"seatId,name,seatStatus,date,ssi,{PILLARS},totalConnections,totalLeadsSaved\n"
LINE = "007,Ana Reis,ACTIVE,2026-11-08,52.6,20.6,10,8,14,900,41\n"


def extract(text: str, *, path: str = "seats.csv", **options: Any) -> Extract:
    found = read_export(path, text.encode(), Options(**options))
    assert found is not None
    assert found.origin == "snap_seats"
    return found


def cells(found: Extract, table: str, *names: str) -> list[tuple[str, ...]]:
    columns = [found.tables[table][name].astype(str).tolist() for name in names]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        HEADER.replace("ssi,", "socialSellingIndex,").replace("seatStatus", "status"),
        "Seat ID,Seat Holder Name,Seat Status,Day,SSI Score,SSI Professional Brand,"
        "SSI Find Right People,SSI Insight Engagement,SSI Strong Relationship,"
        "Connections,Leads Saved\n",
    ],
)
def test_a_seat_has_scores_and_running_totals(header: str) -> None:
    found = extract(header + LINE)
    names = ("date", "person_seat", "person_name", "ssi_total", "ssi_brand")
    assert cells(found, "ssi", *names) == [
        ("2026-11-08", "007", "Ana Reis", "52.6", "20.6")
    ]
    counts = ("metric", "value", "is_cumulative", "start_date", "end_date")
    assert cells(found, "activity", *counts) == [
        ("leads_saved", "41.0", "True", "2026-11-08", "2026-11-08")
    ]
    assert found.rejects == ()


def test_seats_may_be_json() -> None:
    listed = [
        dict(zip(HEADER.strip().split(","), LINE.strip().split(","), strict=True))
    ]
    found = extract(json.dumps({"elements": listed}))
    assert cells(found, "ssi", "ssi_total") == [("52.6",)]


def test_the_day_is_that_of_the_file_where_no_column_has_it() -> None:
    text = "seatId,status,ssi\n7,ACTIVE,53\n"
    dated = extract(text, path="2026-11-08/seats.csv")
    assert cells(dated, "ssi", "date") == [("2026-11-08",)]
    rule = FileRule(first_day="2026-11-01", last_day="2026-11-15")
    assert cells(extract(text, rule=rule), "ssi", "date") == [("2026-11-15",)]
    assert extract(text).rejects[0].reason.startswith("no date in the file")


def test_a_seat_without_a_score_keeps_what_it_saved() -> None:
    line = "8,Bo Li,INVITED,2026-11-08,,,,,,,3\n"
    found = extract(HEADER + LINE + line)
    assert cells(found, "activity", "value") == [("41.0",), ("3.0",)]
    assert cells(found, "ssi", "person_name") == [("Ana Reis",)]
    assert found.rejects == ()
    plain = extract("seatId,status,date,ssi\n8,INVITED,2026-11-08,\n")
    assert [tuple(reject)[1:] for reject in plain.rejects] == [
        (2, "", "", "no score in this row", False)
    ]


def test_days_in_snaps_own_form_begin_with_the_month_and_others_are_refused() -> None:
    text = "seatId,status,date,ssi\n7,ACTIVE,{},53\n"
    found = extract(text.format("03-04-2026 00:00:00"))
    assert cells(found, "ssi", "date") == [("2026-03-04",)]
    with pytest.raises(ExportError, match="say date_order="):
        extract(text.format("03/04/2026"))
