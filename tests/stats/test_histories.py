"""From a panel to matrices: only complete cells, unknown names refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.panel import Panel
from ssi_analysis.stats.histories import histories


def own_panel(**columns: object) -> Panel:
    base = {"rep_id": ["a", "a", "b"], "period": [1, 2, 2], "ssi_total": [50, 52, 60]}
    return Panel.from_frame(pd.DataFrame({**base, **columns}))


def test_a_cell_needs_both_measures() -> None:
    panel = own_panel(attainment=[1.0, np.nan, 0.8])
    pair = histories(panel, "ssi_total", "attainment")
    assert pair.present.tolist() == [[True, False], [False, True]]
    assert pair.n_rows == 2


def test_infinite_values_are_not_known() -> None:
    panel = own_panel(attainment=[np.inf, np.inf, 0.8])
    assert histories(panel, "ssi_total", "attainment").n_rows == 1


def test_missing_values_of_nullable_columns_are_not_known() -> None:
    column = pd.array([1.0, None, 0.8], dtype="Float64")
    panel = own_panel(attainment=column)
    assert histories(panel, "ssi_total", "attainment").n_rows == 2


def test_rep_periods_are_expected_from_first_to_last_row() -> None:
    rows = {"rep_id": ["a", "a", "b", "b"], "period": [1, 4, 2, 3]}
    rows |= {"ssi_total": [50, 52, 60, 61], "attainment": [1.0, 0.9, 0.8, 1.1]}
    gap = pd.DataFrame({**rows})
    # a is absent from periods 2 and 3, b joined late and left early
    assert histories(Panel.from_frame(gap), "ssi_total", "attainment").expected == 6


def test_the_last_known_segment_counts() -> None:
    panel = own_panel(attainment=[1.0, 0.9, 0.8], segment=["SMB", "ENT", "ENT"])
    assert histories(panel, "ssi_total", "attainment").segments.tolist() == [0, 0]


def test_an_unknown_measure_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ParameterError) as refusal:
        histories(own_panel(attainment=[1.0, 0.9, 0.8]), "total_ssi", "attainment")
    assert str(refusal.value) == (
        "measure 'total_ssi' is not known; did you mean 'ssi_total'?"
        " Known: attainment, ssi_total"
    )


def test_a_key_is_not_a_measure() -> None:
    with pytest.raises(ParameterError, match="measure 'period' is not known"):
        histories(own_panel(attainment=[1.0, 0.9, 0.8]), "period", "attainment")


def test_text_is_not_a_measure() -> None:
    panel = own_panel(attainment=[1.0, 0.9, 0.8], mood=["good", "bad", "good"])
    with pytest.raises(ParameterError) as refusal:
        histories(panel, "ssi_total", "mood")
    assert str(refusal.value) == (
        "parameter 'measure' is 'mood'; it must be a column of numbers"
    )


def test_a_reason_of_the_panel_is_passed_on() -> None:
    reason = "attainment is known per quarter, not per week"
    panel = own_panel().drop_measure("attainment", reason=reason)
    pair = histories(panel, "ssi_total", "attainment")
    assert pair.reason == reason
    assert pair.n_rows == 0
