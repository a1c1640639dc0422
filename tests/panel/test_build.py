import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest

from ssi_analysis import schema
from ssi_analysis.errors import DataError, ParameterError
from ssi_analysis.panel import build_panel
from ssi_analysis.panel.build import finest_grain
from ssi_analysis.panel.frame import period_labels
from ssi_analysis.periods import Calendar


def cell(panel, rep, period, measure):
    frame = panel.frame
    row = frame[(frame["rep_id"] == rep) & (frame["period"] == period)]
    return row[measure].iloc[0]


def test_a_week_averages_its_days_and_counts_them(team, monday):
    weeks = build_panel(team, grain="week")
    assert cell(weeks, "a", monday("2026-01-05"), "ssi_total") == pytest.approx(
        (6 * 60 + 65) / 7
    )
    assert cell(weeks, "a", monday("2026-01-05"), "ssi_days") == 7


def test_each_won_deal_counts_against_the_quota_of_its_own_period(team, monday):
    weeks = build_panel(team, grain="week")
    assert cell(weeks, "a", monday("2026-01-05"), "won_per_quota") == pytest.approx(
        300 / 1000
    )
    # A week that straddles two quota periods: the deal of 2 April counts against
    # the second one.
    assert cell(weeks, "a", monday("2026-03-30"), "won_per_quota") == pytest.approx(
        200 / 2000
    )


def test_a_week_without_a_deal_is_zero_only_where_quota_and_deals_are_known(
    team, monday
):
    weeks = build_panel(team, grain="week")
    assert cell(weeks, "a", monday("2026-01-12"), "won_per_quota") == 0
    # b has no quota after March.
    assert np.isnan(cell(weeks, "b", monday("2026-04-06"), "won_per_quota"))


def test_a_deal_without_a_quota_period_gives_no_ratio(team, monday):
    weeks = build_panel(team, grain="week")
    # The first deal closed in December 2025, before any quota.
    assert np.isnan(cell(weeks, "a", monday("2025-12-29"), "won_per_quota"))
    assert cell(weeks, "a", monday("2025-12-29"), "won") == 100


def test_the_weeks_of_a_quarter_add_up_to_its_attainment(team):
    quarters = build_panel(team, grain="quarter")
    attained = cell(quarters, "a", pd.Timestamp("2026-01-01"), "attainment")
    assert attained == pytest.approx(300 / 1000)


def test_attainment_by_week_is_refused_with_the_reason(team):
    weeks = build_panel(team, grain="week")
    assert "attainment" not in weeks.frame
    assert weeks.refused["attainment"] == (
        "quota periods are longer than a week, so attainment by week would be one"
        " value spread over several rows; use won_per_quota"
    )


def test_attainment_by_month_is_refused_when_quota_is_quarterly(team):
    assert (
        "longer than a month" in build_panel(team, grain="month").refused["attainment"]
    )


def test_a_running_quarter_is_never_a_row(team):
    quarters = build_panel(team, grain="quarter")
    assert quarters.frame["period"].unique().tolist() == [pd.Timestamp("2026-01-01")]


def test_managers_and_periods_outside_the_role_are_left_out_and_counted(team):
    weeks = build_panel(team, grain="week")
    assert set(weeks.frame["rep_id"]) == {"a", "b"}
    assert weeks.frame.loc[weeks.frame["rep_id"] == "b", "period"].min() == (
        pd.Timestamp("2026-02-09")
    )
    drops = {(drop.what, drop.reason): drop.count for drop in weeks.coverage.drops}
    assert drops["managers", "their quota is their team's"] == 1
    # Weeks from 29 December to 2 February are six.
    assert drops["rep-weeks", "the rep was not in the role for the whole of it"] == 6


def test_running_totals_and_long_spans_are_not_counted_as_activity(team, monday):
    weeks = build_panel(team, grain="week")
    assert cell(weeks, "a", monday("2026-01-05"), "searches") == 7
    assert "leads_saved" not in weeks.frame
    assert "messages_sent" not in weeks.frame
    drops = {(drop.what, drop.reason): drop.count for drop in weeks.coverage.drops}
    assert drops["activity spans", "longer than a week"] == 1
    assert drops["activity values", "running totals are never summed"] == 1


def test_a_blank_count_stays_missing(team, monday):
    weeks = build_panel(team, grain="week")
    assert np.isnan(cell(weeks, "a", monday("2026-01-12"), "searches"))


def with_weeks_of_searches(team, weeks):
    starts = pd.to_datetime(weeks)
    rows = {"rep_id": "a", "start_date": starts, "metric": "searches", "value": 10.0}
    rows |= {"end_date": starts + pd.Timedelta(days=6), "is_cumulative": False}
    activity = schema.ACTIVITY.conform(pd.DataFrame(rows))
    return dataclasses.replace(team, activity=activity)


