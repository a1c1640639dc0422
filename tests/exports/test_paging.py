"""A page of several is refused, unless the others lie beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ssi_analysis.errors import DocumentError, SSIError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Options
from ssi_analysis.exports.folder import read_folder
from ssi_analysis.exports.paging import pages_beyond
from ssi_analysis.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {"date": "2026-11-08", "ssi": 53}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"results": [RECORD], "paging": {"next": {"after": "1"}}}, "paging.next"),
        ({"value": [RECORD], "@odata.nextLink": "https://x"}, "@odata.nextLink"),
        ({"records": [RECORD], "nextRecordsUrl": "/x-2000"}, "nextRecordsUrl"),
        ({"records": [RECORD], "done": False}, "done"),
        ({"result": {"records": [RECORD], "done": False}}, "done"),
        (
            {
                "data": [RECORD],
                "additional_data": {"pagination": {"more_items_in_collection": True}},
            },
            "additional_data.pagination.more_items_in_collection",
        ),
        (
            {"data": [RECORD], "additional_data": {"next_cursor": "x"}},
            "additional_data.next_cursor",
        ),
        ({"deals": [RECORD], "hasMore": True}, "hasMore"),
        (
            {"elements": [RECORD], "paging": {"start": 0, "count": 1, "total": 2}},
            "paging.total",
        ),
        (
            {"elements": [RECORD], "paging": {"start": 1, "count": 1, "total": 2}},
            "paging.start",
        ),
    ],
)
def test_a_page_of_several_is_refused_by_its_key(
    tmp_path: Path, content: object, key: str
) -> None:
    refusal = (
        f"a.json: 1 problem\n  '{key}' says that it is one page of several; export all"
        " of them, into one file or into files numbered as deals_1.json, deals_2.json"
    )
    assert folder(tmp_path, {"a.json": content}) == {"a.json": refusal}
    with pytest.raises(DocumentError) as refused:
        read_export("a.json", json.dumps(content).encode(), Options())
    assert str(refused.value) == refusal


@pytest.mark.parametrize(
    "content",
    [
        {"results": [RECORD], "paging": {"next": None}},
        {"results": [RECORD | {"associations": {"paging": {"next": {"after": 1}}}}]},
        {"value": [RECORD], "@odata.nextLink": ""},
        {"records": [RECORD], "done": True, "totalSize": 1},
        {"done": False, "tasks": [RECORD]},
        {"elements": [RECORD], "paging": {"start": 0, "count": 10, "total": 1}},
        {"elements": [RECORD], "paging": {"count": 1}},
        {"data": [RECORD], "additional_data": {"next_cursor": None}},
        [{"hasMore": True}],
        "text",
        None,
    ],
)
def test_what_is_whole_has_no_page_beyond(content: object) -> None:
    assert pages_beyond(content) == {}


MORE: dict[str, Any] = {"results": [RECORD], "paging": {"next": {"after": "1"}}}
LAST: dict[str, Any] = {"results": [RECORD | {"date": "2026-11-09"}]}


def test_pages_that_all_lie_there_are_read(tmp_path: Path) -> None:
    pages = {"p/a_9.json": MORE, "p/a_10.json": MORE, "p/a_11.json": LAST}
    assert folder(tmp_path, pages) == dict.fromkeys(pages, "ssi_wide")


@pytest.mark.parametrize(
    "name",
    ["p/a_3.json", "a_2.json", "p/b_2.json", "p/a_2.csv"],
)
def test_a_page_that_is_not_the_next_does_not_help(tmp_path: Path, name: str) -> None:
    said = folder(tmp_path, {"p/a_1.json": MORE, name: LAST})
    assert "one page of several" in said["p/a_1.json"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026-11-08.json", "2026-11-09.json"), ("2026-11.json", "2026-12.json")],
)
def test_the_export_of_the_next_day_is_no_next_page(
    tmp_path: Path, one: str, other: str
) -> None:
    said = folder(tmp_path, {one: MORE, other: LAST})
    assert "one page of several" in said[one]
    assert said[other] == "ssi_wide"


def folder(path: Path, files: dict[str, object]) -> dict[str, str]:
    for name, content in files.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text(json.dumps(content))
    readings = read_folder(path, Settings())
    return {
        name: str(found) if isinstance(found, SSIError) else found and found.origin
        for name, found in readings.items()
    }
