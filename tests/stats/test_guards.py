"""Shapes of outcomes that are refused, and shapes that must not be."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ssi_analysis.stats.associate import associate, decompose
from ssi_analysis.stats.guards import why_refused

RNG_SEED = 12


def quarterly() -> np.ndarray:
    return np.random.default_rng(RNG_SEED).normal(1, 0.3, (8, 4))


def to_date(busy: float = 0.7) -> np.ndarray:
    """Bookings of a quarter summed from its start; a share of weeks has some."""
    rng = np.random.default_rng(RNG_SEED)
    won = rng.exponential(0.2, (8, 52)) * (rng.random((8, 52)) < busy)
    quarters = np.split(won, 4, axis=1)
    return np.hstack([quarter.cumsum(axis=1) for quarter in quarters])


@pytest.mark.parametrize("repeats", [3, 13])
def test_a_forward_filled_outcome_is_refused(panel_of, repeats: int) -> None:
    filled = np.repeat(quarterly(), repeats, axis=1)
    x = np.random.default_rng(1).normal(50, 5, filled.shape)
    found = associate(panel_of(x, filled), "ssi_total", "attainment")
    assert "as if one outcome had been written on to several" in found.reason
    assert "43-70 % of teams without any relation" in found.reason
    assert math.isnan(found.estimate.value)


@pytest.mark.parametrize("busy", [0.25, 0.7, 1.0])
def test_a_quarter_to_date_outcome_is_refused_for_all_three_questions(
    panel_of, busy: float
) -> None:
    x = np.random.default_rng(1).normal(50, 5, (8, 52))
    for row in decompose(panel_of(x, to_date(busy)), "ssi_total", "attainment").rows():
        assert row["reason"] == (
            "attainment never falls within a rep until it restarts for most reps in"
            " the same period, as a quarter-to-date total does; any drifting score"
            " goes along with such a ramp. Use the amount of each period, not its"
            " total."
        )


def test_gaps_do_not_hide_a_quarter_to_date_outcome() -> None:
    outcome = to_date()
    outcome[np.random.default_rng(2).random(outcome.shape) < 0.1] = np.nan
    assert why_refused(outcome, "attainment")


@pytest.mark.parametrize(
    "outcome",
    [
        np.random.default_rng(3).normal(1, 0.3, (8, 26)),
        np.random.default_rng(3).normal(1, 0.3, (8, 26)).cumsum(axis=1),
        (np.random.default_rng(3).random((8, 26)) < 0.9).astype(float),
        np.random.default_rng(3).exponential(1, (8, 104))
        * (np.random.default_rng(4).random((8, 104)) < 0.1),
        np.random.default_rng(3).exponential(1, (8, 52))
        * np.where(np.arange(52) % 13 == 12, 4, 1),
        np.minimum(np.random.default_rng(3).normal(1, 0.3, (10, 8)), 1.0),
        np.full((6, 12), np.nan),
        np.empty((0, 0)),
    ],
    ids=[
        "noise",
        "random walk",
        "hit or miss",
        "rare deals",
        "quarter-end peaks",
        "capped at quota",
        "nothing known",
        "no reps",
    ],
)
def test_honest_outcomes_are_not_refused(outcome: np.ndarray) -> None:
    assert why_refused(outcome, "attainment") == ""


@pytest.mark.parametrize("first", [0, 1])
def test_half_years_on_quarters_are_refused_wherever_they_are_cut(first: int) -> None:
    halves = np.random.default_rng(4).normal(1, 0.3, (8, 6))
    quarters = np.repeat(halves, 2, axis=1)[:, first : first + 9]
    # Everybody holds in four of eight steps: half, and not more than half.
    assert why_refused(quarters, "attainment").startswith(
        "attainment keeps its value in 50"
    )


def test_an_outcome_that_some_reps_hold_is_not_refused() -> None:
    # Half of the team is on a plan with a cap, reached in every quarter.
    quarters = np.random.default_rng(4).normal(1, 0.3, (12, 9))
    quarters[:5] = 1.2
    assert why_refused(quarters, "attainment") == ""
