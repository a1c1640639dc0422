"""Rises and falls of single reps, in words."""

from ssi_analysis import words
from ssi_analysis.stats.rep_moves import RepMove, RepMoves

NAMES = {"r1": "rep A", "r2": "rep B", "r3": "rep C"}
QUIET = RepMove("r1", 2.0, 0.0, -6.0, 6.0)
RISE = RepMove("r2", 9.0, 1.0, -5.0, 7.0)
FALL = RepMove("r3", -11.0, -1.0, -7.0, 5.0)


def make_moves(*moves, reason=""):
    return RepMoves("ssi_total", 12, 13, 90, 0.8, moves, reason)


def test_only_what_chance_does_not_give_is_called_a_change():
    rows = words.table_movers(make_moves(RISE, QUIET, FALL), names=NAMES)
    assert [row["read as"] for row in rows] == ["a rise", "within chance", "a fall"]
    assert rows[0] == {
        "rep": "rep B",
        "change, points": "9.0",
        "by chance alone": "−5.0 to 7.0",
        "read as": "a rise",
    }


def test_the_heading_counts_who_moved_further_than_chance():
    both = words.caption_movers(make_moves(RISE, QUIET, FALL), names=NAMES)
    assert both.heading == (
        "2 of 12 reps moved further than chance alone: 1 up and 1 down"
    )
    assert "12 reps" in both.subtitle
    assert "rep C down 11, by chance −7 to 5" in both.alt
    nobody = words.caption_movers(make_moves(QUIET), names=NAMES)
    assert nobody.heading == "No rep's SSI moved further than chance alone moves it"


def test_a_refusal_says_why_and_names_nobody():
    caption = words.caption_movers(make_moves(reason="4 reps"), names={})
    assert caption.heading == "Rises and falls of single reps are not shown"
    assert caption.subtitle == "4 reps."
    assert words.table_movers(make_moves(reason="4 reps"), names={}) == []
