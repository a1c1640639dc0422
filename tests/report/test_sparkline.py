"""Small lines: the places of their points, worked out by hand."""

from __future__ import annotations

from ssi_analysis.report.sparkline import HEIGHT, WIDTH, common_scale, sparkline


def test_the_first_week_is_on_the_left_and_the_highest_value_on_top():
    line = sparkline([40.0, 60.0], common_scale([[40.0, 60.0]]))
    assert line.path == f"M3 {HEIGHT - 3}L{WIDTH - 3} 3"
    assert (line.x, line.y) == (WIDTH - 3, 3)


def test_a_quiet_line_is_not_made_steep():
    scale = common_scale([[50.0, 51.0]])
    assert (scale.low, scale.high) == (45.5, 55.5)
    # One point of ten: a tenth of the 18 pixels between the margins.
    assert sparkline([50.0, 51.0], scale).path == "M3 12.9L97 11.1"


def test_all_lines_share_one_scale():
    scale = common_scale([[40.0], [None, 60.0], []])
    assert (scale.low, scale.high) == (40.0, 60.0)


def test_a_gap_is_left_open_and_the_dot_is_at_the_last_known_week():
    line = sparkline([40.0, 40.0, None, 60.0, None], common_scale([[40.0, 60.0]]))
    assert line.path == "M3 21L26.5 21M73.5 3h0"
    assert (line.x, line.y) == (73.5, 3)
    assert line.text.endswith("from 40 to 60, lowest 40, highest 60, 2 not known")


def test_one_known_week_is_a_dot():
    assert sparkline([50.0], common_scale([[50.0]])).path == "M3 12h0"


def test_nothing_known_draws_nothing():
    assert sparkline([None, None], common_scale([])) is None
    assert sparkline([], common_scale([])) is None
