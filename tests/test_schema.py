"""The canonical tables: names, kinds and what becomes of frames that lack them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.schema import (
    ACTIVITY,
    DEALS,
    METRICS,
    PILLARS,
    QUOTA,
    REPS,
    SSI,
    TABLES,
)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_is_well_formed(table):
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert all(column.meaning for column in table.columns)
    kinds = {column.name: column.kind for column in table.columns}
    assert {kind for name, kind in kinds.items() if name.endswith("_id")} == {"id"}
    assert {kind for name, kind in kinds.items() if name.endswith("date")} <= {"date"}
    assert {kind for name, kind in kinds.items() if name.startswith("is_")} <= {"flag"}


def test_the_pillars_and_metrics_have_their_place():
    assert set(PILLARS) < set(SSI.names)
    assert len(set(METRICS)) == len(METRICS)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_empty_table_has_all_columns_typed(table):
    empty = table.empty()
    assert empty.columns.tolist() == table.names
    assert len(empty) == 0
    for column in table.columns:
        dtype = empty[column.name].dtype
        if column.kind == "date":
            assert dtype == np.dtype("datetime64[ns]")
        elif column.kind == "number":
            assert dtype == np.dtype(float)
        elif column.kind == "flag":
            assert dtype == np.dtype(bool)


def test_an_id_keeps_its_leading_zeros():
    reps = REPS.conform(pd.DataFrame({"rep_id": ["007", "7"]}))
    assert reps["rep_id"].tolist() == ["007", "7"]


def test_a_blank_is_missing_and_never_zero():
    frame = pd.DataFrame({"deal_id": ["1", ""], "amount": [None, 5]})
    deals = DEALS.conform(frame)
    assert deals["deal_id"].isna().tolist() == [False, True]
    assert deals["amount"].isna().tolist() == [True, False]
    assert deals["rep_id"].isna().all()
    assert deals["close_date"].isna().all()


@pytest.mark.parametrize("value", [None, np.nan, False, "yes"])
def test_what_is_not_said_to_be_true_is_false(value):
    frame = pd.DataFrame({"is_won": pd.Series([value, True], dtype=object)})
    assert DEALS.conform(frame)["is_won"].tolist() == [False, True]


def test_columns_come_in_order_others_are_left_out_and_rows_are_numbered():
    frame = pd.DataFrame({"note": ["x"], "quota": [5], "rep_id": ["a"]}, index=[7])
    quota = QUOTA.conform(frame)
    assert quota.columns.tolist() == QUOTA.names
    assert quota.index.tolist() == [0]
    assert quota["quota"].tolist() == [5.0]
    assert frame.columns.tolist() == ["note", "quota", "rep_id"]


@given(
    values=st.lists(st.none() | st.floats(0, 1e6), max_size=5),
    metrics=st.sampled_from(METRICS),
)
def test_conforming_twice_changes_nothing(values, metrics):
    frame = pd.DataFrame({"value": pd.Series(values, dtype=float)})
    once = ACTIVITY.conform(frame.assign(metric=metrics, start_date="2026-11-09"))
    pd.testing.assert_frame_equal(ACTIVITY.conform(once), once)
