"""What a notebook would have answered, against scipy and a regression by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats.naive import pooled_p_values, rep_only_p_values


def regression_p(x: np.ndarray, y: np.ndarray) -> float:
    """The slope's t-test with a dummy for each rep."""
    known = np.isfinite(x)
    reps = np.indices(x.shape)[0][known]
    design = np.column_stack([x[known], reps[:, None] == np.arange(len(x))])
    fit, rest, *_ = np.linalg.lstsq(design, y[known], rcond=None)
    freedom = len(design) - design.shape[1]
    error = np.sqrt(rest[0] / freedom * np.linalg.inv(design.T @ design)[0, 0])
    return float(2 * stats.t.sf(abs(fit[0] / error), freedom))


def test_all_rows_correlated_are_scipys_pearson(holey) -> None:
    x, y = holey
    known = np.isfinite(x) & np.isfinite(y)
    own, other = (np.where(known, each, np.nan) for each in (x, y))
    expected = stats.pearsonr(x[known], y[known]).pvalue
    assert pooled_p_values(own, other) == pytest.approx(expected)


def test_reps_taken_out_are_a_regression_with_a_dummy_each(holey) -> None:
    x, y = holey
    known = np.isfinite(x) & np.isfinite(y)
    own, other = (np.where(known, each, np.nan) for each in (x, y))
    assert rep_only_p_values(own, other) == pytest.approx(regression_p(own, other))


def test_many_teams_at_once_get_the_answers_of_each() -> None:
    x, y = np.random.default_rng(6).normal(size=(2, 3, 5, 8))
    for answer in (pooled_p_values, rep_only_p_values):
        one_by_one = [float(answer(*team)) for team in zip(x, y, strict=True)]
        assert answer(x, y) == pytest.approx(one_by_one)


def test_a_measure_that_does_not_vary_has_no_p_value() -> None:
    x = np.repeat(np.random.default_rng(3).normal(size=(6, 1)), 9, axis=1)
    y = np.random.default_rng(4).normal(size=(6, 9))
    assert np.isnan(rep_only_p_values(x, y))
    assert pooled_p_values(x, y) < 1
