"""JSON: which list is the table, and what becomes of the others."""

from __future__ import annotations

import json

import pytest

from ssi_analysis.exports.documents import (
    content_of,
    flat,
    grid_of_objects,
    holds_table,
)

SCORE = {"date": "2026-11-08", "ssi": 53}


def test_the_known_table_is_read_and_not_the_longest() -> None:
    content = {"friends": [{"a": 1}] * 3, "history": [SCORE]}
    grid = grid_of_objects("x.json", content)
    assert grid is not None
    assert grid.rows == (("date", "ssi"), ("2026-11-08", "53"))
    assert holds_table(content)
    assert not holds_table({"friends": [{"a": 1}] * 3})


def test_where_none_is_known_the_longest_is_the_table() -> None:
    grid = grid_of_objects("x.json", {"a": [{"b": 1}], "c": [{"d": 2}, {"d": 3}]})
    assert grid is not None
    assert grid.rows == (("d",), ("2",), ("3",))


@pytest.mark.parametrize("content", [[], {}, [1, 2], {"a": [1]}, "x", None, [[SCORE]]])
def test_json_without_a_list_of_objects_is_no_table(content: object) -> None:
    assert grid_of_objects("x.json", content) is None


def test_an_entry_that_is_missing_is_left_out() -> None:
    grid = grid_of_objects("x.json", [SCORE, None])
    assert grid is not None
    assert len(grid.rows) == 2


def test_lines_are_json_where_most_of_them_are() -> None:
    lines = [json.dumps(SCORE)] * 3
    assert content_of("\n".join(lines)) == [SCORE] * 3
    assert content_of("\n".join([*lines, "cut sh"])) == [SCORE] * 3 + [
        {"line": "cut sh"}
    ]
    assert content_of("{\n" + "\n".join([*lines, "a", "b", "c", "d"])) is None


def test_what_is_nested_too_deep_is_left_out() -> None:
    assert flat({"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}, "g": True}) == {"g": "true"}
