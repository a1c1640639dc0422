"""Rises beside the rises that were to be expected."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.movers import movers
from ssi_analysis.stats.standings import Standings


def team(n_reps: int, n_weeks: int, *, seed: int) -> np.ndarray:
    """Reps of whom nothing changes: .6 of the variance is who they are, .8 sticky."""
    rng = np.random.default_rng(seed)
    weeks = rng.normal(size=(n_reps, n_weeks + 60))
    for week in range(1, n_weeks + 60):
        weeks[:, week] = 0.8 * weeks[:, week - 1] + 0.6 * weeks[:, week]
    who = math.sqrt(0.6) * rng.normal(size=(n_reps, 1))
    return 55 + 12 * (who + math.sqrt(0.4) * weeks[:, 60:])


def test_what_is_kept_is_the_slope_of_later_on_earlier_standings() -> None:
    values = team(9, 6, seed=1)
    standing = values - values.mean(axis=0)
    early, late = standing[:, :4].ravel(), standing[:, 2:].ravel()
    expected = stats.linregress(early, late).slope
    assert Standings.between(values, 1, 3).kept == pytest.approx(expected)


def test_the_lowest_quarter_rises_as_theory_says(panel_of) -> None:
    # 1 - rho_13 = .4 (1 - .8^13), times the mean of a normal's lowest quarter, 1.271.
    theory = 12 * 0.4 * (1 - 0.8**13) * 1.271
    x = team(1500, 60, seed=2)
    found = movers(panel_of(x, x))
    lowest = found.groups[0]
    assert lowest.expected == pytest.approx(theory, abs=0.25)
    assert lowest.rise == pytest.approx(theory, abs=0.8)
    assert not lowest.beyond.excludes_zero


def test_a_rise_of_the_lowest_alone_is_beyond_what_was_expected(panel_of) -> None:
    x = team(40, 40, seed=3)
    low = np.argsort(x[:, 26])[:10]
    x[low, 39] += 15
    found = movers(panel_of(x, x)).groups[0]
    # They lift everybody's mean by a quarter of it.
    assert found.beyond.low > 0
    assert found.beyond.value == pytest.approx(0.75 * 15, abs=4)


def test_the_numbers_of_a_group_by_hand(panel_of) -> None:
    x = team(12, 6, seed=4)
    x[:, 2:] += 9
    frame = panel_of(x, x)
    weeks = sorted(frame.frame["period"].unique())
    found = movers(frame, before=weeks[1], after=weeks[2]).groups[0]
    low = np.argsort(x[:, 1])[:6]
    gain = x[:, 2] - x[:, 1]
    standing = x - x.mean(axis=0)
    rho = (standing[:, :-1] * standing[:, 1:]).sum() / (standing[:, :-1] ** 2).sum()
    gap = x[:, 1].mean() - x[low, 1].mean()
    assert found.label == "lower half"
    assert found.n_reps == 6
    assert found.n_up == (gain[low] > gain.mean()).sum()
    assert found.rise == pytest.approx(gain[low].mean() - gain.mean())
    assert found.expected == pytest.approx((1 - rho) * gap)
    assert found.beyond.value == pytest.approx(found.rise - found.expected)


def test_the_range_leaves_out_one_rep_at_a_time() -> None:
    values = team(14, 8, seed=5)
    inside = np.arange(14) < 6
    seen = Standings.between(values, 5, 7)
    *_, beyond = seen.rise_of(inside)
    # Brute force, with standings taken once as the range does.
    standing = values - values.mean(axis=0)

    def without(rep: int) -> float:
        rest = np.arange(14) != rep
        early, late = standing[rest, :6], standing[rest, 2:]
        rho = (early * late).sum() / (early**2).sum()
        own, start = values[rest, 7] - values[rest, 5], values[rest, 5]
        group = inside[rest]
        rise = own[group].mean() - own.mean()
        return rise - (1 - rho) * (start.mean() - start[group].mean())

    left_out = np.array([without(rep) for rep in range(14)])
    spread = math.sqrt(13 / 14 * ((left_out - beyond.value) ** 2).sum())
    width = float(stats.t.ppf(0.975, 13)) * spread
    assert beyond.high - beyond.value == pytest.approx(width)


def test_a_shift_or_another_unit_changes_no_finding(panel_of) -> None:
    x = team(24, 20, seed=6)
    one, other = (movers(panel_of(each, each)) for each in (x, 10 * x + 300))
    assert other.kept == pytest.approx(one.kept)
    for before, after in zip(one.groups, other.groups, strict=True):
        assert after.beyond.low == pytest.approx(10 * before.beyond.low)


def test_a_step_that_everybody_takes_is_no_rise(panel_of) -> None:
    x = team(24, 20, seed=7)
    stepped = x + np.where(np.arange(20) > 12, 8, 0)
    one, other = (movers(panel_of(each, each)) for each in (x, stepped))
    assert other.groups[0].rise == pytest.approx(one.groups[0].rise)


def test_reps_missing_at_either_end_take_no_part(panel_of) -> None:
    x = team(24, 20, seed=8)
    x[0, 19] = x[1, 6] = np.nan
    found = movers(panel_of(x, np.ones_like(x)))
    assert found.n_reps == 22
    assert sum(group.n_reps for group in found.groups) == 22


def test_a_team_too_small_for_two_groups_is_refused(panel_of) -> None:
    x = team(9, 20, seed=9)
    found = movers(panel_of(x, x))
    assert found.reason == "9 reps in both periods; two groups need at least 10"
    assert found.rows() == [{"group": "all", "reps": 9, "reason": found.reason}]


def test_periods_that_no_others_are_as_far_apart_are_refused(panel_of) -> None:
    x = team(12, 15, seed=9)
    found = movers(panel_of(x, x))
    assert found.reason == (
        "2 pairs of periods so far apart; what was to be expected needs at least 4"
    )


def test_a_score_in_which_nobody_differs_is_refused(panel_of) -> None:
    x = np.full((12, 20), 50.0)
    assert movers(panel_of(x, x)).reason == "nobody's standing differs"


def test_an_unknown_period_and_a_wrong_order_are_refused(panel_of) -> None:
    panel = panel_of(*[team(12, 3, seed=1)] * 2)
    with pytest.raises(ParameterError) as refusal:
        movers(panel, before="2031")
    assert str(refusal.value) == (
        "period '2031' is not known. Known: 2025-01-06, 2025-01-13, 2025-01-20"
    )
    weeks = sorted(panel.frame["period"].unique())
    with pytest.raises(ParameterError) as refusal:
        movers(panel, before=weeks[2], after=weeks[1])
    assert str(refusal.value) == (
        "parameter 'before' is '2025-01-20'; it must be a period before 2025-01-13"
    )


def test_a_refused_measure_gives_its_reason(panel_of) -> None:
    panel = panel_of(*[team(12, 20, seed=1)] * 2)
    refused = panel.drop_measure("ssi_total", reason="no scores")
    assert movers(refused).reason == "no scores"
    assert isinstance(movers(refused).to_frame(), pd.DataFrame)
