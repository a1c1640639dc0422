"""Robustness and E-values against the numbers their authors print."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.hidden import (
    Hidden,
    adjusted,
    e_value,
    partial_f,
    robustness,
    times_as_much,
)

# Cinelli and Hazlett 2020: harm and attitudes to peace in Darfur; what being a woman
# explains there of harm, and of attitudes beside it.
DARFUR = {"estimate": 0.09731582, "error": 0.02325654, "dof": 783}
WOMAN = Hidden(of_x=0.009081065, of_y=0.109033915)


def test_the_partial_share_of_darfur() -> None:
    f = partial_f(DARFUR["estimate"], DARFUR["error"], dof=783)
    assert f**2 / (1 + f**2) == pytest.approx(0.02187309, abs=1e-8)


@pytest.mark.parametrize(
    ("alpha", "published"), [(None, 0.1387764), (0.05, 0.07625797)]
)
def test_the_robustness_values_of_darfur(alpha, published: float) -> None:
    f = partial_f(DARFUR["estimate"], DARFUR["error"], dof=783)
    assert robustness(f, alpha=alpha, dof=783) == pytest.approx(published, abs=1e-6)


@pytest.mark.parametrize(
    ("times", "of_x", "of_y", "left"),
    [
        (1, 0.009164287, 0.124640923, 0.0752202),
        (2, 0.018328573, 0.249324064, 0.0529151),
        (3, 0.027492860, 0.374050471, 0.0303960),
    ],
)
def test_the_benchmarks_of_darfur(times, of_x, of_y, left) -> None:
    hidden = times_as_much(WOMAN, times=times)
    assert (hidden.of_x, hidden.of_y) == pytest.approx((of_x, of_y), abs=1e-7)
    assert adjusted(**DARFUR, hidden=hidden) == pytest.approx(left, abs=1e-6)


def test_a_falling_slope_is_adjusted_towards_zero_too() -> None:
    hidden = times_as_much(WOMAN)
    turned = adjusted(-0.09731582, 0.02325654, dof=783, hidden=hidden)
    assert turned == -adjusted(**DARFUR, hidden=hidden)


@pytest.mark.parametrize("f", [0.05, 0.4, 2.0])
@pytest.mark.parametrize("q", [1.0, 0.5])
def test_a_hidden_variable_of_that_value_takes_the_slope_away(f: float, q: float):
    # The definition: explaining RV of both leaves 1 - q of the slope.
    value = robustness(f, q=q)
    dof = 20
    error = 1 / (f * math.sqrt(dof))
    left = adjusted(1.0, error, dof=dof, hidden=Hidden(value, value))
    assert left == pytest.approx(1 - q)


@pytest.mark.parametrize("f", [0.5, 1.0, 4.0])
def test_the_value_with_alpha_leaves_a_slope_on_the_edge(f: float) -> None:
    # Brute force: the smallest even pair, or more of y, with which |t| is critical.
    dof, critical = 12, 2.2009851600916384  # t(11) at 97.5 %
    error = 1 / (f * math.sqrt(dof))

    def is_enough(of_x: float) -> bool:
        of_y = np.linspace(0, of_x, 400)
        odds = of_x / (1 - of_x)
        left = 1 - error * np.sqrt(dof * of_y * odds)
        spread = error * np.sqrt((1 - of_y) / (1 - of_x) * dof / (dof - 1))
        return bool((left <= critical * spread * (1 + 1e-9)).any())

    value = robustness(f, alpha=0.05, dof=dof)
    if value == 0:
        assert is_enough(0.0)
    else:
        assert is_enough(value + 1e-3)
        assert not is_enough(value - 1e-3)


def test_what_explains_too_much_cannot_be_doubled() -> None:
    for known in (Hidden(0.5, 0.1), Hidden(0.45, 0.1)):
        found = times_as_much(known, times=2)
        assert math.isnan(found.of_x)
        assert math.isnan(found.of_y)


@pytest.mark.parametrize(
    ("ratio", "limit", "of_ratio", "of_limit"),
    [
        (10.73, 8.02, 20.94777, 15.52336),
        (3.9, 1.8, 7.263034, 3.0),
        (1 / 3.9, 1 / 1.8, 7.263034, 3.0),
    ],
)
def test_published_e_values(ratio, limit, of_ratio, of_limit) -> None:
    # Hammond and Horn 1958; Victora 1987, both as VanderWeele and Ding 2017 use them.
    assert e_value(ratio) == pytest.approx(of_ratio, abs=1e-5)
    assert e_value(ratio, limit=limit) == pytest.approx(of_limit, abs=1e-5)


def test_a_range_that_holds_1_needs_nothing_hidden() -> None:
    assert e_value(1.4, limit=0.9) == 1
    assert e_value(0.7, limit=1.2) == 1


def test_a_ratio_that_cannot_be_is_refused() -> None:
    with pytest.raises(ParameterError) as refusal:
        e_value(-1.0)
    assert (
        str(refusal.value) == "parameter 'ratio' is '-1.0'; it must be a ratio above 0"
    )
