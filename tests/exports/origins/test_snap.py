"""Activities and outcomes of SNAP: each an event, on the day it really was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import Settings
from ssi_analysis.team import load_team

HEADER = "activityId,activityType,createdAt,seatId,memberIdentityKey\n"
OUTCOMES = "activityId,activityType\n"


def extract(text: str, *, origin: str = "snap_activity", **options: Any) -> Extract:
    found = read_export("snap.csv", text.encode(), Options(**options))
    assert found is not None
    assert found.origin == origin
    return found


def cells(found: Extract, table: str, *names: str) -> list[tuple[str, ...]]:
    columns = [found.tables[table][name].astype(str).tolist() for name in names]
    return list(zip(*columns, strict=True))


KINDS = {
    "SAVED_LEAD": "leads_saved",
    "SAVED_ACCOUNT": "accounts_saved",
    "SEARCH_PERFORMED": "searches",
    "PROFILE_VIEWED": "profile_views",
    "INMAIL_SENT": "inmails_sent",
    "MESSAGE_SENT": "messages_sent",
    "CONNECTION_MADE": "connections_made",
}


def test_every_type_of_activity_is_an_event_of_its_seat() -> None:
    lines = [
        f"a{at},{kind},03-04-2026 09:30:00,007,k\n" for at, kind in enumerate(KINDS)
    ]
    found = extract(HEADER + "".join(lines), date_order="dmy")
    names = ("metric", "date", "event_id", "person_seat")
    assert cells(found, "events", *names) == [
        (metric, "2026-03-04", f"a{at}", "007")
        for at, metric in enumerate(KINDS.values())
    ]
    assert found.rows_read == len(KINDS)


def test_nothing_is_kept_of_the_member_it_was_aimed_at() -> None:
    found = extract(
        HEADER + "a1,SAVED_LEAD,03-04-2026 09:30:00,7,secret\n"
        "a2,SAVED_LEAD,never,7,secret\na3,SAVED_LEAD,03-04-2026,7,secret,secret\n"
        "a4,NOTE_MADE,03-04-2026 09:30:00,7,secret\n"
    )
    assert "secret" not in repr(found)
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "", "", "the row has 6 cells, the header 5", True),
        (
            5,
            "activityType",
            "NOTE_MADE",
            "an activity of a type that is not counted",
            False,
        ),
        (3, "createdAt", "never", "not a time as MM-DD-YYYY HH:MM:SS", True),
    ]


@pytest.mark.parametrize(
    "moment",
    [
        "13-04-2026 09:30:00",
        "2026-03-04 09:30:00",
        "3-4-2026 09:30:00",
        "03/04/2026 09:30:00",
        "03-04-2026",
        "03-04-2026 25:30:00",
        "02-30-2026 09:30:00",
        "03-04-0026 09:30:00",
    ],
)
def test_a_time_in_another_form_is_rejected(moment: str) -> None:
    found = extract(
        f"{HEADER}a1,SAVED_LEAD,{moment},7,\na2,SAVED_LEAD,12-31-2026 23:59:59,7,\n"
    )
    assert cells(found, "events", "date") == [("2026-12-31",)]
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (2, "createdAt", moment, "not a time as MM-DD-YYYY HH:MM:SS")
    ]


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("", "2026-03-04"),
        ("Europe/Berlin", "2026-03-05"),
        ("America/New_York", "2026-03-04"),
    ],
)
def test_the_day_is_that_of_the_owners_time_zone(zone: str, day: str) -> None:
    text = f"{HEADER}a1,SAVED_LEAD,03-04-2026 23:30:00,7,\n"
    found = extract(text, settings=Settings(time_zone=zone))
    assert cells(found, "events", "date") == [(day,)]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",SAVED_LEAD,03-04-2026 09:30:00,7,", "activityId"),
        ("a1,SAVED_LEAD,,7,", "createdAt"),
        ("a1,SAVED_LEAD,03-04-2026 09:30:00,,", "seatId"),
    ],
)
def test_an_activity_without_its_id_time_or_seat_is_rejected(
    line: str, column: str
) -> None:
    found = extract(f"{HEADER}{line}\n")
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (2, column, "", "blank")
    ]


def test_activities_may_be_json() -> None:
    entry = ["a1", "INMAIL_SENT", "03-04-2026 09:30:00", 1234567890123456789, None]
    listed = [dict(zip(HEADER.strip().split(","), entry, strict=True))]
    for content in (listed, {"elements": listed, "paging": {"count": 1}}):
        found = extract(json.dumps(content))
        assert cells(found, "events", "metric", "person_seat") == [
            ("inmails_sent", "1234567890123456789")
        ]


def test_an_outcome_needs_no_more_than_its_activity() -> None:
    text = (
        f"{OUTCOMES}a1,INMAIL_ACCEPTED\na2,INMAIL_DECLINED\na3,INMAIL_REJECTED\n"
        ",INMAIL_ACCEPTED\na4,INMAIL_SENT\n"
    )
    found = extract(text, origin="snap_outcomes")
    assert cells(found, "outcomes", "activity_id", "metric", "date") == [
        ("a1", "inmails_accepted", "NaT"),
        ("a2", "inmails_declined", "NaT"),
        ("a3", "inmails_declined", "NaT"),
    ]
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (6, "activityType", "INMAIL_SENT", "an activity of a type that is not counted"),
        (5, "activityId", "", "blank"),
    ]
    assert found.rows_read == 5


def test_an_outcome_may_say_when_it_was() -> None:
    text = "activityId,activityType,createdAt\n"
    found = extract(
        f"{text}a1,INMAIL_ACCEPTED,03-09-2026 09:30:00\na2,INMAIL_ACCEPTED,soon\n",
        origin="snap_outcomes",
    )
    assert cells(found, "outcomes", "activity_id", "date") == [
        ("a1", "2026-03-09"),
        ("a2", "NaT"),
    ]
    assert [reject.found for reject in found.rejects] == ["soon"]


def test_an_outcome_with_its_time_and_seat_is_an_event_of_its_own() -> None:
    line = "a1,INMAIL_ACCEPTED,03-09-2026 09:30:00,7,k\n"
    found = extract(HEADER + line)
    assert cells(found, "events", "event_id", "metric", "date") == [
        ("a1/inmails_accepted", "inmails_accepted", "2026-03-09")
    ]


def test_events_are_counted_by_day_and_once_however_often_exported(
    tmp_path: Path,
) -> None:
    roster = "rep_id,name,team,linkedin_seat_id\nr1,Ana Reis,EMEA,7\n"
    lines = [
        "a1,INMAIL_SENT,03-04-2026 09:30:00,7,k\n",
        "a2,INMAIL_SENT,03-04-2026 10:30:00,7,k\n",
        "a3,INMAIL_SENT,03-05-2026 10:30:00,7,k\n",
        "a4,INMAIL_SENT,03-05-2026 10:30:00,8,k\n",
    ]
    outcomes = "a1,INMAIL_ACCEPTED\n" * 5 + "a9,INMAIL_ACCEPTED\n"
    (tmp_path / "roster.csv").write_text(roster)
    (tmp_path / "first.csv").write_text(HEADER + "".join(lines[:2]))
    (tmp_path / "second.csv").write_text(HEADER + "".join(lines[1:]))
    (tmp_path / "outcomes.csv").write_text(OUTCOMES + outcomes)
    team = load_team(tmp_path)
    names = ["rep_id", "start_date", "metric", "value"]
    counts = team.activity[names].astype(str).to_numpy().tolist()
    assert sorted(counts) == [
        ["r1", "2026-03-04", "inmails_accepted", "1.0"],
        ["r1", "2026-03-04", "inmails_sent", "2.0"],
        ["r1", "2026-03-05", "inmails_sent", "1.0"],
    ]
