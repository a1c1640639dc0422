"""A roster keeps several ids, other names and several times of one rep as written."""

from __future__ import annotations

import pytest

from ssi_analysis.exports import read_export
from ssi_analysis.exports.detect import recognise
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.exports.text import Grid


def read(text: str) -> Extract:
    found = read_export("roster.csv", text.encode(), Options())
    assert found is not None
    assert found.origin == "roster"
    return found


def column(found: Extract, name: str) -> list[object]:
    cells: list[object] = found.tables["reps"][name].tolist()
    return cells


@pytest.mark.parametrize(
    "header",
    [
        "other_names",
        "Former name",
        "Maiden Name",
        "Previous name",
        "Also known as",
        "Aliases",
    ],
)
def test_other_names_are_kept_under_every_spelling(header: str) -> None:
    found = read(f"rep_id,name,{header}\nr1,Ana Reis,Ana Sol; Ana S. Reis\nr2,Bo Li,\n")
    assert column(found, "other_names") == ["Ana Sol; Ana S. Reis", ""]
    assert column(found, "name") == ["Ana Reis", "Bo Li"]


def test_several_ids_in_one_cell_are_kept_as_written() -> None:
    found = read(
        "rep_id,email,linkedin_seat_id,crm_user_id\n"
        "r1,Ana@x.org; ana@y.org,007; 8,00599000000HofhAAC;5512\n"
    )
    assert column(found, "email") == ["ana@x.org; ana@y.org"]
    assert column(found, "linkedin_seat_id") == ["007; 8"]
    assert column(found, "crm_user_id") == ["00599000000HofhAAC;5512"]


def test_several_times_of_one_rep_are_kept() -> None:
    found = read(
        "rep_id,team,start_date,end_date\n"
        "r1,North,2025-01-01,2025-12-31\nr1,South,2026-01-01,\n"
    )
    assert column(found, "rep_id") == ["r1", "r1"]
    assert column(found, "team") == ["North", "South"]
    assert found.rejects == ()


def test_a_worksheet_is_a_roster_too() -> None:
    rows = (("Team list 2026", ""), (), ("Rep ID", "Name"), ("007", "Ana Reis"))
    found = recognise("people.xlsx", Grid("people.xlsx", rows, ""), Options())
    assert found is not None
    roster = found[0].read(found[1], Options())
    assert column(roster, "rep_id") == ["007"]
    assert column(roster, "other_names") == [""]
