"""Families and orders as sentences: what survives, and what cannot be told."""

from __future__ import annotations

from ssi_analysis.schema import PILLARS
from ssi_analysis.words import say
from tests.words.conftest import make_family, make_lag, make_member, make_order

CAVEAT = (
    " This compares what happened together; it cannot tell us that changing SSI would"
    " change sales."
)


def test_a_family_says_how_many_were_asked_and_which_survive():
    found = make_family(make_member(), make_member("ssi_brand", q_value=0.4))
    assert say(found) == (
        "Of 2 links within reps asked about together, 1 holds up: SSI and bookings,"
        f" correlation 0.31 (range 0.11 to 0.51).{CAVEAT}"
    )


def test_five_scores_are_said_to_have_four_degrees_of_freedom():
    found = make_family(*[make_member(x) for x in ("ssi_total", *PILLARS)])
    assert say(found).startswith(
        "Of 5 links within reps asked about together (4 of them free, because the four"
        " pillars add up to the total), 5 hold up: SSI and bookings,"
    )


def test_a_family_without_a_survivor_says_what_would_have_shown():
    assert say(make_family(make_member(q_value=0.4))) == (
        "Of 1 link within reps asked about together, we did not find one that holds up;"
        " one of about 0.27 or more would have shown in each, asked alone."
    )


def test_a_refused_family_says_why():
    assert say(make_family(make_member(reason="4 reps"))) == (
        "Several links within reps: not given, because 4 reps."
    )


def test_an_order_is_said_with_its_size_range_and_caveat():
    assert say(make_order(make_lag(value=0.004), make_lag(3, window_p=0.4))) == (
        "Rises in SSI tended to come before higher bookings, not after: per point of"
        " SSI, bookings stood 0.004 higher 2 weeks later (estimate in its own unit,"
        f" range 0.001 to 0.007).{CAVEAT}"
    )


def test_no_order_is_said_with_what_would_be_in_line():
    assert say(make_order(make_lag(1, window_p=0.4), make_lag(2, window_p=0.6))) == (
        "Whether SSI came before bookings by 1 and 2 weeks: we did not find that; at 1"
        " week, anything from 0.001 to 0.007 of bookings per point of SSI would be in"
        " line with these data."
    )


def test_a_placebo_that_shows_says_that_the_score_may_follow():
    assert say(make_order(make_lag(after_p=0.01), grain=None)) == (
        "Whether SSI came before bookings by 2 periods: we did not find that; SSI after"
        " the outcome is tied to it too, so that SSI may follow bookings."
    )


def test_a_refused_order_says_why():
    assert say(make_order(make_lag(reason="3 periods are left"))) == (
        "Whether SSI came before bookings by 2 weeks: not given, because 3 periods are"
        " left."
    )
