"""How a score moves, and feeds that rest."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.panel import Panel
from ssi_analysis.stats.volatility import volatility


def with_days(panel: Panel, days: np.ndarray) -> Panel:
    return Panel.from_frame(panel.frame.assign(days_active=days.ravel()))


def test_the_change_of_a_rep_is_its_spread_less_what_everybody_did(panel_of) -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(50, 3, (9, 20))
    step = np.where(np.arange(20) >= 10, 40, 0)
    found, stepped = (
        volatility(panel_of(each, each)).of("change from period to period")
        for each in (x, x + step)
    )
    changes = np.diff(x, axis=1)
    own = (changes - np.median(changes, axis=0)).std(axis=1, ddof=1)
    assert found.median == pytest.approx(np.median(own))
    assert (found.low, found.high) == pytest.approx(
        tuple(stats.mstats.mquantiles(own, (0.25, 0.75), alphap=1, betap=1))
    )
    # A step of the instrument is nobody's change.
    assert stepped.median == pytest.approx(found.median)


def test_a_feed_is_flat_after_eight_weeks_of_the_very_same_score(panel_of) -> None:
    x = np.arange(60.0).reshape(6, 10)
    x[0, 1:] = 50.0  # rests for eight weeks after the week in which it came
    x[1, 2:] = 50.0
    found = volatility(panel_of(x, x))
    assert found.n_flat == 1
    resting = found.of("periods since it last moved")
    assert (resting.median, resting.n_reps) == (0.0, 6)


def test_a_rep_without_a_score_for_more_than_two_weeks_is_stale(panel_of) -> None:
    x = np.arange(60.0).reshape(6, 10)
    x[0, 7:] = np.nan
    x[1, 8:] = np.nan  # the last score is two weeks old, not more
    assert volatility(panel_of(x, np.ones_like(x))).n_stale == 1


def test_days_of_activity_are_counted_as_a_share_of_known_weeks(panel_of) -> None:
    x = np.arange(60.0).reshape(6, 10)
    days = np.tile([0.0, 2.0], (6, 5))
    days[0, 0] = np.nan
    found = volatility(with_days(panel_of(x, x), days))
    share = found.of("share of periods with activity")
    assert (share.low, share.high) == (0.5, 0.5)
    assert share.n_reps == 6


def test_a_steady_rep_is_nearly_always_in_the_usual_range(panel_of) -> None:
    x = np.random.default_rng(3).normal(50, 4, (30, 200))
    found = volatility(panel_of(x, x)).of("share of periods in the usual range")
    assert found.median == pytest.approx(
        stats.norm.cdf(2) - stats.norm.cdf(-2), abs=0.01
    )


def test_few_reps_show_no_quartiles(panel_of) -> None:
    x = np.random.default_rng(3).normal(50, 4, (4, 12))
    found = volatility(panel_of(x, x))
    assert all(math.isnan(each.low) and math.isnan(each.high) for each in found.spreads)
    assert found.of("change from period to period").n_reps == 4


def test_names_change_nothing(panel_of) -> None:
    x = np.random.default_rng(3).normal(50, 4, (7, 12))
    assert volatility(panel_of(x[::-1], x)).rows() == volatility(panel_of(x, x)).rows()


def test_a_rep_seen_too_shortly_has_no_spread(panel_of) -> None:
    x = np.random.default_rng(3).normal(50, 4, (7, 12))
    x[0, 3:] = np.nan
    found = volatility(panel_of(x, np.ones_like(x)))
    assert found.of("change from period to period").n_reps == 6
    assert found.of("share of periods in the usual range").n_reps == 6


def test_a_refused_score_gives_its_reason(panel_of) -> None:
    x = np.ones((6, 4))
    refused = panel_of(x, x).drop_measure("ssi_total", reason="no scores")
    assert volatility(refused).reason == "no scores"
    assert volatility(refused).rows() == []
