"""A family of links: its corrections by other routes, and what changes nothing."""

from __future__ import annotations

import math
import time
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ssi_analysis.errors import ParameterError
from ssi_analysis.panel import Panel
from ssi_analysis.schema import PILLARS
from ssi_analysis.stats.associate import associate
from ssi_analysis.stats.family import associate_family


def panel_of(measures: dict[str, np.ndarray], **columns: object) -> Panel:
    reps, weeks = np.indices(next(iter(measures.values())).shape)
    cells = {"rep_id": [f"R{rep:03}" for rep in reps.ravel()], "period": weeks.ravel()}
    cells |= {name: values.ravel() for name, values in measures.items()}
    cells |= {name: np.take(values, reps.ravel()) for name, values in columns.items()}
    return Panel.from_frame(pd.DataFrame(cells))


def noise(n_measures: int, n_reps: int, n_weeks: int, seed: int = 1) -> np.ndarray:
    shape = (n_measures, n_reps, n_weeks)
    return np.random.default_rng(seed).normal(size=shape)


def small(holes: float = 0.0) -> Panel:
    a, b, first, luck = noise(4, 7, 12)
    a[np.random.default_rng(2).random(a.shape) < holes] = np.nan
    return panel_of({"a": a, "b": b, "won": first, "kept": b + luck})


@pytest.mark.parametrize("holes", [0.0, 0.2])
def test_every_member_is_the_association_of_its_own(holes: float) -> None:
    panel = small(holes)
    found = associate_family(panel, ["a", "b"], ["won", "kept"])
    assert [(m.association.x, m.association.y) for m in found.members] == [
        ("a", "won"),
        ("a", "kept"),
        ("b", "won"),
        ("b", "kept"),
    ]
    for member in found.members:
        link = member.association
        alone = associate(panel, link.x, link.y)
        assert link.p_value == pytest.approx(alone.p_value)
        assert link.estimate.value == pytest.approx(alone.estimate.value)
        assert link.estimate.low == pytest.approx(alone.estimate.low)
        assert link.slope.high == pytest.approx(alone.slope.high)
        assert link.influence.low == pytest.approx(alone.influence.low)
        assert (link.n_reps, link.n_rows) == (alone.n_reps, alone.n_rows)


def test_a_family_of_one_is_its_member() -> None:
    x, y = noise(2, 30, 10)
    found = associate_family(panel_of({"a": x, "won": y}), ["a"], ["won"])
    alone = associate(panel_of({"a": x, "won": y}), "a", "won")
    assert found.members[0].association.p_value == alone.p_value
    assert found.members[0].q_value == found.members[0].family_p == alone.p_value


def test_q_values_are_those_of_benjamini_and_hochberg() -> None:
    found = associate_family(small(), ["a", "b"], ["won", "kept"])
    p_values = [member.association.p_value for member in found.members]
    ranks = stats.rankdata(p_values)
    stepped = [
        min(1, *(q * 4 / r for q, r in zip(p_values, ranks, strict=True) if q >= p))
        for p in p_values
    ]
    assert [member.q_value for member in found.members] == pytest.approx(stepped)


def test_max_t_is_that_of_all_orderings_in_units_of_their_spread() -> None:
    panel = small()
    found = associate_family(panel, ["a", "b"], ["won"])
    laid = {
        name: panel.frame[name].to_numpy().reshape(7, 12) for name in ("a", "b", "won")
    }
    free = {
        name: values - values.mean(0) - values.mean(1, keepdims=True) + values.mean()
        for name, values in laid.items()
    }
    totals = np.array(
        [
            [abs((free[x] * free["won"][list(order)]).sum()) for x in ("a", "b")]
            for order in permutations(range(7))
        ]
    )
    scaled = totals / np.sqrt((totals**2).mean(axis=0))
    largest = scaled.max(axis=1)
    expected = [(largest >= own - 1e-9).mean() for own in scaled[0]]
    assert [member.family_p for member in found.members] == pytest.approx(expected)


def test_a_planted_link_survives_and_the_others_do_not() -> None:
    *scores, luck = noise(6, 30, 26, seed=4)
    measures = dict(zip("abcde", scores, strict=True))
    panel = panel_of({**measures, "won": 0.4 * scores[2] + luck})
    found = associate_family(panel, list("abcde"), ["won"])
    assert [member.association.x for member in found.survivors] == ["c"]
    assert found.of("c", "won").family_p < 0.01


