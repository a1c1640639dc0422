"""Worksheets of one workbook: none is the later one, unless their names say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.intake.stack import recency
from ssi_analysis.team import TeamData, load_team

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = "rep_id,name,team\nr1,Ana Reis,EMEA\nr2,Bo Li,EMEA\n"
SCORES = ["name", "date", "ssi"]


def loaded(folder: Path, sheets: dict[str, list[list[object]]]) -> TeamData:
    (folder / "people.csv").write_text(ROSTER)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.removeprefix("-"))
        sheet.sheet_state = "hidden" if title.startswith("-") else "visible"
        for row in rows:
            sheet.append(row)
    book.save(folder / "book.xlsx")
    return load_team(folder)


def scores(value: float) -> list[list[object]]:
    return [SCORES, ["Bo Li", "2026-11-08", 40.5], ["Ana Reis", "2026-11-08", value]]


def test_worksheets_that_differ_are_refused_by_their_names(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as refusal:
        loaded(tmp_path, {"Old": scores(53.5), "New": scores(60.5)})
    assert str(refusal.value) == (
        "book.xlsx: worksheets differ, and nothing says which of them counts; take one"
        ' away, say origin = "ignore" of it under [[files]] in ssi-analysis.toml, or'
        " name them by their days, as 2026-11-08\n"
        "  ssi: 'Old' row 3 and 'New' row 3"
    )


@pytest.mark.parametrize(
    ("sheets", "total"),
    [
        ({"A": scores(53.5), "B": scores(53.5)}, 53.5),
        ({"2026-11-09": scores(53.5), "2026-11-08": scores(60.5)}, 53.5),
        ({"Now": scores(53.5), "-Old": scores(60.5)}, 53.5),
        ({"A": scores(53.5), "B": [SCORES, ["Ana Reis", "2026-11-08", 60]]}, 53.5),
    ],
)
def test_worksheets_count_where_they_agree_or_one_comes_first(
    tmp_path: Path, sheets: dict[str, list[list[object]]], total: float
) -> None:
    found = loaded(tmp_path, sheets).ssi.set_index("rep_id")["ssi_total"]
    assert found.to_dict() == {"r1": total, "r2": 40.5}


def test_a_rule_that_ignores_one_worksheet_settles_it(tmp_path: Path) -> None:
    rule = '[[files]]\npath = "book.xlsx#Old"\norigin = "ignore"\n'
    (tmp_path / "ssi-analysis.toml").write_text(rule)
    found = loaded(tmp_path, {"Old": scores(60.5), "New": scores(53.5)})
    assert found.ssi.set_index("rep_id")["ssi_total"]["r1"] == 53.5


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("deals.xlsx#A", "deals (1).xlsx#A"),
        ("export.zip/deals.csv", "export (1).zip/deals.csv"),
        ("a/deals (1).csv", "a/deals (2).csv"),
        ("b_2026-11-01 (3).csv", "a_2026-11-02.csv"),
        ("deals #1.csv", "deals #2.csv"),
    ],
)
def test_days_and_copies_say_which_is_the_later_one(earlier: str, later: str) -> None:
    assert recency(earlier) < recency(later)
