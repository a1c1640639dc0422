"""Teams like one's own: what they take over, and what is gone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ssi_analysis.stats.likeness import Shape, swapped
from ssi_analysis.stats.simulate import SCENARIOS, simulate
from ssi_analysis.stats.within import fit_within


def numbered(n_reps: int) -> np.ndarray:
    """A history in which each rep's values tell whose they are."""
    return np.arange(n_reps)[:, None] + np.array([0.0, 0.25, 0.5])


def owners(values: np.ndarray) -> list[int]:
    return [int(value) for value in np.floor(values[:, 0])]


@pytest.mark.parametrize("seed", range(5))
def test_every_history_is_used_once_and_never_beside_its_own(pair_of, seed) -> None:
    pair = pair_of(numbered(7), numbered(7))
    found = swapped(pair, rng=np.random.default_rng(seed))
    assert owners(found.x) == [*range(7)]
    assert sorted(owners(found.y)) == [*range(7)]
    assert all(own != other for own, other in enumerate(owners(found.y)))


@pytest.mark.parametrize("seed", range(5))
def test_histories_stay_in_their_segment_and_a_rep_alone_is_left_out(
    pair_of, seed
) -> None:
    pair = replace(
        pair_of(numbered(6), numbered(6)), segments=np.array([0, 1, 0, 2, 1, 0])
    )
    found = swapped(pair, rng=np.random.default_rng(seed))
    assert owners(found.x) == [0, 1, 2, 4, 5]
    assert found.segments.tolist() == [0, 1, 0, 1, 0]
    others = owners(found.y)
    assert {others[0], others[2], others[4]} == {0, 2, 5}
    assert (others[1], others[3]) == (4, 1)


def test_a_swapped_cell_needs_both_histories(pair_of, holey) -> None:
    pair = pair_of(*holey)
    found = swapped(pair, rng=np.random.default_rng(1))
    assert np.isfinite(found.x).sum() < np.isfinite(pair.x).sum()
    assert (np.isfinite(found.x) == np.isfinite(found.y)).all()


@pytest.mark.parametrize("n_periods", [12, 52])
def test_the_shape_of_a_team_is_measured_back(pair_of, n_periods) -> None:
    x, y = simulate(
        SCENARIOS["null"], (400, n_periods), rng=np.random.default_rng(n_periods)
    )
    shape = Shape.of(pair_of(x, y))
    for motion in (shape.x, shape.y):
        assert motion.stickiness == pytest.approx(0.8, abs=0.05)
        assert motion.between == pytest.approx(0.6, abs=0.07)


def test_a_made_up_team_has_the_gaps_and_the_link_that_it_should(pair_of) -> None:
    rng = np.random.default_rng(9)
    x, y = simulate(SCENARIOS["null"], (300, 60), rng=rng)
    x[rng.random(x.shape) < 0.2] = np.nan
    pair = pair_of(x, y)
    shape = Shape.of(pair)
    alone, linked = shape.team(rng=rng), shape.team(r=0.4, rng=rng)
    assert (np.isfinite(alone.x) == pair.present).all()
    assert (np.isfinite(linked.y) == pair.present).all()
    assert fit_within(alone).full.r == pytest.approx(0, abs=0.05)
    assert fit_within(linked).full.r == pytest.approx(0.4, abs=0.05)


def test_reps_who_hardly_differ_have_no_share_between(pair_of) -> None:
    x, y = np.random.default_rng(2).normal(size=(2, 200, 40))
    shape = Shape.of(pair_of(x, y))
    assert shape.x.between < 0.02
    assert shape.y.stickiness < 0.05
