"""SSI over time: what is drawn is what was found."""

from __future__ import annotations

import copy

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.plots import plot_history, plot_pillars
from ssi_analysis.plots.history import PILLAR_NAMES, _range
from ssi_analysis.plots.style import BAND, TEMPLATE
from ssi_analysis.stats.breaks import Break
from ssi_analysis.stats.history import History

STEP = Break(pd.Timestamp("2026-01-19"), -4.0, 12)


def texts(chart):
    return [note.text for note in chart.layout.annotations]


def test_the_line_is_the_median_and_the_band_its_middle_half(history_of):
    low, high, median = plot_history(history_of([50.04, 52.0, 51.0])).data
    assert list(median.y) == [50.0, 52.0, 51.0]
    assert list(low.y) == [45.0, 47.0, 46.0]
    assert list(high.y) == [55.0, 57.0, 56.0]
    assert (low.fill, high.fill, high.fillcolor) == (None, "tonexty", BAND)
    assert [pd.Timestamp(day) for day in median.x] == list(
        pd.date_range("2026-01-05", periods=3, freq="7D")
    )
    assert (low.hoverinfo, high.hoverinfo) == ("skip", "skip")


def test_a_team_too_small_for_quartiles_gets_no_band(history_of):
    (median,) = plot_history(history_of([50.0, 52.0], n_reps=4)).data
    assert median.name == "median"


def test_the_last_value_stands_at_the_end_of_the_line(history_of):
    (label,) = plot_history(history_of([50.0, 52.4])).layout.annotations
    assert (label.text, label.y) == ("52", 52.4)
    assert pd.Timestamp(label.x) == pd.Timestamp("2026-01-12")


def test_a_formula_change_is_a_dashed_line_with_its_name(history_of):
    chart = plot_history(history_of([54.0, 53.0, 50.0, 50.0]), breaks=[STEP])
    (line,) = chart.layout.shapes
    assert line.line.dash == "dash"
    assert pd.Timestamp(line.x0) == pd.Timestamp(line.x1) == STEP.period
    assert texts(chart) == ["LinkedIn changed the formula", "50"]


def test_without_scores_there_is_an_empty_chart_over_the_whole_scale(history_of):
    nothing = History(history_of([50.0]).frame.head(0))
    chart = plot_history(nothing)
    assert texts(chart) == []
    assert list(chart.layout.yaxis.range) == [0, 100]
    assert len(plot_pillars(nothing).data) == 4


def test_a_single_week_is_a_mark_because_a_line_needs_two(history_of):
    one, two = history_of([50.0]), history_of([50.0, 51.0])
    assert plot_history(one).data[-1].mode == "markers"
    assert plot_history(two).data[-1].mode == "lines"
    assert {trace.mode for trace in plot_pillars(one).data} == {"markers"}


@given(
    medians=st.lists(st.floats(0, 100), min_size=1, max_size=5), half=st.floats(0, 30)
)
def test_the_axis_holds_all_and_at_least_20_points_of_the_scale(medians, half):
    middle = np.array(medians)
    scores = pd.DataFrame(
        {
            "median": middle,
            "low": np.maximum(middle - half, 0),
            "high": np.minimum(middle + half, 100),
        }
    )
    low, high = _range(scores)
    assert 0 <= low <= scores["low"].min()
    assert scores["high"].max() <= high <= 100
    assert high - low >= 20


def test_the_axis_names_its_scale(history_of):
    assert plot_history(history_of([50.0])).layout.yaxis.title.text == "SSI, 0 to 100"


def test_the_four_pillars_share_one_scale_of_0_to_25(history_of):
    chart = plot_pillars(history_of([50.0, 52.0]))
    assert [trace.name for trace in chart.data] == list(PILLAR_NAMES.values())
    assert texts(chart) == list(PILLAR_NAMES.values())
    assert list(chart.data[0].y) == [12.5, 13.0]
    axes = [chart.layout[name] for name in ("yaxis", "yaxis2", "yaxis3", "yaxis4")]
    assert {tuple(axis.range) for axis in axes} == {(0, 25)}
    assert {trace.yaxis for trace in chart.data} == {"y", "y2", "y3", "y4"}


@pytest.mark.parametrize("plot", [plot_history, plot_pillars])
def test_drawing_wears_the_template_and_changes_nothing(history_of, plot):
    history = history_of([50.04, 52.0])
    before = copy.deepcopy(history.frame)
    assert plot(history).layout.template == TEMPLATE
    pd.testing.assert_frame_equal(history.frame, before)
