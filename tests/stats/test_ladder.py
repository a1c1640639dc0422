"""Evidence: facts are measured from the panel, and the level follows from them."""

from __future__ import annotations

import math
import time

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ssi_analysis.panel import Panel
from ssi_analysis.stats.breaks import Break
from ssi_analysis.stats.ladder import Level, evidence
from ssi_analysis.stats.lead_lag import lead_lag
from ssi_analysis.words.vocabulary import forbidden_words


def linked(seed: int, *, within: float = 0.0, between: float = 0.0) -> list[np.ndarray]:
    """Twenty reps over 30 weeks, linked as told."""
    rng = np.random.default_rng(seed)
    skill, luck = rng.normal(0, 1, (2, 20, 1))
    week, noise = rng.normal(0, 1, (2, 20, 30))
    x = 50 + 8 * skill + 4 * week
    return [x, 1 + 0.3 * (between * skill + luck + within * week + noise)]


def test_a_planted_link_within_reps_is_seen(panel_of) -> None:
    found = evidence(panel_of(*linked(1, within=0.6)), "ssi_total", "attainment")
    assert found.level is Level.E4
    assert found.facts.q_value == found.facts.within_p == 1 / 2000
    assert found.next_step == (
        "Rises in SSI that come before rises in attainment, not after, in a"
        " window set in advance."
    )


@pytest.mark.parametrize(
    ("skew", "reached"), [(-3.0, Level.E3), (-0.9, Level.E4)], ids=["far", "near"]
)
def test_all_rows_speak_against_it_only_where_their_range_does(
    panel_of, skew, reached
) -> None:
    x, y = linked(1, within=0.6, between=skew)
    together = stats.pearsonr(x.ravel(), y.ravel()).statistic
    found = evidence(panel_of(x, y), "ssi_total", "attainment")
    assert together < 0 < found.decomposition.within.estimate.value
    assert found.facts.signs_disagree is (reached is Level.E3)
    assert found.level is reached


def test_a_planted_link_between_reps_is_seen_as_that(panel_of) -> None:
    found = evidence(panel_of(*linked(2, between=3)), "ssi_total", "attainment")
    assert found.level is Level.E3


def test_no_link_is_nothing_detected(panel_of) -> None:
    found = evidence(panel_of(*linked(3)), "ssi_total", "attainment")
    assert found.level is Level.E1
    assert found.detectable == pytest.approx(0.12, abs=0.02)


def test_departures_take_a_finding_down(panel_of) -> None:
    frame = panel_of(*linked(1, within=0.6)).frame
    weeks = frame["period"].unique()
    gone = frame["rep_id"].isin(frame["rep_id"].unique()[:6])
    left = frame[~(gone & (frame["period"] > weeks[20]))]
    found = evidence(Panel.from_frame(left), "ssi_total", "attainment")
    assert found.level is Level.E2
    assert found.facts.left_share == 0.3


def test_a_late_export_is_not_a_departure(panel_of) -> None:
    frame = panel_of(*linked(1, within=0.6)).frame
    late = frame["rep_id"].isin(frame["rep_id"].unique()[:6])
    kept = frame[~(late & (frame["period"] > frame["period"].unique()[-3]))]
    found = evidence(Panel.from_frame(kept), "ssi_total", "attainment")
    assert found.facts.left_share == 0


def test_missing_rep_weeks_take_a_finding_down(panel_of) -> None:
    x, y = linked(1, within=0.6)
    x[np.random.default_rng(1).random(x.shape) < 0.3] = np.nan
    found = evidence(panel_of(x, y), "ssi_total", "attainment")
    assert found.level is Level.E2
    assert found.facts.missing_share == pytest.approx(np.isnan(x).mean())


def test_a_step_of_the_score_takes_a_finding_down(panel_of) -> None:
    x, y = linked(1, within=0.6)
    x[:, 15:] += 30
    found = evidence(panel_of(x, y), "ssi_total", "attainment")
    assert found.level is Level.E2
    assert len(found.breaks) == 1


def test_a_step_seen_elsewhere_takes_a_finding_down_too(panel_of) -> None:
    found = evidence(panel_of(*linked(1, within=0.6)), "ssi_total", "attainment")
    step = Break(pd.Timestamp("2025-03-03"), -4.0, 40)
    known = found.with_breaks([step, step])
    assert found.level is Level.E4
    assert known.level is Level.E2
    assert known.breaks == (step,)
    # As text, because an unknown number equals none, itself included.
    assert repr(found.with_breaks([])) == repr(found)


def test_one_rep_who_carries_the_sign_makes_a_hint_at_most(panel_of) -> None:
    x, y = linked(4, within=-0.15)
    x[0] += np.linspace(-100, 100, 30)
    y[0] += np.linspace(-6, 6, 30)
    found = evidence(panel_of(x, y), "ssi_total", "attainment")
    assert found.facts.sign_flips
    assert found.level < Level.E3


def test_few_reps_are_described_only(panel_of) -> None:
    x, y = linked(1, within=0.6)
    found = evidence(panel_of(x[:4], y[:4]), "ssi_total", "attainment")
    assert found.level is Level.E0
    assert math.isnan(found.detectable)
    assert found.reasons[0] == (
        "4 reps have both measures; more than a description needs 6."
    )


