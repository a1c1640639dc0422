"""One week beside the week and the quarter before, on panels added up by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.panel import Panel
from ssi_analysis.periods import Calendar
from ssi_analysis.schema import PILLARS
from ssi_analysis.stats.breaks import Break
from ssi_analysis.stats.weekly import summarise_week

WEEK = "2026-W46"
MONDAY = pd.Timestamp("2026-11-09")


def back(weeks):
    return MONDAY - pd.Timedelta(weeks=weeks)


def panel(scores, *, days=None, won=0.0, pillars=(14.0, 13.0, 9.0, 12.0)):
    """Return a panel of {weeks back: scores in the order of the reps}."""
    rows = [
        {
            "rep_id": f"R-{rep}",
            "period": back(weeks),
            "ssi_total": score,
            "won": won,
            **dict(zip(PILLARS, pillars, strict=True)),
        }
        for weeks, each in scores.items()
        for rep, score in enumerate(each)
    ]
    frame = pd.DataFrame(rows)
    if days:
        active = [each for weeks in scores for each in days[weeks]]
        frame = frame.assign(days_active=np.array(active, float))
    return Panel.from_frame(frame)


def test_levels_and_changes_are_medians_over_reps_seen_at_both_ends():
    # The fourth rep is new: in the level of 55, not in the changes.
    own = panel({0: [50, 52, 58, 90], 1: [49, 50, 57], 13: [40, 50, np.nan]})
    found = summarise_week(own, week=WEEK)
    assert (found.week, found.n_reps, found.n_scored) == (MONDAY, 4, 4)
    assert found.ssi == 55
    assert found.ssi_on_week == 52 - 50
    assert found.ssi_on_quarter == 51 - 45


def test_a_panel_of_weeks_from_sunday_is_looked_up_by_their_first_day():
    own = panel({0: [50, 52, 58], 1: [49, 50, 57]})
    earlier = own.frame.assign(period=own.frame["period"] - pd.Timedelta(days=1))
    calendar = Calendar(week_start="sunday")
    found = summarise_week(replace(own, frame=earlier, calendar=calendar), week=WEEK)
    assert found.week == pd.Timestamp("2026-11-08")
    assert (found.n_scored, found.ssi, found.ssi_on_week) == (3, 52, 2)


def test_a_rep_without_a_score_is_counted_and_not_averaged():
    found = summarise_week(panel({0: [50, np.nan, 60]}), week=WEEK)
    assert (found.n_reps, found.n_scored, found.ssi) == (3, 2, 55)


@pytest.mark.parametrize(
    ("stepped", "on_week", "on_quarter", "changed"),
    [
        (0, 2 + 4, 6 + 4, True),
        (1, 2, 6 + 4, False),
        (12, 2, 6 + 4, False),
        (13, 2, 6, False),
    ],
)
def test_a_formula_step_between_two_weeks_is_taken_out(
    stepped, on_week, on_quarter, changed
):
    own = panel({0: [50, 52], 1: [48, 50], 13: [44, 46]})
    step = Break(back(stepped), -4.0, 12)
    found = summarise_week(own, week=WEEK, breaks=[step])
    assert found.ssi_on_week == on_week
    assert found.ssi_on_quarter == on_quarter
    assert found.formula_changed is changed


def test_steps_add_up():
    own = panel({0: [50], 1: [50], 13: [50]})
    steps = [Break(back(0), -4.0, 12), Break(back(5), 1.0, 12)]
    found = summarise_week(own, week=WEEK, breaks=steps)
    assert (found.ssi_on_week, found.ssi_on_quarter) == (4, 3)


def test_the_weakest_pillar_is_the_one_with_the_lowest_median():
    found = summarise_week(panel({0: [50, 60], 1: [50, 60]}), week=WEEK)
    assert (found.weakest, found.pillar) == ("ssi_insights", 9.0)
    assert found.pillar_on_week == 0


@pytest.mark.parametrize(("stepped", "known"), [(0, 0), (5, 1), (20, 2)])
def test_a_pillar_is_not_compared_across_a_formula_change(stepped, known):
    own = panel({0: [50, 60], 1: [50, 60], 13: [50, 60]})
    found = summarise_week(own, week=WEEK, breaks=[Break(back(stepped), -4.0, 12)])
    changes = (found.pillar_on_week, found.pillar_on_quarter)
    assert sum(change == 0 for change in changes) == known


def test_an_unknown_pillar_is_not_the_weakest():
    own = panel({0: [50], 1: [50]}, pillars=(14.0, 13.0, np.nan, 12.0))
    assert summarise_week(own, week=WEEK).weakest == "ssi_relationships"


def test_reps_who_won_something_are_counted():
    own = panel({0: [50, 60, 55]}, won=1000.0)
    assert summarise_week(own, week=WEEK).n_booking == 3
    assert summarise_week(panel({0: [50]}, won=np.nan), week=WEEK).n_booking is None


def test_a_rep_is_quiet_without_a_day_after_an_active_month():
    # Usual days: 3, 1.5, 4 and unknown; this week: none, none, one and none.
    days = {
        0: [0, 0, 1, 0],
        1: [3, 1, 4, np.nan],
        2: [3, 2, 4, np.nan],
        4: [0, np.nan, 4, np.nan],
        5: [9, 9, 9, 9],
    }
    own = panel(dict.fromkeys(days, [50] * 4), days=days)
    assert summarise_week(own, week=WEEK).n_quiet == 1


def test_two_days_a_week_are_an_active_month():
    days = {0: [0], 1: [2], 2: [2], 3: [2]}
    own = panel({key: [50] for key in days}, days=days)
    assert summarise_week(own, week=WEEK).n_quiet == 1


def test_without_activity_no_one_is_said_to_be_quiet():
    assert summarise_week(panel({0: [50]}), week=WEEK).n_quiet is None
    days = {0: [np.nan], 1: [3]}
    feed_ended = panel({key: [50] for key in days}, days=days)
    assert summarise_week(feed_ended, week=WEEK).n_quiet is None


def test_a_week_that_the_panel_has_not_is_unknown_and_not_zero():
    days = {1: [3, 3], 2: [3, 3]}
    own = panel({key: [50, 60] for key in days}, days=days)
    found = summarise_week(own, week=WEEK)
    unknown = (found.ssi, found.ssi_on_week, found.ssi_on_quarter)
    unknown += (found.pillar, found.pillar_on_week)
    assert all(math.isnan(value) for value in unknown)
    assert (found.n_reps, found.n_scored, found.n_booking) == (0, 0, None)
    assert found.n_quiet is None
    assert found.weakest in PILLARS


def test_what_is_no_week_is_refused():
    with pytest.raises(ParameterError, match="it must be an ISO week as 2026-W46"):
        summarise_week(panel({0: [50]}), week="46")


def test_a_week_is_one_row_and_the_panel_is_not_changed():
    own = panel({0: [50, 60], 1: [50, 60]})
    before = own.frame.copy()
    (row,) = summarise_week(own, week=WEEK).rows()
    assert (row["week"], row["ssi"]) == (MONDAY, 55)
    pd.testing.assert_frame_equal(own.frame, before)


def test_how_many_did_something_is_told_of_ten_reps_and_not_of_nine():
    def told(size, part):
        own = replace(panel({0: [50.0] * size}), min_group=5)
        return summarise_week(own, week=WEEK).tells(part)

    assert told(10, 1)
    assert not told(9, 1)
    assert told(9, 9)
    assert summarise_week(panel({0: [50.0] * 9}), week=WEEK).tells(1)


@pytest.mark.parametrize(
    ("moves", "alike"),
    [
        ([-6, -5, -4, -6, -5], True),
        ([-6, -5, -4, -6, 1], False),
        ([-0.5] * 5, False),
        ([-6, -5, -4, -6], False),
    ],
)
def test_a_move_of_nearly_everybody_is_told_apart_from_one_of_a_few(moves, alike):
    own = panel({1: [50] * len(moves), 0: [50 + move for move in moves]})
    assert summarise_week(own, week=WEEK).moved_alike is alike
