"""Files that are missing or unknown, and values that could not be used."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.findings import Finding, audit

REPS = [{"rep_id": "r1", "name": "Ana Reis"}]
READ = (9, 9, 0, 0)
SCORE = [{"rep_id": "r1", "date": "2026-11-15", "ssi_total": 50.0}]


def test_unknown_files_and_rejected_rows_are_found_without_names(loaded, of_kind):
    line = "2,Closed Won,5,2026-11-01,2026-10-01,Eve Ode\n"
    head = "Record ID,Deal Stage,Amount,Close Date,Create Date,Deal owner\n"
    mine = "1,Closed Won,50,2026-11-15,2026-10-01,Ana Reis\n"
    team = loaded(deals=head + mine + line, **{"for Ana Reis": "call"})
    assert of_kind(team, "unknown file") == [
        Finding(
            "unknown file",
            "warning",
            1,
            "r1",
            "say in ssi-analysis.toml what it is, export it again as CSV with its"
            " header row, or take it out of the folder",
            "r1",
        )
    ]
    assert of_kind(team, "rejected rows") == [
        Finding(
            "rejected rows",
            "warning",
            1,
            "deals.csv, row 3",
            "correct these rows in the export, or add the missing people to the roster",
            "deals.csv",
            3,
        )
    ]


def test_rows_of_which_nothing_is_lost_are_a_note(loaded, of_kind):
    usage = (
        "Name,Start date,End date,Searches,Profile views\n"
        "Ana Reis,2026-10-01,2026-10-31,5,5\n"
        "Eve Ode,2026-10-01,2026-10-31,5,5\n"
        "Average,,,5,5\n"
    )
    scores = "rep_id,date,ssi\n" + "".join(
        f"r1,2026-10-{day},{'' if day == 30 else 50}\n" for day in range(25, 32)
    )
    team = loaded(usage=usage, ssi=scores)
    assert len(team.rejects) == 3
    assert of_kind(team, "rows set aside") == [
        Finding(
            "rows set aside",
            "note",
            2,
            "ssi.csv, row 7: no score in this row",
            "nothing: they are no records, as lines of totals, or hold no number",
            "ssi.csv",
            7,
        )
    ]
    (lost,) = of_kind(team, "rejected rows")
    assert (lost.severity, lost.example) == (
        "warning",
        "usage.csv, row 3",
    )


def test_a_missing_table_is_an_error(literal):
    found = audit(literal(reps=REPS))
    assert found.has_errors
    assert [item.kind for item in found.items] == ["no ssi", "no quota", "no deals"]
    assert found.items[1] == Finding(
        "no quota",
        "error",
        1,
        "exports",
        "add a quota export of the CRM to the folder; nothing can be compared without"
        " it",
    )


def test_without_deals_stated_attainment_can_still_be_compared(literal, of_kind):
    span = {"rep_id": "r1", "start_date": "2026-07-01", "end_date": "2026-09-30"}
    team = literal(reps=REPS, attained=[{**span, "attainment": 0.9}])
    assert of_kind(team, "no deals") == [
        Finding(
            "no deals",
            "warning",
            1,
            "exports",
            "add a deal or opportunity export of the CRM; without it only stated"
            " attainment can be compared",
        )
    ]


@pytest.mark.parametrize(
    "reason",
    ["a pillar lies in 0 to 25", "a total lies in 0 to 100", "a count is at least 0"],
)
def test_a_value_outside_what_can_be_is_a_kind_of_its_own(literal, of_kind, reason):
    rejects = [
        ("a/Ana Reis.csv", 2, "", "Eve", "no rep in the roster matches 'Eve'"),
        ("a/Ana Reis.csv", 7, "brand", "-52", reason),
        ("b.csv", 3, "brand", "53", reason),
    ]
    team = literal(reps=REPS, rejects=rejects)
    assert of_kind(team, "impossible value") == [
        Finding(
            "impossible value",
            "warning",
            2,
            f"-52 in column brand: {reason}",
            "look at the page or the export; it was misread or typed wrong, and its"
            " row is not used",
            "a/r1",
            7,
        )
    ]
    assert [item.count for item in of_kind(team, "rejected rows")] == [2, 1]


def test_a_value_that_is_no_number_is_not_called_impossible(literal, of_kind):
    rejects = [("a.csv", 2, "Amount", "n/a", "not a number")]
    assert of_kind(literal(reps=REPS, rejects=rejects), "impossible value") == []


def test_an_origin_that_fell_silent_is_found_with_its_newest_file(literal, of_kind):
    files = [("1.csv", "crm", *READ), ("2.csv", "crm", *READ), ("3.csv", "x", *READ)]
    team = literal(reps=REPS, ssi=SCORE, files=files)
    days = pd.to_datetime(["2026-09-01", "2026-10-31", None])
    team.files["last_date"] = days
    assert of_kind(team, "stale source") == [
        Finding(
            "stale source",
            "warning",
            1,
            "crm: last on 2026-10-31",
            "export it again up to 2026-11-15",
            "2.csv",
        )
    ]
    team.files["last_date"] = pd.to_datetime(["2026-09-01", "2026-11-01", None])
    assert of_kind(team, "stale source") == []


def test_a_file_of_a_header_alone_is_found(literal, of_kind):
    files = [("1.csv", "crm", 0, 0, 0, 0), ("2.csv", "unknown", 0, 0, 0, 0)]
    files += [("3.7z", "unread", 0, 0, 0, 0), ("4.xlsx#A", "hidden_sheet", 0, 0, 0, 0)]
    team = literal(reps=REPS, ssi=SCORE, files=files)
    assert of_kind(team, "file without rows") == [
        Finding(
            "file without rows",
            "warning",
            1,
            "1.csv",
            "export it again where there should be some; it holds a header alone",
            "1.csv",
        )
    ]


IGNORE = '; else say origin = "ignore" of it in ssi-analysis.toml'


@pytest.mark.parametrize(
    ("name", "todo"),
    [
        ("a.7z", f"unpack it, or pack it as ZIP{IGNORE}"),
        ("a.PNG", f"type its numbers into a sheet where there are any{IGNORE}"),
        (
            "a.docx",
            "save its tables as CSV or Excel workbook (.xlsx) where it has any"
            + IGNORE,
        ),
        (
            "a.bak",
            "export it again as CSV, or correct its ending where it is an export"
            + IGNORE,
        ),
    ],
)
def test_a_file_that_was_not_read_is_found_with_what_to_do(
    literal, of_kind, name, todo
):
    files = [(name, "unread", 0, 0, 0, 0), ("b.csv", "crm", *READ)]
    team = literal(reps=REPS, ssi=SCORE, files=files)
    assert of_kind(team, "file not read") == [
        Finding("file not read", "warning", 1, name, todo, name)
    ]


def test_hidden_worksheets_and_open_workbooks_are_found(literal, of_kind):
    files = [
        ("Ana Reis/q.xlsx#Old", "hidden_sheet", 0, 0, 0, 0),
        ("Ana Reis/~$q.xlsx", "lock_file", 0, 0, 0, 0),
    ]
    team = literal(reps=REPS, ssi=SCORE, files=files)
    assert of_kind(team, "hidden worksheet") == [
        Finding(
            "hidden worksheet",
            "warning",
            1,
            "r1/q.xlsx#Old",
            "unhide it and save the workbook where it is to be read" + IGNORE,
            "r1/q.xlsx#Old",
        )
    ]
    assert of_kind(team, "open workbook") == [
        Finding(
            "open workbook",
            "note",
            1,
            "r1/~$q.xlsx",
            "save and close the workbook; what is not saved in it yet is not read",
            "r1/~$q.xlsx",
        )
    ]
