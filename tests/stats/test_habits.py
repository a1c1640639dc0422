"""Steadiness, quantity and answers, added up by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.panel import Panel
from ssi_analysis.stats.habits import habits


def panel(n_reps=5, **counts):
    """Return reps who all have the same counts, a list per measure, a week each."""
    n_weeks = len(next(iter(counts.values())))
    weeks = pd.date_range("2026-01-05", periods=n_weeks, freq="7D")
    rows = [
        {"rep_id": f"r{rep}", "period": week}
        | {name: each[place] for name, each in counts.items()}
        for rep in range(n_reps)
        for place, week in enumerate(weeks)
    ]
    return Panel.from_frame(pd.DataFrame(rows))


def test_steadiness_is_weeks_active_and_the_longest_pause():
    days = [0.0] * 13 + [2, 0, 0, 0, 3, 1, 0, 2, 2, 2, 2, 0, 0]
    found = habits(panel(days_active=days))
    assert found.of("share of weeks with activity").now == pytest.approx(7 / 13)
    assert found.of("share of weeks with activity").before == 0
    assert found.of("days with activity").now == pytest.approx(14 / 13)
    assert (found.of("pause").now, found.of("pause").before) == (3, 13)


def test_a_pause_does_not_go_on_in_the_next_rep():
    own = panel(days_active=[1, 0, 0, 1, 0, 0])
    assert habits(own, n_weeks=6).of("pause").now == 2


def test_answers_are_those_of_all_that_was_sent():
    sent, accepted = [10.0] * 13 + [4.0] * 13, [2.0] * 13 + [1.0] * 13
    accepted[-1] = np.nan
    found = habits(panel(inmails_sent=sent, inmails_accepted=accepted))
    share = found.of("share of InMails accepted")
    assert (share.now, share.before) == (pytest.approx(0.25), pytest.approx(0.2))
    assert found.of("InMails sent").now == 4


def test_received_messages_are_counted_per_message_sent():
    found = habits(panel(messages_sent=[4.0] * 13, messages_received=[1.0] * 13))
    answered = found.of("messages received per message sent")
    assert answered.now == pytest.approx(0.25)
    assert math.isnan(answered.before)


def test_the_middle_rep_stands_for_the_team():
    own = panel(connections_made=[1.0] * 13)
    frame = own.frame.assign(
        connections_made=own.frame["rep_id"].map(
            {"r0": 0, "r1": 0, "r2": 3, "r3": 8, "r4": 90}
        )
    )
    assert habits(Panel.from_frame(frame)).of("connections made").now == 3


def test_without_activity_nothing_is_known():
    found = habits(panel(ssi_total=[50.0] * 26))
    assert (found.habits, found.rows()) == ((), [])
    assert found.reason == "no activity of these weeks is in the exports"
    ended = habits(panel(days_active=[3.0] * 13 + [np.nan] * 13))
    assert ended.reason == "no activity of these weeks is in the exports"


def test_four_reps_are_not_told_of():
    found = habits(replace(panel(4, days_active=[3.0] * 13), min_group=5))
    assert found.habits == ()
    assert found.reason == "activity of fewer than 5 reps is not shown"


def test_nothing_sent_has_no_share_of_answers():
    found = habits(panel(inmails_sent=[0.0] * 13, inmails_accepted=[0.0] * 13))
    assert [each.what for each in found.habits] == ["InMails sent"]
