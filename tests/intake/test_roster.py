"""Who is who on which day: seats that pass on, names that change, teams left."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import SSIError

HEADER = (
    "rep_id,name,other_names,email,linkedin_seat_id,crm_user_id,team,start_date,"
    "end_date\n"
)


def ssi_of(team):
    rows = zip(team.ssi["rep_id"], team.ssi["date"], strict=True)
    return sorted((rep_id, f"{date:%m-%d}") for rep_id, date in rows)


def test_a_seat_belongs_to_who_had_it_on_the_day(load):
    team = load(
        {
            "people.csv": HEADER
            + "r1,Ana Reis,,,301,,EMEA,2020-01-01,2026-03-31\n"
            + "r2,Bo Li,,,301,,EMEA,2026-04-01,\n",
            "ssi.csv": "seat_id,date,ssi\n301,2026-03-31,50\n301,2026-04-01,60\n",
        }
    )
    assert ssi_of(team) == [("r1", "03-31"), ("r2", "04-01")]


def test_a_seat_of_two_at_once_is_nobodys(load):
    team = load(
        {
            "people.csv": HEADER + "r1,Ana Reis,,,301,,,,\nr2,Bo Li,,,301,,,,\n",
            "ssi.csv": "seat_id,name,date,ssi\n301,,2026-03-31,50\n"
            ",Bo Li,2026-04-01,6\n",
        }
    )
    assert team.rejects["reason"].tolist() == [
        "several reps in the roster match: r1, r2"
    ]


def test_former_names_and_ids_of_two_crms_are_one_rep(load):
    team = load(
        {
            "people.csv": HEADER + "r1,Ana Reis,Ana Silva; A. Silva,,,77;78,EMEA,,\n",
            "ssi.csv": "name,date,ssi\nAna Silva,2026-03-31,50\n",
            "deals.csv": "Record ID,Deal Stage,Amount,Close Date,hubspot_owner_id\n"
            "1,Closed Won,5,2026-03-01,77\n2,Closed Won,5,2026-03-01,78\n",
        }
    )
    assert team.ssi["rep_id"].tolist() == ["r1"]
    assert team.deals["rep_id"].tolist() == ["r1", "r1"]


def test_a_rep_counts_in_each_team_for_the_time_in_it(load):
    team = load(
        {
            "people.csv": HEADER
            + "r1,Ana Reis,,,,,EMEA,2020-01-01,2026-06-30\n"
            + "r1,Ana Reis,,,,,North,2026-07-01,\n"
            + "r2,Bo Li,,,,,EMEA,2020-01-01,\n",
            "ssi.csv": "name,date,ssi\nAna Reis,2026-06-30,50\nAna Reis,2026-07-01,60\n"
            "Bo Li,2026-07-01,40\n",
        }
    )
    assert len(team.reps) == 2
    assert ssi_of(team.only(team="EMEA")) == [("r1", "06-30"), ("r2", "07-01")]
    assert ssi_of(team.only(team="North")) == [("r1", "07-01")]
    reps = team.reps.set_index("rep_id")
    assert reps.loc["r1", "team"] == "North"
    assert f"{reps.loc['r1', 'start_date']:%Y-%m-%d}" == "2020-01-01"


def test_a_team_that_everybody_has_left_can_still_be_asked_for(load):
    team = load(
        {
            "people.csv": HEADER
            + "r1,Ana Reis,,,,,emea,2019-01-01,2019-12-31\n"
            + "r1,Ana Reis,,,,,Iberia,2020-01-01,2026-06-30\n"
            + "r1,Ana Reis,,,,,EMEA,2026-07-01,\n",
            "ssi.csv": "rep_id,date,ssi\nr1,2026-06-30,50\nr1,2026-07-01,60\n",
        }
    )
    assert team.teams == ["EMEA", "Iberia"]
    iberia = team.only(team="iberia")
    assert ssi_of(iberia) == [("r1", "06-30")]
    assert iberia.teams == ["Iberia"]
    assert iberia.reps["team"].tolist() == ["Iberia"]


def test_two_rows_of_a_rep_for_the_same_days_are_refused(load):
    rows = "r1,Ana Reis,,,,,EMEA,2020-01-01,2026-06-30\nr1,Ana,,,,,North,2026-06-30,\n"
    with pytest.raises(SSIError) as refused:
        load({"people.csv": HEADER + rows})
    assert str(refused.value) == (
        "roster: rep_id 'r1' stands in people.csv row 2, people.csv row 3 for the same"
        " days; give each rep one row, or rows whose start_date and end_date do not"
        " overlap"
    )
