"""Figures as small plain JSON, read back by hand or by plotly itself."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.report.figures import SAME, as_plain_json, literal, share

WEEKS = [f"2026-01-{day:02}" for day in (5, 12, 19, 26)]
LEAVES = st.none() | st.integers(-9, 9) | st.sampled_from(["a", "x" * 50, "é" * 30])
PARTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("xyz"), inner)
    ),
    max_leaves=12,
)


def plain(figure):
    return as_plain_json(json.loads(figure.to_json(engine="json")))


def whole(part, common):
    """Put the common parts back, as the page's script does."""
    if isinstance(part, list):
        return [whole(inner, common) for inner in part]
    if isinstance(part, dict):
        if SAME in part:
            return common[part[SAME]]
        return {name: whole(inner, common) for name, inner in part.items()}
    return part


def test_arrays_that_plotly_codes_are_numbers_again():
    scores = np.array([52.25, np.nan, 0.1234567])
    drawn = plain(go.Figure(go.Scatter(y=scores, x=np.array([1, 2, 3]))))

    assert drawn["data"][0]["y"] == [52.25, None, 0.123457]
    assert drawn["data"][0]["x"] == [1, 2, 3]


def test_an_array_of_two_dimensions_keeps_its_rows():
    drawn = plain(go.Figure(go.Heatmap(z=np.array([[1.5, 2.0], [3.0, 4.0]]))))

    assert drawn["data"][0]["z"] == [[1.5, 2], [3, 4]]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (36.849761904761905, 36.8498),
        (-0.05, -0.05),
        (26.0, 26),
        (1731888000123.5, 1731888000123.5),
        (float("inf"), None),
    ],
)
def test_numbers_keep_what_a_screen_shows_and_moments_keep_all(value, kept):
    assert as_plain_json({"data": [{"y": [value]}]})["data"] == [{"y": [kept]}]


def test_a_name_in_a_figure_turns_nothing_around_and_is_cut_where_it_is_endless():
    drawn = literal({"text": ["Ann \u202etfel\u2069", "a\nb\x1b"]})
    assert drawn["text"] == ["Ann \ufffdtfel\ufffd", "a\ufffdb\ufffd"]
    sixty = "a" * 60
    assert literal([f"{sixty}<br>2 to 3"]) == [f"{sixty}<br>2 to 3"]
    assert literal(["<b>" * 1000]) == [f"{'&lt;b&gt;' * 19}..."]


def test_midnights_are_bare_dates_and_noons_stay():
    days = pd.to_datetime(["2026-11-09T00:00", "2026-11-09T12:00"])
    drawn = plain(go.Figure(go.Scatter(x=days, y=[1, 2])))

    midnight, noon = drawn["data"][0]["x"]
    assert midnight == "2026-11-09"
    assert noon.startswith("2026-11-09T12:00:00")


def test_a_word_that_ends_like_a_midnight_keeps_its_end():
    text = "from T00:00:00 on"
    drawn = as_plain_json({"data": [], "layout": {"title": {"text": text}}})

    assert drawn["layout"]["title"]["text"] == text


def test_what_two_figures_have_in_common_stands_once():
    template = {"layout": {"font": {"size": 14}, "xaxis": {"showgrid": False}}}
    figures = [
        {"x": WEEKS, "y": [1], "template": template},
        {"x": WEEKS, "y": [2], "template": template},
    ]
    common, referring = share(figures)

    assert common == [WEEKS, template]
    assert referring == [
        {"x": {SAME: 0}, "y": [1], "template": {SAME: 1}},
        {"x": {SAME: 0}, "y": [2], "template": {SAME: 1}},
    ]


def test_an_array_that_repeats_within_one_figure_stands_once():
    common, referring = share([{"data": [{"x": WEEKS}, {"x": WEEKS, "y": [1]}]}])

    assert common == [WEEKS]
    assert referring == [{"data": [{"x": {SAME: 0}}, {"x": {SAME: 0}, "y": [1]}]}]


@given(st.lists(PARTS, max_size=4))
def test_nothing_is_lost_by_sharing(figures):
    common, referring = share(figures)

    assert [whole(part, common) for part in referring] == figures
