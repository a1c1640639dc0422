"""What could not have been shown, and how the numbers were made."""

import math

import pytest

from ssi_analysis.stats.levels import Level
from ssi_analysis.words import limits, method, say, who_is_shown
from tests.words.conftest import FACTS, make_evidence
from tests.words.test_analyses import RESULTS as ANALYSES


def test_limits_name_what_would_have_gone_unseen():
    assert limits(make_evidence(Level.E1))[1] == (
        "With 12 reps and 103 weeks, a link smaller than about 0.27 within reps would"
        " most likely have gone unseen. Between reps only one of about 0.81 or more"
        " would show."
    )
    assert limits(make_evidence(Level.E1))[2].startswith(
        "Any correlation from 0.11 to 0.51 within reps agrees with these data."
    )


def test_what_would_undo_a_finding_is_said_only_where_there_is_one():
    hidden = ANALYSES["sensitivity"]
    found = {Level.E3, Level.E4, Level.E5}
    told = {
        level
        for level in FACTS
        if say(hidden) in limits(make_evidence(level), hidden=hidden)
    }
    assert told == found


def test_a_team_too_small_to_compare_is_told_so():
    found = limits(make_evidence(Level.E0, detectable=math.nan))
    assert found[1] == "With 4 reps no comparison is made at all."


def test_limits_open_with_the_caveat_and_close_with_linkedins_own_claim(evidence):
    opening, *_, closing = limits(evidence)
    assert opening == (
        "This compares what happened together; it cannot tell us that changing SSI"
        " would change sales."
    )
    assert "45 % more opportunities" in closing
    assert "self-reported comparison of people above 70 with people below 30" in closing


def test_the_method_carries_both_p_values():
    text = " ".join(method(make_evidence(Level.E3)))
    assert "p = 0.400" in text
    assert "p = 0.008" in text
    assert "jackknife of atanh r" in text


def test_an_absent_p_value_has_its_reason():
    text = " ".join(method(make_evidence(Level.E0)))
    assert text.count("no p-value, because 4 reps.") == 2
    assert "nan" not in text


@pytest.mark.parametrize("part", [limits, method])
def test_every_paragraph_ends_as_a_sentence(part, evidence):
    assert [text for text in part(evidence) if not text.endswith(".")] == []


def test_the_method_names_the_family_and_the_window_where_they_were_asked():
    found = make_evidence(Level.E5, family_size=5)
    assert method(found)[-2:] == (
        "5 links were declared together: q = 0.010 by Benjamini and Hochberg.",
        "Order in time: regression on the score before, at the same time and after"
        " (two-way fixed effects, leaving out one rep at a time), a window of 2 weeks"
        " set in advance, p corrected by Holm. Lag 2: p = 0.020, after it 0.400.",
    )
    assert len(method(make_evidence(Level.E3))) == len(method(found)) - 2


@pytest.mark.parametrize(
    ("names", "begins"),
    [
        ("none", "Reps are shown by codes, which stay the same in every week of this"),
        ("initials", "Reps are shown by their initials. In a team"),
        ("full", "Reps are shown by their names. In a team"),
    ],
)
def test_a_page_says_what_stands_for_a_rep_and_which_groups_are_left_out(names, begins):
    said = who_is_shown(names, least=6)

    assert said.startswith(begins)
    assert said.endswith(
        "In a team of fewer than 6 reps no single rep, mark or middle half is shown; in"
        " one of fewer than 12 it is not told how many went quiet or booked."
    )
