"""No sentence that the package can make says more than its level."""

import ast
import itertools
import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ssi_analysis import words
from ssi_analysis.coaching import Coaching
from ssi_analysis.panel import Pace
from ssi_analysis.schema import PILLARS
from ssi_analysis.stats.calibration import Calibration
from ssi_analysis.stats.counterexamples import Counterexamples
from ssi_analysis.stats.estimate import Association, Decomposition, Share
from ssi_analysis.stats.family import FamilyResult
from ssi_analysis.stats.habits import Habits
from ssi_analysis.stats.ladder import Evidence
from ssi_analysis.stats.lags import LeadLag
from ssi_analysis.stats.levels import Level
from ssi_analysis.stats.rep_moves import RepMoves
from ssi_analysis.stats.sensitivity import Sensitivity
from ssi_analysis.words.vocabulary import CAVEAT_OF_ASSOCIATION, forbidden_words
from tests.words.conftest import (
    FACTS,
    association,
    make_break,
    make_calibration,
    make_cases,
    make_evidence,
    make_family,
    make_history,
    make_lag,
    make_member,
    make_order,
    make_pace,
    make_share,
    make_week,
)
from tests.words.test_analyses import RESULTS as ANALYSES
from tests.words.test_brief import PACES, WEEKS
from tests.words.test_coaching import FEW, PARTS, STEADY, TEAM, UNKNOWN
from tests.words.test_coaching import texts as coaching_texts
from tests.words.test_movers import FALL, NAMES, QUIET, RISE, make_moves

FLAWS = (
    {},
    {"instrument_break": True},
    {"missing_share": 0.3, "left_share": 0.4},
    {"signs_disagree": True},
    {"is_target": True},
    {"robustness": 0.1, "benchmark": 0.2},
    {"is_target": True, "instrument_break": True, "between_p": 0.001},
    {"family_size": 5},
    {"family_size": 5, "q_value": 0.3},
    {"order_refused": "3 periods are left."},
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
    yield from texts_of(words.caption_relation(make_cases(), level=evidence.level))
    yield words.say(evidence)
    yield from texts_of(words.table_decomposition(evidence))
    for hidden in (each for each in ANALYSES.values() if isinstance(each, Sensitivity)):
        yield from texts_of(words.limits(evidence, hidden=hidden))
    yield from texts_of(words.method(evidence))
    yield from texts_of(evidence.rows())


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


@pytest.mark.parametrize("level", list(FACTS), ids=str)
def test_no_word_about_movers_pillars_and_habits_is_above_any_level(level):
    texts = [
        text
        for moves in MOVES
        for part in (words.caption_movers, words.table_movers)
        for text in texts_of(part(moves, names=NAMES))
    ]
    assert len(texts) > 20
    texts += coaching_texts()
    assert [text for text in texts if forbidden_words(text, level=str(level))] == []


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
        "E5",
    }


LAGS = (
    (make_lag(),),
    (make_lag(value=-0.004), make_lag(3, reason="3 periods are left")),
    (make_lag(window_p=0.4),),
    (make_lag(after_p=0.01),),
    (make_lag(reason="3 periods are left"),),
)
MEMBERS = (
    (make_member(),),
    (make_member(), make_member("ssi_brand", value=-0.31)),
    (make_member(q_value=0.4), make_member("ssi_brand", reason="4 reps")),
    (make_member(reason="4 reps"),),
    tuple(make_member(x) for x in ("ssi_total", *PILLARS)),
)

MOVES = (
    make_moves(RISE, QUIET, FALL),
    make_moves(QUIET),
    make_moves(RISE),
    make_moves(reason="4 reps with a score at both ends"),
)

# Every kind of result that `say` knows, in each form that it can take.
WALKS = {
    Association: [
        replace(
            association(question, facts, value=value),
            estimate=replace(association(question, facts).estimate, method=method),
        )
        for question in ("within", "between", "pooled")
        for facts in FACTS.values()
        for value in (0.31, -0.31)
        for method in ("", "Spearman; jackknife")
    ],
    Decomposition: [make_evidence(wanted).decomposition for wanted in FACTS],
    FamilyResult: [make_family(*members) for members in MEMBERS],
    LeadLag: [make_order(*lags, grain=g) for lags in LAGS for g in ("week", None)],
    Share: [make_share(5, 9), make_share(0, 0), make_share(1, 3, given=False)],
    Counterexamples: [
        make_cases(),
        make_cases((0, 0), (4, 7), given=False),
        make_cases((3, 8), (0, 0)),
    ],
    Evidence: [
        make_evidence(wanted, value=value, **flaws)
        for wanted in FACTS
        for value in (0.31, -0.31)
        for flaws in FLAWS
    ],
    Pace: [make_pace(*each) for each in PACES.values()],
    RepMoves: list(MOVES),
    Coaching: [TEAM, FEW],
    Habits: [STEADY, UNKNOWN, *PARTS],
    Calibration: [
        make_calibration(),
        make_calibration(range_count=200, detectable=math.nan),
        replace(make_calibration(), rates=(), reason="4 reps; it needs 6"),
    ],
    **{
        kind: [each for each in ANALYSES.values() if isinstance(each, kind)]
        for kind in dict.fromkeys(map(type, ANALYSES.values()))
    },
}


def test_every_kind_of_result_with_words_is_walked():
    known = set(words.say.registry) - {object}
    assert known == set(WALKS), "walk the new kind of result in WALKS"
    assert all(WALKS.values())


@pytest.mark.parametrize("kind", WALKS, ids=lambda kind: kind.__name__)
def test_no_result_is_said_in_a_forbidden_word(kind):
    for result in WALKS[kind]:
        level = str(getattr(result, "level", "E5"))
        said = words.say(result)
        assert forbidden_words(said, level=level) == []
        assert said.endswith(".")


def test_every_association_that_is_said_carries_its_caveat():
    for result in (*WALKS[Association], *WALKS[FamilyResult], *WALKS[LeadLag]):
        said = words.say(result)
        if "orrelation" in said or "tended to" in said:
            assert said.endswith(CAVEAT_OF_ASSOCIATION)


def literals(folder):
    """Yield every text in the code of a folder, docstrings apart."""
    for path in sorted(Path(words.__file__).parents[1].joinpath(folder).glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        docstrings = {
            node.body[0].value
            for node in ast.walk(tree)
            if isinstance(node, documented) and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and node not in docstrings and node.value.count(" ") > 1:
                yield path.name, node.value


@pytest.mark.parametrize("folder", ["stats", "words", "plots"])
def test_no_text_in_the_code_holds_a_forbidden_word(folder):
    """Reasons and nulls that no walk reaches are read where they are written."""
    texts = [
        text for name, text in literals(folder) if (folder, name) not in DEFINE_THEM
    ]
    assert len(texts) > 10
    assert {
        text: forbidden_words(text) for text in texts if forbidden_words(text)
    } == {}


DEFINE_THEM = {("words", "vocabulary.py")}
