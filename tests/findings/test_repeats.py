"""Rows set aside are counted by table and by what they say."""

from __future__ import annotations

import pytest

from ssi_analysis.findings import Finding

REPS = [{"rep_id": "r1", "name": "Ana Reis"}]
FILES = [
    ("Ana Reis/a.csv", "ssi_wide", 9, 9, 0, 0),
    ("b.csv", "ssi_wide", 9, 9, 0, 0),
    ("usage.csv", "sales_navigator", 9, 9, 0, 0),
    ("1.json", "ssi_page", 1, 1, 0, 0),
    ("2.json", "ssi_page", 1, 1, 0, 0),
]


def test_a_later_row_that_says_something_else_is_a_warning(literal, of_kind):
    repeats = [
        ("deals", "Ana Reis/a.csv", 3, "b.csv", 7, "corrected"),
        ("deals", "Ana Reis/a.csv", 4, "b.csv", 8, "corrected"),
    ]
    team = literal(reps=REPS, files=FILES, repeats=repeats)
    assert of_kind(team, "corrected rows") == [
        Finding(
            "corrected rows",
            "warning",
            2,
            "deals: b.csv, row 7 counts instead of r1/a.csv, row 3",
            "look which of the two is right; the later file counts, so take the other"
            " away or name the files by their days",
            "r1/a.csv",
            3,
        )
    ]


@pytest.mark.parametrize(
    ("kind", "title", "todo"),
    [
        ("same", "repeated rows", "nothing: they say the same and count once"),
        (
            "overlap",
            "overlapping counts",
            "nothing: the shorter span counts; export spans that do not overlap to keep"
            " all of them",
        ),
    ],
)
def test_rows_that_say_the_same_or_overlap_are_noted(
    literal, of_kind, kind, title, todo
):
    repeats = [("activity", "usage.csv", 5, "b.csv", 6, kind)]
    assert of_kind(literal(reps=REPS, files=FILES, repeats=repeats), title) == [
        Finding(
            title,
            "note",
            1,
            "activity: b.csv, row 6 counts instead of usage.csv, row 5",
            todo,
            "usage.csv",
            5,
        )
    ]


def test_each_table_has_a_finding_of_its_own(literal, of_kind):
    repeats = [
        ("deals", "b.csv", 3, "b.csv", 7, "same"),
        ("quota", "b.csv", 4, "b.csv", 8, "same"),
    ]
    team = literal(reps=REPS, files=FILES, repeats=repeats)
    examples = [item.example[:6] for item in of_kind(team, "repeated rows")]
    assert examples == ["deals:", "quota:"]


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("usage.csv", "b.csv"),  # rounded by another kind of export
        ("1.json", "2.json"),  # the page, read twice in a day
        ("b.csv", "b.csv"),  # a tracker, several times a day
    ],
)
def test_another_reading_of_a_score_is_no_correction(literal, of_kind, file, kept):
    repeats = [("ssi", file, 3, kept, 7, "corrected")]
    team = literal(reps=REPS, files=FILES, repeats=repeats)
    assert of_kind(team, "corrected rows") == []
    (reading,) = of_kind(team, "second reading of a day")
    assert (reading.severity, reading.count) == ("note", 1)
    assert reading.what_to_do == (
        "nothing: the score that is not rounded counts, then the latest"
    )


def test_a_deal_that_its_own_file_corrects_is_a_correction(literal, of_kind):
    repeats = [("deals", "b.csv", 3, "b.csv", 7, "corrected")]
    team = literal(reps=REPS, files=FILES, repeats=repeats)
    assert [item.count for item in of_kind(team, "corrected rows")] == [1]


def test_a_later_history_with_another_score_is_a_correction(literal, of_kind):
    repeats = [("ssi", "Ana Reis/a.csv", 3, "b.csv", 7, "corrected")]
    team = literal(reps=REPS, files=FILES, repeats=repeats)
    assert [item.count for item in of_kind(team, "corrected rows")] == [1]
    assert of_kind(team, "second reading of a day") == []
