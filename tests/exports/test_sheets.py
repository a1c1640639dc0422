"""Sheets with other cells: merged names, footers that are rows, lines of totals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssi_analysis.exports import sheets
from ssi_analysis.exports.text import Sheet

ROWS = (("Ana", "", "1"), ("", "", "2"), ("", "", ""), ("", "b@x.org", "3"))
SHEET = Sheet(
    path="book.xlsx#Q",
    header=("Rep", "Email", "Jan"),
    columns={"name": 0, "email": 1, "jan": 2},
    rows=ROWS,
    numbers=(2, 3, 4, 5),
)


def names(sheet: Sheet) -> list[str]:
    filled = sheets.merged_filled(sheet, "name", beside=["jan"], unless=["email"])
    return filled.cells("name")


def test_a_blank_takes_the_name_above_where_its_row_has_an_amount_and_no_other() -> (
    None
):
    assert names(SHEET) == ["Ana", "Ana", "", ""]


def test_a_gap_a_total_and_a_text_file_end_a_merged_cell() -> None:
    assert names(replace(SHEET, numbers=(2, 4, 5, 6)))[1] == ""
    totals = (("Ana", "", "1"), ("Total", "", "1"), ("", "", "2"), ("", "", "3"))
    assert names(replace(SHEET, rows=totals)) == ["Ana", "Total", "", ""]
    assert names(replace(SHEET, path="q.csv")) == ["Ana", "", "", ""]


def test_lines_of_the_footer_come_back_as_wide_as_the_rows() -> None:
    short = replace(
        SHEET,
        misfits=((6, ("Total", "1")), (7, ("x",))),
        footer=((9, ("Total",)), (10, ("Acme Inc",))),
    )
    found = sheets.with_footer(short, lambda row: row[0] == "Total")
    assert found.rows[4:] == (("Total", "1", ""), ("Total", "", ""))
    assert found.numbers == (2, 3, 4, 5, 6, 9)
    assert found.misfits == ((7, ("x",)),)
    assert found.footer == ((10, ("Acme Inc",)),)


@pytest.mark.parametrize(
    "label", ["Total", "EMEA Total", "Grand Total:", "Average", "Team average", "Sum"]
)
def test_a_summary_is_known_by_its_label(label: str) -> None:
    assert sheets.is_summary(label)


@pytest.mark.parametrize("label", ["", "Ana Reis", "Totalis", "Meaney", "Sum Li"])
def test_a_name_is_no_summary(label: str) -> None:
    assert not sheets.is_summary(label)


def test_a_label_counts_in_another_column_only_where_nobody_is_named() -> None:
    rows = (("Total Solutions", "a@x.org", "1"), ("Total", "", "2"))
    team = replace(SHEET, rows=rows, numbers=(2, 3), columns={"email": 1})
    assert list(sheets.summaries(team, ["email"])) == [1]
