import math

import pandas as pd
import pytest

from ssi_analysis.stats.levels import Level
from ssi_analysis.words import brief, scope
from tests.words.conftest import make_cases, make_evidence, make_pace, make_week

WEEKS = {
    "ordinary": {},
    "quiet": {"n_quiet": 0, "ssi_on_week": 0.1},
    "no activity known": {"n_quiet": None},
    "nothing booked": {"n_booking": 0, "n_quiet": 0, "ssi_on_week": 0.0},
    "bookings not known": {"n_booking": None},
    "formula changed": {"formula_changed": True},
    "moved alike": {"ssi_on_week": -6.0, "moved_alike": True},
    "no SSI": {
        "ssi": math.nan,
        "ssi_on_week": math.nan,
        "ssi_on_quarter": math.nan,
        "pillar": math.nan,
        "pillar_on_week": math.nan,
        "n_scored": 0,
    },
}
PACES = {
    "behind": (0.41, 0.49, 4),
    "far behind": (0.02, 0.99, 4),
    "ahead": (0.55, 0.49, 4),
    "level": (0.49, 0.49, 4),
    "no history": (0.41, 0.5, 0),
    "unknown": (math.nan, math.nan, 4),
    "nothing yet": (0.0, 0.49, 4),
    "nothing yet, no history": (0.0, 0.5, 0),
    "far ahead": (12.49, 0.49, 4),
    "first week": (0.02, 0.05, 4, 5),
}


def first_screen(week=None, pace=(0.41, 0.49, 4), level=Level.E1):
    summary = make_week(**(week or {}))
    about = scope("North", summary, as_of=pd.Timestamp("2026-11-15"))
    return brief(about, summary, make_pace(*pace), make_cases(), make_evidence(level))


def test_the_title_says_pace_score_and_link():
    assert first_screen().message.title == (
        "Attainment is 8 points behind its usual pace; SSI is up\N{NO-BREAK SPACE}1, no"
        " link found to sales"
    )


@pytest.mark.parametrize("week", WEEKS.values(), ids=WEEKS)
@pytest.mark.parametrize("pace", PACES.values(), ids=PACES)
@pytest.mark.parametrize("level", ["E0", "E1", "E2", "E3", "E4", "E5"])
def test_every_first_screen_is_complete_and_its_title_is_short(week, pace, level):
    screen = first_screen(week, pace, Level(level))
    message = screen.message
    assert len(message.title) <= 90
    assert len(screen.numbers) == 4
    texts = [*vars(message).values(), *(number.value for number in screen.numbers)]
    assert all(texts)
    assert "nan" not in " ".join(texts)


def test_the_scope_words_the_week():
    about = first_screen().scope
    assert (about.week, about.dates) == ("week 46", "9–15 Nov 2026")
    assert (about.data_to, about.reps) == ("15 Nov", "12 reps")


def test_a_week_from_sunday_ends_on_saturday_and_bears_its_thursdays_number():
    about = first_screen({"week": pd.Timestamp("2026-11-08")}).scope
    assert (about.week, about.dates) == ("week 46", "8–14 Nov 2026")


def test_reps_without_a_score_are_said():
    about = first_screen({"n_scored": 11}).scope
    assert about.reps == "12 reps, SSI of 11"


def test_a_week_over_two_months_names_both():
    week = make_week(week=pd.Timestamp("2026-10-26"))
    about = scope("North", week, as_of=pd.Timestamp("2026-11-15"))
    assert about.dates == "26 Oct–1 Nov 2026"


def test_the_numbers_say_their_change_in_words_with_a_direction():
    attained, ssi, pillar, misses = first_screen().numbers
    assert (attained.value, attained.direction) == ("41\N{NO-BREAK SPACE}%", "down")
    assert attained.change == "8 below pace, up 4 on week, down 2 on quarter"
    assert (ssi.value, ssi.change, ssi.direction) == (
        "52",
        "up 1 on week, level on quarter",
        "up",
    )
    assert (pillar.value, pillar.label) == ("9.1 of 25", "weakest pillar: insights")
    assert pillar.direction == "down"
    assert pillar.change == "down 0.2 on week, up 0.5 on quarter"
    assert misses.value == "5 of 9"
    chip = first_screen().chip
    assert (chip.level, chip.name) == ("E1", "nothing detected")


def test_a_change_that_is_not_known_is_left_out():
    first_week = {"ssi_on_quarter": math.nan}
    assert first_screen(first_week).numbers[1].change == "up 1 on week"
    earliest = first_week | {"ssi_on_week": math.nan}
    assert first_screen(earliest).numbers[1].change == "no earlier score"


def test_a_quiet_week_is_said_to_be_quiet():
    assert first_screen(WEEKS["quiet"]).message.changed == (
        "A quiet week on LinkedIn; bookings came from two reps and added 4 points of"
        " quota."
    )


def test_what_is_not_known_is_not_said_to_be_nothing():
    unknown = WEEKS["quiet"] | {"n_booking": None, "n_quiet": None}
    assert first_screen(unknown).message.changed == (
        "This week's bookings are not known."
    )


