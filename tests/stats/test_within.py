"""Within reps: exact two-way fits, checked against regressions on dummies."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from linearmodels.panel import PanelOLS
from scipy import stats

from ssi_analysis.panel import Panel
from ssi_analysis.stats.associate import associate
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.within import fit_within, within


def left_over(values: np.ndarray, complete: np.ndarray) -> np.ndarray:
    """Residuals of a least-squares regression on rep and period dummies."""
    reps, periods = np.nonzero(complete)
    dummies = np.hstack(
        [np.eye(complete.shape[0])[reps], np.eye(complete.shape[1])[periods]]
    )
    cells = values[complete]
    return cells - dummies @ np.linalg.lstsq(dummies, cells, rcond=None)[0]


def refitted(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    complete = np.isfinite(x) & np.isfinite(y)
    own, other = left_over(x, complete), left_over(y, complete)
    r = float(own @ other / math.sqrt((own @ own) * (other @ other)))
    return r, float(own @ other / (own @ own))


def balanced() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    x = rng.normal(50, 5, (8, 6))
    return x, 0.01 * x + rng.normal(1, 0.1, (8, 6))


def islands() -> tuple[np.ndarray, np.ndarray]:
    """Two cohorts that never share a period."""
    rng = np.random.default_rng(4)
    x, y = rng.normal(50, 5, (2, 8, 10))
    x[:4, 5:] = np.nan
    x[4:, :5] = np.nan
    return x, y


def bridged() -> tuple[np.ndarray, np.ndarray]:
    """Two cohorts that only one rep links."""
    x, y = islands()
    x[0, 5:8] = [48, 53, 51]
    return x, y


def test_r_and_slope_are_those_of_a_regression_on_dummies(pair_of, holey) -> None:
    for x, y in (balanced(), holey, islands(), bridged()):
        found = within(pair_of(x, y))
        r, slope = refitted(x, y)
        assert found.estimate.value == pytest.approx(r, rel=1e-9)
        assert found.slope.value == pytest.approx(slope, rel=1e-9)


def test_slope_is_that_of_linearmodels(pair_of, holey) -> None:
    x, y = holey
    reps, periods = np.indices(x.shape)
    long = pd.DataFrame(
        {"rep": reps.ravel(), "period": periods.ravel(), "x": x.ravel(), "y": y.ravel()}
    )
    long = long.dropna().set_index(["rep", "period"])
    model = PanelOLS(long["y"], long[["x"]], entity_effects=True, time_effects=True)
    assert within(pair_of(x, y)).slope.value == pytest.approx(
        model.fit().params["x"], rel=1e-9
    )


def test_intervals_are_those_of_refits_with_each_rep_left_out(pair_of, holey) -> None:
    for x, y in (balanced(), holey, islands(), bridged()):
        found = within(pair_of(x, y))
        refits = [
            refitted(np.delete(x, rep, axis=0), np.delete(y, rep, axis=0))
            for rep in range(len(x))
        ]
        r, slopes = np.array(refits).T
        size = len(x)
        t = stats.t.ppf(0.975, size - 1)
        z = math.atanh(found.estimate.value)
        z_error = math.sqrt((size - 1) / size * ((np.arctanh(r) - z) ** 2).sum())
        error = math.sqrt((size - 1) / size * ((slopes - found.slope.value) ** 2).sum())
        assert found.estimate.low == pytest.approx(math.tanh(z - t * z_error))
        assert found.estimate.high == pytest.approx(math.tanh(z + t * z_error))
        assert found.slope.high == pytest.approx(found.slope.value + t * error)
        assert found.influence is not None
        assert found.influence.low == pytest.approx(r.min())
        assert found.influence.high == pytest.approx(r.max())


def test_a_step_that_everybody_takes_changes_nothing(pair_of, holey) -> None:
    x, y = holey
    common = np.linspace(-20, 30, x.shape[1])
    plain, stepped = within(pair_of(x, y)), within(pair_of(x + common, y - common))
    assert stepped.estimate.value == pytest.approx(plain.estimate.value)
    assert stepped.estimate.low == pytest.approx(plain.estimate.low)
    assert stepped.p_value == pytest.approx(plain.p_value)


@given(seed=st.integers(0, 2**32 - 1), gaps=st.floats(0, 0.4))
def test_any_pattern_of_gaps_agrees_with_dummies(
    pair_of, seed: int, gaps: float
) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(2, 7, 6))
    x[rng.random(x.shape) < gaps] = np.nan
    found = within(pair_of(x, y))
    if found.reason:
        return
    kept = np.isfinite(x).sum(axis=1) >= 2
    assert found.estimate.value == pytest.approx(
        refitted(x[kept], y[kept])[0], abs=1e-8
    )


def test_neither_row_order_nor_names_of_reps_change_a_number(panel_of) -> None:
    rng = np.random.default_rng(5)
    panel = panel_of(*rng.normal(size=(2, 12, 10)))
    names = {f"R-{rep:03}": f"{5 * rep % 12:02}" for rep in range(12)}
    renamed = panel.frame.assign(rep_id=panel.frame["rep_id"].map(names))
    shuffled = Panel.from_frame(renamed.sample(frac=1, random_state=1))
    plain = associate(panel, "ssi_total", "attainment")
    other = associate(shuffled, "ssi_total", "attainment")
    assert other.p_value == plain.p_value
    assert other.estimate.low == pytest.approx(plain.estimate.low, rel=1e-12)


def test_reps_who_do_not_vary_are_not_counted(panel_of) -> None:
    x, y = np.random.default_rng(6).normal(size=(2, 8, 10))
    x[0], y[1] = 50.0, 0.0
    x[2, 1:] = np.nan
    found = associate(panel_of(x, y), "ssi_total", "attainment")
    assert found.reason == (
        "5 reps with both measures in two periods or more;"
        " an association needs at least 6"
    )
    assert math.isnan(found.p_value)
    assert found.n_reps == 5
    assert found.n_rows == 70


def test_a_score_that_only_one_rep_moves_is_refused(panel_of) -> None:
    # Everybody moves alike, but for one rep: without that one nothing is left.
    common, y = np.arange(10.0), np.random.default_rng(7).normal(size=(7, 10))
    x = np.tile(common, (7, 1))
    x[0] = common**2
    found = associate(panel_of(x, y), "ssi_total", "attainment")
    assert found.reason == (
        "too little varies: nothing is left of one measure when reps and periods, or"
        " one rep besides, are taken out"
    )


def test_an_exact_copy_has_an_interval_of_one(panel_of) -> None:
    x = np.random.default_rng(8).normal(50, 5, (6, 9))
    found = associate(panel_of(x, 2 * x), "ssi_total", "attainment")
    assert found.estimate.value == pytest.approx(1)
    assert (found.estimate.low, found.estimate.high) == pytest.approx((1, 1))
    assert found.slope.value == pytest.approx(2)


def test_the_null_is_a_sentence(panel_of) -> None:
    x, y = np.random.default_rng(9).normal(size=(2, 6, 9))
    assert associate(panel_of(x, y), "ssi_total", "attainment").null == (
        "Which rep's history of SSI stands beside which rep's history of attainment"
        " makes no difference."
    )


def test_a_segment_without_gaps_is_scored_like_one_with_them(panel_of) -> None:
    x, y = np.random.default_rng(10).normal(size=(2, 8, 12))
    # Much larger numbers without gaps: sums of products would drown correlations.
    x[:4], y[:4] = 40 * x[:4], 40 * y[:4]
    x[5, :4] = np.nan
    panel = panel_of(x, y, segments="AAAABBBB")
    pair = histories(panel, "ssi_total", "attainment")
    fit = fit_within(pair)
    own, other = fit.residuals
    scores = np.array(
        [
            [
                np.corrcoef(own[i, both], other[j, both])[0, 1]
                for j in range(8)
                for both in [pair.present[i] & pair.present[j]]
            ]
            for i in range(8)
        ]
    )
    first, second = (np.flatnonzero(pair.segments == each) for each in (0, 1))
    means = [
        abs(scores[first, one].sum() + scores[second, two].sum())
        for one in permutations(first)
        for two in permutations(second)
    ]
    expected = np.mean([mean >= means[0] - 1e-12 for mean in means])
    found = associate(panel, "ssi_total", "attainment")
    assert found.p_value == pytest.approx(expected)
