"""Between reps alike in what is known of them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.adjust import adjust


@pytest.fixture(name="panel")
def _panel(panel_of):
    """Twelve reps in two segments, of whom the older have more of both."""
    rng = np.random.default_rng(9)
    tenure = rng.uniform(0, 10, 12)
    x = 50 + 2 * tenure[:, None] + rng.normal(0, 3, (12, 4))
    y = 0.5 + 0.08 * tenure[:, None] + rng.normal(0, 0.1, (12, 4))
    made = panel_of(x, y, segments="ABABABABABAB")
    return replace(made, frame=made.frame.assign(tenure=tenure.repeat(4)))


def levels(panel) -> pd.DataFrame:
    frame = panel.frame.assign(segment=(panel.frame["segment"] == "B").astype(float))
    by_rep = frame.drop(columns="period").groupby("rep_id").mean()
    return by_rep[["ssi_total", "attainment", "tenure", "segment"]]


def test_the_partial_correlation_is_that_of_the_inverse_matrix(panel) -> None:
    found = adjust(panel, "ssi_total", "attainment", covariates=["tenure", "segment"])
    inverse = np.linalg.inv(levels(panel).corr().to_numpy())
    r = -inverse[0, 1] / math.sqrt(inverse[0, 0] * inverse[1, 1])
    assert found.partial_r == pytest.approx(r)
    # The test of r has the same t as the slope, with n - 4 degrees of freedom.
    t = r * math.sqrt(8 / (1 - r * r))
    width = float(stats.t.ppf(0.975, 8)) * found.slope.value / t
    assert found.slope.high - found.slope.value == pytest.approx(width)
    assert (found.n_reps, found.n_left_out) == (12, 0)


def test_the_slope_is_that_of_what_the_covariates_leave(panel) -> None:
    found = adjust(panel, "ssi_total", "attainment", covariates=["tenure"])
    own = levels(panel)
    left = [
        own[name] - np.polyval(np.polyfit(own["tenure"], own[name], 1), own["tenure"])
        for name in ("ssi_total", "attainment")
    ]
    assert found.slope.value == pytest.approx(stats.linregress(*left).slope)
    assert found.crude.value == pytest.approx(
        stats.linregress(own["ssi_total"], own["attainment"]).slope
    )


def test_a_rep_of_unknown_tenure_or_segment_is_left_out_and_counted(panel) -> None:
    frame = panel.frame.copy()
    frame.loc[frame["rep_id"] == "R-000", "tenure"] = np.nan
    frame.loc[frame["rep_id"] == "R-003", "segment"] = None
    found = adjust(
        replace(panel, frame=frame),
        "ssi_total",
        "attainment",
        covariates=["tenure", "segment"],
    )
    assert (found.n_reps, found.n_left_out) == (10, 2)


def test_too_few_reps_for_so_many_covariates_are_refused(panel) -> None:
    few = replace(panel, frame=panel.frame[panel.frame["rep_id"] < "R-007"])
    found = adjust(few, "ssi_total", "attainment", covariates=["tenure", "segment"])
    assert found.reason == (
        "7 reps of whom all is known; an adjustment like this needs 8"
    )
    assert math.isnan(found.partial_r)
    assert not adjust(few, "ssi_total", "attainment", covariates=["tenure"]).reason


def test_a_covariate_that_says_the_same_is_refused(panel) -> None:
    frame = panel.frame.assign(twice=2 * panel.frame["ssi_total"])
    found = adjust(
        replace(panel, frame=frame), "ssi_total", "attainment", covariates=["twice"]
    )
    assert found.reason == "ssi_total and twice cannot be told apart in these reps"


def test_the_units_of_a_covariate_do_not_matter(panel) -> None:
    days = replace(panel, frame=panel.frame.assign(tenure=365 * panel.frame["tenure"]))
    one, other = (
        adjust(each, "ssi_total", "attainment", covariates=["tenure"]).slope
        for each in (panel, days)
    )
    assert (other.value, other.low) == pytest.approx((one.value, one.low))


def test_a_refused_measure_is_refused_here_too(panel) -> None:
    reason = "attainment is known per quarter, not per week"
    refused = panel.drop_measure("attainment", reason=reason)
    assert adjust(refused, "ssi_total", "attainment").reason == reason


def test_an_unknown_covariate_is_named(panel) -> None:
    with pytest.raises(ParameterError) as refusal:
        adjust(panel, "ssi_total", "attainment", covariates=["tenur"])
    assert str(refusal.value) == (
        "covariate 'tenur' is not known; did you mean 'tenure'? Known: attainment,"
        " segment, ssi_total, tenure"
    )


@pytest.mark.calibration
def test_reps_alike_but_for_tenure_alarm_in_5_percent(panel_of) -> None:
    rng = np.random.default_rng(1)
    alarms = []
    for _ in range(800):
        tenure = rng.uniform(0, 10, 12)
        x = 50 + 2 * tenure[:, None] + rng.normal(0, 4, (12, 1)) + np.zeros(4)
        y = 0.08 * tenure[:, None] + rng.normal(0, 0.2, (12, 1)) + np.zeros(4)
        made = panel_of(x, y + rng.normal(0, 0.1, (12, 4)))
        made = replace(made, frame=made.frame.assign(tenure=tenure.repeat(4)))
        found = adjust(made, "ssi_total", "attainment", covariates=["tenure"])
        alarms.append(found.slope.excludes_zero)
    assert np.mean(alarms) < 0.05 + 3 * math.sqrt(0.05 * 0.95 / 800)
