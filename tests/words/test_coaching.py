"""Gaps, habits and things to try, in words."""

import math

from ssi_analysis import words
from ssi_analysis.coaching import Coaching, PillarGap
from ssi_analysis.stats.habits import Habit, Habits

GAPS = (
    PillarGap("ssi_brand", 12, 14.0, 18.0),
    PillarGap("ssi_insights", 12, 9.0, 12.0),
    PillarGap("ssi_people", 12, 10.0, 11.0),
    PillarGap("ssi_relationships", 12, 15.0, 15.5),
)
TEAM = Coaching(12, 4, GAPS)
FEW = Coaching(4, 4, reason="4 reps; an upper quarter is shown from 5 upwards")
STEADY = Habits(
    12,
    13,
    (
        Habit("share of weeks with activity", 1.0, 0.9, 12),
        Habit("days with activity", 3.75, 4.0, 12),
        Habit("pause", 0.0, 1.0, 12),
        Habit("InMails sent", 4.5, math.nan, 12),
        Habit("share of InMails accepted", 0.19, math.nan, 12),
    ),
)
UNKNOWN = Habits(0, 13, reason="no activity of these weeks is in the exports")
PARTS = (Habits(12, 13, STEADY.habits[:1]), Habits(12, 13, STEADY.habits[3:4]))


def texts():
    for found in (TEAM, FEW, *(Coaching(12, 4, (gap,)) for gap in GAPS)):
        yield words.heading_coaching(found)
        yield words.subtitle_coaching(found)
        yield from words.tips(found)
        yield words.say(found)
        yield from (text for row in words.table_coaching(found) for text in row)
    for habits in (STEADY, UNKNOWN, *PARTS):
        yield words.heading_habits(habits)
        yield words.subtitle_habits(habits)
        yield words.note_habits(habits)
        yield words.say(habits)
        yield from (text for row in words.table_habits(habits) for text in row.values())


def test_the_widest_gap_is_the_heading_and_two_pillars_have_tips():
    assert words.heading_coaching(TEAM) == (
        "The widest gap to the team's own upper quarter is in brand: 4.0 of 25 points"
    )
    promise, brand, insights = words.tips(TEAM)
    assert promise.startswith("Things to try, never a promise: ")
    assert brand.startswith("Brand: complete the profile")
    assert insights.startswith("Insights: share one thing a week")
    assert words.table_coaching(TEAM)[1] == {
        "pillar": "insights",
        "median": "9.0",
        "upper": "12.0",
        "gap": "3.0",
    }


def test_too_few_reps_are_told_why_and_nothing_to_try():
    assert words.heading_coaching(FEW) == "What the pillars suggest is not shown"
    assert words.tips(FEW) == ("Without these gaps nothing is suggested.",)
    assert words.subtitle_coaching(FEW) == (
        "4 reps; an upper quarter is shown from 5 upwards"
    )
    assert words.table_coaching(FEW) == []


def test_automated_messages_are_never_a_tip():
    tips = " ".join(words.tips(Coaching(12, 4, GAPS[-1:])))
    assert "never with a tool that sends them for you" in tips
    assert "automat" not in tips


def test_steadiness_and_answers_are_the_heading():
    assert words.heading_habits(STEADY) == (
        "The middle rep was active in every week; 19\N{NO-BREAK SPACE}% of InMails"
        " were accepted"
    )
    assert words.table_habits(STEADY)[1] == {
        "what": "days active a week",
        "now": "3.8",
        "before": "4.0",
    }
    assert words.table_habits(STEADY)[4]["before"] == "–"
    assert words.heading_habits(PARTS[1]) == "Steadiness of activity is not known"


def test_without_activity_it_is_said_that_nothing_is_said():
    assert words.heading_habits(UNKNOWN) == "Steadiness and answers are not known"
    assert words.subtitle_habits(UNKNOWN) == (
        "No activity of these weeks is in the exports"
    )
    assert words.note_habits(UNKNOWN).startswith("Without activity nothing is said")
    assert words.table_habits(UNKNOWN) == []
