"""How often quota is met by band of the score."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats.bands import bands
from ssi_analysis.stats.counterexamples import clustered_share


@pytest.fixture(name="team")
def _team() -> tuple[np.ndarray, np.ndarray]:
    """Twelve reps over four quarters: five low, two between, five high."""
    rng = np.random.default_rng(4)
    x = np.repeat([45.0] * 5 + [60.0] * 2 + [80.0] * 5, 4).reshape(12, 4)
    return x, rng.normal(0.95, 0.3, (12, 4))


def test_each_band_is_counted_with_the_reps_own_range(panel_of, team) -> None:
    x, y = team
    low, middle, high = bands(panel_of(x, y)).bands
    expected = clustered_share((y[:5] >= 1).sum(axis=1), np.full(5, 4))
    assert low.share.label == "below 50"
    assert high.share.label == "70 or more"
    assert (low.share.hits, low.share.total) == ((y[:5] >= 1).sum(), 20)
    assert low.share.estimate == expected
    assert low.median == pytest.approx(np.median(y[:5]))
    assert middle.share.label == "50 to below 70"


def test_a_band_of_few_reps_shows_neither_counts_nor_outcomes(panel_of, team) -> None:
    found = bands(panel_of(*team))
    middle = found.bands[1]
    assert middle.share.estimate.reason == "2 reps; a band is shown from 5 reps upwards"
    assert (middle.share.hits, middle.share.total, middle.values.size) == (0, 0, 0)
    assert math.isnan(middle.median)
    row = found.rows()[1]
    assert (row["count"], row["of"]) == (None, None)


def test_a_score_at_an_edge_is_in_the_band_that_begins_there(panel_of) -> None:
    x = np.repeat([49.99, 50.0, 69.99, 70.0], 5)[:, None]
    found = bands(panel_of(x, np.ones_like(x)))
    assert [band.share.total for band in found.bands] == [5, 10, 5]


def test_edges_can_be_set(panel_of, team) -> None:
    found = bands(panel_of(*team), edges=(62.5, 62.5))
    assert [band.share.label for band in found.bands] == [
        "below 62.5",
        "62.5 to below 62.5",
        "62.5 or more",
    ]
    assert [band.share.total for band in found.bands] == [28, 0, 20]


def test_the_ecdf_gives_the_share_that_each_outcome_reaches(panel_of, team) -> None:
    x, y = team
    points = bands(panel_of(x, y)).bands[0].ecdf()
    expected = stats.ecdf(y[:5].ravel()).cdf
    assert points["y"].to_numpy() == pytest.approx(expected.quantiles)
    assert points["share"].to_numpy() == pytest.approx(expected.probabilities)


def test_the_p_value_is_that_of_all_pairings(panel_of) -> None:
    # Brute force over pairings of whole histories, on the difference itself.
    rng = np.random.default_rng(8)
    x, y = rng.uniform(30, 90, (7, 12)), rng.normal(1, 0.3, (7, 12))
    found = bands(panel_of(x, y))
    high, low = x >= 70, x < 50

    def gap(order: np.ndarray) -> float:
        met = y[order] >= 1
        return met[high].mean() - met[low].mean()

    orders = np.array(list(permutations(range(7))))
    gaps = np.array([gap(order) for order in orders])
    own = gap(np.arange(7))
    far = abs(gaps - gaps.mean()) >= abs(own - gaps.mean()) - 1e-12
    assert found.difference.value == pytest.approx(own)
    assert found.p_value == pytest.approx(far.mean())


def test_with_gaps_each_pair_counts_by_the_mean_of_what_it_shares(panel_of) -> None:
    rng = np.random.default_rng(8)
    x, y = rng.uniform(30, 90, (7, 12)), rng.normal(1, 0.3, (7, 12))
    x[rng.random((7, 12)) < 0.3] = np.nan
    known = np.isfinite(x)
    weights = (x >= 70) / (x >= 70).sum() - (x < 50) / (x < 50).sum()
    band, met = (
        np.where(known, each - np.nanmean(np.where(known, each, np.nan), axis=0), 0)
        for each in (weights, (y >= 1).astype(float))
    )
    pairs = np.array(
        [
            [(band[i] * met[j]).sum() / (known[i] & known[j]).sum() for j in range(7)]
            for i in range(7)
        ]
    )
    orders = np.array(list(permutations(range(7))))
    means = abs(pairs[np.arange(7), orders].mean(axis=1))
    own = abs(np.trace(pairs) / 7)
    found = bands(panel_of(x, y))
    assert found.p_value == pytest.approx((means >= own - 1e-15).mean())


def test_names_and_the_order_of_rows_change_nothing(panel_of, team) -> None:
    x, y = team
    turned = bands(panel_of(x[::-1], y[::-1]))
    assert turned.to_text() == bands(panel_of(x, y)).to_text()
    assert turned.p_value == bands(panel_of(x, y)).p_value


def test_a_difference_that_turns_inside_segments_has_no_p_value(panel_of) -> None:
    # Inside each segment the high scores miss more often; pooled it is reversed.
    x = np.repeat([40.0] * 10 + [80.0] * 2 + [40.0] * 2 + [80.0] * 10, 4)
    y = np.array([[0.5, 0.5, 0.5, 1.5]] * 10 + [[0.5] * 4] * 2)
    y = np.vstack([y, [[1.5] * 4] * 2, [[1.5, 1.5, 1.5, 0.5]] * 10])
    found = bands(panel_of(x.reshape(24, 4), y, segments="A" * 12 + "B" * 12))
    assert found.difference.value == pytest.approx(30 / 48 - 18 / 48)
    assert math.isnan(found.p_value)
    assert found.p_reason == "inside the segments and periods it goes the other way"


def test_a_refused_outcome_refuses_everything(panel_of, team) -> None:
    reason = "attainment is known per quarter, not per week"
    found = bands(panel_of(*team).drop_measure("attainment", reason=reason))
    assert found.reason == f"below 50: {reason}"
    assert math.isnan(found.p_value)
    assert found.rows()[-1]["reason"] == found.reason


@pytest.mark.calibration
@pytest.mark.parametrize("share_seen", [1.0, 0.6])
def test_teams_without_a_link_alarm_in_5_percent(panel_of, share_seen: float) -> None:
    rng = np.random.default_rng(6)
    found = []
    for _ in range(600):
        x = rng.normal(60, 12, (14, 1)) + rng.normal(0, 6, (14, 8))
        y = rng.normal(0.95, 0.2, (14, 1)) + rng.normal(0, 0.2, (14, 8))
        x[rng.random(x.shape) > share_seen] = np.nan
        found.append(bands(panel_of(x, y), rng=rng).p_value)
    given = np.array(found)[np.isfinite(found)]
    assert given.size > 200
    assert (given <= 0.05).mean() < 0.05 + 3 * math.sqrt(0.05 * 0.95 / given.size)


def test_the_odds_ratio_turns_inside_segments_as_the_difference_does(panel_of) -> None:
    x = np.repeat([40.0] * 10 + [80.0] * 2 + [40.0] * 2 + [80.0] * 10, 4)
    y = np.array([[0.5, 0.5, 0.5, 1.5]] * 10 + [[0.5] * 3 + [1.5]] * 2)
    y = np.vstack([y, [[1.5] * 4] * 2, [[1.5, 1.5, 1.5, 0.5]] * 10])
    found = bands(panel_of(x.reshape(24, 4), y, segments="A" * 12 + "B" * 12))
    # High: 2 + 30 met, 6 + 10 missed; low: 10 + 8 met, 30 + 0 missed.
    assert found.odds_ratio == pytest.approx(32 * 30 / (16 * 18))
    assert found.inside_segments == pytest.approx((2 * 30 + 0) / (6 * 10 + 10 * 8))


def test_bookings_of_a_week_are_not_taken_for_a_quota_missed(panel_of, team) -> None:
    panel = panel_of(*team)
    panel = panel.from_frame(panel.frame.assign(won_per_quota=0.08))
    weekly = panel.drop_measure("attainment", reason="quotas are longer than a week")
    assert bands(weekly, y="won_per_quota").reason == (
        "below 50: no quota is met in a part of it: quotas are longer than a week"
    )
    assert not bands(panel, y="won_per_quota").reason
