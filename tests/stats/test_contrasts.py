"""Two shares compared, against Newcombe's and hand-made numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ssi_analysis.stats.contrasts import difference, ratio
from ssi_analysis.stats.counterexamples import clustered_share, wilson
from ssi_analysis.stats.estimate import Estimate, Share


def share(hits: int, total: int) -> Share:
    low, high = wilson(hits / total, total)
    return Share("met quota", hits, total, total, Estimate(hits / total, low, high))


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombes_table_of_differences(one, two, low, high) -> None:
    # Newcombe 1998(b), table II, method 10, to its four decimals.
    found = difference(share(*one), share(*two))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_a_ratio_is_made_on_the_logarithms() -> None:
    found = ratio(share(6, 10), share(3, 10))
    (l1, u1), (l2, u2) = wilson(0.6, 10), wilson(0.3, 10)
    down = np.sqrt(np.log(0.6 / l1) ** 2 + np.log(u2 / 0.3) ** 2)
    up = np.sqrt(np.log(u1 / 0.6) ** 2 + np.log(0.3 / l2) ** 2)
    assert (found.value, found.low, found.high) == pytest.approx(
        (2.0, 2 * np.exp(-down), 2 * np.exp(up))
    )


def test_a_ratio_turned_over_has_the_range_turned_over() -> None:
    one, other = ratio(share(6, 10), share(3, 10)), ratio(share(3, 10), share(6, 10))
    assert (other.low, other.high) == pytest.approx((1 / one.high, 1 / one.low))


def test_a_share_of_zero_has_no_ratio() -> None:
    found = ratio(share(6, 10), share(0, 10))
    assert found.reason == "a share of zero is no number of times another"


def test_a_refused_share_refuses_what_is_made_of_it() -> None:
    refused = Share("below 50", 0, 0, 3, Estimate.refused("3 reps"))
    for compare in (difference, ratio):
        found = compare(share(6, 10), refused)
        assert (found.reason, math.isnan(found.value)) == ("below 50: 3 reps", True)


@pytest.mark.calibration
@pytest.mark.parametrize("n_reps", [10, 30])
@pytest.mark.parametrize("likeness", [0.0, 0.3, 0.5])
def test_the_difference_covers_although_a_reps_quarters_are_alike(
    n_reps: int, likeness: float
) -> None:
    # The score wanders between bands; a rep's own rate is beta distributed.
    rng = np.random.default_rng(3)
    true, quarters, covered = 0.4, 8, []
    for _ in range(2000):
        spread = (n_reps, quarters)
        score = rng.normal(60, 12, (n_reps, 1)) + rng.normal(0, 6, spread)
        rate = np.full((n_reps, 1), true)
        if likeness:
            weight = 1 / likeness - 1
            rate = rng.beta(true * weight, (1 - true) * weight, (n_reps, 1))
        met = rng.random(spread) < rate
        parts = []
        for group in (score >= 70, score < 50):
            rows = group.sum(axis=1)
            here = rows > 0
            found = clustered_share((group & met).sum(axis=1)[here], rows[here])
            parts.append(Share("met", 0, 0, 0, found))
        found = difference(*parts)
        if found.is_given:
            covered.append(found.low <= 0 <= found.high)
    slack = 3 * math.sqrt(0.95 * 0.05 / len(covered))
    assert len(covered) > 100
    assert np.mean(covered) > 0.95 - slack
