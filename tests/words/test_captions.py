"""The words around each chart: its message, its n, and what it shows to no eyes."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.schema import PILLARS
from ssi_analysis.stats.breaks import Break
from ssi_analysis.stats.history import History
from ssi_analysis.stats.levels import Level
from ssi_analysis.words import (
    caption_decomposition,
    caption_history,
    caption_pillars,
    caption_relation,
)
from tests.words.conftest import make_cases, make_evidence, make_history

WEEKS = pd.date_range("2026-01-05", periods=10, freq="7D")


def totals(medians, *, banded=True):
    edge = 5 if banded else math.nan
    return History(
        pd.DataFrame(
            [
                (week, "ssi_total", 12, value, value - edge, value + edge)
                for week, value in zip(WEEKS, medians, strict=False)
            ],
            columns=["period", "measure", "n_reps", "median", "low", "high"],
        )
    )


def test_a_month_at_each_end_makes_the_headline_of_a_history():
    caption = caption_history(totals([50, 50, 50, 54, 60, 60, 60, 60]))
    # From 51 over the first four weeks to 60 over the last four.
    assert caption.heading == "Median SSI is 60, up 9 over 8 weeks"
    assert caption.subtitle == "Median and middle half of reps, 12 reps, weekly means"
    assert caption.alt == (
        "Line chart of the median SSI from 50 to 60 over 8 weeks, lowest 50, highest"
        " 60."
    )


def test_one_week_is_one_week():
    assert (
        caption_history(totals([50])).heading == "Median SSI is 50, level over 1 week"
    )


def test_without_quartiles_no_band_is_promised():
    subtitle = caption_history(totals([50, 51], banded=False)).subtitle
    assert subtitle == "Median, 12 reps, weekly means"


def test_formula_changes_are_taken_out_of_the_headline_and_told():
    steps = [Break(WEEKS[4], -6.0, 12), Break(WEEKS[6], 1.0, 12)]
    caption = caption_history(totals([50] * 4 + [46] * 4), breaks=steps)
    assert caption.heading == (
        "Median SSI is 46, up 1 over 8 weeks, apart from LinkedIn's formula change"
    )
    assert caption.alt.endswith(
        " LinkedIn changed the formula: everybody went down 6 in the week of 2 Feb 2026"
        " and up 1 in the week of 16 Feb 2026."
    )


def test_an_empty_history_says_so():
    nothing = totals([])
    assert caption_history(nothing).heading == "No SSI is known in this window"
    assert caption_pillars(nothing).heading == "No pillar is known in this window"


def test_the_lowest_and_the_highest_pillar_are_named():
    caption = caption_pillars(make_history())
    assert caption.heading == ("Brand is the lowest pillar, relationships the highest")
    assert caption.subtitle == "Median of each pillar, 0 to 25, 12 reps"
    assert "brand 9.5, right people 10.0, insights 10.5, relationships 11.0" in (
        caption.alt
    )


@pytest.mark.parametrize("absent", PILLARS)
def test_an_unknown_pillar_is_left_out(absent):
    frame = make_history().frame
    caption = caption_pillars(History(frame[frame["measure"] != absent]))
    assert caption.subtitle.endswith("12 reps")
    assert "nan" not in caption.alt


def test_both_counterexamples_stand_in_the_heading():
    caption = caption_relation(make_cases())
    assert caption.heading == (
        "5 of 9 high-SSI quarters missed quota, 21 of 48 low-SSI quarters hit it"
    )
    assert caption.subtitle == "3 rep-quarters of 12 reps; SSI of the quarter before"
    assert caption.alt.startswith(
        "Scatter chart of SSI against quota attained, 3 rep-quarters. A high SSI isn't"
        " a guarantee of sales: 5 of 9"
    )


def test_a_band_without_quarters_has_no_denominator():
    heading = caption_relation(make_cases((0, 0), (4, 7))).heading
    assert heading == "No quarter was at a high SSI; 4 of 7 low-SSI quarters hit quota"
    heading = caption_relation(make_cases((5, 9), (0, 0))).heading
    assert heading == "5 of 9 high-SSI quarters missed quota; none was at a low SSI"
    heading = caption_relation(make_cases((0, 0), (0, 0))).heading
    assert heading == "No quarter was at a high SSI, and none at a low one"


def test_a_range_that_leaves_out_zero_is_explained_where_nothing_was_detected():
    found = make_evidence(Level.E1)
    within = found.decomposition.within

    def note(low, high):
        estimate = replace(within.estimate, low=low, high=high)
        parts = replace(found.decomposition, within=replace(within, estimate=estimate))
        return caption_decomposition(replace(found, decomposition=parts)).note

    assert "just leaves out zero" in note(0.01, 0.2)
    assert "just leaves out zero" not in note(-0.01, 0.2)


def test_a_line_is_announced_only_where_one_is_drawn():
    lined = caption_relation(make_cases(), level=Level.E3).subtitle
    assert lined.endswith("; line with its 95 % band, a rep left out at a time")
    assert "line" not in caption_relation(make_cases(), level=Level.E2).subtitle
    assert "line" not in caption_relation(make_cases(n_reps=4), level=Level.E3).subtitle


def test_marks_that_are_not_drawn_are_announced():
    subtitle = caption_relation(make_cases(n_reps=4)).subtitle
    assert subtitle == (
        "3 rep-quarters of 4 reps; SSI of the quarter before; too few reps to draw each"
    )


@pytest.mark.parametrize(
    ("level", "heading"),
    [
        (Level.E0, "Too few data to compare"),
        (Level.E1, "Neither between reps nor within reps was a link found"),
        (Level.E2, "A hint of a link that does not hold up"),
        (Level.E3, "Reps with higher SSI tended to have higher bookings"),
        (Level.E4, "A rep's own ups and downs in SSI and bookings went together"),
    ],
)
def test_the_heading_of_the_comparison_is_its_level(level, heading):
    assert caption_decomposition(make_evidence(level)).heading == heading


def test_where_there_is_nothing_to_see_no_text_alternative_is_given():
    assert caption_history(totals([])).alt == caption_pillars(totals([])).alt == ""
    assert caption_relation(make_cases(n_reps=4)).alt == ""
    assert caption_decomposition(make_evidence(Level.E0)).alt == ""
    assert caption_decomposition(make_evidence(Level.E1)).alt


def test_each_of_the_three_questions_stands_under_them():
    note = caption_decomposition(make_evidence(Level.E1)).note
    asked = ("Between: do reps", "Within: does a rep", "Pooled mixes the two")
    assert [part in note for part in asked] == [True] * 3
    assert caption_decomposition(make_evidence(Level.E0)).note == ""


def test_the_zone_that_could_not_be_seen_is_explained_where_it_is_drawn():
    assert caption_decomposition(make_evidence(Level.E1)).subtitle == (
        "Correlation r with 95 % range, 12 reps, 103 weeks; shaded: links within"
        " reps below 0.27, which these reps could not have shown"
    )
    unshaded = caption_decomposition(make_evidence(Level.E1, detectable=math.nan))
    assert unshaded.subtitle == "Correlation r with 95 % range, 12 reps, 103 weeks"
