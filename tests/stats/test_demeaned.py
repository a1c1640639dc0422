"""Reps and periods taken out exactly, against regressions on dummies."""

from __future__ import annotations

import numpy as np
import pytest

from ssi_analysis.stats.demeaned import cross_products


def by_dummies(measures: np.ndarray, present: np.ndarray) -> np.ndarray:
    """Sums of products of the residuals of a regression on all dummies."""
    reps, periods = np.nonzero(present)
    dummies = np.hstack(
        [reps[:, None] == np.unique(reps), periods[:, None] == np.unique(periods)]
    ).astype(float)
    values = np.array([each[present] for each in measures]).T
    rest = values - dummies @ np.linalg.lstsq(dummies, values, rcond=None)[0]
    return rest.T @ rest


def measured(holes: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    measures = rng.normal(50, 8, (3, 7, 9)).cumsum(axis=2)
    present = rng.random((7, 9)) >= holes
    present[:, :2] = True
    return np.where(present, measures, np.nan), present


@pytest.mark.parametrize("holes", [0.0, 0.3])
def test_products_are_those_of_a_regression_on_dummies(holes: float) -> None:
    measures, present = measured(holes)
    found = cross_products(measures, present)
    assert found.full == pytest.approx(by_dummies(measures, present))


@pytest.mark.parametrize("holes", [0.0, 0.3])
def test_every_rep_left_out_is_a_regression_of_its_own(holes: float) -> None:
    measures, present = measured(holes)
    found = cross_products(measures, present)
    for rep in range(7):
        rest = np.delete(np.arange(7), rep)
        expected = by_dummies(measures[:, rest], present[rest])
        assert found.left_out[rep] == pytest.approx(expected)


def test_a_measure_that_only_follows_the_calendar_does_not_vary() -> None:
    measures, present = measured(0.3)
    measures[1] = np.where(present, np.arange(9.0), np.nan)
    assert cross_products(measures, present).varies.tolist() == [True, False, True]
