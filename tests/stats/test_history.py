"""Medians over reps and the middle half, beside the standard library's."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.panel import Panel
from ssi_analysis.schema import PILLARS
from ssi_analysis.stats.history import history

WEEKS = [pd.Timestamp("2026-11-02"), pd.Timestamp("2026-11-09")]


def panel(*weeks, **others):
    """Return a panel of one list of scores per week, in the order of the reps."""
    rows = [
        {"rep_id": f"R-{rep}", "period": period, "ssi_total": score}
        for period, scores in zip(WEEKS, weeks, strict=False)
        for rep, score in enumerate(scores)
    ]
    return Panel.from_frame(pd.DataFrame(rows).assign(**others))


def scores(own):
    return history(own, measures=["ssi_total"]).of("ssi_total")


def test_each_period_has_its_median_and_quartiles():
    first, second = [40.0, 52.5, 61.0, 48.0, 55.0], [41.0, 50.0, 64.0, 47.0, 59.0, 60.0]
    found = scores(panel(first, second))
    assert found["period"].tolist() == WEEKS
    assert found["n_reps"].tolist() == [5, 6]
    for at, week in enumerate((first, second)):
        low, middle, high = statistics.quantiles(week, n=4, method="inclusive")
        row = found.iloc[at]
        assert (row["low"], row["median"], row["high"]) == (low, middle, high)


def test_the_quartiles_of_four_reps_are_not_told():
    found = scores(panel([40.0, 50.0, 60.0, 70.0], [1.0, 2.0, 3.0, 4.0, 5.0]))
    assert found["median"].tolist() == [55.0, 3.0]
    assert found["low"].isna().tolist() == [True, False]
    assert found["high"].isna().tolist() == [True, False]


def test_unknown_scores_neither_count_nor_stand():
    found = scores(panel([40.0, np.nan, 60.0], [np.nan] * 3))
    assert found["period"].tolist() == WEEKS[:1]
    assert found["n_reps"].tolist() == [2]
    assert found["median"].tolist() == [50.0]


def test_the_pillars_come_with_the_total_by_default():
    pillars = dict(zip(PILLARS, (11.0, 12.0, 13.0, 14.0), strict=True))
    found = history(panel([50.0, 60.0], **pillars))
    assert [found.of(name)["median"].item() for name in pillars] == [11, 12, 13, 14]
    assert found.of("ssi_total")["median"].item() == 55


def test_rows_are_those_of_the_frame():
    (row,) = history(panel([40.0, 50.0]), measures=["ssi_total"]).rows()
    assert math.isnan(row.pop("low"))
    assert math.isnan(row.pop("high"))
    assert row == {
        "measure": "ssi_total",
        "period": WEEKS[0],
        "n_reps": 2,
        "median": 45.0,
    }


def test_a_measure_that_the_panel_has_not_is_refused():
    with pytest.raises(ParameterError) as refused:
        history(panel([50.0]), measures=["ssi_totl"])
    assert str(refused.value) == (
        "measure 'ssi_totl' is not known; did you mean 'ssi_total'? Known: ssi_total"
    )


def test_the_panel_is_not_changed():
    own = panel([40.0, np.nan, 60.0])
    before = own.frame.copy()
    history(own, measures=["ssi_total"])
    pd.testing.assert_frame_equal(own.frame, before)


def test_the_last_weeks_end_where_they_are_told_to_and_unknown_ones_are_none():
    many, few = [40.0, 50.0, 61.04, 70.0, 80.0], [40.0, 50.0, 60.0, 70.0]
    found = history(panel(many, few), measures=["ssi_total"])
    later = WEEKS[1] + pd.Timedelta(weeks=1)
    assert found.recent(later, weeks=4) == [None, 61.0, None, None]
    assert found.recent(WEEKS[0], weeks=2) == [None, 61.0]
