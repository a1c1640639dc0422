"""The first quotas of new hires, where they are clearly below the later ones."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.findings import Finding

KIND = "ramp quota"
QUARTERS = pd.period_range("2026Q1", periods=4, freq="Q")


def quotas(rep, *amounts, skipped=0):
    spans = [(at.start_time, at.end_time.normalize()) for at in QUARTERS[skipped:]]
    return [
        {"rep_id": rep, "quota": amount, "start_date": first, "end_date": last}
        for amount, (first, last) in zip(amounts, spans, strict=False)
    ]


def hired(rep, day):
    return {"rep_id": rep, "start_date": day}


def test_the_rising_first_quotas_of_a_new_hire_are_a_ramp(literal, of_kind):
    quota = quotas("r1", 25_000, 50_000, 75_000, 100_000)
    assert of_kind(literal(reps=[hired("r1", "2026-02-02")], quota=quota), KIND) == [
        Finding(
            KIND,
            "note",
            3,
            "r1: 25,000 from 2026-01-01, 100,000 from 2026-10-01",
            "do not compare these periods: attainment of a ramp quota is not that of a"
            " full one",
            "quota.csv",
            2,
        )
    ]


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ((80, 100, 100, 100), []),  # all quotas rose
        ((79, 100, 100, 100), [1]),
        ((50, 100, 60, 100), [1]),  # a later low one is no ramp
        ((75, 85, 100, 100), [1]),  # only later is it a full one
        ((50, 75), [1]),  # the ramp is still under way
        ((50, 50), []),
        ((100, 50, 25, 10), []),
        ((0, 50, 100, 100), [1]),  # without the quota of zero
    ],
)
def test_only_first_quotas_below_four_fifths_of_a_later_one_count(
    literal, of_kind, amounts, found
):
    team = literal(reps=[hired("r1", "2026-01-01")], quota=quotas("r1", *amounts))
    assert [item.count for item in of_kind(team, KIND)] == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2025-09-30", 0),  # 93 days before the first quota
        ("2025-10-01", 1),
        ("2026-03-31", 1),
        ("2026-04-01", 0),  # after it
        (None, 0),
    ],
)
def test_only_who_began_a_quarter_before_or_during_it_is_a_new_hire(
    literal, of_kind, day, found
):
    quota = quotas("r1", 50, 100, 100, 100)
    team = literal(reps=[hired("r1", day)], quota=quota)
    assert len(of_kind(team, KIND)) == found


def test_a_season_in_everybodys_quotas_is_no_ramp(literal, of_kind):
    old = [hired(f"r{at}", "2020-01-01") for at in range(1, 6)]
    season = [row for rep in old for row in quotas(rep["rep_id"], 50, 100, 100, 150)]
    new = quotas("new", 25, 50, 50, 75)
    ramp = quotas("ramp", 10, 50, 50, 75)
    reps = [*old, hired("new", "2026-01-01"), hired("ramp", "2026-01-01")]
    assert of_kind(literal(reps=reps[:-1], quota=[*season, *new]), KIND) == []
    (item,) = of_kind(literal(reps=reps, quota=[*season, *new, *ramp]), KIND)
    assert (item.count, item.example[:8]) == (1, "ramp: 10")


def test_a_first_quota_of_part_of_a_period_is_measured_by_the_day(literal, of_kind):
    quota = quotas("r1", 50, 100)
    quota[0]["start_date"] = "2026-02-15"  # 45 days of 90
    team = literal(reps=[hired("r1", "2026-02-15")], quota=quota)
    assert of_kind(team, KIND) == []


def test_a_ramp_quota_is_no_outlier_and_a_manager_has_no_ramp(literal, of_kind):
    old = [hired(f"r{at}", "2020-01-01") for at in range(1, 6)]
    full = [row for rep in old for row in quotas(rep["rep_id"], 100, 100, 100, 100)]
    quota = [*full, *quotas("new", 10, 100, 100, 100), *quotas("m", 10, 100)]
    lead = {**hired("m", "2026-01-01"), "is_manager": True}
    team = literal(reps=[*old, hired("new", "2026-01-01"), lead], quota=quota)
    assert [item.count for item in of_kind(team, KIND)] == [1]
    assert of_kind(team, "quota outlier") == []
