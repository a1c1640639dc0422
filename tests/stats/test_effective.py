"""How many weeks the weeks are worth."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ssi_analysis.stats.effective import bartlett, effective_weeks


def sticky(shape: tuple[int, int], rho: float, *, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    series = rng.normal(size=(shape[0], shape[1] + 80))
    for week in range(1, series.shape[1]):
        fresh = math.sqrt(1 - rho * rho) * series[:, week]
        series[:, week] = rho * series[:, week - 1] + fresh
    return series[:, 80:]


def test_a_week_is_worth_a_fifth_where_both_are_sticky() -> None:
    # By hand: 520 (1 - .64) / (1 + .64).
    assert bartlett(520, x_sticky=0.8, y_sticky=0.8) == pytest.approx(114.15, abs=0.01)


def test_one_fresh_series_makes_every_week_count() -> None:
    assert bartlett(26, x_sticky=0.9, y_sticky=0.0) == 26


def test_the_number_of_weeks_is_that_which_the_spread_of_r_shows() -> None:
    # Brute force: the variance of a correlation of independent series is 1 / n.
    x, y = sticky((1500, 400), 0.8, seed=5), sticky((1500, 400), 0.7, seed=6)
    x, y = (each - each.mean(axis=1, keepdims=True) for each in (x, y))
    found = (x * y).sum(axis=1) / np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1))
    expected = bartlett(400, x_sticky=0.8, y_sticky=0.7)
    assert 1 / np.var(found) == pytest.approx(expected, rel=0.15)


def test_a_panel_measures_its_own_stickiness(panel_of) -> None:
    x, y = sticky((60, 52), 0.8, seed=1), sticky((60, 52), 0.6, seed=2)
    found = effective_weeks(panel_of(x, y), "ssi_total", "attainment")
    assert (found.n_reps, found.n_periods) == (60, 52)
    assert found.x_sticky == pytest.approx(0.8, abs=0.04)
    assert found.y_sticky == pytest.approx(0.6, abs=0.04)
    assert found.worth == pytest.approx(52 * 0.52 / 1.48, abs=2.5)
    assert found.share == found.worth / 52


def test_the_acf_is_that_of_each_rep_put_together(panel_of) -> None:
    x, y = sticky((8, 20), 0.8, seed=3), sticky((8, 20), 0.3, seed=4)
    found = effective_weeks(panel_of(x, y), "ssi_total", "attainment", lags=(1, 5, 25))
    own = x - x.mean(axis=1, keepdims=True) - x.mean(axis=0) + x.mean()
    expected = [(own[:, :-k] * own[:, k:]).mean() / (own**2).mean() for k in (1, 5)]
    assert found.acf["lag"].tolist() == [1, 5]
    assert found.acf["x"].to_numpy() == pytest.approx(expected)


def test_few_reps_and_a_measure_that_rests_are_refused(panel_of) -> None:
    y = sticky((8, 20), 0.3, seed=4)
    few = effective_weeks(panel_of(y[:4], y[:4]), "ssi_total", "attainment")
    rests = effective_weeks(panel_of(np.ones((8, 20)), y), "ssi_total", "attainment")
    assert few.reason.startswith("4 reps with both measures")
    assert rests.reason == (
        "nothing is left of one measure when reps and periods are taken out"
    )
    assert math.isnan(rests.worth)
    assert rests.acf.empty
