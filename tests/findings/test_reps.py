"""Reps who have one of SSI and quota and lack the other."""

from __future__ import annotations

from ssi_analysis.findings import Finding

SPAN = {"start_date": "2026-01-01", "end_date": "2026-03-31"}
REPS = [
    {"rep_id": "r1"},
    {"rep_id": "r2"},
    {"rep_id": "r3"},
    {"rep_id": "m", "is_manager": True},
]


def scores(*reps):
    return [{"rep_id": rep, "date": "2026-03-01", "ssi_total": 50.0} for rep in reps]


def quotas(*reps):
    return [{"rep_id": rep, "quota": 9.0, **SPAN} for rep in reps]


def test_reps_without_quota_and_quotas_without_ssi_are_found(loaded, of_kind):
    head = "hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id\n"
    short = head + "100,2026-10-01,2026-12-31,77"
    (lacking,) = of_kind(loaded(quota=short), "rep without quota")
    assert lacking.example == "r2"
    (lacking,) = of_kind(loaded(flag="no"), "quota without SSI")
    assert lacking.example == "r3"


def test_each_lack_is_found_at_the_rep_in_the_roster(literal, of_kind):
    team = literal(reps=REPS, ssi=scores("r1", "r2", "m"), quota=quotas("r1", "r3"))
    assert of_kind(team, "rep without quota") == [
        Finding(
            "rep without quota",
            "warning",
            1,
            "r2",
            "add the quota, or the rep is left out of attainment",
            "reps.csv",
            3,
        )
    ]
    assert of_kind(team, "SSI without quota") == [
        Finding(
            "SSI without quota",
            "warning",
            1,
            "r2",
            "add the quota, or set is_manager in the roster if the rep carries none;"
            " this SSI is compared with nothing",
            "reps.csv",
            3,
        )
    ]
    assert of_kind(team, "quota without SSI") == [
        Finding(
            "quota without SSI",
            "warning",
            1,
            "r3",
            "collect the rep's SSI, or the rep is left out of comparisons",
            "reps.csv",
            4,
        )
    ]


def test_a_rep_with_neither_is_only_without_quota(literal, of_kind):
    team = literal(reps=REPS, ssi=scores("r1"), quota=quotas("r1"))
    (lacking,) = of_kind(team, "rep without quota")
    assert (lacking.count, lacking.example) == (2, "r2")
    assert of_kind(team, "SSI without quota") == []


def test_where_a_whole_table_is_missing_no_rep_is_blamed(literal, of_kind):
    for tables in ({"ssi": scores("r1")}, {"quota": quotas("r1", "r2", "r3")}):
        team = literal(reps=REPS, **tables)
        for kind in ("rep without quota", "SSI without quota", "quota without SSI"):
            assert of_kind(team, kind) == []


def test_stated_attainment_stands_for_a_quota(literal, of_kind):
    attained = [{"rep_id": rep, "attainment": 0.9, **SPAN} for rep in ("r1", "r2")]
    team = literal(
        reps=REPS, ssi=scores("r1", "r2", "r3"), quota=quotas("r3"), attained=attained
    )
    assert of_kind(team, "rep without quota") == []
    assert of_kind(team, "SSI without quota") == []
