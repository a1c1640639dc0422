"""Everybody whom exports name is listed, and those without a match get a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from ssi_analysis.errors import SSIError
from ssi_analysis.identities import identify
from ssi_analysis.team import load_team

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = "rep_id,name,email,linkedin_seat_id,team\nr1,Ana Reis,ana@acme.com,301,EMEA\n"
DEALS = "Record ID,Deal Stage,Amount,Close Date,Deal owner\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def proposed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_identity_says_where_it_stands_and_by_what_it_was_matched(
    tmp_path: Path,
) -> None:
    files = {
        "people.csv": ROSTER,
        "seats.csv": "seat_id,date,ssi\n301,2026-11-14,50\n301,2026-11-15,50\n",
        "deals.csv": DEALS + "1,Closed Won,5,2026-03-01,Ana Reis\n",
        "r1/a.csv": "date,ssi\n2026-11-15,53\n",
        "r1/b.csv": "date,ssi\n2026-11-16,53\n",
    }
    rows = identify(write(tmp_path, files)).rows()
    assert [(row["named"], row["rows"], row["matched by"]) for row in rows] == [
        ("r1", 2, "path"),
        ("Ana Reis", 1, "name"),
        ("301", 2, "seat"),
    ]
    assert {row["rep_id"] for row in rows} == {"r1"}


def test_strangers_of_one_name_or_address_are_one_row_to_complete(
    tmp_path: Path,
) -> None:
    files = {
        "people.csv": ROSTER,
        "ssi.csv": "name,date,ssi\nBo Li,2026-11-15,53\nAna Reis,2026-11-15,53\n",
        "goals.csv": "hs_target_amount,hs_start_datetime,hs_end_datetime,"
        "hubspot_owner_id,email\n5,2026-01-01,2026-01-31,77,bo.li@acme.com\n",
        "deals.csv": DEALS + "1,Closed Won,5,2026-03-01,Anna Reiss\n",
    }
    rows = proposed(identify(write(tmp_path, files)).roster_csv())
    assert [(row["rep_id"], row["name"], row["crm_user_id"]) for row in rows] == [
        ("r1", "Ana Reis", ""),
        ("anna-reiss", "Anna Reiss", ""),
        ("bo-li", "Bo Li", "77"),
    ]
    assert rows[1]["note"].startswith("the same as r1?")
    assert rows[2]["email"] == "bo.li@acme.com"


def test_the_proposed_roster_can_be_loaded_and_matches_everybody(
    tmp_path: Path,
) -> None:
    files = {
        "ssi.csv": "name,date,ssi\nBo Li,2026-11-15,53\n",
        "deals.csv": DEALS + "1,Closed Won,5,2026-03-01,bo.li@acme.com\n",
    }
    found = identify(write(tmp_path, files))
    (tmp_path / "roster.csv").write_text(found.roster_csv(), encoding="utf-8")
    team = load_team(tmp_path)
    assert team.ssi["rep_id"].tolist() == team.deals["rep_id"].tolist() == ["bo-li"]


def test_names_that_a_spreadsheet_would_run_are_made_harmless(tmp_path: Path) -> None:
    text = 'name,date,ssi\n"=cmd()",2026-11-15,53\n'
    row = proposed(identify(write(tmp_path, {"ssi.csv": text})).roster_csv())[0]
    assert row["name"] == "'=cmd()"


def test_a_folder_without_exports_names_nobody(tmp_path: Path) -> None:
    found = identify(tmp_path)
    assert found.rows() == []
    assert found.roster.empty
    with pytest.raises(SSIError, match="is not there"):
        identify(tmp_path / "nowhere")
