"""Shapes of results: refusals are results too."""

from __future__ import annotations

import math

from ssi_analysis.stats.associate import associate, decompose
from ssi_analysis.stats.estimate import Estimate


def test_a_refused_estimate_excludes_nothing() -> None:
    refused = Estimate.refused("4 reps")
    assert not refused.excludes_zero
    assert not refused.is_given


def test_an_interval_on_one_side_excludes_zero() -> None:
    assert Estimate(0.3, 0.1, 0.5).excludes_zero
    assert Estimate(-0.3, -0.5, -0.1).excludes_zero
    assert not Estimate(0.3, -0.1, 0.5).excludes_zero


def test_refusing_takes_all_numbers_away(panel_of, holey) -> None:
    given = associate(panel_of(*holey), "ssi_total", "attainment")
    refused = given.refuse("for a reason")
    assert given.estimate.is_given
    assert not refused.estimate.is_given
    assert not refused.slope.is_given
    assert math.isnan(refused.p_value)
    assert refused.reason == refused.p_reason == "for a reason"
    assert refused.n_rows == given.n_rows


def test_a_decomposition_shows_one_row_per_question(panel_of, holey) -> None:
    parts = decompose(panel_of(*holey), "ssi_total", "attainment")
    assert [row["question"] for row in parts.rows()] == ["between", "within", "pooled"]
    assert {row["rows"] for row in parts.rows()} == {54}
