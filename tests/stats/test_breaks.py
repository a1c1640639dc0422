"""Steps of the instrument are found; noise and quarter-ends are not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.signal import lfilter

from ssi_analysis.stats.breaks import Break, breaks

WEEKS = 78


def sticky(rng: np.random.Generator, reps: int, rho: float = 0.8) -> np.ndarray:
    noise = rng.normal(0, 4 * math.sqrt(1 - rho**2), (reps, WEEKS + 100))
    return 50 + lfilter([1], [1, -rho], noise)[:, 100:]


def found_in(panel_of, scores: np.ndarray) -> tuple[Break, ...]:
    return breaks(panel_of(scores, np.ones_like(scores)))


def test_a_step_is_dated_sized_and_counted(panel_of) -> None:
    scores = sticky(np.random.default_rng(1), 20)
    scores[:, 40:] -= 8
    scores[0, 41:46] = np.nan
    (found,) = found_in(panel_of, scores)
    panel = panel_of(scores, scores)
    assert found.period == sorted(panel.frame["period"].unique())[40]
    assert found.size == pytest.approx(-8, abs=2.5)
    assert found.n_reps == 19


def test_two_steps_are_found(panel_of) -> None:
    scores = sticky(np.random.default_rng(2), 30)
    scores[:, 25:] += 9
    scores[:, 55:] += 9
    assert len(found_in(panel_of, scores)) == 2


@pytest.mark.parametrize("shape", ["plain", "peaks", "ramps", "rounded"])
def test_noise_and_quarter_ends_are_no_steps(panel_of, shape: str) -> None:
    rng = np.random.default_rng(3)
    week = np.arange(WEEKS) % 13
    added = {
        "plain": 0 * week,
        "peaks": np.where(week >= 11, 6, 0),
        "ramps": np.maximum(week - 7, 0),
        "rounded": 0 * week,
    }[shape]
    if shape == "rounded":
        runs = [np.round(sticky(rng, 8, rho=0.98)) for _ in range(60)]
    else:
        runs = [sticky(rng, 12) + added for _ in range(60)]
    # Measured below 1 %: three or more of 60 would be one chance in fifty.
    assert sum(bool(found_in(panel_of, run)) for run in runs) <= 2


def test_a_step_of_one_rep_is_nobody_elses(panel_of) -> None:
    scores = sticky(np.random.default_rng(4), 12)
    scores[0, 40:] += 40
    assert found_in(panel_of, scores) == ()


def test_short_panels_and_small_teams_show_no_breaks(panel_of) -> None:
    scores = sticky(np.random.default_rng(5), 12)
    scores[:, 10:] += 20
    assert found_in(panel_of, scores[:, :19]) == ()
    assert found_in(panel_of, scores[:4]) == ()


def test_a_constant_score_shows_no_breaks(panel_of) -> None:
    assert found_in(panel_of, np.full((8, 40), 50.0)) == ()


def test_a_refused_score_shows_no_breaks(panel_of) -> None:
    panel = panel_of(np.ones((8, 40)), np.ones((8, 40)))
    assert breaks(panel.drop_measure("ssi_total", reason="no SSI")) == ()
