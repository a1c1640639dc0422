"""Leavers beside stayers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ssi_analysis.panel import Panel
from ssi_analysis.stats.attrition import attrition


def team(y: np.ndarray) -> Panel:
    """Return rows only where there is a value: a rep who left has none."""
    reps, periods = np.nonzero(np.isfinite(y))
    frame = pd.DataFrame(
        {
            "rep_id": [f"R-{rep:02}" for rep in reps],
            "period": pd.date_range("2024-01-01", periods=y.shape[1], freq="QS")[
                periods
            ],
            "attainment": y[reps, periods],
        }
    )
    return Panel.from_frame(frame)


@pytest.fixture(name="y")
def _y() -> np.ndarray:
    """Fourteen reps, of whom six leave after half of ten quarters; two join late."""
    y = np.random.default_rng(2).normal(0.9, 0.2, (14, 10)) + np.linspace(0, 1, 10)
    y[:6] -= 0.3
    y[:6, 5:] = np.nan
    y[12:, :4] = np.nan
    return y


def test_reps_are_counted_at_the_start_at_the_end_and_ever(y) -> None:
    found = attrition(team(y))
    assert (found.n_ever, found.n_start, found.n_end, found.n_left) == (14, 12, 8, 6)
    assert found.left_share == 6 / 14


def test_leavers_are_compared_with_those_present_in_the_same_periods(y) -> None:
    found = attrition(team(y)).difference
    levels = np.nanmean(y - np.nanmean(y, axis=0), axis=1)
    gone, here = levels[:6], levels[6:]
    parts = [each.var(ddof=1) / len(each) for each in (gone, here)]
    error = math.sqrt(sum(parts))
    dof = sum(parts) ** 2 / (parts[0] ** 2 / 5 + parts[1] ** 2 / 7)
    width = float(stats.t.ppf(0.975, dof)) * error
    assert found.value == pytest.approx(gone.mean() - here.mean())
    assert found.high - found.value == pytest.approx(width)
    assert found.high < 0


def test_the_denominator_of_everybody_ever_is_lower_than_that_of_stayers(y) -> None:
    found = attrition(team(y))
    means = np.nanmean(y, axis=1)
    assert found.mean_ever == pytest.approx(means.mean())
    assert found.mean_stayed == pytest.approx(means[6:].mean())


def test_a_rep_missing_in_the_last_tenth_only_has_not_left(y) -> None:
    y[13, 9:] = np.nan
    assert attrition(team(y)).n_left == 6
    y[13, 8:] = np.nan
    assert attrition(team(y)).n_left == 7


def test_few_leavers_are_not_compared(y) -> None:
    found = attrition(team(y[3:]))
    assert found.reason == (
        "3 leavers and 8 stayers with it; each side needs at least 5"
    )
    assert found.n_left == 3
    # With both means and the counts, what three leavers had could be worked out.
    assert math.isnan(found.mean_ever)
    assert math.isnan(found.mean_stayed)
    assert found.rows()[0]["reason"] == found.reason


def test_outcomes_that_do_not_differ_have_no_range() -> None:
    y = np.ones((12, 10))
    y[:6, 5:] = np.nan
    assert attrition(team(y)).reason == (
        "neither leavers nor stayers differ among themselves"
    )


def test_a_refused_outcome_still_counts_the_reps(y) -> None:
    panel = team(y)
    panel = Panel.from_frame(panel.frame.assign(won=1.0))
    found = attrition(panel.drop_measure("attainment", reason="no quota"))
    assert (found.n_left, found.reason) == (6, "no quota")
    assert math.isnan(found.mean_ever)
