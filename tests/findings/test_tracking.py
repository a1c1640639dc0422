"""Reps who show no activity for weeks in which others do."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.findings import Finding

KIND = "activity may not be tracked"
REPS = [{"rep_id": "r1"}, {"rep_id": "r2"}]
SSI = [{"rep_id": rep, "date": "2026-03-01", "ssi_total": 50.0} for rep in ("r1", "r2")]
MONDAY = pd.Timestamp("2026-01-05")


def weeks(rep, *values, metric="searches", first=0):
    return [
        {
            "rep_id": rep,
            "start_date": MONDAY + pd.Timedelta(weeks=first + at),
            "end_date": MONDAY + pd.Timedelta(weeks=first + at, days=6),
            "metric": metric,
            "value": value,
        }
        for at, value in enumerate(values)
    ]


BUSY = weeks("r2", *[3.0] * 12)


def test_eight_weeks_of_zeros_and_blanks_while_others_work_are_found(literal, of_kind):
    quiet = [
        *weeks("r1", 4.0, *[0.0] * 4, *[None] * 4, 2.0),
        *weeks("r1", None, *[0.0] * 8, 1.0, metric="days_active"),
        *weeks("r1", *[9.0] * 10, metric="inmails_sent"),
    ]
    team = literal(reps=REPS, ssi=SSI, activity=[*quiet, *BUSY])
    assert of_kind(team, KIND) == [
        Finding(
            KIND,
            "warning",
            1,
            "r1: no search, view or active day from 2026-01-12 to 2026-03-08",
            "ask the rep whether activity tracking is off in LinkedIn's settings or the"
            " seat was never set up; until then take these zeros for unknown",
            "activity.csv",
            3,
        )
    ]


@pytest.mark.parametrize(
    "values",
    [
        [0.0] * 7,
        [0.0] * 4 + [1.0] + [0.0] * 4,
    ],
)
def test_fewer_weeks_in_a_row_are_a_holiday(literal, of_kind, values):
    activity = [*weeks("r1", *values), *BUSY]
    assert of_kind(literal(reps=REPS, ssi=SSI, activity=activity), KIND) == []


def test_one_of_the_three_counts_is_enough_to_be_tracked(literal, of_kind):
    views = weeks("r1", *[1.0] * 8, metric="profile_views")
    activity = [*weeks("r1", *[0.0] * 8), *views, *BUSY]
    assert of_kind(literal(reps=REPS, ssi=SSI, activity=activity), KIND) == []


def test_weeks_that_no_export_covers_are_not_counted(literal, of_kind):
    activity = [*weeks("r1", *[0.0] * 4), *weeks("r1", *[0.0] * 3, first=9), *BUSY]
    assert of_kind(literal(reps=REPS, ssi=SSI, activity=activity), KIND) == []


def test_a_time_in_which_nobody_shows_any_says_nothing(literal, of_kind):
    activity = [*weeks("r1", *[0.0] * 9), *weeks("r2", *[0.0] * 9)]
    assert of_kind(literal(reps=REPS, ssi=SSI, activity=activity), KIND) == []
    later = [*activity, *weeks("r2", 5.0, first=20)]
    assert of_kind(literal(reps=REPS, ssi=SSI, activity=later), KIND) == []


def test_reps_without_ssi_and_weeks_out_of_the_role_are_not_asked(literal, of_kind):
    activity = [*weeks("r1", *[0.0] * 9), *BUSY]
    assert of_kind(literal(reps=REPS, ssi=SSI[1:], activity=activity), KIND) == []
    for day in ({"start_date": "2026-01-19"}, {"end_date": "2026-02-22"}):
        reps = [{"rep_id": "r1", **day}, REPS[1]]
        assert of_kind(literal(reps=reps, ssi=SSI, activity=activity), KIND) == []


def test_who_has_opted_out_by_the_export_is_found_and_not_asked(literal, of_kind):
    out = {"rep_id": "r1", "file": "usage.csv"}
    optouts = pd.DataFrame(
        [
            {**out, "date": pd.Timestamp("2026-02-08"), "row": 9},
            {**out, "date": pd.Timestamp("2026-02-01"), "row": 3},
            {**out, "date": pd.Timestamp("2026-02-08"), "row": 4, "rep_id": "gone"},
        ]
    )
    activity = [*weeks("r1", *[0.0] * 9), *BUSY]
    team = literal(reps=REPS, ssi=SSI, activity=activity)
    assert of_kind(replace(team, optouts=optouts), KIND) == []
    assert of_kind(replace(team, optouts=optouts), "activity tracking is off") == [
        Finding(
            "activity tracking is off",
            "warning",
            1,
            "r1: on 2026-02-08",
            "do not compare searches, profile views and active days of these reps; they"
            " are those in Sales Navigator alone",
            "usage.csv",
            9,
        )
    ]


def test_running_totals_are_no_activity(literal, of_kind):
    total = [{**row, "is_cumulative": True} for row in weeks("r1", *[0.0] * 9)]
    assert of_kind(literal(reps=REPS, ssi=SSI, activity=[*total, *BUSY]), KIND) == []
