"""What lies in a folder besides exports: links, devices, pictures, hidden files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports import limits
from ssi_analysis.exports.folder import read_folder
from ssi_analysis.settings import FileRule, Settings

if TYPE_CHECKING:
    from pathlib import Path

SSI = "name,date,ssi\nAna Reis,2026-11-15,53\n"


def read(folder: Path, settings: Settings | None = None) -> dict[str, str]:
    """Return for each file its origin, or what is said of it."""
    readings = read_folder(folder, settings or Settings())
    return {
        path: str(found) if isinstance(found, SSIError) else found and found.origin
        for path, found in readings.items()
    }


def test_a_link_inside_the_folder_is_read_and_one_that_leads_out_is_refused(
    tmp_path: Path,
) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir(), outside.mkdir()
    (outside / "secret.csv").write_text(SSI)
    (inside / "a.csv").write_text(SSI)
    (inside / "b.csv").symlink_to(inside / "a.csv")
    (inside / "c.csv").symlink_to(outside / "secret.csv")
    (inside / "d").symlink_to(outside)
    refusal = (
        "{}: 1 problem\n  is a link that leads out of the folder; copy the file itself"
        " there"
    )
    assert read(inside) == {
        "a.csv": "ssi_wide",
        "b.csv": "ssi_wide",
        "c.csv": refusal.format("c.csv"),
        "d": refusal.format("d"),
    }


def test_a_link_to_nothing_and_a_link_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "gone.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "b.csv")
    said = read(tmp_path)
    assert said["a.csv"].startswith("a.csv: 1 problem\n  cannot be opened")
    assert said["b.csv"].startswith("b.csv: 1 problem\n  cannot be opened")


def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert read(tmp_path) == {
        "a.csv": "a.csv: 1 problem\n  is no ordinary file; take it away"
    }


def test_a_file_over_the_limit_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(limits.LARGEST + 1)  # of zeros, and no byte on the disk
    said = read(tmp_path)["a.csv"]
    assert said.startswith("a.csv: 1 problem\n  ")
    assert "MiB" in said


@pytest.mark.parametrize(
    "name",
    [
        ".git/x.csv",
        ".x.csv",
        ".DS_Store",
        "._book.xlsx",
        "__MACOSX/x.csv",
        "a/__MACOSX/._book.xlsx",
        "Thumbs.db",
        "a/desktop.ini",
        "README.md",
        "readme.txt",
        "LICENSE",
        "ssi-analysis.toml",
        "page_files/style.css",
    ],
)
def test_hidden_files_notes_and_what_systems_leave_are_left_alone(
    tmp_path: Path, name: str
) -> None:
    written(tmp_path, name, b"\0" * 165)
    assert read(tmp_path) == {}


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "x.docx",
        "x.bak",
        "x.xml",
        "x.7z",
        "x.rar",
        "x.pdf",
        "x.parquet",
        "x.png",
        "a.b/x.db-old",
    ],
)
def test_a_file_in_a_form_that_is_not_read_is_named(tmp_path: Path, name: str) -> None:
    written(tmp_path, name, SSI.encode())
    assert read(tmp_path) == {name: "unread"}


@pytest.mark.parametrize("name", ["~$book.xlsx", ".~lock.book.ods#"])
def test_what_is_kept_beside_an_open_workbook_is_named(
    tmp_path: Path, name: str
) -> None:
    written(tmp_path, name, b"\x03Ana" + b"\0" * 161)
    assert read(tmp_path) == {name: "lock_file"}


@pytest.mark.parametrize("name", ["x.tab", "x.txt", "x.TSV"])
def test_texts_with_tabs_are_read_under_any_ending(tmp_path: Path, name: str) -> None:
    written(tmp_path, name, SSI.replace(",", "\t").encode())
    assert read(tmp_path) == {name: "ssi_wide"}


@pytest.mark.parametrize(
    "data",
    [bytes(400), SSI.encode() + bytes(400), b"\x89PNG\r\n\x1a\n" + bytes(3) + b"IHDR"],
)
def test_bytes_that_are_no_text_are_refused_under_the_name_of_one(
    tmp_path: Path, data: bytes
) -> None:
    written(tmp_path, "x.csv", data)
    assert read(tmp_path) == {
        "x.csv": "x.csv: 1 problem\n  holds bytes that are no text, as zeros of a copy"
        " that was cut short; export it again, as CSV"
    }


@pytest.mark.parametrize(
    "text",
    ["<html><table><tr><td>1</td></tr></table>", '<?xml version="1.0"?><Workbook/>'],
)
def test_a_page_that_is_named_as_a_workbook_is_refused_with_the_cure(
    tmp_path: Path, text: str
) -> None:
    written(tmp_path, "report.xls", text.encode())
    assert read(tmp_path) == {
        "report.xls": "report.xls: 1 problem\n  is a web page or XML named as a"
        " workbook; save it as Excel workbook (.xlsx) or CSV"
    }


def written(folder: Path, name: str, data: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def test_a_file_that_is_to_be_ignored_is_not_even_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text(SSI)
    rules = Settings(files=(FileRule("a.csv", origin="ignore"),))
    assert read(tmp_path, rules) == {"a.csv": "ignored", "b.csv": "ssi_wide"}


def test_the_days_of_ambiguous_dates_are_settled_for_one_file(tmp_path: Path) -> None:
    text = SSI.replace("2026-11-15", "03/04/2026")
    (tmp_path / "a.csv").write_text(text)
    (tmp_path / "b.csv").write_text(text)
    rules = Settings(files=(FileRule("a.csv", date_order="mdy"),))
    found = read_folder(tmp_path, rules)
    assert found["a.csv"].tables["ssi"]["date"].astype(str).tolist() == ["2026-03-04"]
    assert isinstance(found["b.csv"], ExportError)
