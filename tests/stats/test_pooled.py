"""Pooled: Pearson over all rows, leaving out reps, without a p-value."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats.associate import associate


def pearson(x: np.ndarray, y: np.ndarray) -> float:
    complete = np.isfinite(x) & np.isfinite(y)
    return float(stats.pearsonr(x[complete], y[complete]).statistic)


def test_r_is_pearson_and_the_interval_leaves_out_reps(panel_of, holey) -> None:
    x, y = holey
    found = associate(panel_of(x, y), "ssi_total", "attainment", question="pooled")
    r = pearson(x, y)
    left_out = [
        pearson(np.delete(x, rep, axis=0), np.delete(y, rep, axis=0))
        for rep in range(7)
    ]
    z = math.atanh(r)
    error = math.sqrt(6 / 7 * ((np.arctanh(left_out) - z) ** 2).sum())
    assert found.estimate.value == pytest.approx(r)
    assert found.estimate.low == pytest.approx(
        math.tanh(z - stats.t.ppf(0.975, 6) * error)
    )


def test_no_p_value_is_given_with_the_reason(panel_of, holey) -> None:
    found = associate(panel_of(*holey), "ssi_total", "attainment", question="pooled")
    assert math.isnan(found.p_value)
    assert found.p_reason == (
        "Not tested: it mixes differences between reps with changes within reps."
    )


def test_a_constant_measure_is_refused(panel_of, holey) -> None:
    flat = np.full((7, 9), 50.0)
    found = associate(
        panel_of(flat, holey[1]), "ssi_total", "attainment", question="pooled"
    )
    assert found.reason == "no variation is left when one rep is left out"
