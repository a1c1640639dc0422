"""Between reps: one observation per rep, compared with those present."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats.associate import associate
from ssi_analysis.stats.between import between


def levels() -> tuple[np.ndarray, np.ndarray]:
    x = np.array([40.0, 52.0, 55.0, 61.0, 63.0, 70.0, 48.0])
    return x, np.array([0.7, 0.9, 0.8, 1.1, 0.9, 1.2, 1.0])


def over_time(values: np.ndarray, length: int = 5) -> np.ndarray:
    """The same levels in each period, with a step that everybody took."""
    return values[:, None] + np.where(np.arange(length) >= 3, 12.0, 0.0)


def by_leaving_out(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Refit r without each rep with scipy, and put the range down by hand."""
    z = math.atanh(stats.pearsonr(x, y).statistic)
    others = [
        math.atanh(stats.pearsonr(np.delete(x, rep), np.delete(y, rep)).statistic)
        for rep in range(len(x))
    ]
    error = math.sqrt((len(x) - 1) / len(x) * sum((each - z) ** 2 for each in others))
    width = stats.t.ppf(0.975, len(x) - 1) * error
    return math.tanh(z - width), math.tanh(z + width)


def test_r_is_that_of_the_reps_and_the_interval_knows_how_many(pair_of) -> None:
    x, y = levels()
    found = between(pair_of(over_time(x), over_time(y)))
    low, high = by_leaving_out(x, y)
    assert found.estimate.value == pytest.approx(stats.pearsonr(x, y).statistic)
    assert found.estimate.low == pytest.approx(low)
    assert found.estimate.high == pytest.approx(high)
    assert found.slope.value == pytest.approx(stats.linregress(x, y).slope)
    assert found.n_reps == 7


def test_levels_that_differ_by_one_rep_only_are_refused(pair_of) -> None:
    _, y = levels()
    one = np.where(np.arange(7) == 3, 60.0, 50.0)
    found = between(pair_of(over_time(one), over_time(y)))
    assert found.reason == "the reps' usual levels differ by one rep only"
    assert math.isnan(found.p_value)


def test_weeks_do_not_narrow_the_interval(pair_of) -> None:
    x, y = levels()
    short, long = (
        between(pair_of(over_time(x, length), over_time(y, length)))
        for length in (5, 50)
    )
    assert long.estimate.low == pytest.approx(short.estimate.low)


def test_late_joiners_are_compared_with_those_present(pair_of) -> None:
    x, y = over_time(levels()[0]), over_time(levels()[1])
    late_x = x.copy()
    late_x[2, :3] = np.nan  # sees only the periods after the step
    found = between(pair_of(late_x, y))
    present = np.isfinite(late_x)
    deviations = [
        [values - np.nanmean(np.where(present, values, np.nan), axis=0)]
        for values in (late_x, y)
    ]
    own, other = (
        np.nanmean(np.where(present, each[0], np.nan), axis=1) for each in deviations
    )
    assert found.estimate.value == pytest.approx(np.corrcoef(own, other)[0, 1])
    assert found.estimate.value == pytest.approx(np.corrcoef(*levels())[0, 1], abs=0.05)


def test_p_is_that_of_all_orderings_of_reps(pair_of) -> None:
    x, y = levels()
    products = [
        abs((x - x.mean()) @ (y - y.mean())[list(order)])
        for order in permutations(range(7))
    ]
    expected = np.mean([each >= products[0] - 1e-9 for each in products])
    found = between(pair_of(over_time(x), over_time(y)))
    assert found.p_value == pytest.approx(expected)


def test_a_difference_between_segments_alone_has_no_small_p(panel_of) -> None:
    rng = np.random.default_rng(2)
    step = np.repeat([0.0, 100.0], 6)[:, None]
    x, y = rng.normal(size=(2, 12, 8)) + step
    apart = associate(
        panel_of(x, y, segments="AAAAAABBBBBB"),
        "ssi_total",
        "attainment",
        question="between",
    )
    mixed = associate(panel_of(x, y), "ssi_total", "attainment", question="between")
    assert mixed.p_value < 0.001
    assert apart.p_value > 0.05


def test_reps_on_one_level_are_refused(pair_of) -> None:
    x = np.tile([1.0, 2.0, 3.0, 4.0], (6, 1))
    y = np.random.default_rng(1).normal(size=(6, 4))
    found = between(pair_of(x, y))
    assert found.reason == "the reps' usual levels do not differ"
    assert math.isnan(found.p_value)


def test_reps_who_go_the_other_way_inside_segments_give_no_p_value(panel_of) -> None:
    # Inside each segment y falls with x; across the two it rises.
    x = np.array([40.0, 42, 44, 46, 60, 62, 64, 66])
    y = np.array([0.9, 0.8, 0.7, 0.6, 1.4, 1.3, 1.2, 1.1])
    panel = panel_of(over_time(x, 3), over_time(y, 3), segments="AAAABBBB")
    found = associate(panel, "ssi_total", "attainment", question="between")
    assert found.estimate.value > 0
    assert math.isnan(found.p_value)
    assert found.p_reason == "inside the segments reps go the other way"
