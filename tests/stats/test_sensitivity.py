"""What a hidden variable would have to explain, in a panel."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.bands import bands
from ssi_analysis.stats.between import between
from ssi_analysis.stats.contrasts import ratio
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.sensitivity import sensitivity
from ssi_analysis.stats.within import within


@pytest.fixture(name="panel")
def _panel(panel_of):
    rng = np.random.default_rng(2)
    tenure = rng.uniform(0, 10, (24, 1))
    x = 55 + (tenure - 5) + rng.normal(0, 9, (24, 1)) + rng.normal(0, 6, (24, 8))
    y = 0.02 * (x - 55) + 0.03 * tenure + 0.8 + rng.normal(0, 0.2, (24, 8))
    made = panel_of(x, y)
    years = tenure.repeat(8, axis=1).ravel()
    return replace(made, frame=made.frame.assign(tenure_years=years))


def test_the_slope_within_reps_is_taken_away_by_its_robustness_value(panel) -> None:
    found = sensitivity(panel).within
    # Definition: bias of a variable explaining RV of both = f * odds-weighted slope.
    r = within(histories(panel, "ssi_total", "attainment")).estimate.value
    f = r / math.sqrt(1 - r * r)
    assert found.value / math.sqrt(1 - found.value) == pytest.approx(f)
    part = found.estimate.low / found.estimate.value
    assert found.limit / math.sqrt(1 - found.limit) == pytest.approx(f * part)


def test_the_slope_between_reps_is_the_one_of_between(panel) -> None:
    found = sensitivity(panel)
    expected = between(histories(panel, "ssi_total", "attainment"))
    assert found.between.estimate == expected.slope
    assert 0 < found.between.limit < found.between.value < 1


def test_the_e_value_is_that_of_the_bands(panel) -> None:
    found = sensitivity(panel).met_quota
    low, _, high = (band.share for band in bands(panel).bands)
    rr = ratio(high, low)
    assert found.estimate == rr
    assert found.value == pytest.approx(rr.value + math.sqrt(rr.value * (rr.value - 1)))
    assert found.limit == pytest.approx(rr.low + math.sqrt(rr.low * (rr.low - 1)))


def test_a_second_tenure_in_the_sample_leaves_what_the_benchmark_says(panel) -> None:
    found = sensitivity(panel, covariate="tenure_years").benchmark
    assert found.covariate == "tenure_years"
    # Cinelli and Hazlett's section 4.4, from correlations of rep levels alone.
    frame = panel.frame.set_index(["rep_id", "period"])
    levels = (frame - frame.groupby("period").mean()).groupby("rep_id").mean()
    r = levels[["ssi_total", "attainment", "tenure_years"]].corr().to_numpy()
    xz = r[0, 2] ** 2
    yz = (r[1, 2] - r[1, 0] * r[0, 2]) ** 2 / ((1 - r[1, 0] ** 2) * (1 - xz))
    shared = xz / (1 - xz) * xz / (1 - xz)
    of_y = (1 + math.sqrt(shared)) ** 2 / (1 - shared) * yz / (1 - yz)
    assert found.hidden.of_x == pytest.approx(xz / (1 - xz))
    assert found.hidden.of_y == pytest.approx(of_y)
    assert abs(found.left) < abs(found.slope.value)


def test_a_benchmark_is_a_column_of_numbers(panel) -> None:
    frame = panel.frame.assign(segment=["A", "B"] * 96)
    with pytest.raises(ParameterError) as refusal:
        sensitivity(replace(panel, frame=frame), covariate="segment")
    assert str(refusal.value) == (
        "parameter 'covariate' is 'segment'; it must be a column of numbers"
    )


def test_a_range_with_zero_needs_nothing(panel_of) -> None:
    x, y = np.random.default_rng(5).normal(size=(2, 12, 10))
    found = sensitivity(panel_of(60 + 12 * x, 1 + 0.2 * y))
    assert not found.within.estimate.excludes_zero
    assert (found.within.limit, found.within.value > 0) == (0.0, True)


def test_a_falling_slope_is_as_hard_to_undo_as_a_rising_one(panel) -> None:
    down = replace(panel, frame=panel.frame.assign(attainment=-panel.frame.attainment))
    assert sensitivity(down).within.value == pytest.approx(
        sensitivity(panel).within.value
    )
    assert sensitivity(down).within.limit == pytest.approx(
        sensitivity(panel).within.limit
    )


def test_few_reps_are_refused_each_with_the_reason(panel_of) -> None:
    found = sensitivity(panel_of(np.full((3, 4), 75.0), np.ones((3, 4))))
    assert found.within.reason.startswith("0 reps with both measures")
    assert found.met_quota.reason.startswith("below 50: 0 reps; a band is shown from")
    assert all(row["reason"] for row in found.rows())
