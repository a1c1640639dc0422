"""The middle of a team beside its own upper quarter."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ssi_analysis.coaching import TIPS, pillar_gaps
from ssi_analysis.panel import Panel
from ssi_analysis.schema import PILLARS

SCORES = {
    "ssi_brand": [10.0, 12.0, 14.0, 18.0, 20.0],
    "ssi_people": [9.0, 9.0, 10.0, 11.0, 11.0],
    "ssi_insights": [8.0, 8.0, 9.0, 12.0, 15.0],
}


def panel(scores, n_weeks=4, *, shift=0.0):
    """Return reps with the same scores each week, earlier weeks shifted."""
    weeks = pd.date_range("2026-10-19", periods=n_weeks, freq="7D")
    n_reps = len(next(iter(scores.values())))
    rows = [
        {"rep_id": f"r{rep}", "period": week}
        | {
            name: each[rep] - shift * (n_weeks - 1 - place)
            for name, each in scores.items()
        }
        for place, week in enumerate(weeks)
        for rep in range(n_reps)
    ]
    return Panel.from_frame(pd.DataFrame(rows))


def test_the_widest_gap_to_the_upper_quarter_comes_first():
    found = pillar_gaps(panel(SCORES))
    # Of five sorted values the third is the median, the fourth the upper quartile.
    assert [
        (each.pillar, each.median, each.upper, each.gap) for each in found.gaps
    ] == [
        ("ssi_brand", 14.0, 18.0, 4.0),
        ("ssi_insights", 9.0, 12.0, 3.0),
        ("ssi_people", 10.0, 11.0, 1.0),
    ]
    assert found.n_reps == 5


def test_a_rep_counts_with_the_mean_of_the_latest_four_weeks():
    # Of 6 weeks, each a point below the next, the latest 4 are 1.5 below the last.
    found = pillar_gaps(panel(SCORES, 6, shift=1.0))
    assert found.gaps[0].median == 14.0 - 1.5


def test_the_upper_quarter_of_four_reps_is_not_shown():
    found = pillar_gaps(panel({name: each[:4] for name, each in SCORES.items()}))
    assert (found.gaps, found.rows()) == ((), [])
    assert found.reason == "an upper quarter of fewer than 5 reps is not shown"


def test_a_pillar_that_is_not_known_is_left_out():
    found = pillar_gaps(panel(SCORES | {"ssi_people": [np.nan] * 5}))
    assert [each.pillar for each in found.gaps] == ["ssi_brand", "ssi_insights"]
    nothing = pillar_gaps(panel({"ssi_brand": [np.nan] * 5, "won": [1.0] * 5}))
    assert nothing.reason == "no pillar is known in the latest weeks"


def test_every_pillar_has_two_or_three_things_to_try():
    assert tuple(TIPS) == PILLARS
    assert {len(tips) for tips in TIPS.values()} == {2, 3}
    assert all(
        each.tips == TIPS[each.pillar] for each in pillar_gaps(panel(SCORES)).gaps
    )
