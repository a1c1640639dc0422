import datetime as dt
import math
from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.errors import DataError
from ssi_analysis.panel import quarter_pace
from ssi_analysis.periods import Calendar
from ssi_analysis.settings import Settings


def test_the_first_quarter_is_compared_with_the_share_of_days_passed(team):
    pace = quarter_pace(team, on=pd.Timestamp("2026-02-14"))
    # Day 45 of 90; a and b have 1,500 of quota, the manager's is left out.
    assert (pace.day, pace.n_days, pace.is_linear) == (45, 90, True)
    assert pace.attained == pytest.approx(300 / 1500)
    assert pace.usual == pytest.approx(0.5)
    assert math.isnan(pace.low)


def test_an_earlier_quarter_is_compared_on_the_same_day(team):
    pace = quarter_pace(team, on=pd.Timestamp("2026-04-12"))
    assert (pace.day, pace.n_quarters) == (12, 1)
    assert pace.attained == pytest.approx(200 / 2000)
    # By 12 January a had won 300 of the team's 1,500.
    assert pace.usual == pytest.approx(300 / 1500)
    assert pace.gap == pytest.approx(0.1 - 0.2)


def test_a_week_and_a_quarter_earlier_stand_beside(team):
    pace = quarter_pace(team, on=pd.Timestamp("2026-04-12"))
    # Of 2,000 a won 200 on 2 April, before the 5th; by 12 January 300 of 1,500.
    assert pace.on_week == pytest.approx(0)
    assert pace.on_quarter == pytest.approx(0.1 - 0.2)
    january = quarter_pace(team, on=pd.Timestamp("2026-01-10"))
    assert january.on_week == pytest.approx(300 / 1500)
    assert math.isnan(january.on_quarter)


def test_the_first_week_of_a_quarter_is_early_and_has_no_week_before(team):
    pace = quarter_pace(team, on=pd.Timestamp("2026-04-07"))
    assert pace.is_early
    assert math.isnan(pace.on_week)
    assert not quarter_pace(team, on=pd.Timestamp("2026-04-08")).is_early


def test_deals_that_end_before_the_day_leave_attainment_unknown(team):
    # Of the CRM nothing is known after 8 January; scores go on to 12 April.
    old = team.deals[team.deals["close_date"] <= "2026-01-08"]
    old = old.assign(created_date=pd.Timestamp("2025-12-29"))
    ended = replace(team, deals=old)
    assert math.isnan(quarter_pace(ended, on=pd.Timestamp("2026-02-14")).attained)
    assert quarter_pace(ended, on=pd.Timestamp("2026-01-08")).attained == pytest.approx(
        300 / 1500
    )


def test_without_quota_there_is_no_attainment(team):
    pace = quarter_pace(team, on=pd.Timestamp("2027-02-14"))
    assert math.isnan(pace.attained)


def test_a_quota_of_one_month_is_not_the_quarters(team):
    january = {"end_date": pd.Timestamp("2026-01-31"), "quota": 10.0}
    quota = team.quota.copy()
    first = (quota["rep_id"] == "a") & (quota["start_date"] == "2026-01-01")
    quota.loc[first, list(january)] = list(january.values())
    pace = quarter_pace(replace(team, quota=quota), on=pd.Timestamp("2026-02-14"))
    # b alone has a whole quota of the first quarter.
    assert pace.attained == pytest.approx(0 / 500)


def test_a_quarter_whose_first_deals_are_not_known_is_not_compared(team):
    later = replace(team, deals=team.deals[team.deals["close_date"] > "2026-01-01"])
    assert quarter_pace(later, on=pd.Timestamp("2026-04-12")).is_linear


def in_whole_weeks(team, *starts):
    """Give a team fiscal years of whole weeks and quotas of their first quarters."""
    spans = {"start_date": "2025-12-29", "end_date": "2026-03-29"}
    first = team.quota[team.quota["start_date"] == "2026-01-01"]
    first = first.assign(**{name: pd.Timestamp(day) for name, day in spans.items()})
    spans = {"start_date": "2026-03-30", "end_date": "2026-06-28"}
    later = first.assign(**{name: pd.Timestamp(day) for name, day in spans.items()})
    calendar = Calendar(year_starts=tuple(map(dt.date.fromisoformat, starts)))
    return replace(
        team, quota=pd.concat([first, later]), settings=Settings(calendar=calendar)
    )


def test_quarters_are_those_of_the_companys_calendar(team):
    whole_weeks = in_whole_weeks(team, "2025-12-29")
    pace = quarter_pace(whole_weeks, on=pd.Timestamp("2026-04-12"))
    assert (pace.quarter, pace.day) == (pd.Timestamp("2026-03-30"), 14)
    assert (pace.n_days, pace.n_quarters) == (91, 1)
    # Deals of 30 March and 2 April; by 11 January a had won 100 and 300.
    assert pace.attained == pytest.approx((50 + 200) / 1500)
    assert pace.usual == pytest.approx((100 + 300) / 1500)
    civil = quarter_pace(
        whole_weeks, on=pd.Timestamp("2026-04-12"), fiscal_start_month=1
    )
    assert civil.quarter == pd.Timestamp("2026-04-01")


def test_an_earlier_quarter_with_deals_must_be_listed(team):
    whole_weeks = in_whole_weeks(team, "2026-01-05")
    with pytest.raises(DataError, match="2026-01-04 lies in no fiscal year"):
        quarter_pace(whole_weeks, on=pd.Timestamp("2026-02-14"))


def test_the_fourteenth_week_of_a_quarter_is_in_it(team):
    whole_weeks = in_whole_weeks(team, "2025-03-24", "2026-03-30")
    pace = quarter_pace(whole_weeks, on=pd.Timestamp("2026-03-24"))
    assert (pace.quarter, pace.n_days) == (pd.Timestamp("2025-12-22"), 98)
