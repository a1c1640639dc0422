"""Leaving each rep out of the correlation within reps."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.influence import influence
from ssi_analysis.stats.within import within


def test_each_refit_is_that_of_the_panel_without_the_rep(panel_of, holey) -> None:
    x, y = holey
    found = influence(panel_of(x, y), "ssi_total", "attainment")

    def r(*reps: int) -> float:
        rest = np.delete(np.arange(7), reps)
        pair = histories(panel_of(x[rest], y[rest]), "ssi_total", "attainment")
        return float(within(pair).estimate.value)

    assert found.r == pytest.approx(r())
    assert found.without == pytest.approx(sorted(r(rep) for rep in range(7)))


def test_the_range_is_the_one_that_stands_beside_the_finding(panel_of, holey) -> None:
    panel = panel_of(*holey)
    found = influence(panel, "ssi_total", "attainment")
    beside = within(histories(panel, "ssi_total", "attainment")).influence
    assert (found.without[0], found.without[-1]) == (beside.low, beside.high)
    assert found.sign_flips == beside.sign_flips


def test_one_rep_who_makes_the_finding_turns_it(panel_of) -> None:
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(2, 8, 12))
    x[3] = 9 * np.arange(12) - 50
    y -= 0.5 * x
    y[3] = 3 * x[3]
    found = influence(panel_of(x, y), "ssi_total", "attainment")
    assert found.r > 0.8
    assert found.sign_flips
    assert found.largest_change == pytest.approx(found.without[0] - found.r)


def test_names_and_the_order_of_rows_change_nothing(panel_of, holey) -> None:
    x, y = holey
    one, other = (
        influence(panel_of(a, b), "ssi_total", "attainment")
        for a, b in ((x, y), (x[::-1], y[::-1]))
    )
    assert one.without == pytest.approx(other.without)
    assert "R-0" not in one.to_text()


def test_few_reps_and_a_score_that_rests_are_refused(panel_of, holey) -> None:
    x, y = holey
    few = influence(panel_of(x[:4], y[:4]), "ssi_total", "attainment")
    rests = influence(panel_of(np.ones((7, 9)), y), "ssi_total", "attainment")
    assert few.reason.startswith("4 reps with both measures")
    assert rests.reason == "too little varies when one rep is left out"
    assert math.isnan(rests.largest_change)
    assert rests.rows()[0]["sign flips"] == "no"
