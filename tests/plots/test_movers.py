"""A bar of chance and a mark of what happened for each rep."""

from __future__ import annotations

import pytest

from ssi_analysis.plots import plot_movers
from ssi_analysis.plots.style import TEMPLATE
from ssi_analysis.stats.rep_moves import RepMove, RepMoves

NAMES = {"r1": "rep A", "r2": "rep B", "r3": "rep C"}
MOVES = RepMoves(
    "ssi_total",
    3,
    13,
    90,
    0.8,
    (
        RepMove("r2", 9.0, 1.0, -5.0, 7.0),
        RepMove("r1", 2.0, 0.0, -6.0, 6.0),
        RepMove("r3", -11.0, -1.0, -7.0, 5.0),
    ),
)


def test_rows_stand_from_the_largest_rise_down_to_the_largest_fall():
    chance, changes = plot_movers(MOVES, names=NAMES).data
    # A category axis counts from below.
    assert chance.y == changes.y == ("rep C", "rep A", "rep B")
    assert changes.x == (-11.0, 2.0, 9.0)


def test_the_bar_spans_what_chance_alone_gives():
    chance, _ = plot_movers(MOVES, names=NAMES).data
    assert chance.base == (-7.0, -6.0, -5.0)
    assert [base + size for base, size in zip(chance.base, chance.x, strict=True)] == [
        5.0,
        6.0,
        7.0,
    ]


def test_shape_carries_what_colour_carries():
    _, changes = plot_movers(MOVES, names=NAMES).data
    assert changes.marker.symbol == ("triangle-down", "circle-open", "triangle-up")
    assert len(set(changes.marker.color)) == 3


def test_where_nobody_is_told_of_nothing_is_drawn():
    refused = RepMoves("ssi_total", 4, 13, reason="4 reps")
    assert plot_movers(refused, names={}).data == ()


def test_a_rep_without_a_name_is_an_error_and_not_an_id():
    with pytest.raises(KeyError):
        plot_movers(MOVES, names={"r1": "rep A"})


def test_drawing_wears_the_template():
    assert plot_movers(MOVES, names=NAMES).layout.template == TEMPLATE
