"""No sentence that the package can make says more than its level."""

import itertools

import pandas as pd
import pytest

from ssi_analysis import words
from ssi_analysis.stats.levels import Level
from ssi_analysis.words.vocabulary import forbidden_words
from tests.words.conftest import (
    FACTS,
    make_break,
    make_cases,
    make_evidence,
    make_history,
    make_pace,
    make_week,
)
from tests.words.test_brief import PACES, WEEKS

FLAWS = (
    {},
    {"instrument_break": True},
    {"missing_share": 0.3, "left_share": 0.4},
    {"signs_disagree": True},
)


def texts_of(value):
    """Collect every text in a result, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list):
        return [text for part in value for text in texts_of(part)]
    if isinstance(value, dict):
        return texts_of(list(value.values()))
    return texts_of(list(vars(value).values())) if hasattr(value, "__dict__") else []


def every_sentence(evidence):
    for week, pace in itertools.product(WEEKS.values(), PACES.values()):
        summary = make_week(**week)
        about = words.scope("North", summary, as_of=pd.Timestamp("2026-11-15"))
        yield from texts_of(
            words.brief(about, summary, make_pace(*pace), make_cases(), evidence)
        )
    yield from texts_of(words.caption_decomposition(evidence))
    yield words.say(evidence)
    yield from texts_of(words.table_decomposition(evidence))


@pytest.mark.parametrize("flaws", FLAWS, ids=str)
@pytest.mark.parametrize("value", [0.31, -0.31])
@pytest.mark.parametrize("wanted", list(FACTS), ids=str)
def test_no_sentence_of_a_level_uses_a_word_above_it(wanted, value, flaws):
    evidence = make_evidence(wanted, value=value, **flaws)
    level = str(evidence.level)
    found = {
        text: forbidden_words(text, level=level)
        for text in every_sentence(evidence)
        if forbidden_words(text, level=level)
    }
    assert found == {}


def test_no_caption_or_closing_uses_a_forbidden_word():
    history, cases = make_history(), make_cases()
    captions = [
        words.caption_history(history, breaks=[make_break()]),
        words.caption_history(make_history(0)),
        words.caption_pillars(history),
        words.caption_relation(cases),
        words.limits(make_evidence(Level.E1)),
        words.limits(make_evidence(Level.E0)),
        words.method(make_evidence(Level.E1)),
        words.say(make_evidence(Level.E1).decomposition),
        words.say(make_pace()),
    ]
    texts = texts_of(captions)
    assert len(texts) > 20
    assert {
        text: forbidden_words(text) for text in texts if forbidden_words(text)
    } == {}


@pytest.mark.parametrize(
    ("text", "level", "found"),
    [
        ("A higher SSI boosts quota", "E5", ["boosts"]),
        ("Attainment improved thanks to SSI", "E5", ["improved", "thanks to"]),
        ("The effect is significant", "E4", ["effect", "significant"]),
        ("with two-way fixed effects", "E4", []),
        ("a guarantee of quota", "E5", ["guarantee"]),
        ("There is no relationship", "E1", ["no relationship"]),
        ("SSI goes with bookings", "E0", ["goes with"]),
        ("Reps should do more", "E3", ["should"]),
        ("the weakest pillar", "E5", []),
    ],
)
def test_forbidden_words_are_found(text, level, found):
    assert forbidden_words(text, level=level) == found


def test_every_level_that_can_be_reached_is_walked():
    assert {str(make_evidence(wanted).level) for wanted in FACTS} == {
        "E0",
        "E1",
        "E2",
        "E3",
        "E4",
    }