def test_refused_members_stay_with_their_reason_and_do_not_count() -> None:
    panel = small().drop_measure("kept", reason="known per quarter only")
    frame = panel.frame.assign(flat=1.0, late=panel.frame["a"])
    frame.loc[frame["rep_id"] > "R003", "late"] = math.nan
    found = associate_family(
        Panel(frame, grain=panel.grain, refused=panel.refused),
        ["a", "flat", "late"],
        ["won", "kept"],
    )
    reasons = {
        (m.association.x, m.association.y): m.association.reason for m in found.members
    }
    assert reasons["a", "kept"] == "known per quarter only"
    assert reasons["flat", "won"].startswith("0 reps")
    assert reasons["late", "won"].startswith("4 reps")
    assert found.n_tests == 1
    assert found.of("a", "won").q_value == found.of("a", "won").association.p_value
    assert math.isnan(found.of("late", "won").q_value)
    assert len(found.to_frame()) == 6


def test_a_family_of_refusals_has_the_reason_of_its_first() -> None:
    panel = small().drop_measure("won", reason="known per quarter only")
    found = associate_family(panel, ["a", "b"], ["won"])
    assert found.reason == "known per quarter only"
    assert found.n_tests == 0


def test_segments_too_small_to_swap_give_estimates_without_p() -> None:
    a, won = noise(2, 8, 12)
    panel = panel_of({"a": a, "won": won}, segment=np.array(list("ABCDABCD")))
    member = associate_family(panel, ["a"], ["won"]).members[0]
    assert member.association.estimate.is_given
    assert math.isnan(member.q_value)
    assert member.association.p_reason == (
        "histories can be swapped in only 16 ways, so that p cannot fall below 0.06"
    )


def test_the_five_scores_are_five_tests_with_four_degrees_of_freedom() -> None:
    pillars = noise(4, 12, 20)
    measures = dict(zip(PILLARS, pillars, strict=True))
    measures |= {"ssi_total": pillars.sum(axis=0), "won": noise(1, 12, 20, seed=9)[0]}
    panel = panel_of(measures)
    all_five = associate_family(panel, ["ssi_total", *PILLARS], ["won"])
    assert (all_five.n_tests, all_five.n_free) == (5, 4)
    pillars_only = associate_family(panel, list(PILLARS), ["won"])
    assert (pillars_only.n_tests, pillars_only.n_free) == (4, 4)


@pytest.mark.parametrize("measures", ["a", []])
def test_a_family_needs_a_list_of_measures(measures: str | list[str]) -> None:
    with pytest.raises(ParameterError) as refusal:
        associate_family(small(), measures, ["won"])
    assert str(refusal.value) == (
        f"parameter 'xs' is {str(measures)!r}; it must be a list of measures"
    )


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.floats(0.1, 50), st.floats(-100, 100))
def test_names_order_of_rows_and_units_change_nothing(
    seed: int, scale: float, shift: float
) -> None:
    panel = small(0.2)
    names = np.random.default_rng(seed).permutation(7)
    frame = panel.frame.sample(frac=1, random_state=seed)
    frame["rep_id"] = [f"X{names[int(rep[1:])]}" for rep in frame["rep_id"]]
    frame["a"] = scale * frame["a"] + shift
    found = associate_family(Panel.from_frame(frame), ["a", "b"], ["won", "kept"])
    before = associate_family(panel, ["a", "b"], ["won", "kept"])
    for member, own in zip(found.members, before.members, strict=True):
        assert member.association.p_value == pytest.approx(own.association.p_value)
        assert member.family_p == pytest.approx(own.family_p)
        assert member.association.estimate.low == pytest.approx(
            own.association.estimate.low
        )


def test_reps_alike_in_one_pair_keep_their_places_by_the_others() -> None:
    a, won, b = noise(3, 20, 8)
    # Half the reps are alike in the first pair, so that only b tells them apart.
    a[:10], won[:10] = a[0], won[0]
    panel = panel_of({"a": a, "won": won, "b": b})
    renamed = panel.frame.assign(
        rep_id=[f"X{19 - int(rep[1:]):02}" for rep in panel.frame["rep_id"]]
    )
    found, other = (
        associate_family(each, ["a", "b"], ["won"]).of("b", "won")
        for each in (panel, Panel.from_frame(renamed))
    )
    assert found.association.p_value == other.association.p_value


def test_a_panel_and_a_seed_give_the_same_family_again() -> None:
    panel = panel_of(dict(zip("abc", noise(3, 80, 10), strict=True)))
    first, second = (associate_family(panel, ["a", "b"], ["c"]) for _ in range(2))
    assert repr(first) == repr(second)


def test_forty_five_links_of_a_thousand_reps_take_a_second_at_most() -> None:
    measures = {f"m{k}": values for k, values in enumerate(noise(14, 1000, 104))}
    panel = panel_of(measures)
    start = time.process_time()
    associate_family(
        panel, [f"m{k}" for k in range(5)], [f"m{k}" for k in range(5, 14)]
    )
    # A third of a second of computing on an idle machine; the bound is for a busy one.
    assert time.process_time() - start < 3
