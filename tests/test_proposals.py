"""A table that nobody recognised gets the lines that would settle it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from ssi_analysis.proposals import propose
from ssi_analysis.team import load_team

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = "rep_id,name,team\nr1,Ana Reis,EMEA\n"


def test_a_foreign_header_is_offered_with_blanks_to_fill_in(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER, encoding="utf-8")
    text = "Stand Mai\nDatum;Punktzahl;Marke;ssi_brandd\n2026-05-01;53;10;10\n"
    (tmp_path / "punkte.csv").write_text(text, encoding="utf-8")
    (found,) = propose(load_team(tmp_path))
    assert found.header == ("Datum", "Punktzahl", "Marke", "ssi_brandd")
    assert found.origin == "ssi_wide"
    rule = tomllib.loads(found.to_toml())["files"][0]
    assert rule["path"] == "punkte.csv"
    assert rule["columns"]["date"] == "Datum"


def test_what_is_filled_in_makes_the_file_readable(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER, encoding="utf-8")
    text = "Wer;Datum;Punktzahl\nAna Reis;2026-05-01;53\n"
    (tmp_path / "punkte.csv").write_text(text, encoding="utf-8")
    (found,) = propose(load_team(tmp_path))
    assert found.origin == "ssi_wide"
    blank = next(name for name, cell in found.columns.items() if not cell)
    lines = found.to_toml().replace(f'{blank} = ""', f'{blank} = "Punktzahl"')
    settled = lines + '\nperson_name = "Wer"\n'
    (tmp_path / "ssi-analysis.toml").write_text(settled, encoding="utf-8")
    assert load_team(tmp_path).ssi["ssi_total"].tolist() == [53.0]


def test_prose_and_numbers_get_no_proposal(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("call Ana\n", encoding="utf-8")
    (tmp_path / "1.csv").write_text("1,2\n3,4\n", encoding="utf-8")
    assert propose(load_team(tmp_path)) == []


def test_a_line_of_data_is_counted_and_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER, encoding="utf-8")
    line = "Ana Reis;Zwo Öxle;ana@acme.com;https://x.example/a;Team;Room 7;Zürcher"
    (tmp_path / "x.csv").write_text(f"{line}\n{line}\n", encoding="utf-8")
    (found,) = propose(load_team(tmp_path))
    told = found.to_toml()
    assert told.startswith(
        "# x.csv: perhaps SSI history; its headers: Team and 6 more\n"
    )
    assert [cell for cell in line.split(";") if cell in told] == ["Team"]


def test_a_line_that_is_like_no_header_is_a_count(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "x.csv").write_text("Zwo Öxle;ana@acme.com\n", encoding="utf-8")
    (found,) = propose(load_team(tmp_path))
    assert found.to_toml().splitlines()[0].endswith("; its headers: 2 unknown")
