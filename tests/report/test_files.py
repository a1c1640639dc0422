from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.report.files import slug, slugs, write_file


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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("North", "north"),
        ("Équipe Nord", "equipe-nord"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("東京", "team"),
        ("", "team"),
        ("x" * 100, "x" * 60),
        ("CON", "con-team"),
        ("lpt1", "lpt1-team"),
        ("Console", "console"),
    ],
)
def test_a_slug_is_plain_letters(name, expected):
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_never_a_path(name):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))


@given(st.lists(st.text()))
def test_slugs_differ_whatever_the_names_and_their_order(names):
    found = slugs(names)
    assert len(set(found.values())) == len(set(names)) == len(found)
    assert slugs(reversed(names)) == found


def test_a_numbered_slug_does_not_take_that_of_another_team():
    assert slugs(["a", "A", "a 2"]) == {"A": "a", "a": "a-2", "a 2": "a-2-2"}
