"""The slope within reps before and after a date."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from linearmodels.panel import PanelOLS

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.before_after import before_after
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.within import within

SINCE = pd.Timestamp("2025-03-17")  # the eleventh of twenty weeks


def measures() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    x, noise = rng.normal(size=(2, 9, 20))
    return x, np.where(np.arange(20) < 10, 0.8, 0.1) * x + 0.3 * noise


def test_each_side_is_the_slope_within_reps_of_its_periods(panel_of) -> None:
    x, y = measures()
    found = before_after(panel_of(x, y), "ssi_total", "attainment", since=SINCE)
    for part, half in ((found.before, slice(0, 10)), (found.after, slice(10, 20))):
        side = panel_of(x[:, half], y[:, half])
        same = within(histories(side, "ssi_total", "attainment")).slope
        assert (part.value, part.low) == pytest.approx((same.value, same.low))
    assert found.n_reps == 9


def test_the_change_is_the_interaction_with_the_date(panel_of) -> None:
    x, y = measures()
    panel = panel_of(x, y)
    found = before_after(panel, "ssi_total", "attainment", since=SINCE)
    # Independently: one regression with reps of each side, weeks and an interaction.
    frame = panel.frame.assign(late=(panel.frame["period"] >= SINCE).astype(float))
    frame["both"] = frame["late"] * frame["ssi_total"]
    frame["rep_side"] = frame["rep_id"] + frame["late"].astype(str)
    indexed = frame.set_index(["rep_side", "period"])
    fit = PanelOLS(
        indexed["attainment"],
        indexed[["ssi_total", "both"]],
        entity_effects=True,
        time_effects=True,
    ).fit()
    assert found.before.value == pytest.approx(fit.params["ssi_total"])
    assert found.change.value == pytest.approx(fit.params["both"])
    assert found.change.high < 0


def test_a_text_is_read_as_a_date(panel_of) -> None:
    panel = panel_of(*measures())
    found, same = (
        before_after(panel, "ssi_total", "attainment", since=since)
        for since in ("2025-03-17", SINCE)
    )
    assert found.change == same.change


def test_reps_seen_on_one_side_only_take_no_part(panel_of) -> None:
    x, y = measures()
    x[0, 9:] = x[1, :9] = np.nan
    found = before_after(panel_of(x, y), "ssi_total", "attainment", since=SINCE)
    assert found.n_reps == 7


def test_a_date_outside_leaves_nobody_on_both_sides(panel_of) -> None:
    panel = panel_of(*measures())
    found = before_after(panel, "ssi_total", "attainment", since="2030-01-01")
    assert found.reason == (
        "0 reps with two periods on both sides of the date; a comparison needs at"
        " least 6"
    )
    assert found.rows()[2]["reason"] == found.reason


def test_a_score_that_rests_on_one_side_is_refused(panel_of) -> None:
    x, y = measures()
    x[:, 10:] = 50.0
    found = before_after(panel_of(x, y), "ssi_total", "attainment", since=SINCE)
    assert found.reason == "too little varies on one side of the date"


def test_what_is_no_date_is_refused(panel_of) -> None:
    panel = panel_of(*measures())
    with pytest.raises(ParameterError) as refusal:
        before_after(panel, "ssi_total", "attainment", since="when it began")
    assert str(refusal.value) == (
        "parameter 'since' is 'when it began'; it must be a date or period like"
        " 2025-01-06"
    )


def test_a_refused_measure_gives_its_reason(panel_of) -> None:
    panel = panel_of(*measures()).drop_measure("attainment", reason="no quota")
    found = before_after(panel, "ssi_total", "attainment", since=SINCE)
    assert found.reason == "no quota"