def test_a_month_needs_four_whole_weeks_to_be_counted(team):
    weeks = ["2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"]
    months = build_panel(with_weeks_of_searches(team, weeks), grain="month")
    assert cell(months, "a", pd.Timestamp("2026-02-01"), "searches") == 40
    months = build_panel(with_weeks_of_searches(team, weeks[:3]), grain="month")
    assert "searches" not in months.frame
    drops = {(drop.what, drop.reason): drop.count for drop in months.coverage.drops}
    assert drops["activity counts", "they cover part of the month"] == 1


def test_a_week_over_two_months_is_counted_where_its_middle_day_lies(team):
    # Thursday of the week of 30 March is 2 April.
    weeks = [f"2026-03-{day:02}" for day in (2, 9, 16, 23, 30)]
    months = build_panel(with_weeks_of_searches(team, weeks), grain="month")
    assert cell(months, "a", pd.Timestamp("2026-03-01"), "searches") == 40


def test_events_need_not_cover_their_period(team):
    event = {"rep_id": "a", "metric": "posts", "value": 1.0, "is_cumulative": False}
    day = pd.Timestamp("2026-02-03")
    activity = pd.DataFrame([event | {"start_date": day, "end_date": day}])
    events = dataclasses.replace(team, activity=schema.ACTIVITY.conform(activity))
    months = build_panel(events, grain="month")
    assert cell(months, "a", pd.Timestamp("2026-02-01"), "posts") == 1


def test_a_deal_in_another_currency_leaves_its_period_without_a_sum(team, monday):
    deals = team.deals.assign(currency=["USD", "EUR", "USD", "USD", "USD"])
    weeks = build_panel(dataclasses.replace(team, deals=deals), grain="week")
    assert np.isnan(cell(weeks, "a", monday("2026-01-05"), "won"))
    drops = {drop.reason: drop.count for drop in weeks.coverage.drops}
    assert drops["their currency is not that of the quota"] == 1


def test_deals_of_a_silent_file_are_not_taken_for_zeros(team, monday):
    stale = team.deals.assign(created_date=pd.Timestamp("2025-12-29"))
    stale = stale[stale["close_date"] < "2026-02-01"]
    weeks = build_panel(dataclasses.replace(team, deals=stale), grain="week")
    assert np.isnan(cell(weeks, "a", monday("2026-03-02"), "won_per_quota"))


def test_the_period_before_is_the_neighbouring_one(team, monday):
    weeks = build_panel(team, grain="week")
    assert cell(weeks, "b", monday("2026-02-16"), "ssi_total_before") == 40
    assert np.isnan(cell(weeks, "b", monday("2026-02-09"), "ssi_total_before"))


def test_without_a_grain_the_finest_that_ssi_supports_is_taken(team):
    assert build_panel(team).grain == "week"
    thin = team.ssi[team.ssi["date"].dt.day == 15]
    assert build_panel(dataclasses.replace(team, ssi=thin)).grain == "month"


def test_an_unknown_grain_is_refused_with_the_nearest(team):
    with pytest.raises(ParameterError, match="did you mean 'week'"):
        build_panel(team, grain="weeks")


def test_the_order_of_rows_does_not_matter(team):
    shuffled = dataclasses.replace(
        team,
        ssi=team.ssi.sample(frac=1, random_state=1),
        deals=team.deals[::-1].reset_index(drop=True),
        quota=team.quota[::-1].reset_index(drop=True),
    )
    pd.testing.assert_frame_equal(
        build_panel(shuffled, grain="week").frame,
        build_panel(team, grain="week").frame,
    )


def test_a_single_score_of_each_rep_supports_quarters_only(team):
    once = dataclasses.replace(team, ssi=team.ssi.drop_duplicates("rep_id"))
    assert finest_grain(once) == "quarter"


# Its quarter of 13 weeks is 29 December to 29 March.
WHOLE_WEEKS = Calendar(year_starts=(dt.date(2025, 12, 29),), pattern=(4, 5, 4))


def with_calendar(team, calendar):
    settings = dataclasses.replace(team.settings, calendar=calendar)
    return dataclasses.replace(team, settings=settings)


