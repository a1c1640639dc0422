import math
from dataclasses import replace

import pytest

from ssi_analysis.stats.levels import Level
from ssi_analysis.words import say
from tests.words.conftest import (
    FACTS,
    association,
    make_calibration,
    make_cases,
    make_evidence,
    make_pace,
    make_share,
)


def test_the_caveat_counts_both_kinds_with_their_ranges():
    assert say(make_cases()) == (
        "A high SSI isn't a guarantee of sales: 5 of 9 rep-quarters at 70 or more"
        " missed quota (31 to 78 %), and 21 of 48 below 50 hit it (31 to 78 %)."
    )


def test_the_caveat_stands_without_high_scores_and_without_ranges():
    assert say(make_cases((0, 0), (4, 7), given=False)) == (
        "A high SSI isn't a guarantee of sales: no rep-quarter here stood at 70 or"
        " more, and 4 of 7 below 50 hit it."
    )


def test_before_the_first_complete_quarter_there_is_nothing_to_count():
    cases = make_cases((0, 0), (0, 0), given=False)
    empty = replace(cases, points=cases.points.head(0))
    assert say(empty) == (
        "A high SSI isn't a guarantee of sales; no quarter with SSI before it is"
        " complete yet to count it."
    )


def test_nothing_found_is_never_said_without_what_could_have_been():
    assert say(make_evidence(Level.E1)) == (
        "In 103 weeks we did not find a relationship of a rep's SSI with their"
        " bookings; with 12 reps only a link of about 0.27 or more would show."
    )


def test_a_link_within_reps_is_said_in_points_of_quota():
    # .004 of quota per point of SSI is 4 points of quota per 10 points of SSI.
    assert say(make_evidence(Level.E4)) == (
        "In weeks when a rep's SSI was 10 points above their own usual level, bookings"
        " tended to be 4.0 points of quota higher (range 1.0 to 7.0)."
    )


def test_a_link_between_reps_carries_what_else_it_may_be():
    assert say(make_evidence(Level.E3)) == (
        "Reps with higher SSI tended to have higher bookings (r 0.31, range 0.11 to"
        " 0.51); that may reflect tenure, territory or seller skill."
    )


def test_an_association_is_followed_by_its_caveat():
    sentence = say(association("within", FACTS[Level.E1]))
    assert sentence.endswith(
        "This compares what happened together; it cannot tell us that changing SSI"
        " would change sales."
    )
    assert "correlation 0.31 (95 % range 0.11 to 0.51), 12 reps" in sentence


def test_a_refused_association_says_why():
    assert say(association("within", FACTS[Level.E0])) == (
        "SSI and bookings when a rep is compared with their own usual level: not"
        " given, because 4 reps."
    )


def test_pace_is_said_with_its_range_or_without_history():
    assert "the usual share by then is 49" in say(make_pace())
    assert "no earlier quarter" in say(make_pace(n_quarters=0))


def test_a_share_is_a_frequency_with_its_denominator():
    assert say(make_share(5, 9)) == "5 of 9 cases (range 31 to 78 %)."


def test_other_things_have_no_words():
    with pytest.raises(TypeError, match="no words for a float"):
        say(math.pi)


def test_an_order_in_time_is_said_in_points_of_quota():
    assert say(make_evidence(Level.E5, value=0.4)) == (
        "Rises in SSI tended to come before rises in bookings, not after: 2 weeks after"
        " SSI was 10 points higher, bookings tended to be 4.0 points of quota higher"
        " (range 1.0 to 7.0)."
    )
    assert "before falls in bookings" in say(make_evidence(Level.E5, value=-0.4))


def test_ranks_are_said_to_be_ranks():
    found = association("within", FACTS[Level.E1])
    ranked = replace(found, estimate=replace(found.estimate, method="Spearman; z"))
    assert "usual level: rank correlation 0.31 (95" in say(ranked)


def test_a_calibration_counts_false_alarms_beside_those_of_notebooks():
    assert say(make_calibration()) == (
        "With each rep's SSI beside another rep's bookings, this analysis gave a"
        " false alarm in 14 of 300 teams (3 to 8 %), correlating all rows in 190,"
        " taking only the reps out in 103. In made-up teams of this shape a within-rep"
        " correlation of 0.27 showed in 8 of 10."
    )


def test_a_calibration_that_is_off_says_so():
    assert "103. That is not what was promised: read it with care. In made-up" in say(
        make_calibration(range_count=200)
    )


@pytest.mark.parametrize(
    ("power", "said"),
    [
        ((20, 50, 90), "a within-rep correlation of 0.32 showed in 90 of 300."),
        ((270, 290, 300), "a within-rep correlation of 0.20 showed in 270 of 300."),
    ],
)
def test_links_all_too_small_or_all_seen_are_said_with_their_count(power, said):
    calibration = make_calibration(detectable=math.nan, power=power)
    assert say(calibration).endswith(f"In made-up teams of this shape {said}")


def test_a_refused_calibration_says_why():
    refused = replace(make_calibration(), rates=(), reason="4 reps; it needs 6")
    assert say(refused) == "Not calibrated, because 4 reps; it needs 6."
