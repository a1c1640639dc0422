"""Feeds that fell silent, and totals that their pillars do not add up to."""

from __future__ import annotations

from ssi_analysis.findings import Finding

LEFT = {"rep_id": "r2", "end_date": "2026-10-01"}
REPS = [{"rep_id": "r1"}, LEFT]


def reading(rep, day, total=None, *pillars):
    names = ("ssi_brand", "ssi_people", "ssi_insights", "ssi_relationships")
    parts = dict(zip(names, pillars, strict=False))
    return {"rep_id": rep, "date": day, "ssi_total": total, **parts}


def test_a_rep_in_service_whose_feed_fell_silent_is_found(loaded, of_kind):
    assert of_kind(loaded(), "stale SSI") == [
        Finding(
            "stale SSI",
            "warning",
            1,
            "r1: last on 2026-10-31",
            "collect the missing days; until then the newest weeks are without them",
            "ssi.csv",
            2,
        )
    ]


def test_two_weeks_of_silence_are_not_stale(literal, of_kind):
    ssi = [reading("r1", "2026-11-01", 50.0), reading("r2", "2026-11-15", 50.0)]
    reps = [{"rep_id": "r1"}, {"rep_id": "r2"}]
    assert of_kind(literal(reps=reps, ssi=ssi), "stale SSI") == []
    ssi[1]["date"] = "2026-11-16"
    assert len(of_kind(literal(reps=reps, ssi=ssi), "stale SSI")) == 1


def test_one_deal_in_a_mistyped_year_does_not_make_every_feed_stale(literal, of_kind):
    won = {"rep_id": "r1", "amount": 5.0, "is_won": True, "created_date": "2026-11-02"}
    days = ["2026-11-05"] * 20 + ["2062-11-05"]
    deals = [
        {**won, "deal_id": str(at), "close_date": day} for at, day in enumerate(days)
    ]
    team = literal(reps=REPS, ssi=[reading("r1", "2026-11-08", 50.0)], deals=deals)
    assert of_kind(team, "stale SSI") == []
    late = {**won, "deal_id": "late", "close_date": "2062-11-06"}
    many = literal(
        reps=REPS, ssi=team.ssi.to_dict("records"), deals=[*deals[18:], late]
    )
    assert [item.example for item in of_kind(many, "stale SSI")] == [
        "r1: last on 2026-11-08"
    ]


def test_a_total_off_its_pillars_beyond_rounding_is_found(loaded, of_kind):
    assert of_kind(loaded(), "total is not the sum of its pillars") == [
        Finding(
            "total is not the sum of its pillars",
            "warning",
            1,
            "r1 on 2026-10-29",
            "compare with the page; one of the five numbers was misread",
            "ssi.csv",
            4,
        )
    ]


def test_whole_pillars_may_be_rounded_and_unknown_ones_say_nothing(literal, of_kind):
    ssi = [
        reading("r1", "2026-11-13", 42.5, 10, 10, 10, 10),
        reading("r1", "2026-11-14", 90.0, 10, 10, 10),
        reading("r1", "2026-11-15", 42.5, 10.5, 10, 10, 10),
    ]
    (off,) = of_kind(literal(reps=REPS, ssi=ssi), "total is not the sum of its pillars")
    assert (off.count, off.example) == (1, "r1 on 2026-11-15")
