"""Swaps against full enumeration, the jackknife against hand computation."""

from __future__ import annotations

import math
from itertools import permutations, product

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats import resampling
from ssi_analysis.stats.resampling import jackknife, pair_scores, swap_p_value

ONE_SEGMENT = np.zeros(6, np.intp)


def test_six_reps_are_swapped_in_every_way() -> None:
    scores = np.random.default_rng(1).normal(size=(6, 6))
    totals = [
        abs(sum(scores[rep, partner] for rep, partner in enumerate(order)))
        for order in permutations(range(6))
    ]
    expected = np.mean([total >= totals[0] - 1e-12 for total in totals])
    p_value, reason = swap_p_value(scores, ONE_SEGMENT)
    assert p_value == pytest.approx(expected)
    assert reason == ""


def test_swaps_agree_with_scipy_pairings() -> None:
    scores = np.random.default_rng(2).normal(size=(7, 7))
    index = np.arange(7)
    scipy_test = stats.permutation_test(
        (index,),
        lambda order, axis=-1: np.abs(scores[index, order].sum(axis=axis)),
        permutation_type="pairings",
        alternative="greater",
        n_resamples=np.inf,
        vectorized=True,
    )
    found, _ = swap_p_value(scores, np.zeros(7, np.intp))
    assert found == pytest.approx(scipy_test.pvalue)


def test_reps_are_swapped_only_within_their_segment() -> None:
    scores = np.random.default_rng(3).normal(size=(7, 7))
    segments = np.array([0, 1, 0, 1, 0, 1, 2])
    firsts, seconds = (0, 2, 4), (1, 3, 5)
    totals = []
    for first, second in product(permutations(firsts), permutations(seconds)):
        pairs = [*zip(firsts, first, strict=True), *zip(seconds, second, strict=True)]
        totals.append(abs(sum(scores[pair] for pair in pairs) + scores[6, 6]))
    expected = np.mean([total >= totals[0] - 1e-12 for total in totals])
    assert swap_p_value(scores, segments)[0] == pytest.approx(expected)


def test_random_swaps_stay_in_their_segment_too() -> None:
    # Any pair across segments would score a million; own pairs score highest else.
    segments = np.repeat([0, 1], 8)
    scores = np.where(segments[:, None] == segments, 0.0, 1e6) + np.eye(16)
    p_value, _ = swap_p_value(scores, segments, rng=np.random.default_rng(4))
    assert p_value == 1 / 2000


def test_random_swaps_agree_with_all_of_them() -> None:
    scores = np.random.default_rng(5).normal(size=(9, 9))
    own = abs(np.trace(scores))
    orders = np.array(list(permutations(range(9))))
    totals = np.abs(scores[np.arange(9), orders].sum(axis=1))
    exact = float((totals >= own - 1e-12).mean())
    found, _ = swap_p_value(scores, np.zeros(9, np.intp), rng=np.random.default_rng(6))
    assert abs(found - exact) < 4 * math.sqrt(exact * (1 - exact) / 2000)


def test_the_seed_is_fixed_where_no_rng_is_given() -> None:
    scores = np.random.default_rng(7).normal(size=(12, 12))
    segments = np.zeros(12, np.intp)
    assert swap_p_value(scores, segments) == swap_p_value(scores, segments)


def test_too_few_orderings_give_a_reason() -> None:
    p_value, reason = swap_p_value(np.eye(8), np.array([0, 0, 1, 1, 2, 2, 3, 4]))
    assert math.isnan(p_value)
    assert reason == (
        "histories can be swapped in only 8 ways, so that p cannot fall below 0.12"
    )


def test_scores_over_gaps_are_correlations_over_the_shared_periods() -> None:
    rng = np.random.default_rng(8)
    x, y = rng.normal(size=(2, 3, 6))
    present = np.ones((3, 6), bool)
    present[0, :2] = False
    present[1, 3:] = False
    x, y = np.where(present, x, 0), np.where(present, y, 0)
    scores = pair_scores(x, y, present)
    shared = present[0] & present[2]
    expected = stats.pearsonr(x[0, shared], y[2, shared]).statistic
    assert scores[0, 2] == pytest.approx(expected)
    assert math.isnan(scores[0, 1])  # rep 1 is gone after the third period


def test_the_jackknife_of_a_mean_is_its_t_interval() -> None:
    values = np.array([1.0, 4.0, 2.0, 7.0, 5.0])
    left_out = np.array([np.delete(values, at).mean() for at in range(5)])
    found = jackknife(values.mean(), left_out, n_reps=5)
    error = values.std(ddof=1) / math.sqrt(5)
    low, high = stats.t.interval(0.95, 4, values.mean(), error)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_scores_asked_for_by_group_give_the_same_p_value() -> None:
    scores = np.random.default_rng(7).normal(size=(20, 20)) + np.eye(20)
    segments = np.repeat([0, 1], 10)

    def of(group: np.ndarray) -> np.ndarray:
        return scores[np.ix_(group, group)]

    assert swap_p_value(of, segments) == swap_p_value(scores, segments)


def test_a_large_segment_is_divided_before_it_is_swapped(monkeypatch) -> None:
    monkeypatch.setattr(resampling, "SWAP_PART", 5)
    asked = []

    def of(group: np.ndarray) -> np.ndarray:
        asked.append(group)
        return np.ones((len(group), len(group)))

    swap_p_value(of, np.zeros(12, np.intp), rng=np.random.default_rng(8))
    assert [len(group) for group in asked] == [4, 4, 4]
    assert sorted(np.concatenate(asked)) == list(range(12))
    assert list(np.concatenate(asked)) != list(range(12))


def test_swaps_inside_random_parts_keep_to_the_level(monkeypatch) -> None:
    monkeypatch.setattr(resampling, "SWAP_PART", 5)
    monkeypatch.setattr(resampling, "SWAPS", 199)
    rng = np.random.default_rng(9)
    sticky = rng.normal(size=(400, 2, 15, 12)).cumsum(axis=3)
    x, y = sticky.transpose(1, 0, 2, 3) - sticky.mean(axis=2)[:, :, None].swapaxes(0, 1)
    one_segment = np.zeros(15, np.intp)
    alarms = [
        swap_p_value(own @ other.T, one_segment, rng=rng)[0] <= 0.05
        for own, other in zip(x, y, strict=True)
    ]
    # Three Monte Carlo standard errors of 400 teams.
    assert np.mean(alarms) == pytest.approx(0.05, abs=0.033)
