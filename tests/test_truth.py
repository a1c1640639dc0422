"""What was planted in the sample company is what the suite finds in its exports."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from fnmatch import fnmatch

import numpy as np
import pandas as pd
import pytest

import ssi_analysis as ssi
from ssi_analysis import defaults, periods, resources
from ssi_analysis.sample.plan import make_truth

TRUTH = make_truth(seed=defaults.SEED, n_weeks=104, last_day=dt.date(2026, 11, 15))
TEAMS = ("Harbor", "North", "South", "Summit", "West")
TEAMS_TOLD = ("Harbor", "North", "South", "West")
WEEK = "2026-W46"


@pytest.fixture(scope="module")
def company():
    return ssi.load_team(resources.sample())


@pytest.fixture(scope="module")
def weeks(company):
    first, last = periods.window(WEEK, weeks=104)
    return ssi.build_panel(company.between(first, last), grain="week")


@pytest.fixture
def rng():
    return np.random.default_rng(defaults.SEED)


def of_teams(weeks, *teams):
    rows = weeks.frame[weeks.frame["team"].isin(teams)]
    return replace(weeks, frame=rows.reset_index(drop=True))


def rows_of(weeks, rep_id):
    return weeks.frame[weeks.frame["rep_id"] == rep_id]


def test_the_planted_link_lies_in_the_range_of_the_salesforce_teams(weeks, rng):
    three = of_teams(weeks, "North", "South", "West")

    found = ssi.associate(
        three, "ssi_total", "won_per_quota", question="within", rng=rng
    )

    assert found.n_reps == 12 + 10 + 8
    assert found.estimate.low <= TRUTH.within_r <= found.estimate.high
    assert found.estimate.low > 0


def test_each_page_shows_the_level_that_the_statistics_give(demo, weeks):
    steps = ssi.breaks(weeks)
    # The team of four is too small for a part of its own in the whole company.
    asked = {team: (team,) for team in TEAMS} | {"Whole company": TEAMS_TOLD}
    levels = {}
    for name, teams in asked.items():
        # A generator of its own for each, as each page has.
        rng = np.random.default_rng(defaults.SEED)
        own = of_teams(weeks, *teams)
        found = ssi.evidence(own, "ssi_total", "won_per_quota", rng=rng)
        levels[name] = found.with_breaks(steps).level
    manifest = json.loads((demo / WEEK / "manifest.json").read_text("utf-8"))
    shown = {page["name"]: page["level"] for page in manifest["pages"]}

    assert shown == levels
    # Nothing planted is ordered in time or tested, and four reps carry nothing.
    assert max(shown.values()) <= "E4"
    assert shown["Summit"] == "E0"


def test_each_page_counts_the_whole_quarters_quota(demo, company):
    manifest = json.loads((demo / WEEK / "manifest.json").read_text("utf-8"))
    shown = {page["name"]: page["attainment"] for page in manifest["pages"]}

    for team in TEAMS:
        own = company.only(team=team)
        sellers = own.reps.loc[~own.reps["is_manager"], "rep_id"]
        quota = own.quota[own.quota["rep_id"].isin(sellers)]
        quarter = quota["start_date"].between("2026-10-01", "2026-12-31")
        whole = quota[quarter].groupby("rep_id")["quota"].sum()
        deals = own.deals[own.deals["rep_id"].isin(whole.index) & own.deals["is_won"]]
        won = deals.loc[deals["close_date"].between("2026-10-01", "2026-11-15")]
        attained = won["amount"].sum() / whole.sum()
        assert shown[team] == f"{100 * attained:.0f}\N{NO-BREAK SPACE}% of quota"


def test_a_team_of_four_gets_no_number_and_the_reason(weeks, rng):
    for question in ("within", "between", "pooled"):
        found = ssi.associate(
            of_teams(weeks, "Summit"),
            "ssi_total",
            "won_per_quota",
            question=question,
            rng=rng,
        )
        assert np.isnan([found.estimate.value, found.estimate.low, found.p_value]).all()
        assert found.estimate.reason.startswith("4 reps")


def test_the_planted_step_is_found_on_its_day_and_in_its_week(company, weeks):
    (step,) = ssi.breaks(weeks)
    (finding,) = findings(company, "score changed for most reps at once")

    monday = TRUTH.step_date - dt.timedelta(days=TRUTH.step_date.weekday())
    assert step.period == pd.Timestamp(monday)
    assert abs(step.size - TRUTH.step_points) < 1
    assert finding.example.startswith(TRUTH.step_date.isoformat())


def test_the_stale_feed_is_the_only_one_found(company):
    (finding,) = findings(company, "stale SSI")

    stale = TRUTH.stale_feed
    assert (finding.count, finding.example) == (
        1,
        f"{stale.rep_id}: last on {stale.date.isoformat()}",
    )


def test_the_leaver_and_the_new_hire_count_in_their_whole_weeks_only(weeks):
    left, hired = TRUTH.leaver, TRUTH.new_hire
    last = rows_of(weeks, left.rep_id)["period"].max()
    first = rows_of(weeks, hired.rep_id)["period"].min()

    # The last day is a Friday, so that week is not whole; the first is a Monday.
    assert left.date.strftime("%a") == "Fri"
    assert last == pd.Timestamp(left.date) - pd.Timedelta(days=4, weeks=1)
    assert first == pd.Timestamp(hired.date)


def test_the_rows_that_cannot_be_used_are_those_that_were_planted(company):
    rejects = company.rejects
    planted = [
        next(file for file in rejects["file"] if fnmatch(file, pattern))
        for pattern, _ in TRUTH.unusable
    ]

    assert sorted(rejects["file"]) == sorted(planted)
    assert dict(zip(rejects["found"], rejects["column"], strict=True)) == {
        "former.contractor@larkfield.example": "",
        "52.00": "prof_brand",
        "n/a": "Amount",
        "Integration User": "",
        "Deactivated User": "",
    }


def test_the_quota_of_every_manager_is_known_to_repeat_the_team(company):
    (finding,) = findings(company, "manager quota")

    assert finding.count == len(TEAMS)


def findings(company, kind):
    return [item for item in ssi.audit(company).items if item.kind == kind]
