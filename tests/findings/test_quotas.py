"""Quotas of zero, far from those of peers, or longer than the time in the role."""

from __future__ import annotations

import pytest

from ssi_analysis.findings import Finding

QUARTER = {"start_date": "2026-01-01", "end_date": "2026-03-31"}
MONTH = {"start_date": "2026-01-01", "end_date": "2026-01-31"}


def of_reps(literal, *amounts, segment="SMB", span=QUARTER):
    names = [f"r{at}" for at in range(1, len(amounts) + 1)]
    reps = [{"rep_id": name, "segment": segment} for name in names]
    quota = [
        {"rep_id": name, "quota": amount, **span}
        for name, amount in zip(names, amounts, strict=True)
    ]
    return literal(reps=reps, quota=quota)


def test_a_quota_with_a_digit_too_many_is_an_outlier(literal, of_kind):
    team = of_reps(literal, 100.0, 90.0, 110.0, 120.0, 1_100.0)
    assert of_kind(team, "quota outlier") == [
        Finding(
            "quota outlier",
            "warning",
            1,
            "r5: 1,100 from 2026-01-01 to 2026-03-31, median of segment SMB 110",
            "look for a slipped digit, another currency or a quota of a team; correct"
            " it in the CRM and export again",
            "quota.csv",
            6,
        )
    ]


@pytest.mark.parametrize(
    ("odd", "found"), [(500.0, 0), (501.0, 1), (20.0, 0), (19.9, 1)]
)
def test_five_times_or_a_fifth_of_the_median_is_not_yet_one(
    literal, of_kind, odd, found
):
    team = of_reps(literal, 100.0, 100.0, 100.0, 100.0, odd)
    assert len(of_kind(team, "quota outlier")) == found


def test_the_one_furthest_off_is_the_example(literal, of_kind):
    team = of_reps(literal, 600.0, 1.0, 100.0, 100.0, 100.0, 100.0, 100.0)
    (outliers,) = of_kind(team, "quota outlier")
    assert outliers.count == 2
    assert outliers.example.startswith("r2: 1 from")


def test_four_reps_of_a_segment_are_too_few_for_an_outlier(literal, of_kind):
    assert of_kind(of_reps(literal, 100.0, 100.0, 100.0, 999.0), "quota outlier") == []


def test_reps_without_a_segment_are_peers_of_each_other(literal, of_kind):
    team = of_reps(literal, 100.0, 100.0, 100.0, 100.0, 999.0, segment=None)
    (outlier,) = of_kind(team, "quota outlier")
    assert outlier.example.endswith("median of the reps 100")


def test_quotas_are_compared_with_those_of_their_length_and_segment(literal, of_kind):
    months = [{"rep_id": f"r{at}", "quota": 10.0, **MONTH} for at in range(1, 6)]
    quarters = [
        {"rep_id": f"r{at}", "quota": 100.0, **QUARTER, "start_date": "2026-02-01"}
        for at in range(6, 11)
    ]
    big = [{"rep_id": f"r{at}", "quota": 1e6, **MONTH} for at in range(11, 16)]
    reps = [
        {"rep_id": f"r{at}", "segment": "Enterprise" if at > 10 else "SMB"}
        for at in range(1, 16)
    ]
    team = literal(reps=reps, quota=[*months, *quarters, *big])
    assert of_kind(team, "quota outlier") == []


def test_the_sum_of_a_manager_is_no_outlier(literal, of_kind):
    team = of_reps(literal, *[100.0] * 6, 6_000.0)
    team.reps.loc[6, "is_manager"] = True
    assert of_kind(team, "quota outlier") == []


def test_a_zero_quota_is_found_and_is_no_outlier(literal, of_kind):
    team = of_reps(literal, 100.0, 100.0, 100.0, 100.0, 100.0, 0.0)
    assert of_kind(team, "zero quota") == [
        Finding(
            "zero quota",
            "warning",
            1,
            "r6 from 2026-01-01 to 2026-03-31",
            "leave the cell blank where there was no quota; nothing can be attained of"
            " zero, so the period is left out",
            "quota.csv",
            7,
        )
    ]
    assert of_kind(team, "quota outlier") == []


def test_a_quota_that_runs_past_the_last_day_is_found(literal, of_kind):
    team = of_reps(literal, 100.0, 100.0, 100.0)
    team.reps["end_date"] = ["2026-03-30", "2026-03-31", None]
    team.reps["end_date"] = team.reps["end_date"].astype("datetime64[ns]")
    assert of_kind(team, "quota past the last day") == [
        Finding(
            "quota past the last day",
            "warning",
            1,
            "r1: last day 2026-03-30, quota to 2026-03-31",
            "leave this period out or cut the quota to the days in the role; fewer days"
            " of deals stand against all of it",
            "quota.csv",
            2,
        )
    ]
