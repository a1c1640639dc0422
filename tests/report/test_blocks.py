from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

from ssi_analysis.errors import ReportError
from ssi_analysis.pagetext import (
    Caption,
    Chip,
    FirstScreen,
    KeyNumber,
    Message,
    Scope,
)
from ssi_analysis.report import blocks

SCREEN = FirstScreen(
    Scope("North", "week 46", "9–15 Nov 2026", "15 Nov", "12 reps"),
    Message("A quiet week", "Nothing.", "Nothing.", "Wait.", "5 of 9", "Quiet"),
    (KeyNumber("41 %", "of quota", "level", "level"),),
    Chip("E1", "nothing detected", ("12 reps were compared.",)),
)
CAPTION = Caption("SSI is flat", "12 reps", "Line chart of SSI.")
PLOTLY = "application/vnd.plotly.v1+json"
HOSTILE = "<script>alert(1)</script><a href='x'>Ann</a> & <b>Ben</b>"
ALL = (
    blocks.headline(SCREEN),
    blocks.chart(go.Figure(), CAPTION, table=[]),
    blocks.table([{"n": 1}], heading="Rows", caption="All rows"),
    blocks.prose("One."),
    blocks.folded(blocks.prose("One."), heading="Limits"),
)


def test_every_kind_of_block_has_a_maker():
    assert tuple(block.content["kind"] for block in ALL) == blocks.KINDS


@pytest.mark.parametrize("block", ALL, ids=blocks.KINDS)
def test_a_block_shows_its_content_and_something_to_an_analyst(block):
    shown, _ = InteractiveShell.instance().display_formatter.format(block)
    assert json.dumps(shown[blocks.MIMETYPE]) == json.dumps(block.content)
    assert {"text/plain"} < set(shown) - {blocks.MIMETYPE}


def test_a_headline_hands_on_the_weeks_before():
    block = blocks.headline(SCREEN, history=[50.0, None])
    assert block.content["history"] == [50.0, None]
    assert blocks.headline(SCREEN).content["history"] == []


def test_a_headline_refuses_a_title_longer_than_two_lines():
    longer = replace(SCREEN, message=replace(SCREEN.message, title="x" * 91))
    with pytest.raises(ReportError) as caught:
        blocks.headline(longer)
    assert str(caught.value) == (
        f"the title has 91 characters: '{'x' * 91}'; it must have at most 90"
    )


@pytest.mark.parametrize("found", [0, 6])
def test_a_headline_refuses_too_few_or_too_many_numbers(found):
    crowded = replace(SCREEN, numbers=SCREEN.numbers * found)
    with pytest.raises(ReportError) as caught:
        blocks.headline(crowded)
    assert str(caught.value) == (
        f"found {found} numbers in a headline; there must be 1 to 5"
    )


def test_a_chart_cannot_be_folded_away():
    with pytest.raises(ReportError) as caught:
        blocks.folded(ALL[1], heading="Method")
    assert str(caught.value) == ("a chart cannot be folded; fold tables and prose only")


def test_every_text_of_a_figure_is_escaped_where_plotly_would_read_it():
    figure = go.Figure(
        go.Scatter(x=[HOSTILE], y=[1], name=HOSTILE, text=[HOSTILE]),
        layout={"title": {"text": HOSTILE}, "meta": [HOSTILE]},
    ).add_annotation(text=HOSTILE)
    figure.update_xaxes(ticktext=[HOSTILE], tickvals=[0])
    block = blocks.chart(figure, replace(CAPTION, heading=HOSTILE), table=[])
    figures = [block.content["figure"], block.preview[PLOTLY]]
    drawn = json.dumps(figures)
    assert "<" not in drawn.replace("<extra></extra>", "").replace("<br>", "")
    assert drawn.count("&lt;script&gt;") == 14  # seven places, page and preview


def test_line_breaks_and_empty_hover_boxes_of_our_plots_survive():
    text = {"text": "a<br>b", "hovertemplate": "%{y}<extra></extra>"}
    assert blocks.literal(text) == text


