"""One rule for steps, on days and on weeks."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from ssi_analysis.steps import common_steps, step_at

DAYS = pd.date_range("2024-11-18", "2026-11-15")
LEFT = (DAYS + pd.offsets.QuarterEnd(0) - DAYS).days.to_numpy()
SHAPES = {
    "plain": np.zeros(len(DAYS)),
    "rise": 6 * np.exp(-LEFT / 14),
    "peak": np.where(LEFT < 14, 6.0, 0.0),
}


def sticky(
    rng: np.random.Generator, n_reps: int, *, rho: float = 0.9, step: float = 0.0
) -> np.ndarray:
    """Two years of weekly means around 50; a step falls on a Wednesday."""
    noise = rng.normal(0, 5.8 * math.sqrt(1 - rho**2), (n_reps, 204))
    weeks = 50 + lfilter([1], [1, -rho], noise)[:, 100:]
    return weeks + step * np.clip(np.arange(104) - 50 + 5 / 7, 0, 1)


def by_week(daily: np.ndarray) -> np.ndarray:
    return daily.reshape(-1, 7).mean(axis=1)


@pytest.mark.parametrize("n_reps", [6, 12, 40])
@pytest.mark.parametrize("shape", SHAPES)
def test_noise_common_moods_and_quarter_ends_are_no_step(
    shape: str, n_reps: int
) -> None:
    alarms = 0
    for seed in range(25):
        rng = np.random.default_rng(seed)
        own, everybodys = sticky(rng, n_reps), sticky(rng, 1) / 3
        scores = own + everybodys + by_week(SHAPES[shape])
        alarms += bool(common_steps(scores, season=13))
    # Measured at 1.5 % at most: three of 25 would be one chance in 160.
    assert alarms <= 2


def test_a_step_inside_a_week_is_found_and_measured_whole() -> None:
    found = [
        common_steps(sticky(np.random.default_rng(seed), 40, step=-4.0), season=13)
        for seed in range(20)
    ]
    sizes = [step.size for steps in found for step in steps if step.at in (50, 51)]
    # Measured at 58 %: fewer than 7 of 20 would be one chance in 70.
    assert len(sizes) >= 7
    assert np.mean(sizes) == pytest.approx(-4, abs=0.7)


def test_a_season_is_no_part_of_a_steps_size() -> None:
    rise = by_week(SHAPES["rise"])
    scores = np.tile(rise + np.where(np.arange(104) >= 45, 3.0, 0.0), (6, 1))
    assert step_at(scores, 45, season=13).size == pytest.approx(3, abs=0.2)


def test_a_step_is_measured_on_the_reps_seen_on_both_sides() -> None:
    scores = np.tile(np.where(np.arange(40) >= 20, 47.0, 50.0), (7, 1))
    scores[0, 20:] = np.nan
    scores[1, :19] = np.nan
    assert step_at(scores, 20, season=13).n_reps == 5
    assert step_at(scores, 20, season=13).size == -3


@pytest.mark.parametrize("days", [1, 2, 10])
def test_what_goes_back_within_days_is_no_step(days: int) -> None:
    scores = 50 + np.random.default_rng(4).normal(0, 0.5, (8, 728))
    scores[:, 300 : 300 + days] -= 6
    assert common_steps(scores, season=91) == ()


def test_a_third_of_the_reps_are_not_most() -> None:
    scores = 50 + np.random.default_rng(5).normal(0, 0.5, (20, 104))
    scores[:7, 50:] += 12
    assert common_steps(scores, season=13) == ()


def test_a_matrix_without_readings_shows_no_step() -> None:
    assert common_steps(np.empty((0, 0)), season=13) == ()
    assert common_steps(np.full((8, 40), np.nan), season=13) == ()