def test_a_refused_outcome_is_described_only(panel_of) -> None:
    panel = panel_of(*linked(1)).drop_measure("attainment", reason="known per quarter")
    found = evidence(panel, "ssi_total", "attainment")
    assert found.level is Level.E0
    assert found.decomposition.pooled.reason == "known per quarter"
    assert found.facts.missing_share == 0


def test_the_same_seed_gives_the_same_evidence(panel_of) -> None:
    panel = panel_of(*linked(3))
    first, second = (
        evidence(panel, "ssi_total", "attainment", rng=np.random.default_rng(9))
        for _ in range(2)
    )
    # As text, because a value that is not given (NaN) equals nothing.
    assert repr(first) == repr(second)


def test_a_panel_is_not_changed(panel_of) -> None:
    panel = panel_of(*linked(3))
    before = panel.frame.copy()
    evidence(panel, "ssi_total", "attainment")
    assert panel.frame.equals(before)


def follows(seed: int) -> list[np.ndarray]:
    """Twenty reps over 30 weeks whose outcome follows the score of the week before."""
    rng = np.random.default_rng(seed)
    x, noise = rng.normal(0, 1, (2, 20, 31))
    sticky = x + 0.5 * np.roll(x, 1, axis=1)
    return [50 + 4 * sticky[:, 1:], 1 + 0.3 * (sticky[:, :-1] + noise[:, 1:])]


def test_an_outcome_that_follows_the_score_is_seen_in_order(panel_of) -> None:
    found = evidence(panel_of(*follows(1)), "ssi_total", "attainment")
    assert found.level is Level.E5
    assert found.facts.lag == 1
    assert found.next_step == (
        "A roll-out in an order drawn by lot and declared before it begins."
    )


def test_another_window_of_lags_can_be_declared(panel_of) -> None:
    panel = panel_of(*follows(1))
    found = evidence(panel, "ssi_total", "attainment")
    late = found.with_order(lead_lag(panel, "ssi_total", "attainment", lags=(3,)))
    assert late.level is Level.E4
    assert late.facts.lag == 0
    assert math.isnan(late.facts.lag_p)


def test_an_order_against_the_link_within_does_not_count(panel_of) -> None:
    rng = np.random.default_rng(2)
    x, noise = rng.normal(0, 1, (2, 20, 31))
    y = x[:, 1:] - 0.6 * x[:, :-1] + 0.3 * noise[:, 1:]
    found = evidence(panel_of(x[:, 1:], y), "ssi_total", "attainment")
    assert found.order.lags[0].comes_before
    assert found.level is Level.E4


def test_order_is_asked_of_findings_within_only(panel_of) -> None:
    assert evidence(panel_of(*linked(3)), "ssi_total", "attainment").order is None


def test_a_target_and_tenure_are_known_to_the_caller_only(panel_of) -> None:
    found = evidence(panel_of(*follows(1)), "ssi_total", "attainment")
    assert found.with_target().level is Level.E4
    assert found.with_robustness(0.1, benchmark=0.2).level is Level.E4
    assert found.with_robustness(0.3, benchmark=0.2).level is Level.E5
    both = found.with_target().with_robustness(0.1, benchmark=0.2)
    # Two levels down it rests on what these reps show between each other.
    assert both.level is Level.E3
    assert both.facts.between_p < 0.01
    assert both.order is found.order


def test_a_declared_family_corrects_the_finding(panel_of) -> None:
    panel = panel_of(*linked(1, within=0.6))
    others = {f"m{k}": np.random.default_rng(k).normal(size=600) for k in range(4)}
    wide = Panel.from_frame(panel.frame.assign(**others))
    found = evidence(wide, "ssi_total", "attainment", family=list(others))
    assert found.level is Level.E4
    assert found.facts.family_size == 5
    # Of five p-values the smallest is five times itself at most.
    assert found.facts.within_p < found.facts.q_value <= 5 / 2000


def test_a_family_of_refused_measures_leaves_one_test(panel_of) -> None:
    panel = panel_of(*linked(1, within=0.6))
    wide = Panel.from_frame(panel.frame.assign(flat=1.0))
    found = evidence(wide, "ssi_total", "attainment", family=["flat"])
    assert found.facts.family_size == 1
    assert found.facts.q_value == found.facts.within_p


def test_rows_show_level_reasons_and_the_next_step(panel_of) -> None:
    rows = evidence(panel_of(*linked(3)), "ssi_total", "attainment").rows()
    assert rows[0]["says"] == "E1, nothing detected"
    assert rows[-1]["what"] == "a level up"
    for row in rows:
        assert forbidden_words(str(row["says"])) == []


def test_a_thousand_reps_over_two_years_take_seconds_at_most(panel_of) -> None:
    x, y = np.random.default_rng(1).normal(1, 0.3, (2, 1000, 104))
    panel = panel_of(x, y)
    start = time.perf_counter()
    evidence(panel, "ssi_total", "attainment")
    # Half a second on two cores; the bound leaves room for a busy machine.
    assert time.perf_counter() - start < 5