def test_weeks_begin_on_sunday_where_the_settings_say_so(team):
    deals = team.deals.assign(
        close_date=team.deals["close_date"].replace(
            pd.Timestamp("2026-01-08"), pd.Timestamp("2026-01-11")
        )
    )
    moved = dataclasses.replace(team, deals=deals)
    weeks = build_panel(
        with_calendar(moved, Calendar(week_start="sunday")), grain="week"
    )
    assert set(weeks.frame["period"].dt.day_name()) == {"Sunday"}
    # Data from Monday 29 December to Sunday 12 April: whole weeks end on Saturday.
    assert weeks.frame["period"].min() == pd.Timestamp("2026-01-04")
    assert weeks.frame["period"].max() == pd.Timestamp("2026-04-05")
    # The eleventh of January is a Sunday: the first day of a week, not its last.
    assert cell(weeks, "a", pd.Timestamp("2026-01-04"), "won") == 0
    assert cell(weeks, "a", pd.Timestamp("2026-01-11"), "won") == 300
    assert cell(weeks, "a", pd.Timestamp("2026-01-11"), "ssi_total_before") == (
        pytest.approx((65 + 6 * 60) / 7)
    )
    # Thursday of that week is the eighth, in the second ISO week.
    assert period_labels(weeks).iloc[0] == "2026-W02"


def test_a_month_that_is_given_comes_before_the_settings(team):
    march = with_calendar(team, Calendar(fiscal_start_month=3))
    quarters = [
        build_panel(each, grain="quarter", fiscal_start_month=month).frame["period"]
        for each, month in ((march, None), (march, 1), (team, 3))
    ]
    # December to February is cut off; March to May is not over.
    assert [set(each) for each in quarters] == [
        set(),
        {pd.Timestamp("2026-01-01")},
        set(),
    ]


def test_months_of_whole_weeks_hold_their_days_and_know_their_neighbour(team):
    months = build_panel(with_calendar(team, WHOLE_WEEKS), grain="month")
    own = months.frame[months.frame["rep_id"] == "a"]
    assert own["period"].dt.strftime("%m-%d").tolist() == ["12-29", "01-26", "03-02"]
    assert own["ssi_days"].tolist() == [28, 35, 28]
    # Five weeks lie between the starts of the second and the third.
    assert own["ssi_total_before"].notna().tolist() == [False, True, True]
    assert period_labels(months).iloc[:2].tolist() == ["2025-12-29", "2026-01-26"]


def test_a_quarter_of_13_weeks_is_attained_where_its_quota_is_of_13_weeks(team):
    quota = team.quota[team.quota["start_date"] == "2026-01-01"].assign(
        start_date=pd.Timestamp("2025-12-29"), end_date=pd.Timestamp("2026-03-29")
    )
    weekly = with_calendar(dataclasses.replace(team, quota=quota), WHOLE_WEEKS)
    quarters = build_panel(weekly, grain="quarter")
    attained = cell(quarters, "a", pd.Timestamp("2025-12-29"), "attainment")
    assert attained == pytest.approx((100 + 300) / 1000)
    assert "attainment" in build_panel(weekly, grain="month").refused


def test_a_count_over_five_weeks_belongs_to_a_month_of_five_weeks(team):
    rows = {"rep_id": "a", "metric": "searches", "value": 9.0, "is_cumulative": False}
    span = pd.to_datetime(["2026-01-26", "2026-03-01"])
    rows |= {"start_date": span[0], "end_date": span[1]}
    activity = schema.ACTIVITY.conform(pd.DataFrame([rows]))
    counted = dataclasses.replace(team, activity=activity)
    months = build_panel(with_calendar(counted, WHOLE_WEEKS), grain="month")
    assert cell(months, "a", pd.Timestamp("2026-01-26"), "searches") == 9
    civil = build_panel(counted, grain="month")
    assert "searches" not in civil.frame
    drops = {drop.reason: drop.count for drop in civil.coverage.drops}
    assert drops["longer than a month"] == 1


def test_readings_five_weeks_apart_support_months_of_five_weeks(team):
    every = team.ssi[(team.ssi["date"] - pd.Timestamp("2026-01-01")).dt.days % 35 == 0]
    thin = dataclasses.replace(team, ssi=every)
    assert build_panel(thin).grain == "quarter"
    assert build_panel(with_calendar(thin, WHOLE_WEEKS)).grain == "month"


def test_a_day_in_no_listed_year_stops_quarters_and_not_weeks(team):
    later = Calendar(year_starts=(dt.date(2026, 2, 1),))
    with pytest.raises(DataError) as refused:
        build_panel(with_calendar(team, later), grain="quarter")
    assert str(refused.value) == (
        "2025-12-29 lies in no fiscal year that is known: they reach from 2026-02-01 to"
        " 2027-01-30; add the first days of the earlier years to 'fiscal_year_starts'"
        " in ssi-analysis.toml"
    )
    weeks = build_panel(with_calendar(team, later), grain="week")
    pd.testing.assert_frame_equal(weeks.frame, build_panel(team, grain="week").frame)
