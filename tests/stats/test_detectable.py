"""The smallest r a team could see, against the simulated table of the method."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from scipy.signal import lfilter

from ssi_analysis.defaults import BETWEEN_ALPHA
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.detectable import (
    autocorrelation,
    detectable,
    detectable_between,
    detectable_in,
)

# Simulated: 80 % power, two-way fit, both autocorrelations .8; 26, 52, 104 weeks.
SIMULATED = {
    8: (0.46, 0.36, 0.27),
    10: (0.39, 0.30, 0.24),
    15: (0.31, 0.24, 0.17),
    20: (0.27, 0.20, 0.14),
    30: (0.21, 0.15, 0.12),
    50: (0.16, 0.12, 0.09),
    100: (0.12, 0.09, 0.07),
}


def sticky(shape: tuple[int, ...], rho: float, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=(*shape[:-1], shape[-1] + 100))
    return lfilter([1], [1, -rho], noise * math.sqrt(1 - rho**2))[..., 100:]


@pytest.mark.parametrize("n_reps", SIMULATED)
def test_the_formula_agrees_with_simulation(n_reps: int) -> None:
    found = [
        detectable(
            n_reps=n_reps,
            n_periods=weeks,
            x_autocorrelation=0.8,
            y_autocorrelation=0.8,
        )
        for weeks in (26, 52, 104)
    ]
    assert found == pytest.approx(SIMULATED[n_reps], abs=0.03)


def test_more_of_the_same_shows_less_when_weeks_repeat_each_other() -> None:
    size = {"n_reps": 12, "n_periods": 26}
    fresh = detectable(**size, x_autocorrelation=0.0, y_autocorrelation=0.8)
    stale = detectable(**size, x_autocorrelation=0.9, y_autocorrelation=0.8)
    assert fresh < stale


def test_one_rep_or_one_period_shows_nothing() -> None:
    known = {"x_autocorrelation": 0.0, "y_autocorrelation": 0.0}
    assert math.isnan(detectable(n_reps=1, n_periods=26, **known))
    assert math.isnan(detectable(n_reps=12, n_periods=1, **known))


def test_an_impossible_autocorrelation_is_refused() -> None:
    with pytest.raises(ParameterError) as refusal:
        detectable(
            n_reps=12, n_periods=26, x_autocorrelation=0.8, y_autocorrelation=1.0
        )
    assert str(refusal.value) == (
        "parameter 'y_autocorrelation' is '1.0'; it must be a number between -1 and 1"
    )


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.8, 0.95])
def test_stickiness_is_recovered_although_reps_are_demeaned(rho: float) -> None:
    series = sticky((60, 10, 26), rho, seed=1)
    centred = series - series.mean(axis=2, keepdims=True)
    centred -= centred.mean(axis=1, keepdims=True)
    found = [autocorrelation(each, np.ones((10, 26), bool)) for each in centred]
    assert np.mean(found) == pytest.approx(rho, abs=0.03)


def test_a_panel_knows_what_it_could_have_shown(panel_of) -> None:
    x, y = sticky((2, 30, 52), 0.8, seed=2)
    found = detectable_in(panel_of(x, y), "ssi_total", "attainment")
    assert found == pytest.approx(0.16, abs=0.02)


def test_a_small_team_could_have_shown_nothing(panel_of) -> None:
    x, y = sticky((2, 5, 52), 0.8, seed=2)
    assert math.isnan(detectable_in(panel_of(x, y), "ssi_total", "attainment"))


def test_a_score_that_does_not_vary_could_have_shown_nothing(panel_of) -> None:
    y = sticky((8, 52), 0.8, seed=2)
    panel = panel_of(np.full((8, 52), 50.0), y)
    assert math.isnan(detectable_in(panel, "ssi_total", "attainment"))


def test_between_reps_a_link_is_seen_as_often_as_the_power_says():
    rng = np.random.default_rng(12)
    r = detectable_between(20)
    pairs = rng.multivariate_normal([0, 0], [[1, r], [r, 1]], size=(2000, 20))
    seen = [stats.pearsonr(*team.T).pvalue < BETWEEN_ALPHA for team in pairs]
    assert np.mean(seen) == pytest.approx(0.8, abs=0.04)
    assert math.isnan(detectable_between(5))
