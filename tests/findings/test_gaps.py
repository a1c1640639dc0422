"""Whole weeks without SSI between the readings of a rep in the role."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.findings import Finding
from ssi_analysis.periods import Calendar
from ssi_analysis.settings import Settings

KIND = "SSI gap"
FIRST = pd.Timestamp("2026-08-31")  # a Monday


def read_on(rep, *days):
    return [
        {"rep_id": rep, "date": FIRST + pd.Timedelta(days=day), "ssi_total": 50.0}
        for day in days
    ]


def weekly(rep, *weeks):
    return read_on(rep, *(7 * week + 2 for week in weeks))


def a_rep(rep, start=None, end=None):
    return {"rep_id": rep, "start_date": start, "end_date": end}


def test_two_whole_weeks_in_a_row_without_a_reading_are_a_gap(literal, of_kind):
    ssi = [*weekly("r1", 0, 1, 4, 5), *weekly("r2", 0, 1, 2, 4, 5)]
    team = literal(reps=[a_rep("r1"), a_rep("r2")], ssi=ssi)
    assert of_kind(team, KIND) == [
        Finding(
            KIND,
            "warning",
            1,
            "r1: none from 2026-09-14 to 2026-09-27, 2 weeks",
            "collect the missing days if you still can; in these weeks the rep is"
            " compared with nobody",
            "ssi.csv",
            3,
        )
    ]


def test_reps_are_counted_and_the_longest_gap_is_the_example(literal, of_kind):
    ssi = [*weekly("r1", 0, 1, 4, 5, 8, 9), *weekly("r2", 0, 1, 5, 6, 7, 8, 9)]
    (gap,) = of_kind(literal(reps=[a_rep("r1"), a_rep("r2")], ssi=ssi), KIND)
    assert gap.count == 2
    assert gap.example == "r2: none from 2026-09-14 to 2026-10-04, 3 weeks"


def test_days_within_two_half_weeks_are_no_gap(literal, of_kind):
    daily = read_on("r1", *range(0, 8), *range(20, 35))
    assert of_kind(literal(reps=[a_rep("r1")], ssi=daily), KIND) == []


def test_weeks_begin_where_the_settings_say(literal, of_kind):
    daily = read_on("r1", *range(0, 6), *range(20, 35))
    reps = [a_rep("r1")]
    assert of_kind(literal(reps=reps, ssi=daily), KIND) == []
    sundays = Settings(calendar=Calendar(week_start="sunday"))
    (gap,) = of_kind(literal(reps=reps, ssi=daily, settings=sundays), KIND)
    assert gap.example == "r1: none from 2026-09-06 to 2026-09-19, 2 weeks"


@pytest.mark.parametrize(("missed", "found"), [((), 0), ((3,), 1)])
def test_who_is_read_monthly_has_a_gap_where_a_month_is_missed(
    literal, of_kind, missed, found
):
    months = [30 * at for at in range(8) if at not in missed]
    team = literal(reps=[a_rep("r1")], ssi=read_on("r1", *months))
    assert len(of_kind(team, KIND)) == found


def test_weeks_after_the_last_reading_are_stale_and_no_gap(literal, of_kind):
    ssi = [*weekly("r1", 0, 1), *weekly("r2", *range(8))]
    team = literal(reps=[a_rep("r1"), a_rep("r2")], ssi=ssi)
    assert of_kind(team, KIND) == []
    assert len(of_kind(team, "stale SSI")) == 1


def test_weeks_up_to_the_last_day_and_from_the_first_are_looked_at(literal, of_kind):
    ssi = [*weekly("r1", 0, 1), *weekly("r2", 6, 7), *weekly("r3", *range(8))]
    left = a_rep("r1", end="2026-10-09")
    hired = a_rep("r2", start="2026-09-21")
    (gap,) = of_kind(literal(reps=[left, hired, a_rep("r3")], ssi=ssi), KIND)
    assert gap.count == 2
    assert gap.example == "r1: none from 2026-09-14 to 2026-10-04, 3 weeks"


def test_tracking_that_began_later_than_the_role_is_no_gap(literal, of_kind):
    ssi = [*weekly("r1", 5, 6, 7), *weekly("r2", *range(8))]
    team = literal(reps=[a_rep("r1", start="2020-01-01"), a_rep("r2")], ssi=ssi)
    assert of_kind(team, KIND) == []


def test_weeks_between_two_times_in_the_role_are_no_gap(literal, of_kind):
    ssi = weekly("r1", 0, 6, 7)
    away = [a_rep("r1", end="2026-09-16"), a_rep("r1", start="2026-10-07")]
    moved = [a_rep("r1", end="2026-09-16"), a_rep("r1", start="2026-09-17")]
    for times, found in ((away, 0), (moved, 1)):
        team = literal(reps=[a_rep("r1")], spells=times, ssi=ssi)
        assert len(of_kind(team, KIND)) == found
