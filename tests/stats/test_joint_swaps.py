"""One set of swaps for all: within groups, and uniform for each subset of reps."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from ssi_analysis.stats.joint_swaps import JointSwaps


def drawn(segments: list[int]) -> JointSwaps:
    return JointSwaps.draw(np.array(segments), rng=np.random.default_rng(1))


def test_the_first_ordering_is_the_observed_one() -> None:
    for n_reps in (6, 20, 150):
        swaps = drawn([0] * n_reps)
        assert swaps.partners[:, 0].tolist() == list(range(n_reps))


def test_partners_stay_in_the_segment_and_every_rep_has_one() -> None:
    segments = np.repeat([0, 1, 2], [70, 5, 130])
    swaps = drawn(segments.tolist())
    assert (segments[swaps.partners] == segments[:, None]).all()
    assert (np.sort(swaps.partners, axis=0) == np.arange(205)[:, None]).all()
    assert np.bincount(swaps.groups).max() <= 64


def test_a_small_team_is_one_group() -> None:
    assert np.unique(drawn([0] * 64).groups).tolist() == [0]
    assert np.unique(drawn([0] * 65).groups).tolist() == [0, 1]


def test_swaps_among_some_reps_are_each_as_likely_as_another() -> None:
    inside = np.array([True, True, False, True, True, False])
    among = drawn([0] * 6).among(inside)
    found = Counter(map(tuple, among.partners.T.tolist()))
    # 720 orderings of six reps give each of the 24 of four reps thirty times.
    assert found == dict.fromkeys(permutations(range(4)), 30)


def test_swaps_among_some_reps_lead_past_the_others_only() -> None:
    swaps = drawn([0] * 30)
    inside = np.arange(30) != 7
    among = swaps.among(inside)
    kept = np.delete(np.arange(30), 7)
    same = kept[among.partners] == swaps.partners[inside]
    # One rep per ordering had rep 7 as partner, or none where 7 had itself.
    assert (~same).sum(axis=0).max() == 1


def test_too_few_reps_of_the_whole_say_so() -> None:
    among = drawn([0, 0, 0, 0, 1, 1]).among(np.array([1, 1, 1, 0, 1, 0], bool))
    assert among.reason == (
        "histories can be swapped in only 6 ways, so that p cannot fall below 0.17"
    )


@pytest.mark.parametrize("holes", [0.0, 0.2])
def test_means_are_those_of_the_pairs_that_each_swap_makes(holes: float) -> None:
    rng = np.random.default_rng(3)
    present = rng.random((9, 12)) >= holes
    x, y = np.where(present, rng.normal(size=(2, 9, 12)), 0)
    swaps = drawn([0, 0, 0, 0, 0, 1, 1, 1, 1])
    found = swaps.means(x, y, present)
    for ordering in (0, 1, 17):
        scores = []
        for rep, partner in enumerate(swaps.partners[:, ordering]):
            both = present[rep] & present[partner]
            pair = x[rep, both], y[partner, both]
            scores.append(np.corrcoef(*pair)[0, 1] if holes else float(np.dot(*pair)))
        assert found[ordering] == pytest.approx(abs(np.mean(scores)))
