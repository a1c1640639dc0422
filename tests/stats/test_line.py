"""A line through rep-periods, and how far it can be trusted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats.line import line


def measured(panel_of, n_reps=8, n_periods=6, *, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.normal(60, 10, (n_reps, n_periods))
    y = 0.4 + 0.01 * x + rng.normal(0, 0.2, x.shape)
    return x, y, line(panel_of(x, y), "ssi_total", "attainment")


def test_the_line_is_that_of_least_squares(panel_of) -> None:
    x, y, found = measured(panel_of)
    fit = stats.linregress(x.ravel(), y.ravel())
    assert found.places[0] == pytest.approx(x.min())
    assert found.places[-1] == pytest.approx(x.max())
    for place, height in zip(found.places, found.heights, strict=True):
        assert height.value == pytest.approx(fit.intercept + fit.slope * place)


def test_the_band_leaves_out_one_rep_at_a_time(panel_of) -> None:
    x, y, found = measured(panel_of)
    at = found.places[-1]
    fits = [
        stats.linregress(*(np.delete(each, rep, 0).ravel() for each in (x, y)))
        for rep in range(8)
    ]
    left_out = np.array([fit.intercept + fit.slope * at for fit in fits])
    height = found.heights[-1]
    spread = np.sqrt(7 / 8 * ((left_out - height.value) ** 2).sum())
    assert height.high - height.value == pytest.approx(stats.t.ppf(0.975, 7) * spread)


def test_repeating_every_period_does_not_narrow_the_band(panel_of) -> None:
    x, y, found = measured(panel_of)
    twice = line(panel_of(np.tile(x, 2), np.tile(y, 2)), "ssi_total", "attainment")
    assert twice.heights[0].low == pytest.approx(found.heights[0].low)


def test_few_reps_or_one_score_have_no_line(panel_of) -> None:
    x, y, _ = measured(panel_of, n_reps=5)
    assert line(panel_of(x, y), "ssi_total", "attainment").places == ()
    same = np.full((8, 6), 50.0)
    assert line(panel_of(same, same), "ssi_total", "attainment").heights == ()