@given(st.text())
def test_escaped_text_opens_no_tag_but_a_line_break(name):
    shown = blocks.literal(name).replace("<extra></extra>", "").replace("<br>", "")
    assert "<" not in shown


def test_the_share_button_is_off_and_the_heading_is_the_title_in_the_notebook():
    shown = ALL[1].preview[PLOTLY]
    unsent = {"showSendToCloud": False, "displaylogo": False}
    assert shown["config"] == {**unsent, "typesetMath": False}
    assert shown["layout"]["title"]["text"] == "SSI is flat"
    assert shown["layout"]["margin"]["t"] >= 80
    assert "title" not in ALL[1].content["figure"]["layout"]


def test_a_chart_leaves_its_figure_as_it_was():
    figure = go.Figure(go.Scatter(x=[HOSTILE], y=[1]))
    blocks.chart(figure, CAPTION, table=[])
    assert figure.data[0].x == (HOSTILE,)
    assert figure.layout.title.text is None


def test_midnights_are_written_as_days_and_other_times_are_kept():
    figure = go.Figure(go.Scatter(x=["2026-11-09T00:00:00", "2026-11-09T12:00:00"]))
    block = blocks.chart(figure, CAPTION, table=[])
    assert block.content["figure"]["data"][0]["x"] == [
        "2026-11-09",
        "2026-11-09T12:00:00",
    ]


def test_table_cells_become_text_and_columns_of_numbers_are_known():
    rows = [
        {"file": "ssi.csv", "rows": 1200, "r": -0.266, "share": "41 %", "date": ""},
        {"file": "b.csv", "rows": 3, "r": float("nan"), "share": "–", "date": "9 Nov"},
    ]
    grid = blocks.table(rows, heading="", caption="Files").content["grid"]
    assert grid["rows"] == [
        ["ssi.csv", "1,200", "−0.27", "41 %", "–"],
        ["b.csv", "3", "–", "–", "9 Nov"],
    ]
    numeric = [column["name"] for column in grid["columns"] if column["is_numeric"]]
    assert numeric == ["rows", "r", "share"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (pd.Timestamp("2026-11-09"), "2026-11-09"),
        (pd.NaT, "–"),
        (None, "–"),
        (np.int64(1200), "1,200"),
        (np.float64(0.5), "0.50"),
        (True, "yes"),
    ],
)
def test_values_of_frames_are_written_as_a_reader_expects(value, text):
    grid = blocks.table([{"x": value}], caption="").content["grid"]
    assert grid["rows"] == [[text]]


def test_a_table_without_rows_is_a_block_too():
    grid = blocks.table([], heading="", caption="Rejects").content["grid"]
    assert grid == {"columns": [], "rows": []}


@pytest.mark.parametrize(
    "block",
    [
        blocks.prose(HOSTILE, heading=HOSTILE),
        blocks.table([{HOSTILE: HOSTILE}], heading=HOSTILE, caption=HOSTILE),
        blocks.folded(blocks.prose(HOSTILE), heading=HOSTILE),
    ],
)
def test_what_an_analyst_sees_of_a_text_is_escaped(block):
    shown = block.preview["text/html"]
    assert "<script" not in shown
    assert "<a " not in shown


def test_a_chart_with_nothing_to_see_leaves_its_words_and_its_numbers():
    caption = Caption("Too few reps", "4 reps", alt="", note="A note.")
    counts = blocks.chart(go.Figure(), caption, table=[{"missed": "3 of 5"}])
    assert counts.content["kind"] == "table"
    assert (counts.content["heading"], counts.content["caption"]) == (
        "Too few reps",
        "4 reps",
    )
    words = blocks.chart(go.Figure(), caption, table=[])
    assert words.content == {
        "kind": "prose",
        "heading": "Too few reps",
        "paragraphs": ["4 reps"],
    }
