"""High-score misses and low-score hits, and ranges that know the rep."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ssi_analysis.panel import Panel
from ssi_analysis.stats.counterexamples import clustered_share, counterexamples


def by_rep(panel_of, scores: list[float], attained: list[list[float]]) -> Panel:
    """Each rep at one score throughout."""
    y = np.array(attained)
    return panel_of(np.repeat(scores, y.shape[1]).reshape(y.shape), y)


def test_the_four_corners_are_counted(panel_of) -> None:
    panel = by_rep(
        panel_of,
        [70, 80, 49.9, 50, 30],
        [[0.9, 1], [1.2, 0.99], [1, 0.2], [2, 0], [0, 0]],
    )
    found = counterexamples(panel)
    assert (found.high_misses.hits, found.high_hits) == (2, 2)
    assert (found.low_hits.hits, found.low_misses) == (1, 3)
    assert found.high_misses.label == "ssi_total of 70 or more, missed quota"
    assert found.points["kind"].value_counts().to_dict() == {
        "other": 7,
        "high-SSI miss": 2,
        "low-SSI hit": 1,
    }


def test_points_name_nobody(panel_of) -> None:
    panel = by_rep(panel_of, [70, 40], [[0.9, 1], [1.2, 0.9]])
    assert list(counterexamples(panel).points) == ["x", "y", "kind"]


def test_points_stand_in_the_order_of_their_numbers_and_not_rep_by_rep(
    panel_of,
) -> None:
    panel = by_rep(panel_of, [70, 40, 55], [[0.9, 1], [1.2, 0.9], [0.5, 2]])
    panel.frame["ssi_total"] = [70, 40, 60, 50, 60, 41.5]
    points = counterexamples(panel).points
    assert points["x"].tolist() == [40, 41.5, 50, 60, 60, 70]
    assert points["y"].tolist() == [1, 2, 0.9, 0.5, 1.2, 0.9]


def test_cells_without_both_measures_are_not_counted(panel_of) -> None:
    panel = by_rep(panel_of, [75, np.nan], [[0.9, np.nan], [0.5, 0.5]])
    found = counterexamples(panel)
    assert (found.high_misses.hits, found.high_misses.total) == (1, 1)
    assert len(found.points) == 1


def test_few_reps_keep_their_counts_and_lose_their_range(panel_of) -> None:
    panel = by_rep(panel_of, [75, 76, 77, 78], [[0.9, 1.1]] * 4)
    share = counterexamples(panel).high_misses
    assert (share.hits, share.total, share.n_reps) == (4, 8, 4)
    assert share.estimate.reason == "4 reps; a range needs at least 5"
    assert math.isnan(share.estimate.value)


def test_a_refused_outcome_is_not_counted(panel_of) -> None:
    reason = "attainment is known per quarter, not per week"
    panel = by_rep(panel_of, [75] * 6, [[0.9, 1.1]] * 6)
    found = counterexamples(panel.drop_measure("attainment", reason=reason))
    assert found.reason == reason
    assert found.high_misses.total == 0
    assert found.points.empty


def test_rows_that_say_the_same_do_not_narrow_the_range() -> None:
    # Each rep misses always or never: twenty quarters say no more than four.
    hits = np.array([0, 1, 1, 0, 1, 0, 0])
    few = clustered_share(4 * hits, np.full(7, 4))
    many = clustered_share(20 * hits, np.full(7, 20))
    assert (many.low, many.high) == pytest.approx((few.low, few.high))


@pytest.mark.parametrize("last", [2, 3])
def test_reps_more_alike_than_chance_give_wilson_of_the_rows(last: int) -> None:
    found = clustered_share(np.array([2, 2, 2, 2, 2, 2, 2, last]), np.full(8, 5))
    expected = stats.binomtest(14 + last, 40).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("hits", [0, 6])
def test_reps_who_all_agree_count_once_each(hits: int) -> None:
    found = clustered_share(np.full(9, hits), np.full(9, 6))
    expected = stats.binomtest(9 * hits // 6, 9).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("likeness", [0.0, 0.3, 0.5])
def test_the_range_covers_although_quarters_of_a_rep_resemble_each_other(
    likeness: float,
) -> None:
    # A rep's own rate is beta distributed with this intraclass correlation.
    rng = np.random.default_rng(1)
    true, n_reps, quarters, runs = 0.4, 10, 8, 600
    rates = np.full((runs, n_reps), true)
    if likeness:
        weight = 1 / likeness - 1
        rates = rng.beta(true * weight, (1 - true) * weight, (runs, n_reps))
    covered = [
        found.low <= true <= found.high
        for found in (
            clustered_share(hits, np.full(n_reps, quarters))
            for hits in rng.binomial(quarters, rates)
        )
    ]
    slack = 3 * math.sqrt(0.95 * 0.05 / runs)
    assert np.mean(covered) > 0.95 - slack


def test_bands_can_be_set(panel_of) -> None:
    found = counterexamples(
        by_rep(panel_of, [66, 40], [[0.9, 0.9], [1.2, 1.2]]), high=65, low=45
    )
    assert found.high_misses.label == "ssi_total of 65 or more, missed quota"
    assert found.rows()[1]["count"] == 2
    assert isinstance(found.to_frame(), pd.DataFrame)