def test_what_changed_is_listed():
    assert first_screen().message.changed == (
        "Three reps went quiet on LinkedIn; median SSI went up 1; bookings came from"
        " two reps and added 4 points of quota."
    )


@pytest.mark.parametrize("level", ["E0", "E1", "E2", "E3", "E4"])
def test_advice_below_e5_only_asks_to_look(level):
    advice = first_screen(level=Level(level)).message.to_do
    assert advice.split()[0] in {"Talk", "Check", "Keep"}
    assert "ask for" not in advice


@pytest.mark.parametrize(
    ("pace", "title"),
    [
        (
            "nothing yet",
            "No bookings yet this quarter, usually 49\N{NO-BREAK SPACE}%; ",
        ),
        ("nothing yet, no history", "No bookings yet this quarter; "),
        ("first week", "Day 5 of the quarter is too early for a pace; "),
        ("unknown", "Attainment is not known; "),
    ],
)
def test_the_title_says_what_cannot_be_said_of_the_pace(pace, title):
    assert first_screen(pace=PACES[pace]).message.title.startswith(title)


def test_in_the_first_week_of_a_quarter_nobody_is_behind():
    screen = first_screen(WEEKS["quiet"], PACES["first week"])
    assert screen.numbers[0].direction == ""
    assert screen.numbers[0].change.startswith("day 5 of 92, too early for a pace")
    assert screen.message.to_do.startswith("Keep watching both")


def test_a_title_that_would_be_too_long_leaves_out_the_score():
    screen = first_screen(WEEKS["no SSI"], PACES["far ahead"], Level.E0)
    assert screen.message.title == (
        "Attainment is 1,200 points ahead of its usual pace; too few reps to compare"
    )


def test_a_week_in_which_nothing_happened_says_so():
    assert first_screen(WEEKS["nothing booked"]).message.changed == (
        "Nothing happened: no bookings, SSI level, nobody went quiet on LinkedIn."
    )


def test_a_week_without_scores_asks_for_them():
    screen = first_screen(WEEKS["no SSI"])
    assert screen.message.changed.startswith("No SSI came in this week; ")
    assert screen.message.to_do.startswith("Get a new export of SSI; ")
    assert [number.change for number in screen.numbers[1:3]] == [
        "not known this week"
    ] * 2
    assert "insights" not in screen.numbers[2].label


def test_without_deals_or_quota_they_are_asked_for():
    screen = first_screen(WEEKS["quiet"], PACES["unknown"])
    assert screen.message.to_do.startswith(
        "Check that deals and quota reach into this quarter; "
    )


def test_a_pillar_is_not_compared_across_a_new_formula():
    week = WEEKS["formula changed"] | {"pillar_on_week": math.nan}
    week |= {"pillar_on_quarter": math.nan}
    assert first_screen(week).numbers[2].change == "not compared: new formula"


def test_a_team_of_six_is_not_told_how_many_did_something():
    few = {"n_reps": 6, "n_scored": 6, "n_quiet": 1, "n_booking": 1, "min_group": 5}
    message = first_screen(few).message

    assert message.changed == (
        "Some reps went quiet on LinkedIn; median SSI went up 1; bookings came from"
        " some reps and added 4 points of quota."
    )
    assert message.to_do.startswith("Talk with those who went quiet;")
    assert "One rep" in first_screen(few | {"n_reps": 10}).message.changed
    all_six = first_screen(few | {"n_booking": 6}).message.changed
    assert all_six.endswith("bookings came from six reps and added 4 points of quota.")


def test_what_changed_agrees_with_the_rounded_number():
    almost = WEEKS["quiet"] | {"ssi_on_week": 0.6}
    screen = first_screen(almost)
    assert screen.message.changed.startswith("Median SSI went up 1; ")
    assert screen.numbers[1].change.startswith("up 1 on week")


def test_only_the_first_word_of_what_changed_is_a_capital():
    assert first_screen(WEEKS["no SSI"]).message.changed.startswith(
        "No SSI came in this week; three reps went quiet"
    )


def test_without_quotas_the_reps_are_not_called_too_few():
    evidence = make_evidence(Level.E0, n_reps=0, n_periods=0, refused="no quota")
    about = scope("North", make_week(), as_of=pd.Timestamp("2026-11-15"))
    screen = brief(about, make_week(), make_pace(), make_cases(), evidence)
    assert screen.message.title.endswith("too few data to compare")
    assert screen.message.so_what == (
        "SSI and bookings are not known together of anybody, so that this page counts"
        " and does not compare."
    )


def test_a_move_of_nearly_everybody_is_not_laid_at_their_door():
    assert "median SSI went down 6, nearly everybody alike, as when LinkedIn" in (
        first_screen(WEEKS["moved alike"]).message.changed
    )
    known = WEEKS["moved alike"] | {"formula_changed": True}
    assert "nearly everybody" not in first_screen(known).message.changed
