from __future__ import annotations

import pytest

from ssi_analysis.report.files import write_file


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "2026-W46" / "north.html"
    write_file(path, "old, and longer")
    write_file(path, "new")
    assert path.read_text() == "new"
    assert [file.name for file in path.parent.iterdir()] == ["north.html"]


def test_a_write_that_fails_keeps_the_old_file(tmp_path):
    path = write_file(tmp_path / "north.html", "old")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "\ud800")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["north.html"]


def test_a_reader_of_the_old_file_never_sees_the_new_one_grow(tmp_path):
    path = write_file(tmp_path / "north.html", "old")
    with path.open() as opened_before:
        write_file(path, "new")
        assert opened_before.read() == "old"


def test_line_ends_are_written_as_they_are(tmp_path):
    assert write_file(tmp_path / "a", "1\n2\r\n").read_bytes() == b"1\n2\r\n"
