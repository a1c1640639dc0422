"""Findings as rows, as text for a terminal and as JSON for a program."""

from __future__ import annotations

import json

import numpy as np

from ssi_analysis.findings import Finding, Findings

PATH = "linkedin/sales_navigator/usage_2024-11-18_2024-11-24.csv"
ITEMS = (
    Finding("no quota", "error", 1, "exports", "add a quota export"),
    Finding("stale SSI", "warning", 1200, "r1: last on 2026-10-31", "wait", "a.csv", 2),
    Finding("repeated rows", "note", 3, f"ssi: {PATH}, row 6", "nothing", PATH, 6),
)


def test_a_row_has_the_same_seven_columns_in_every_finding():
    rows = Findings(ITEMS).rows()
    assert {tuple(row) for row in rows} == {
        ("kind", "severity", "count", "example", "file", "row", "what_to_do")
    }
    assert list(rows[1].values()) == [
        "stale SSI",
        "warning",
        1200,
        "r1: last on 2026-10-31",
        "a.csv",
        2,
        "wait",
    ]


def test_text_has_a_line_per_finding_then_where_it_is_and_what_to_do():
    assert Findings(ITEMS).to_text().split("\n") == [
        "kind           severity  count  example",
        "no quota       error     1      exports",
        "    -> add a quota export",
        "stale SSI      warning   1,200  r1: last on 2026-10-31",
        "    a.csv, row 2",
        "    -> wait",
        "repeated rows  note      3",
        f"    ssi: {PATH}, row 6",
        "    -> nothing",
    ]


def test_long_examples_and_cures_are_wrapped_at_100_letters():
    words = "seven words that say what to do " * 9
    text = Findings((Finding("x", "note", 1, words, words, "a.csv", 2),)).to_text()
    lines = text.split("\n")
    assert max(map(len, lines)) <= 100
    assert " ".join(text.split()).count("seven words that say what to do") == 18


def test_a_path_is_never_broken_even_if_it_is_longer_than_a_line():
    path = "a-b/" * 40 + "x.csv"
    text = Findings((Finding("x", "note", 1, "r1", "wait", path, 2),)).to_text()
    assert path in text


def test_a_control_code_of_a_file_does_not_reach_the_terminal():
    item = Finding("x", "note", 1, "a\x1b[2J\nb", "wait", "c\x1b]0;t\x07.csv", 2)
    text = Findings((item,)).to_text()
    assert "\x1b" not in text
    assert "\x07" not in text
    assert text.count("\n") == 3


def test_no_finding_is_said_so():
    assert Findings(()).to_text() == "nothing to show"
    assert not Findings(()).has_errors


def test_json_has_counts_by_severity_plain_types_and_letters_as_they_are():
    item = Finding("stale SSI", "warning", int(np.int64(2)), "é−", "wait", "ä.csv", 3)
    text = Findings((item,)).to_json()
    assert json.loads(text) == {
        "counts": {"error": 0, "warning": 1, "note": 0},
        "findings": [
            {
                "kind": "stale SSI",
                "severity": "warning",
                "count": 2,
                "example": "é−",
                "file": "ä.csv",
                "row": 3,
                "what_to_do": "wait",
            }
        ],
    }
    assert "é−" in text


def test_html_escapes_what_a_file_says():
    item = Finding("x", "note", 1, "<script>", "wait", "<img src=x>", 2)
    shown = Findings((item,)).to_html()
    assert "<script>" not in shown
    assert "<img" not in shown
