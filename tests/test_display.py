"""Terminal, notebook and page show the same rows, and every text is escaped."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import dataclass
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.display import (
    DASH,
    Tabular,
    as_written,
    count,
    day,
    html_table,
    interval,
    number,
    percent,
    plain_json,
    plain_lines,
    points,
    text_table,
    without_formula,
)

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Pair(Tabular):
    one: object
    other: object

    def rows(self):
        return [{"one": self.one, "other": self.other}]


class Cells(HTMLParser):
    """Collect what a browser would show, and the tags it would see."""

    def __init__(self, text):
        super().__init__()
        self.texts, self.tags = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


def test_every_way_to_show_a_result_shows_its_rows():
    shown = Pair("a", 0.12345)
    assert shown.to_frame().to_dict("records") == [{"one": "a", "other": 0.12345}]
    assert str(shown) == shown.to_text() == "one  other\na    0.123"
    assert shown._repr_html_() == shown.to_html()
    assert Cells(shown.to_html()).texts == ["Pair", "one", "other", "a", "0.123"]


def test_columns_of_text_are_as_wide_as_their_widest_cell():
    rows = [{"file": "a.csv", "rows": 1}, {"file": "long-name.csv", "rows": 12_000}]
    assert text_table(rows) == (
        "file           rows\na.csv          1\nlong-name.csv  12000"
    )


def test_nothing_is_shown_as_nothing():
    assert text_table([]) == "nothing to show"
    assert Cells(html_table([], caption="Drops")).texts == ["Drops"]


@pytest.mark.parametrize(
    "value", [None, math.nan, np.float64("nan"), pd.NaT, pd.NA, math.inf]
)
def test_what_is_not_known_is_a_dash(value):
    assert text_table([{"x": value}]) == f"x\n{DASH}"


def test_a_day_is_shown_without_its_time():
    assert text_table([{"x": pd.Timestamp("2026-11-09")}]) == "x\n2026-11-09"


@given(text=st.text(st.characters(exclude_categories=["C"]), min_size=1))
def test_no_text_of_a_file_becomes_a_tag(text):
    page = Cells(html_table([{text: text}], caption=text))
    assert page.tags == ["table", "caption", "thead", "tr", "th", "tbody", "tr", "td"]
    assert "".join(page.texts) == text * 3


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 3))
def test_a_number_reads_back_as_it_was_rounded(value, decimals):
    text = number(value, decimals)
    read = float(text.replace(MINUS, "-").replace(",", ""))
    assert read == pytest.approx(round(value, decimals), abs=1e-6)
    assert "-" not in text
    assert read != 0 or MINUS not in text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(0.5, "50\xa0%"), (-0.004, "0\xa0%"), (12.5, "1,250\xa0%"), (math.nan, DASH)],
)
def test_a_ratio_is_a_percentage_that_does_not_break(ratio, text):
    assert percent(ratio) == text


def test_an_interval_is_written_in_words():
    assert interval(-0.5, 0.25) == f"{MINUS}0.50 to 0.25"
    assert interval(math.nan, math.nan) == f"{DASH} to {DASH}"
    assert interval(45.2, 58.1, 1) == "45.2 to 58.1"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (0.5, "level"),
        (0.51, "up 1"),
        (-0.51, "down 1"),
        (-1234, "down 1,234"),
        (0, "level"),
        (math.nan, DASH),
    ],
)
def test_a_change_is_said_in_words_after_rounding(change, text):
    assert points(change) == text


def test_a_count_has_its_noun_in_the_right_number():
    assert [count(size, "rep") for size in (0, 1, 2, 1000)] == [
        "0 reps",
        "1 rep",
        "2 reps",
        "1,000 reps",
    ]


@given(date=st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)))
def test_a_day_has_no_leading_zero(date):
    first, month = day(pd.Timestamp(date)).split()
    assert (first, len(month)) == (str(date.day), 3)


def test_control_characters_never_reach_a_terminal():
    shown = text_table([{"found": "a\x1b[31mb\nc"}])
    assert shown.splitlines() == [
        "found",
        "a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}c",
    ]


@pytest.mark.parametrize(
    "found",
    ["\x1b", "\r", "\t", "\x7f", "\x9b", "\u2028", "\u202e", "\u2066", "\udc80"],
)
def test_what_steers_a_terminal_is_marked_in_a_table(found: str) -> None:
    table = text_table([{"file": f"a{found}b"}])
    assert table == "file\na\N{REPLACEMENT CHARACTER}b"


@given(text=st.text(alphabet="'=+-@\t\r\n\uff1d a1"))
def test_what_a_spreadsheet_would_run_never_stands_first_and_reads_back(text):
    safe = without_formula(text)
    assert safe[:1] not in set("=+-@\t\r\n\uff1d")
    assert as_written(safe) == text


def test_texts_that_no_spreadsheet_runs_stay_as_they_are():
    for text in ("Ana", "O'Neil", "'t Hooft", "", "1+1", "a=b"):
        assert without_formula(text) == as_written(text) == text


def test_numbers_stay_numbers():
    assert [without_formula(value) for value in (-1, -0.5, None)] == [-1, -0.5, None]


@given(text=st.text())
def test_json_for_a_terminal_says_the_same_and_steers_nothing(text):
    shown = plain_json(json.dumps({text: [text]}, ensure_ascii=False, indent=1))
    assert json.loads(shown) == {text: [text]}
    assert plain_lines(shown) == shown


def test_an_endless_cell_is_cut_wherever_it_is_shown():
    long = Pair("<" * 10_000, "b")
    assert Cells(long.to_html()).texts[3] == "<" * 497 + "..."
    assert len(long.to_text()) < 1_200


def test_what_turns_a_line_around_is_marked_in_a_table_of_a_page():
    assert Cells(Pair("a\u202eb", "c").to_html()).texts[3] == "a\ufffdb"
