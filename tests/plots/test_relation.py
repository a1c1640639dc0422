"""SSI against attainment: a mark for each rep-quarter, both counterexamples named."""

from __future__ import annotations

import copy

import pandas as pd
import pytest

from ssi_analysis.plots import plot_relation
from ssi_analysis.plots.style import TEMPLATE
from ssi_analysis.stats.estimate import Estimate
from ssi_analysis.stats.levels import Level
from ssi_analysis.stats.line import Line

# Two high misses, one low hit, and one each of high hit, low miss and between.
POINTS = [(72, 0.8), (75, 0.4), (45, 1.1), (80, 1.3), (40, 0.7), (60, 1.0)]


def test_each_kind_has_a_symbol_of_its_own(cases_of):
    chart = plot_relation(cases_of(POINTS))
    marks = {trace.name: trace for trace in chart.data}
    assert {name: trace.marker.symbol for name, trace in marks.items()} == {
        "high-SSI miss": "x",
        "low-SSI hit": "diamond",
        "other": "circle-open",
    }
    assert list(marks["high-SSI miss"].x) == [73, 75]
    assert list(marks["low-SSI hit"].y) == [1.125]
    assert len({trace.marker.color for trace in chart.data}) == 3


def test_every_rep_quarter_is_drawn_once(cases_of):
    drawn = [
        point
        for trace in plot_relation(cases_of(POINTS)).data
        for point in zip(trace.x, trace.y, strict=True)
    ]
    # Each stands in the middle of its two points of SSI and five of quota.
    scores = [73, 75, 45, 81, 41, 61]
    steps = [0.825, 0.425, 1.125, 1.325, 0.725, 1.025]
    assert sorted(drawn) == sorted(zip(scores, steps, strict=True))


@pytest.mark.parametrize(
    ("point", "place"),
    [
        ((69.9, 0.999), (69, 0.975)),
        ((70.0, 1.0), (71, 1.025)),
        ((49.99, 1.049), (49, 1.025)),
        ((50.4, -0.01), (51, -0.025)),
    ],
)
def test_a_mark_hides_the_exact_numbers_and_keeps_its_side(cases_of, point, place):
    (trace,) = plot_relation(cases_of([point])).data
    assert (trace.x[0], trace.y[0]) == place


def test_the_corners_carry_their_counts_in_words(cases_of):
    notes = plot_relation(cases_of(POINTS)).layout.annotations
    assert {(note.x, note.y): note.text for note in notes} == {
        (0, 1): "◆ 1 hit<br>low SSI",
        (0, 0): "1 missed<br>low SSI",
        (1, 1): "1 hit<br>high SSI",
        (1, 0): "× 2 missed<br>high SSI",
    }


def test_lines_stand_at_the_bands_and_at_quota(cases_of):
    shapes = plot_relation(cases_of(POINTS)).layout.shapes
    upright = sorted(shape.x0 for shape in shapes if shape.x0 == shape.x1)
    level = [shape.y0 for shape in shapes if shape.y0 == shape.y1]
    assert (upright, level) == ([50, 70], [1])


def test_no_line_is_drawn_through_the_cloud(cases_of):
    chart = plot_relation(cases_of(POINTS))
    assert {trace.mode for trace in chart.data} == {"markers"}


def test_fewer_than_five_reps_are_counted_and_not_drawn(cases_of):
    chart = plot_relation(cases_of(POINTS, n_reps=4))
    assert chart.data == ()
    assert "× 2 missed<br>high SSI" in {note.text for note in chart.layout.annotations}
    # Nor do the axes tell where the marks would be.
    assert list(chart.layout.xaxis.range) == [46, 74]
    assert chart.layout.yaxis.range[1] == pytest.approx(1.26)


@pytest.mark.parametrize("points", [POINTS, [(99, 3.0), (2, 0.0)], [(55, -0.2)], []])
def test_the_axes_hold_every_mark_and_both_bands(cases_of, points):
    chart = plot_relation(cases_of(points))
    left, right = chart.layout.xaxis.range
    low, high = chart.layout.yaxis.range
    assert all(left < x < right for x in [50, 70, *(x for x, _ in points)])
    assert all(low <= y < high for y in [0, 1, *(y for _, y in points)])


def test_the_axes_are_named_with_their_units(cases_of):
    layout = plot_relation(cases_of(POINTS)).layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == (
        "SSI",
        "Quota attained",
    )
    assert layout.yaxis.tickformat == ".0%"


def test_drawing_wears_the_template_and_changes_nothing(cases_of):
    cases = cases_of([(72.04, 0.8004)])
    before = copy.deepcopy(cases.points)
    assert plot_relation(cases).layout.template == TEMPLATE
    pd.testing.assert_frame_equal(cases.points, before)


def test_of_many_marks_on_one_place_one_is_drawn(cases_of):
    points = [(60 + place % 4, 1.0) for place in range(600)]
    (trace,) = plot_relation(cases_of(points)).data
    assert sorted(trace.x) == [61, 63]


FIT = Line((40.0, 80.0), (Estimate(0.8, 0.6, 1.0), Estimate(1.2, 0.9, 1.5)))


@pytest.mark.parametrize("level", ["E3", "E4", "E5"])
def test_from_e3_up_a_line_with_its_band_stands_behind_the_marks(cases_of, level):
    low, high, middle, *marks = plot_relation(
        cases_of(POINTS), fit=FIT, level=Level(level)
    ).data
    assert (low.y, high.y, middle.y) == ((0.6, 0.9), (1.0, 1.5), (0.8, 1.2))
    assert high.fill == "tonexty"
    assert {trace.mode for trace in marks} == {"markers"}


@pytest.mark.parametrize("level", ["E0", "E1", "E2"])
def test_below_e3_no_line_is_drawn(cases_of, level):
    chart = plot_relation(cases_of(POINTS), fit=FIT, level=Level(level))
    assert {trace.mode for trace in chart.data} == {"markers"}


def test_of_too_few_reps_no_line_is_drawn_either(cases_of):
    chart = plot_relation(cases_of(POINTS, n_reps=4), fit=FIT, level=Level.E3)
    assert chart.data == ()
