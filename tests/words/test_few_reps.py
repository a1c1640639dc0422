"""What a page says where too few reps stand behind a number to tell it."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.stats.estimate import Estimate, Share
from ssi_analysis.stats.history import History
from ssi_analysis.stats.levels import Level
from ssi_analysis.words import (
    brief,
    caption_history,
    caption_pillars,
    caption_relation,
    say,
    scope,
    table_relation,
)
from tests.words.conftest import (
    make_cases,
    make_evidence,
    make_history,
    make_pace,
    make_week,
)

BLANK = Share("", 0, 0, 0, Estimate.refused("7 reps; every band needs 5 or nobody"))
NONE = {
    "ssi": math.nan,
    "ssi_on_week": math.nan,
    "ssi_on_quarter": math.nan,
    "pillar": math.nan,
    "pillar_on_week": math.nan,
}


@pytest.fixture
def hidden():
    return replace(
        make_cases(n_reps=7), high_misses=BLANK, low_hits=BLANK, least=5, is_hidden=True
    )


def first_screen(cases, **week):
    summary = make_week(**{"least": 5, **week})
    about = scope("North", summary, as_of=pd.Timestamp("2026-11-15"))
    pace = replace(make_pace(math.nan, math.nan), is_hidden=True)
    return brief(about, summary, pace, cases, make_evidence(Level.E0))


def test_hidden_cases_are_neither_counted_nor_said_to_be_none(hidden):
    assert say(hidden) == (
        "A high SSI isn't a guarantee of sales; too few reps here to count it without"
        " telling who."
    )
    caption = caption_relation(hidden)
    assert caption.heading == (
        "Too few reps to count high-SSI misses without telling who"
    )
    rows = table_relation(hidden)
    assert {(row["rep-quarters"], row["reps"]) for row in rows} == {
        ("\u2013", "\u2013")
    }
    assert first_screen(hidden).numbers[3].value == "\u2013"
    assert first_screen(hidden).numbers[3].change == "too few reps to tell"


def test_a_team_of_six_is_not_told_how_many_did_something(hidden):
    screen = first_screen(hidden, n_reps=6, n_scored=5, n_quiet=1, n_booking=1)

    assert screen.scope.reps == "6 reps, SSI of not all"
    assert screen.message.changed == (
        "Some reps went quiet on LinkedIn; median SSI went up 1; bookings came from"
        " some reps."
    )
    assert screen.message.to_do.startswith("Talk with those who went quiet;")


def test_a_team_of_twelve_is_told_how_many_and_never_who(hidden):
    screen = first_screen(hidden, n_reps=12, n_scored=11, n_quiet=1, n_booking=1)

    assert screen.scope.reps == "12 reps, SSI of 11"
    assert "One rep went quiet" in screen.message.changed
    assert screen.message.to_do.startswith("Talk with the one rep who went quiet;")


def test_a_team_of_four_is_told_that_it_is_one(hidden):
    four = {"n_reps": 4, "n_scored": 4, "n_quiet": 0, "n_booking": 0}
    screen = first_screen(hidden, **four, **NONE)

    assert screen.message.title == (
        "Attainment is not told; SSI is not told, too few data to compare"
    )
    assert screen.numbers[0].change == "too few reps to tell"
    assert "bookings are not told" in screen.message.changed


def test_a_history_of_too_few_reps_says_how_many_it_needs():
    empty = History(make_history().frame.head(0), least=5)

    assert caption_history(empty).subtitle == "of 5 reps at a time"
    assert caption_pillars(empty).subtitle == "of 5 reps at a time"


def test_marks_that_changed_places_and_wider_bands_are_explained():
    cases = replace(make_cases(), least=5, high=65.0, asked=(50.0, 70.0))

    assert caption_relation(cases).note == (
        "Marks have changed places among at least 5 reps of about the same SSI, and"
        " stand in steps of 5 points of quota, so that none is known by its place. High"
        " is 65 or more here and low below 50, not 70 and 50, so that each band holds"
        " at least 5 reps."
    )
    assert caption_relation(make_cases()).note == ""
