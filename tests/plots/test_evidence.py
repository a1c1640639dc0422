"""Between, within and pooled: one row each, whatever could be given."""

from __future__ import annotations

import math

import pytest

from ssi_analysis.plots import plot_decomposition
from ssi_analysis.plots.style import ACCENT, CONTEXT, TEMPLATE

GIVEN = {
    "between": (0.31, 0.11, 0.51),
    "within": (-0.05, -0.2, 0.1),
    "pooled": (0.2, 0.1, 0.3),
}


def rows(chart):
    return {trace.y[0]: trace for trace in chart.data}


def test_each_question_has_a_row_with_its_numbers_beside_it(evidence_of):
    assert list(rows(plot_decomposition(evidence_of(**GIVEN)))) == [
        "Pooled<br>0.20 (0.10 to 0.30)",
        "Within reps<br>−0.05 (−0.20 to 0.10)",
        "Between reps<br>0.31 (0.11 to 0.51)",
    ]


def test_a_mark_stands_at_r_and_its_bar_spans_the_interval(evidence_of):
    for trace, (value, low, high) in zip(
        plot_decomposition(evidence_of(**GIVEN)).data,
        (GIVEN["pooled"], GIVEN["within"], GIVEN["between"]),
        strict=True,
    ):
        assert trace.x == (value,)
        assert value + trace.error_x.array[0] == pytest.approx(high)
        assert value - trace.error_x.arrayminus[0] == pytest.approx(low)


def test_pooled_is_context_and_the_others_are_not(evidence_of):
    pooled, within, between = plot_decomposition(evidence_of(**GIVEN)).data
    assert pooled.marker.color == pooled.error_x.color == CONTEXT
    assert within.marker.color == between.marker.color == ACCENT


def test_a_refused_estimate_keeps_its_row_and_says_so(evidence_of):
    given = {**GIVEN, "within": "4 reps; an association needs at least 6"}
    pooled, within, between = plot_decomposition(evidence_of(**given)).data
    assert within.y == ("Within reps<br>not given",)
    assert within.x == (None,)
    assert (pooled.x, between.x) == ((0.2,), (0.31,))


def test_what_could_not_have_been_seen_is_shaded_behind_its_row(evidence_of):
    chart = plot_decomposition(evidence_of(**GIVEN, detectable=0.27))
    shade, zero = chart.layout.shapes
    assert (shade.x0, shade.x1, shade.layer) == (-0.27, 0.27, "below")
    # Rows are numbered from below; within reps is the second of three.
    assert (shade.y0, shade.y1) == (0.6, 1.4)
    assert (zero.x0, zero.x1) == (0, 0)


def test_nothing_is_shaded_where_nothing_could_be_seen(evidence_of):
    chart = plot_decomposition(evidence_of(**GIVEN, detectable=math.nan))
    assert [shape.type for shape in chart.layout.shapes] == ["line"]


def test_the_axis_is_the_whole_range_of_r(evidence_of):
    axis = plot_decomposition(evidence_of(**GIVEN)).layout.xaxis
    assert (list(axis.range), axis.title.text) == ([-1, 1], "Correlation r")


def test_drawing_wears_the_template_and_changes_nothing(evidence_of):
    evidence = evidence_of(**GIVEN)
    before = repr(evidence)
    assert plot_decomposition(evidence).layout.template == TEMPLATE
    assert repr(evidence) == before
