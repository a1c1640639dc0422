"""The three things an engine must do, done by DuckDB."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from ssi_analysis.engine import DuckDBEngine


@pytest.fixture(name="engine")
def _engine():
    return DuckDBEngine()


def test_a_frame_is_a_table_with_missing_values_missing(engine):
    engine.register("scores", pd.DataFrame({"rep": ["a", None], "ssi": [50.5, None]}))
    found = engine.sql(
        "SELECT COUNT(*) AS n, COUNT(rep) AS r, SUM(ssi) AS s FROM scores"
    )
    assert found.iloc[0].tolist() == [2, 1, 50.5]


def test_a_name_can_be_given_to_another_frame(engine):
    for value in (1, 2):
        engine.register("t", pd.DataFrame({"n": [value]}))
    assert engine.sql("SELECT n FROM t")["n"].tolist() == [2]


def test_a_file_is_a_table_of_text(engine, tmp_path):
    path = tmp_path / "it's {one}.csv"
    path.write_text("rep_id,ssi\n007,53.0\n", encoding="utf-8")
    engine.scan("it", path)
    assert engine.sql("SELECT * FROM it").to_dict("records") == [
        {"rep_id": "007", "ssi": "53.0"}
    ]


def test_a_file_can_be_scanned_again(engine, tmp_path):
    for text in ("a\n1\n", "a\n2\n"):
        path = tmp_path / f"{text[2]}.csv"
        path.write_text(text, encoding="utf-8")
        engine.scan("t", path)
    assert engine.sql("SELECT a FROM t")["a"].tolist() == ["2"]


def test_two_engines_share_nothing(engine):
    engine.register("t", pd.DataFrame({"n": [1]}))
    with pytest.raises(duckdb.CatalogException, match="t does not exist"):
        DuckDBEngine().sql("SELECT n FROM t")


def test_a_query_changes_no_frame(engine):
    frame = pd.DataFrame({"n": [2, 1]})
    engine.register("t", frame)
    engine.sql("SELECT n + 1 AS n FROM t ORDER BY n")
    assert frame["n"].tolist() == [2, 1]
