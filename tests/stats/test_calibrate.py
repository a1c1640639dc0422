"""A calibration counts what it says it counts."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.calibrate import calibrate
from ssi_analysis.stats.calibration import Calibration, Rate
from ssi_analysis.stats.simulate import SCENARIOS, simulate

KINDS = ("alarm", "range", "level", "pooled", "rep only")


@pytest.fixture(name="panel")
def _panel(panel_of):
    rng = np.random.default_rng(12)
    return panel_of(*simulate(SCENARIOS["calendar"], (9, 26), rng=rng))


def test_each_kind_of_team_gets_every_answer_and_links_are_looked_for(panel) -> None:
    found = calibrate(panel, n_teams=20)
    answers = [(rate.teams, rate.answer) for rate in found.rates]
    assert answers[:10] == [(t, k) for t in ("swapped", "simulated") for k in KINDS]
    assert answers[10:] == [("simulated", "found")] * 4
    assert {rate.total for rate in found.rates} == {20}
    assert (found.x, found.y, found.n_reps, found.n_periods) == (
        "ssi_total",
        "attainment",
        9,
        26,
    )


def test_a_larger_link_is_found_in_no_fewer_teams(panel) -> None:
    found = calibrate(panel, n_teams=40)
    power = [rate for rate in found.rates if rate.answer == "found"]
    assert [rate.r / found.formula for rate in power] == pytest.approx(
        [0.6, 0.8, 1.0, 1.3]
    )
    assert power[-1].count > power[0].count
    assert power[0].r < found.detectable < power[-1].r


def test_common_notebooks_cry_wolf_where_the_headline_does_not(panel) -> None:
    found = calibrate(panel, n_teams=60)
    for teams in ("swapped", "simulated"):
        assert found.of(teams, "alarm").share < 0.2
        assert found.of(teams, "range").share > 0.85
        assert found.of(teams, "pooled").share > 0.3


def test_what_all_reps_share_is_in_swapped_teams_only(panel_of) -> None:
    rng = np.random.default_rng(12)
    x, y = simulate(SCENARIOS["null"], (9, 26), rng=rng)
    drift = np.linspace(0, 3, 26)
    found = calibrate(panel_of(x + drift, y + drift), n_teams=20)
    assert found.of("swapped", "rep only").share == 1
    assert found.of("simulated", "rep only").share < 0.8
    assert found.of("swapped", "alarm").share < 0.2


def test_the_same_seed_gives_the_same_counts_and_another_does_not(panel) -> None:
    one, again = (calibrate(panel, n_teams=15).rates for _ in range(2))
    other = calibrate(panel, n_teams=15, rng=np.random.default_rng(5)).rates
    # As texts, because an unknown number equals none, itself included.
    assert repr(one) == repr(again)
    assert repr(one) != repr(other)


def test_progress_counts_every_team_once(panel) -> None:
    seen = []
    calibrate(panel, n_teams=3, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, 18) for done in range(1, 19)]


def test_gaps_and_segments_are_those_of_the_team(panel_of) -> None:
    rng = np.random.default_rng(3)
    x, y = simulate(SCENARIOS["null"], (10, 20), rng=rng)
    x[rng.random(x.shape) < 0.1] = np.nan
    found = calibrate(panel_of(x, y, segments="AAAAABBBBB"), n_teams=10)
    assert found.reason == ""
    assert found.of("swapped", "alarm").total == 10
    assert found.shape is not None
    assert found.shape.pair.n_rows == np.isfinite(x).sum()


def test_a_small_team_is_refused_with_the_reason(panel_of) -> None:
    x, y = np.random.default_rng(1).normal(size=(2, 5, 26))
    found = calibrate(panel_of(x, y))
    assert found.reason == (
        "5 reps with both measures in two periods or more; an association needs at"
        " least 6"
    )
    assert found.rates == ()
    assert found.rows() == [{"what": "no calibration", "reason": found.reason}]
    assert math.isnan(found.detectable)
    assert not found.holds
    with pytest.raises(KeyError):
        found.of("swapped", "alarm")


def test_segments_too_small_to_swap_in_are_refused(panel_of) -> None:
    x, y = np.random.default_rng(1).normal(size=(2, 6, 26))
    assert calibrate(panel_of(x, y, segments="AABBCC")).reason == (
        "histories can be swapped in only 8 ways, so that p cannot fall below 0.12"
    )


def test_less_than_one_team_is_refused(panel) -> None:
    with pytest.raises(ParameterError) as refusal:
        calibrate(panel, n_teams=0)
    assert str(refusal.value) == (
        "parameter 'n_teams' is '0'; it must be a number from 1 upwards"
    )


def test_the_outcome_is_attainment_or_else_bookings(panel) -> None:
    frame = panel.frame.rename(columns={"attainment": "won_per_quota"})
    weekly = type(panel).from_frame(frame)
    assert calibrate(weekly, n_teams=1).y == "won_per_quota"
    assert calibrate(weekly, y="won_per_quota", n_teams=1).n_reps == 9


def test_a_rate_knows_its_range_and_whether_it_is_as_promised() -> None:
    # Newcombe 1998, table I: 15 of 148.
    rate = Rate("swapped", "alarm", 15, 148, 0.05)
    assert rate.interval == pytest.approx((0.0624, 0.1605), abs=5e-5)
    # Its 99 % range begins at 5.3 %, that of 15 of 160 at 4.9 %.
    assert not rate.holds
    assert Rate("swapped", "alarm", 15, 160, 0.05).holds
    assert Rate("swapped", "alarm", 0, 0, 0.05).holds
    assert math.isnan(Rate("swapped", "alarm", 0, 0, 0.05).share)


def test_one_rate_off_what_was_promised_is_enough() -> None:
    fine = Rate("swapped", "alarm", 15, 300, 0.05)
    off = Rate("simulated", "range", 200, 300, 0.95)
    size = {"x": "ssi_total", "y": "attainment", "n_reps": 9, "n_periods": 26}
    assert Calibration(**size, n_teams=300, rates=(fine,)).holds
    assert not Calibration(**size, n_teams=300, rates=(fine, off)).holds


def test_json_holds_the_table_and_no_value_that_is_no_number(panel) -> None:
    found = calibrate(panel, n_teams=2)
    read = json.loads(found.to_json(), parse_constant=pytest.fail)
    assert read["rates"][0] == {
        "teams": "swapped",
        "what": "within reps, p below .05",
        "count": found.rates[0].count,
        "of": 2,
        "share": found.rates[0].share,
        "low": found.rates[0].interval[0],
        "high": found.rates[0].interval[1],
        "promised": 0.05,
    }
    assert read["rates"][-1]["promised"] is None
    assert read["formula"] == pytest.approx(found.formula)
