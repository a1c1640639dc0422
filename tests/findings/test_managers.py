"""Quotas of managers, and quotas that look like the sum of a team's."""

from __future__ import annotations

import pytest

from ssi_analysis.findings import Finding

KIND = "quota is the sum of others'"
Q1 = {"start_date": "2026-01-01", "end_date": "2026-03-31"}
Q2 = {"start_date": "2026-04-01", "end_date": "2026-06-30"}


def test_a_manager_quota_is_noted_and_an_unmarked_one_is_a_warning(loaded, of_kind):
    assert of_kind(loaded(), "manager quota") == [
        Finding(
            "manager quota",
            "note",
            1,
            "r3",
            "nothing: it repeats the team's and is left out of comparisons",
            "quota.csv",
            4,
        )
    ]
    assert of_kind(loaded(), KIND) == []
    assert of_kind(loaded(flag="no"), KIND) == [
        Finding(
            KIND,
            "warning",
            1,
            "r3",
            "set is_manager in the roster, or the team's quota counts twice",
            "quota.csv",
            4,
        )
    ]


def of_a_team(literal, boss, *reports):
    reps = [{"rep_id": "m"}]
    reps += [{"rep_id": f"r{at}", "manager_id": "m"} for at in range(len(reports))]
    quota = [{"rep_id": "m", "quota": boss, **Q1}]
    quota += [
        {"rep_id": f"r{at}", "quota": amount, **Q1} for at, amount in enumerate(reports)
    ]
    return literal(reps=reps, quota=quota)


@pytest.mark.parametrize(
    ("boss", "reports", "found"),
    [
        (305.0, (100.0, 100.0, 100.0), 1),  # converted at another rate
        (310.0, (100.0, 100.0, 100.0), 0),
        (250.0, (100.0, 100.0, 150.0), 1),  # one report is new
        (100.0, (100.0, 100.0), 0),  # a player who has two reports
        (0.0, (0.0, 0.0), 0),
    ],
)
def test_the_sum_of_all_reports_or_all_but_one_is_found(
    literal, of_kind, boss, reports, found
):
    assert len(of_kind(of_a_team(literal, boss, *reports), KIND)) == found


def test_quotas_of_other_days_are_no_sum(literal, of_kind):
    reps = [{"rep_id": "m"}, {"rep_id": "r", "manager_id": "m"}]
    quota = [
        {"rep_id": "m", "quota": 9.0, **Q1},
        {"rep_id": "r", "quota": 9.0, **Q2},
    ]
    assert of_kind(literal(reps=reps, quota=quota), KIND) == []
