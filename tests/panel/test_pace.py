import math
from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.panel import quarter_pace


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
