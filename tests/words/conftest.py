"""Finished results of every evidence level, built by hand."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.panel import Pace
from ssi_analysis.stats.breaks import Break
from ssi_analysis.stats.calibration import Calibration, Rate
from ssi_analysis.stats.counterexamples import Counterexamples
from ssi_analysis.stats.estimate import Association, Decomposition, Estimate, Share
from ssi_analysis.stats.family import FamilyMember, FamilyResult
from ssi_analysis.stats.history import History
from ssi_analysis.stats.ladder import Evidence, next_step
from ssi_analysis.stats.lags import Lag, LeadLag
from ssi_analysis.stats.levels import Facts, Level, level
from ssi_analysis.stats.weekly import WeekSummary

FACTS = {
    Level.E0: Facts(n_reps=4, n_periods=103, grain="week", refused="4 reps"),
    Level.E1: Facts(
        n_reps=12,
        n_periods=103,
        grain="week",
        within_p=0.4,
        q_value=0.4,
        between_p=0.6,
        detectable=0.27,
    ),
    Level.E2: Facts(
        n_reps=12,
        n_periods=103,
        grain="week",
        within_p=0.01,
        q_value=0.01,
        between_p=0.6,
        detectable=0.27,
        within_excludes_zero=True,
        sign_flips=True,
    ),
    Level.E3: Facts(
        n_reps=12,
        n_periods=103,
        grain="week",
        within_p=0.4,
        q_value=0.4,
        between_p=0.008,
        between_excludes_zero=True,
        detectable=0.27,
    ),
    Level.E4: Facts(
        n_reps=12,
        n_periods=103,
        grain="week",
        within_p=0.01,
        q_value=0.01,
        between_p=0.6,
        detectable=0.27,
        within_excludes_zero=True,
    ),
    Level.E5: Facts(
        n_reps=12,
        n_periods=103,
        grain="week",
        within_p=0.01,
        q_value=0.01,
        between_p=0.6,
        detectable=0.27,
        within_excludes_zero=True,
        lag=2,
        lag_p=0.02,
        placebo_p=0.4,
    ),
}


def make_lag(lag=2, *, value=0.004, window_p=0.02, after_p=0.4, reason=""):
    if reason:
        blank = Estimate.refused(reason)
        return Lag(lag=lag, before=blank, same=blank, after=blank)
    found = Estimate(value, value - 0.003, value + 0.003)
    level = Estimate(0.0, -0.003, 0.003)
    return Lag(
        lag=lag,
        before=found,
        same=level,
        after=level,
        before_p=window_p / 2,
        same_p=0.5,
        after_p=after_p,
        window_p=window_p,
        n_reps=12,
        n_periods=99,
        n_rows=1188,
    )


def make_order(*lags, grain="week"):
    null = "bookings have no tie to SSI so many weeks before."
    return LeadLag("ssi_total", "won_per_quota", lags or (make_lag(),), null, grain)


def make_member(x="ssi_total", *, value=0.31, q_value=0.02, reason=""):
    link = association("within", replace(FACTS[Level.E4], refused=reason), value=value)
    p_value = math.nan if reason else q_value / 2
    link = replace(link, x=x, p_value=p_value)
    return FamilyMember(link, q_value=math.nan if reason else q_value, family_p=q_value)


def make_family(*members):
    return FamilyResult(members or (make_member(),), detectable=0.27)


def association(question, facts, *, value=0.31):
    refused = Estimate.refused(facts.refused)
    given = Estimate(value, value - 0.2, value + 0.2)
    slope = Estimate(0.004, 0.001, 0.007)
    return Association(
        x="ssi_total",
        y="won_per_quota",
        question=question,
        estimate=refused if facts.refused else given,
        slope=refused if facts.refused else slope,
        p_value=facts.within_p if question == "within" else facts.between_p,
        n_reps=facts.n_reps,
        n_periods=facts.n_periods,
        n_rows=facts.n_reps * facts.n_periods,
        null="Whose SSI stands beside whose bookings makes no difference.",
    )


def make_evidence(wanted, *, value=0.31, **changes):
    facts = replace(FACTS[wanted], **changes)
    reached, reasons = level(facts)
    parts = Decomposition(
        between=association("between", facts, value=value),
        within=association("within", facts, value=value),
        pooled=association("pooled", facts, value=value),
    )
    order = make_order(make_lag(value=value / 100)) if facts.lag else None
    step = next_step(facts, reached, x="ssi_total", y="won_per_quota")
    return Evidence(reached, reasons, step, facts, parts, order=order)


def make_share(hits, total, *, n_reps=9, given=True):
    low_high = Estimate(hits / total, 0.31, 0.78) if total and given else None
    refused = Estimate.refused("3 reps; a range needs at least 5")
    return Share("cases", hits, total, n_reps, low_high or refused)


def make_cases(misses=(5, 9), hits=(21, 48), *, given=True, n_reps=12):
    points = pd.DataFrame(
        {
            "x": [72.0, 45.0, 60.0],
            "y": [0.8, 1.1, 0.9],
            "kind": ["high-SSI miss", "low-SSI hit", "other"],
        }
    )
    return Counterexamples(
        high=70.0,
        low=50.0,
        n_reps=n_reps,
        high_misses=make_share(*misses, given=given),
        low_hits=make_share(*hits, given=given),
        points=points,
    )


def make_pace(attained=0.41, usual=0.49, n_quarters=4, day=46):
    quarter = pd.Timestamp("2026-10-01")
    spread = (0.4, 0.6) if n_quarters else (math.nan, math.nan)
    moved = (0.04, -0.02) if math.isfinite(attained) else (math.nan, math.nan)
    return Pace(quarter, day, 92, attained, usual, *spread, n_quarters, *moved)


def make_week(**changes):
    week = WeekSummary(
        week=pd.Timestamp("2026-11-09"),
        n_reps=12,
        n_scored=12,
        ssi=52.3,
        ssi_on_week=1.2,
        ssi_on_quarter=0.1,
        weakest="ssi_insights",
        pillar=9.1,
        pillar_on_week=-0.2,
        n_quiet=3,
        n_booking=2,
        formula_changed=False,
        pillar_on_quarter=0.5,
    )
    return replace(week, **changes)


def make_history(n_weeks=30, n_reps=12):
    weeks = pd.date_range("2026-01-05", periods=n_weeks, freq="7D")
    names = ("ssi_total", "ssi_brand", "ssi_people", "ssi_insights")
    names += ("ssi_relationships",)
    middle = {
        name: 52.0 if name == "ssi_total" else 9.0 + place / 2
        for place, name in enumerate(names)
    }
    frame = pd.DataFrame(
        [
            (week, name, n_reps, middle[name], middle[name] - 5, middle[name] + 5)
            for name in names
            for week in weeks
        ],
        columns=["period", "measure", "n_reps", "median", "low", "high"],
    )
    return History(frame)


def make_break():
    return Break(pd.Timestamp("2026-03-02"), -4.0, 12)


@pytest.fixture(params=list(FACTS), ids=str)
def evidence(request):
    return make_evidence(request.param)


def make_calibration(*, range_count=285, detectable=0.27, power=(120, 230, 280)):
    links = zip((0.2, 0.26, 0.32), power, strict=True)
    return Calibration(
        x="ssi_total",
        y="won_per_quota",
        n_reps=12,
        n_periods=103,
        n_teams=300,
        rates=(
            Rate("swapped", "alarm", 14, 300, 0.05),
            Rate("swapped", "range", range_count, 300, 0.95),
            Rate("swapped", "pooled", 190, 300, 0.05),
            Rate("swapped", "rep only", 103, 300, 0.05),
            *(Rate("simulated", "found", n, 300, math.nan, r) for r, n in links),
        ),
        detectable=detectable,
        formula=0.26,
    )
