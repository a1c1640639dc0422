"""The ladder from E0 to E5: each gate, each flaw, each sentence."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.stats.levels import Facts, Level, level
from ssi_analysis.words.vocabulary import forbidden_words

SEEN_WITHIN = Facts(
    n_reps=12,
    n_periods=52,
    grain="week",
    within_p=0.01,
    q_value=0.01,
    within_excludes_zero=True,
    between_p=0.4,
    detectable=0.27,
)
SEEN_BOTH = replace(SEEN_WITHIN, between_p=0.008, between_excludes_zero=True)
SEEN_BETWEEN = replace(SEEN_BOTH, within_p=0.3, q_value=0.3, within_excludes_zero=False)
NOTHING = replace(SEEN_WITHIN, within_p=0.41, q_value=0.41, within_excludes_zero=False)


def reached(facts: Facts) -> Level:
    return level(facts)[0]


def test_the_gates_fix_the_level() -> None:
    assert reached(SEEN_WITHIN) is Level.E4
    assert reached(SEEN_BETWEEN) is Level.E3
    assert reached(NOTHING) is Level.E1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"n_reps": 5}, "5 reps have both measures; more than a description needs 6."),
        ({"n_periods": 7}, "7 weeks; more than a description needs 8."),
        (
            {"n_periods": 5, "grain": "month"},
            "5 months; more than a description needs 6.",
        ),
        (
            {"n_periods": 2, "grain": "quarter"},
            "2 quarters; more than a description needs 3.",
        ),
        (
            {"n_periods": 7, "grain": None},
            "7 periods; more than a description needs 8.",
        ),
        (
            {"detectable": 0.51},
            "Only a link of about 0.51 or more would have shown; more than a"
            " description needs 0.5 or less.",
        ),
        (
            {"refused": "attainment keeps its value."},
            "No association is given: attainment keeps its value.",
        ),
    ],
)
def test_what_a_panel_cannot_carry_is_description(
    change: dict[str, object], reason: str
) -> None:
    assert level(replace(SEEN_BOTH, **change)) == (Level.E0, (reason,))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"within_excludes_zero": False}, "Within reps, the 95 % range includes zero."),
        ({"sign_flips": True}, "Within reps, leaving one rep out turns the sign."),
        (
            {"signs_disagree": True},
            "All rows together show the opposite sign of within reps, and their range"
            " excludes zero.",
        ),
        ({"q_value": 0.06}, "Within reps, p is 0.060; the gate is below 0.05."),
    ],
)
def test_every_gate_of_e4_must_be_passed(
    change: dict[str, object], reason: str
) -> None:
    alone, reasons = level(replace(SEEN_WITHIN, **change))
    assert alone is (Level.E1 if "q_value" in change else Level.E2)
    assert reason in reasons or alone is Level.E1
    assert reached(replace(SEEN_BOTH, **change)) is Level.E3


def test_a_small_p_between_with_a_range_over_zero_is_a_hint() -> None:
    facts = replace(NOTHING, between_p=0.008)
    found, reasons = level(facts)
    assert found is Level.E2
    assert reasons[-1] == "Between reps, the 95 % range includes zero."


def test_nothing_is_never_said_without_what_could_have_shown() -> None:
    assert level(NOTHING)[1] == (
        "Within reps, about 41 in 100 shuffled teams show as much; the gate is fewer"
        " than 1 in 20.",
        "Between reps, about 40 in 100 shuffled teams show as much; the gate is fewer"
        " than 1 in 100.",
        "With 12 reps over 52 weeks, only a link of about 0.27 or more within reps"
        " would have shown.",
    )


FLAWS = [
    (
        {"missing_share": 0.21},
        "Down a level: 21\N{NO-BREAK SPACE}% of rep-periods are missing.",
    ),
    (
        {"instrument_break": True},
        "Down a level: all scores stepped on one date in the window.",
    ),
    ({"left_share": 0.26}, "Down a level: 26\N{NO-BREAK SPACE}% of reps left."),
]


@pytest.mark.parametrize(("flaw", "reason"), FLAWS)
def test_each_flaw_takes_a_finding_down(flaw: dict[str, object], reason: str) -> None:
    found, reasons = level(replace(SEEN_BOTH, **flaw))
    assert found is Level.E3
    assert reasons[-1] == reason
    assert reached(replace(SEEN_BETWEEN, **flaw)) is Level.E2


@pytest.mark.parametrize(("flaw", "reason"), FLAWS)
def test_a_finding_within_rests_at_e3_only_if_seen_between(
    flaw: dict[str, object], reason: str
) -> None:
    found, reasons = level(replace(SEEN_WITHIN, **flaw))
    assert found is Level.E2
    assert reason in reasons


def test_e2_is_the_floor_of_flaws() -> None:
    every = {"missing_share": 0.5, "instrument_break": True, "left_share": 0.5}
    assert reached(replace(SEEN_BOTH, **every)) is Level.E2
    assert reached(replace(NOTHING, **every)) is Level.E1


def test_shares_at_the_limit_are_no_flaw() -> None:
    assert reached(replace(SEEN_BOTH, missing_share=0.2, left_share=0.25)) is Level.E4


def test_a_tiny_p_is_not_rounded_to_a_number() -> None:
    reasons = level(replace(SEEN_WITHIN, q_value=0.0005))[1]
    assert reasons[0].startswith(
        "Within reps, fewer than 1 in 1,000 shuffled teams show as much,"
    )


def test_too_few_ways_to_swap_are_said() -> None:
    nan = float("nan")
    found, reasons = level(replace(SEEN_BETWEEN, within_p=nan, q_value=nan))
    assert found is Level.E3
    assert "Within reps, there are too few ways to swap reps for a p-value." in reasons


def test_without_any_way_to_swap_it_is_a_description() -> None:
    nan = float("nan")
    untested = replace(SEEN_BOTH, within_p=nan, q_value=nan, between_p=nan)
    found, reasons = level(untested)
    assert found is Level.E0
    assert reasons == (
        "Reps are compared within their segment, and there are too few in each to tell"
        " a link from chance.",
    )


@given(
    st.builds(
        Facts,
        n_reps=st.integers(0, 30),
        n_periods=st.integers(0, 60),
        grain=st.sampled_from(["week", "month", "quarter", None]),
        q_value=st.floats(0, 1) | st.just(float("nan")),
        within_excludes_zero=st.booleans(),
        sign_flips=st.booleans(),
        signs_disagree=st.booleans(),
        between_p=st.floats(0, 1) | st.just(float("nan")),
        between_excludes_zero=st.booleans(),
        detectable=st.floats(0, 1) | st.just(float("nan")),
        missing_share=st.floats(0, 1),
        instrument_break=st.booleans(),
        left_share=st.floats(0, 1),
        family_size=st.integers(1, 9),
        within_p=st.floats(0, 1) | st.just(float("nan")),
        lag=st.integers(0, 3),
        lag_p=st.floats(0, 1),
        placebo_p=st.floats(0, 1),
        order_refused=st.sampled_from(["", "too few periods."]),
        is_target=st.booleans(),
        robustness=st.floats(0, 1) | st.just(float("nan")),
        benchmark=st.floats(0, 1) | st.just(float("nan")),
    )
)
def test_every_level_has_reasons_in_permitted_words(facts: Facts) -> None:
    found, reasons = level(facts)
    assert found <= Level.E5
    assert reasons
    for reason in reasons:
        assert forbidden_words(reason, level=found) == []
        assert reason.endswith(".")


def test_every_level_has_a_plain_name() -> None:
    assert [each.plain_name for each in Level] == [
        "description only",
        "nothing detected",
        "a hint that does not hold up",
        "seen between reps",
        "seen within reps",
        "comes before",
        "tested",
    ]


def test_the_second_question_has_the_stricter_gate() -> None:
    assert reached(replace(SEEN_BETWEEN, between_p=0.0099)) is Level.E3
    assert reached(replace(SEEN_BETWEEN, between_p=0.0101)) is Level.E1


ORDERED = replace(SEEN_WITHIN, lag=2, lag_p=0.02, placebo_p=0.4)


def test_an_order_in_time_lifts_a_finding_within_to_e5() -> None:
    found, reasons = level(ORDERED)
    assert found is Level.E5
    assert reasons[1] == (
        "In time, the score 2 weeks before shows when the score at the same time and"
        " after are held, and the score after does not."
    )


@pytest.mark.parametrize(
    "change", [{"lag": 0}, {"lag_p": 0.05}, {"placebo_p": 0.049}, {"lag_p": math.nan}]
)
def test_every_gate_of_e5_must_be_passed(change: dict[str, float]) -> None:
    found, reasons = level(replace(ORDERED, **change))
    assert found is Level.E4
    assert reasons[1] == "No order in time was found in the window set in advance."


def test_a_refused_order_says_why() -> None:
    assert level(replace(SEEN_WITHIN, order_refused="3 periods"))[1][1] == (
        "No order in time is given: 3 periods."
    )


def test_an_order_without_a_finding_within_counts_for_nothing() -> None:
    order = {"lag": 1, "lag_p": 0.001, "placebo_p": 0.5}
    assert reached(replace(NOTHING, **order)) is Level.E1
    assert reached(replace(SEEN_BETWEEN, **order)) is Level.E3


def test_each_flaw_takes_one_level_and_e2_is_the_floor() -> None:
    flaws = {"missing_share": 0.5, "instrument_break": True, "is_target": True}
    taken = [dict(list(flaws.items())[:size]) for size in range(4)]
    alone = [reached(replace(ORDERED, **each)) for each in taken]
    assert alone == [Level.E5, Level.E4, Level.E2, Level.E2]
    both = replace(SEEN_BOTH, lag=2, lag_p=0.02, placebo_p=0.4)
    assert [reached(replace(both, **each)) for each in taken] == [
        Level.E5,
        Level.E4,
        Level.E3,
        Level.E2,
    ]


@pytest.mark.parametrize(
    ("flaw", "reason"),
    [
        (
            {"is_target": True},
            "Down a level: the score was a target or paid for in the window.",
        ),
        (
            {"robustness": 0.1, "benchmark": 0.2},
            "Down a level: something unseen that is tied to both no closer than tenure"
            " would account for it.",
        ),
    ],
)
def test_what_only_the_caller_knows_takes_a_finding_down(
    flaw: dict[str, object], reason: str
) -> None:
    found, reasons = level(replace(SEEN_BOTH, **flaw))
    assert found is Level.E3
    assert reasons[-1] == reason


def test_robustness_above_tenure_or_unknown_is_no_flaw() -> None:
    for known in ({"robustness": 0.3, "benchmark": 0.2}, {"robustness": 0.1}):
        assert reached(replace(SEEN_BOTH, **known)) is Level.E4


def test_what_does_not_survive_its_family_is_a_hint() -> None:
    facts = replace(SEEN_WITHIN, q_value=0.06, family_size=5)
    found, reasons = level(facts)
    assert found is Level.E2
    assert reasons[0] == (
        "Within reps, it does not survive that 5 links were asked about together."
    )
    assert reached(replace(facts, within_p=0.06)) is Level.E1


def test_what_survives_its_family_says_so() -> None:
    assert level(replace(SEEN_WITHIN, q_value=0.04, family_size=5))[1][0] == (
        "Within reps, about 10 in 1,000 shuffled teams show as much, it survives that 5"
        " links were asked about together, the 95 % range excludes zero, and the sign"
        " holds whichever rep is left out."
    )
