"""More activity, fewer answers, a higher score, the same outcome."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.panel import Panel
from ssi_analysis.stats.screen import screen, trend


def busy(panel_of, *, rise: float = 0.5, spread: float = 1.0, seed: int = 1) -> Panel:
    """Ten reps over thirty weeks who send more and are answered less."""
    rng = np.random.default_rng(seed)
    weeks = np.arange(30)
    level = rng.uniform(10, 20, (10, 1))
    sent = rng.poisson(level + rise * weeks).astype(float)
    if spread != 1:
        sent = np.round(level + rise * weeks + spread * rng.normal(size=(10, 30)))
    accepted = rng.binomial(sent.astype(int), np.clip(0.4 - rise * 0.012 * weeks, 0, 1))
    x = 50 + rise * weeks + rng.normal(0, 2, (10, 30))
    panel = panel_of(x, rng.normal(1, 0.3, (10, 30)))
    columns = {"inmails_sent": sent.ravel(), "inmails_accepted": accepted.ravel()}
    return replace(panel, frame=panel.frame.assign(**columns))


def test_the_pattern_is_seen_where_it_is(panel_of) -> None:
    found = screen(busy(panel_of))
    assert found.is_pattern
    assert found.activity.value == pytest.approx(0.5, abs=0.05)
    assert found.rate.value == pytest.approx(-0.006, abs=0.002)


def test_steady_work_is_no_pattern(panel_of) -> None:
    assert not screen(busy(panel_of, rise=0.0)).is_pattern


def test_a_rising_outcome_is_no_pattern(panel_of) -> None:
    panel = busy(panel_of)
    weeks = np.tile(np.arange(30), 10)
    grown = panel.frame["attainment"] + 0.1 * weeks
    found = screen(replace(panel, frame=panel.frame.assign(attainment=grown)))
    assert found.outcome.low > 0
    assert not found.is_pattern


def test_a_change_is_the_slope_on_time_with_reps_taken_out() -> None:
    rng = np.random.default_rng(4)
    values = rng.normal(size=(7, 12)) + 0.1 * np.arange(12) + rng.normal(0, 9, (7, 1))
    values[0, :3] = values[3, 7] = np.nan
    known = np.isfinite(values)
    time = np.where(known, np.arange(12.0), np.nan)
    own = values - np.nanmean(values, axis=1, keepdims=True)
    time = time - np.nanmean(time, axis=1, keepdims=True)

    def slope(reps: np.ndarray) -> float:
        cells = known[reps]
        return stats.linregress(time[reps][cells], own[reps][cells]).slope

    everybody = np.arange(7)
    left_out = [slope(np.delete(everybody, rep)) for rep in everybody]
    found = trend(values)
    spread = math.sqrt(6 / 7 * sum((each - found.value) ** 2 for each in left_out))
    assert found.value == pytest.approx(slope(everybody))
    assert found.high - found.value == pytest.approx(
        float(stats.t.ppf(0.975, 6)) * spread
    )


def test_a_change_covers_what_reps_do_on_average() -> None:
    # Reps differ in their own change, and each is sticky.
    rng = np.random.default_rng(7)
    covered = []
    for _ in range(400):
        own = rng.normal(0.2, 0.3, (10, 1)) * np.arange(20)
        noise = rng.normal(size=(10, 20)).cumsum(axis=1)
        found = trend(own + noise)
        covered.append(found.low <= 0.2 <= found.high)
    assert np.mean(covered) > 0.95 - 3 * math.sqrt(0.95 * 0.05 / 400)


def test_chance_gives_counts_a_dispersion_of_one(panel_of) -> None:
    found = screen(busy(panel_of, rise=0.0))
    assert found.dispersion == pytest.approx(1, abs=0.25)
    assert found.n_regular == 0


def test_even_counts_are_counted_by_rep(panel_of) -> None:
    found = screen(busy(panel_of, rise=0.0, spread=1.01))
    assert found.dispersion < 0.3
    assert found.n_regular == 10


def test_fewer_than_five_reps_with_even_counts_are_not_told(panel_of) -> None:
    panel = busy(panel_of, rise=0.0)
    even = panel.frame["rep_id"] < "R-003"
    counts = panel.frame["inmails_sent"].mask(even, 12.0)
    found = screen(replace(panel, frame=panel.frame.assign(inmails_sent=counts)))
    assert found.n_regular is None


def test_weeks_in_which_nothing_was_sent_have_no_rate(panel_of) -> None:
    panel = busy(panel_of)
    sent = panel.frame["inmails_sent"].where(np.arange(300) % 7 > 0, 0.0)
    found = screen(replace(panel, frame=panel.frame.assign(inmails_sent=sent)))
    assert found.rate.high < 0


def test_what_the_panel_lacks_is_named(panel_of) -> None:
    x = np.random.default_rng(1).normal(50, 5, (8, 12))
    found = screen(panel_of(x, x).drop_measure("attainment", reason="no quota"))
    assert found.activity.reason == "the panel holds no inmails_sent"
    assert found.rate.reason == "the panel holds no inmails_sent"
    assert found.outcome.reason == "no quota"
    assert found.score.is_given
    assert not found.is_pattern


def test_short_histories_are_refused() -> None:
    assert trend(np.ones((9, 7))).reason == (
        "0 reps with 8 periods or more; a change over time needs at least 6"
    )


def test_a_date_adds_the_slopes_before_and_after_it(panel_of) -> None:
    found = screen(busy(panel_of), since="2025-04-07")
    assert found.turn.n_reps == 10
    assert screen(busy(panel_of)).turn is None
