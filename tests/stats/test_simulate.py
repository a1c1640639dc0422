"""Made-up teams hold what their scenario says."""

from __future__ import annotations

import numpy as np
import pytest

from ssi_analysis.stats.simulate import SCENARIOS, mixed, simulate, sticky


def draw(name: str, size: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    return simulate(SCENARIOS[name], size, rng=np.random.default_rng(8))


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    return float(np.corrcoef(x.ravel(), y.ravel())[0, 1])


def test_six_tenths_of_the_variance_are_between_reps() -> None:
    x, y = draw("null", (4000, 300))
    for values in (x, y):
        assert values.var() == pytest.approx(1, abs=0.05)
        assert values.mean(axis=1).var() == pytest.approx(0.6, abs=0.05)
    assert correlation(x.mean(axis=1), y.mean(axis=1)) == pytest.approx(0, abs=0.05)


def test_a_deviation_is_left_to_eight_tenths_a_period_later() -> None:
    moves = sticky((300, 1000), 0.8, rng=np.random.default_rng(2))
    assert moves.var() == pytest.approx(1, abs=0.03)
    assert moves[:, 0].var() == pytest.approx(1, abs=0.2)
    assert correlation(moves[:, :-1], moves[:, 1:]) == pytest.approx(0.8, abs=0.01)
    assert correlation(moves[:, :-3], moves[:, 3:]) == pytest.approx(0.8**3, abs=0.02)


def test_a_link_within_reps_is_in_their_movements_alone() -> None:
    x, y = draw("effect0.2", (2000, 600))
    moves = [values - values.mean(axis=1, keepdims=True) for values in (x, y)]
    assert correlation(*moves) == pytest.approx(0.2, abs=0.01)
    assert correlation(x.mean(axis=1), y.mean(axis=1)) == pytest.approx(0, abs=0.06)


def test_a_link_between_reps_is_in_their_usual_levels_alone() -> None:
    x, y = draw("between", (4000, 400))
    moves = [values - values.mean(axis=1, keepdims=True) for values in (x, y)]
    assert correlation(*moves) == pytest.approx(0, abs=0.01)
    assert correlation(x.mean(axis=1), y.mean(axis=1)) == pytest.approx(0.5, abs=0.04)


def test_a_calendar_is_shared_by_reps_and_not_by_measures() -> None:
    x, y = draw("calendar", (400, 2, 800))
    moves = x - x.mean(axis=-1, keepdims=True)
    other = y - y.mean(axis=-1, keepdims=True)
    assert correlation(moves[:, 0], moves[:, 1]) == pytest.approx(0.3, abs=0.03)
    assert correlation(moves, other) == pytest.approx(0, abs=0.02)


def test_everybody_drifts_up_by_one_within_deviation() -> None:
    for values in draw("trend", (40_000, 12)):
        gained = values[:, -1].mean() - values[:, 0].mean()
        assert gained == pytest.approx(np.sqrt(0.4), abs=0.02)


def test_a_quarterly_outcome_keeps_its_value_for_thirteen_weeks() -> None:
    x, y = draw("quarterly", (5, 26))
    assert (np.diff(y[:, :13]) == 0).all()
    assert (np.diff(y[:, 13:]) == 0).all()
    assert (y[:, 12] != y[:, 13]).all()
    assert (np.diff(x) != 0).all()


def test_heavy_tails_hold_values_that_a_normal_team_has_not() -> None:
    heavy, normal = draw("heavy", (300, 200))[0], draw("null", (300, 200))[0]
    extremes = [
        np.abs(values - np.median(values, axis=1, keepdims=True)).max()
        for values in (heavy, normal)
    ]
    assert extremes[0] > 2 * extremes[1]


def test_mixing_by_zero_and_by_one_gives_the_ingredients() -> None:
    first, second = np.random.default_rng(1).normal(size=(2, 9))
    assert mixed(first, second, 0) == pytest.approx(second)
    assert mixed(first, second, 1) == pytest.approx(first)
