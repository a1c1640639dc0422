"""A day in the future is an error with its row, and makes nothing else old."""

from __future__ import annotations

import pandas as pd

from ssi_analysis.findings import Finding, audit
from ssi_analysis.panel import build_panel

DAYS = [f"2026-10-{day:02d}" for day in range(1, 32)]
SSI = "rep_id,date,ssi\n" + "".join(
    f"{rep},{day},50\n" for rep in ("r1", "r2") for day in DAYS
)
DEALS = (
    "Record ID,Deal Stage,Amount,Close Date,Create Date,Deal owner\n"
    "1,Closed Won,50,2026-10-15,2026-10-01,Ana Reis\n"
    "2,Closed Won,50,2026-10-16,2026-10-01,Bo Li\n"
)
TODO = (
    "correct the day in the export, or export the other files up to it; until then it"
    " is left out of every page"
)


def errors(team):
    return [item for item in audit(team).items if item.severity == "error"]


def kinds(team):
    return {item.kind for item in audit(team).items}


def test_a_score_of_a_mistyped_year_is_an_error_and_makes_no_feed_old(loaded):
    team = loaded(ssi=SSI + "r1,2062-10-31,51\n", deals=DEALS)
    assert team.as_of == pd.Timestamp("2026-10-31")
    assert errors(team) == [
        Finding(
            "SSI in the future",
            "error",
            1,
            "r1: 2062-10-31, long after the last day of everything else, 2026-10-31",
            TODO,
            "ssi.csv",
            64,
        )
    ]
    assert kinds(team) - {"SSI in the future"} == kinds(loaded(ssi=SSI, deals=DEALS))


def test_a_deal_won_or_created_in_a_mistyped_year_is_an_error(loaded):
    more = "3,Closed Won,50,2027-10-15,2026-10-01,Ana Reis\n"
    team = loaded(ssi=SSI, deals=DEALS + more)
    assert team.as_of == pd.Timestamp("2026-10-31")
    (found,) = errors(team)
    assert (found.kind, found.count, found.place) == (
        "deal won in the future",
        1,
        "deals.csv, row 4",
    )
    assert "stale SSI" not in kinds(team)
    more = "3,Open,50,2027-10-15,2027-10-01,Ana Reis\n"
    (found,) = errors(loaded(ssi=SSI, deals=DEALS + more))
    assert (found.kind, found.place) == (
        "deal created in the future",
        "deals.csv, row 4",
    )


def test_an_expected_close_is_no_day_in_the_future(loaded):
    more = "3,Open,50,2029-10-15,2026-10-01,Ana Reis\n"
    assert errors(loaded(ssi=SSI, deals=DEALS + more)) == []


def test_activity_in_the_future_is_an_error(literal, of_kind):
    ssi = [{"rep_id": "r1", "date": day, "ssi_total": 50.0} for day in DAYS]
    span = {"rep_id": "r1", "metric": "searches", "value": 5.0}
    activity = [
        {**span, "start_date": "2026-10-01", "end_date": "2026-10-31"},
        {**span, "start_date": "2062-10-01", "end_date": "2062-10-31"},
    ]
    team = literal(reps=[{"rep_id": "r1"}], ssi=ssi, activity=activity)
    (found,) = of_kind(team, "activity in the future")
    assert (found.severity, found.place) == ("error", "activity.csv, row 3")


def test_one_team_and_one_window_know_no_later_day_than_the_folder(loaded):
    team = loaded(ssi=SSI + "r1,2062-10-31,51\n", deals=DEALS)
    assert team.only(team="EMEA").as_of == pd.Timestamp("2026-10-31")
    window = team.between(None, pd.Timestamp("2026-10-20"))
    assert window.as_of == pd.Timestamp("2026-10-20")


def test_a_day_in_the_future_adds_no_row_to_a_panel(loaded):
    late = loaded(ssi=SSI + "r1,2062-10-31,51\n", deals=DEALS)
    whole = build_panel(late, grain="week").frame
    pd.testing.assert_frame_equal(
        whole, build_panel(loaded(ssi=SSI, deals=DEALS), grain="week").frame
    )


def test_a_file_is_not_fresh_by_a_day_in_the_future(loaded, of_kind):
    usage = (
        "Name,Start date,End date,Searches,Profile views\n"
        "Ana Reis,2026-09-01,2026-09-30,5,5\n"
        "Bo Li,2062-09-01,2062-09-30,5,5\n"
    )
    found = of_kind(loaded(ssi=SSI, deals=DEALS, usage=usage), "stale source")
    assert "sales_navigator: last on 2026-09-30" in [item.example for item in found]
