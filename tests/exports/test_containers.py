"""Files in files: what is read of them, and what is refused before it does harm."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ssi_analysis.errors import ContainerError
from ssi_analysis.exports import limits
from ssi_analysis.exports.archive import gunzip
from ssi_analysis.exports.containers import LARGEST, LONGEST_LINE, Part, parts

if TYPE_CHECKING:
    from collections.abc import Iterable


def packed(
    members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read(path: str, data: bytes) -> dict[str, object]:
    """Return what every part holds by its path; of a refusal, its words."""
    found: dict[str, object] = {}
    for part in parts(path, data):
        if isinstance(part, Part):
            held = part.content if isinstance(part.content, str) else part.content.rows
            assert part.path not in found
            found[part.path] = held
        else:
            assert isinstance(part, ContainerError)
            opening = f"{part.path}: 1 problem\n  "
            assert str(part).startswith(opening)
            found[part.path] = [str(part).removeprefix(opening)]
    return found


def test_a_text_is_one_part_and_bytes_that_are_no_text_are_none():
    assert read("a/x.csv", b"a,b\n") == {"a/x.csv": "a,b\n"}
    assert read("x.json", "[1]".encode("utf-16")) == {"x.json": "[1]"}
    assert read("x.csv", b"") == {"x.csv": ""}
    assert read("x.csv", b"\x89PNG\r\n\x1a\n\0\0") == {}


def test_a_text_in_two_encodings_is_refused_with_the_line():
    data = "name\nMüller\nSão Paulo\n".encode() + b"Malm\xf6\n"
    assert read("x.csv", data) == {
        "x.csv": [
            "line 4: a letter is not in utf-8 as the rest of the file is, so names"
            " would be misspelt; save it again as utf-8"
        ]
    }


def test_a_file_beyond_the_limit_is_refused_before_it_is_decoded():
    refused = [
        "is larger than 256 MiB; export fewer columns or a shorter time, or split it"
    ]
    assert read("x.csv", bytes(LARGEST + 1)) == {"x.csv": refused}


def test_json_and_pages_have_a_limit_of_their_own(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_DOCUMENT", 2**20)
    refused = [
        "is larger than 1 MiB; export fewer columns or a shorter time, or split it"
    ]
    long = "\n".join(["0" * 99] * 11_000)
    assert read("x.json", f"\r\n [{long}]".encode("utf-8-sig")) == {"x.json": refused}
    assert read("x.html", f"<p>{long}".encode("utf-16")) == {"x.html": refused}
    assert read("x.csv", long.encode()) == {"x.csv": long}


def test_a_table_without_line_ends_is_refused():
    line = b"x" * (LONGEST_LINE - 1)
    long = ["has a line of more than 1 MiB, so it is no table; export it again, as CSV"]
    for end in (b"\n", b"\r", b"\r\n"):
        assert read("x.csv", (line + end) * 2 + line) != {"x.csv": long}
    assert read("x.csv", b"a\n" + line + b"x\n") != {"x.csv": long}
    assert read("x.csv", b"a\n" + line + b"xx\n") == {"x.csv": long}
    assert read("x.json", b"[" + line + b"xx") != {"x.json": long}


def test_a_gzip_keeps_its_path_and_may_hold_several_streams():
    data = gzip.compress(b"a,b\n") + gzip.compress(b"1,2\n")
    assert read("x.csv.gz", data) == {"x.csv.gz": "a,b\n1,2\n"}
    assert read("x.csv", data) == {"x.csv": "a,b\n1,2\n"}


def test_a_damaged_gzip_is_refused():
    data = gzip.compress(b"a,b\n" * 999)
    cut = "Compressed file ended before the end-of-stream marker was reached"
    assert read("x.gz", data[:-9]) == {
        "x.gz": [f"cannot be unpacked ({cut}); download it again"]
    }
    [[said]] = read("x.gz", data[:15] + b"\xff" * 9 + data[24:]).values()
    assert said.startswith("cannot be unpacked (")


def test_a_gzip_that_swells_is_refused():
    swollen = [
        "unpacks to more than 200 times its size, which no export does; export it again"
    ]
    assert read("x.gz", gzip.compress(bytes(11 * 2**20))) == {"x.gz": swollen}


def test_a_gzip_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 2**20)
    data = gzip.compress(b"a,b\n" * 2**18 + b"a")
    assert read("x.gz", data) == {
        "x.gz": [
            "is larger than 1 MiB; export fewer columns or a shorter time, or split it"
        ]
    }


def test_no_more_is_unpacked_than_is_read_of_one_file(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 3)
    assert gunzip("x.gz", gzip.compress(b"a,b")) == b"a,b"
    with pytest.raises(ContainerError, match="is larger than"):
        gunzip("x.gz", gzip.compress(b"a,bc"))


def test_members_are_read_in_the_order_of_their_names():
    data = packed([("b/Shares.csv", b"2"), ("a.TSV", b"1"), ("b/A.json", b"[]")])
    found = read("in/x.zip", data)
    assert found == {
        "in/x.zip/a.TSV": "1",
        "in/x.zip/b/A.json": "[]",
        "in/x.zip/b/Shares.csv": "2",
    }
    assert list(found) == sorted(found)
    assert read("x.csv", data).keys() == {
        name.replace("in/x.zip", "x.csv") for name in found
    }


def test_folders_hidden_files_and_notes_in_an_archive_are_left_out():
    names = ["a.csv/", "__MACOSX/a.csv", "b/.a.csv", ".b/a.csv", "b/._a.csv"]
    names += ["README", "x_files/page.css", "Thumbs.db"]
    data = packed([(name, b"1") for name in [*names, "./c.csv"]])
    assert read("x.zip", data) == {"x.zip/c.csv": "1"}
    assert read("x.zip", packed([])) == {}


def test_members_in_a_form_that_is_not_read_are_named_only():
    names = ["csv", "a.png", "~$deals.xlsx", "b/a.7z", "c.csv"]
    found = list(parts("x.zip", packed([(name, b"1") for name in names])))
    assert {part.path: part.aside for part in found} == {
        "x.zip/a.png": "unread",
        "x.zip/b/a.7z": "unread",
        "x.zip/c.csv": "",
        "x.zip/csv": "unread",
        "x.zip/~$deals.xlsx": "lock_file",
    }


def test_a_member_that_is_no_text_is_named():
    data = packed([("a.csv", bytes(9)), ("b.csv", b"1")])
    assert read("x.zip", data) == {"x.zip/a.csv": "", "x.zip/b.csv": "1"}


@pytest.mark.parametrize(
    "name",
    ["../a.csv", "b/../../a.csv", "/a.csv", "C:a.csv", "C:/a.csv", "b\\a.csv"],
)
def test_a_member_that_leads_out_is_refused_and_the_others_are_read(name):
    data = packed([(name, b"1"), ("c.csv", b"2")])
    found = read("x.zip", data)
    assert found.pop("x.zip/c.csv") == "2"
    assert found == {
        f"x.zip/{name}": [
            "has a name that leads out of the archive; pack the file again from its"
            " own folder"
        ]
    }


def test_members_of_one_name_are_both_read():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed([("a.csv", b"1"), ("a.csv", b"2"), ("a (2).csv", b"3")])
    assert read("x.zip", data) == {
        "x.zip/a (2).csv": "3",
        "x.zip/a.csv": "1",
        "x.zip/a (3).csv": "2",
    }


def test_names_of_any_encoding_are_read():
    plain = packed([("Aaaa.csv", b"1")])
    assert read("x.zip", packed([("São.csv", b"1")])) == {"x.zip/São.csv": "1"}
    # As macOS packs it: UTF-8 without saying so.
    unsaid = plain.replace(b"Aaaa", "Saõ".encode())
    assert read("x.zip", unsaid) == {"x.zip/Saõ.csv": "1"}
    assert read("x.zip", plain.replace(b"Aaaa", b"\x81\xfe\xff\xe1")) == {
        "x.zip/ü■\ufffdß.csv": "1"
    }
    assert read("x.zip", plain.replace(b"Aaaa", b"\x1b[1m")) == {
        "x.zip/\ufffd[1m.csv": "1"
    }


def test_names_that_are_not_in_the_encoding_they_state_do_not_stop_the_reader():
    data = packed([("São.csv", b"1")]).replace("ã".encode(), b"\xff\xff")
    [[said]] = read("x.zip", data).values()
    assert said.startswith("cannot be unpacked (")


def encrypted(data: bytes) -> bytes:
    """Set the flag of encryption, in the local header and in the directory."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        data = data[:place] + bytes([data[place] | 1]) + data[place + 1 :]
    return data


def test_an_encrypted_member_is_refused_and_the_others_are_read():
    data = encrypted(packed([("a.csv", b"1"), ("b.csv", b"2")]))
    assert read("x.zip", data) == {
        "x.zip/a.csv": ["is protected by a password; save it without one"],
        "x.zip/b.csv": "2",
    }


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_by_another_method_is_refused(method):
    assert read("x.zip", packed([("a.csv", b"1")], method)) == {
        "x.zip/a.csv": ["is packed by another method than Deflate; pack it again"]
    }


def test_a_damaged_member_is_refused_and_the_others_are_read():
    data = packed([("a.csv", b"1,2"), ("b.csv", b"3,4")], zipfile.ZIP_STORED)
    assert read("x.zip", data.replace(b"1,2", b"1,9", 1)) == {
        "x.zip/a.csv": [
            "cannot be unpacked (Bad CRC-32 for file 'a.csv'); download it again"
        ],
        "x.zip/b.csv": "3,4",
    }


def test_a_zip_cut_short_is_refused():
    data = packed([("a.csv", b"1,2")])
    assert read("x.zip", data[:-30]) == {
        "x.zip": ["cannot be unpacked (File is not a zip file); download it again"]
    }


def test_a_member_that_swells_is_refused_and_the_others_are_read():
    data = packed([("a.csv", b"a,b\n" * (11 * 2**18)), ("b.csv", b"1")])
    assert read("x.zip", data) == {
        "x.zip/a.csv": [
            "unpacks to more than 200 times its size, which no export does;"
            " export it again"
        ],
        "x.zip/b.csv": "1",
    }


def test_a_member_beyond_the_limit_is_refused_whatever_size_it_states(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 2**20)
    large = b"".join(b"%d\n" % n for n in range(200_000))
    data = packed([("a.csv", large), ("b.csv", b"1")])
    refused = {
        "x.zip/a.csv": [
            "is larger than 1 MiB; export fewer columns or a shorter time, or split it"
        ],
        "x.zip/b.csv": "1",
    }
    assert read("x.zip", data) == refused
    stated = len(large).to_bytes(4, "little")
    [[said], other] = read("x.zip", data.replace(stated, b"\x03\0\0\0")).values()
    assert said.startswith("cannot be unpacked (Bad CRC-32")
    assert other == "1"


def test_an_archive_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_MEMBERS", 3)
    names = ["a.csv", "b.csv", "c.csv"]
    data = packed([(name, b"1") for name in names])
    refused = ["holds more than 3 files; unpack it and keep less"]
    assert len(read("x.zip", data)) == 3
    # Told by the marks of the entries, before a directory of them is made.
    assert read("x.zip", b"PK\x03\x04" + b"PK\x01\x02" * 4) == {"x.zip": refused}
    assert read("x.zip", packed([(f"{n}.csv", b"") for n in range(4)])) == {
        "x.zip": refused
    }
    assert read("x.zip", packed([("a.zip", data), ("b.csv", b"1")])) == {
        "x.zip/a.zip": refused,
        "x.zip/b.csv": "1",
    }


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_TOTAL", 2**20)
    half = b"1,2\n" * 2**17
    two = packed([("a.csv", half), ("b.csv", half)])
    assert len(read("x.zip", two)) == 2
    three = packed([("a.csv", half), ("b.csv", half), ("c.csv", b"1")])
    refused = ["unpacks to more than 1 MiB; unpack it and keep less"]
    assert read("x.zip", three) == {"x.zip": refused}
    swelling = [(f"{n}.csv.gz", gzip.compress(half + b"1,2\n")) for n in "ab"]
    assert read("x.zip", packed(swelling)) == {
        "x.zip/a.csv.gz": (half + b"1,2\n").decode(),
        "x.zip/b.csv.gz": refused,
    }
    assert read("x.zip", packed([("a.zip", two), ("b.csv", b"1")])) == {
        "x.zip/a.zip": refused,
        "x.zip/b.csv": "1",
    }


def test_one_archive_in_another_is_read():
    inner = packed([("a.csv", b"1")])
    data = packed(
        [
            ("a.zip", inner),
            ("b.csv.gz", gzip.compress(b"2")),
            ("c.xlsx", workbook(One=[["x"]])),
        ]
    )
    assert read("x.zip", data) == {
        "x.zip/a.zip/a.csv": "1",
        "x.zip/b.csv.gz": "2",
        "x.zip/c.xlsx": (("x",),),
    }
    assert read("x.zip.gz", gzip.compress(inner)) == {"x.zip.gz/a.csv": "1"}


def test_an_archive_packed_twice_more_is_refused():
    deep = ["is packed more than twice; unpack the outer archive"]
    inner = packed([("a.zip", packed([("a.csv", b"1")])), ("b.csv", b"2")])
    assert read("x.zip", packed([("y.zip", inner)])) == {
        "x.zip/y.zip/a.zip": deep,
        "x.zip/y.zip/b.csv": "2",
    }
    twice = gzip.compress(gzip.compress(b"1"))
    assert read("x.gz", twice) == {"x.gz": "1"}
    assert read("x.gz", gzip.compress(twice)) == {"x.gz": deep}


def test_tables_in_other_forms_are_refused_with_how_to_save_them():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)
    locked = old + "EncryptedPackage".encode("utf-16-le")
    binary = packed([("xl/workbook.bin", b"")])
    open_document = packed([("mimetype", b""), ("content.xml", b"")])
    save = "save it as Excel workbook (.xlsx) or CSV"
    expected = {
        "a.xls": (old, f"is an old Excel workbook (.xls); {save}"),
        "a.xlsx": (locked, "is protected by a password; save it without one"),
        "a.xlsb": (binary, f"is a binary Excel workbook (.xlsb); {save}"),
        "a.ods": (open_document, f"is an OpenDocument file (.ods); {save}"),
        "a.numbers": (
            packed([("Index/Document.iwa", b"")]),
            f"is a Numbers document; {save}",
        ),
    }
    for path, (data, said) in expected.items():
        assert read(path, data) == {path: [said]}
    members = packed([(path, data) for path, (data, _) in expected.items()])
    assert read("x.zip", members) == {
        f"x.zip/{path}": [said] for path, (_, said) in expected.items()
    }


ARCHIVES = [
    packed([("a.csv", b"1,2\n"), ("b.zip", packed([("c.csv", b"3")]))]),
    gzip.compress(b"1,2\n"),
    workbook(One=[["a", 1], ["b", "=A1"]]),
    b"\xff\xfe",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]


@given(st.binary(max_size=300))
@example(b"PK\x05\x06" + bytes(18))
def test_no_bytes_stop_the_reader(data):
    read("x", data)


@given(st.sampled_from(ARCHIVES), st.integers(0), st.binary(max_size=9), st.booleans())
def test_no_damage_stops_the_reader(archive, place, bytes_there, is_cut):
    at = place % len(archive)
    rest = b"" if is_cut else archive[at + len(bytes_there) :]
    read("x", archive[:at] + bytes_there + rest)


def test_a_member_without_a_name_does_not_stop_the_reader():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.csv", "a,b\n")
        archive.writestr("x.csv", "a,b\n")
    nameless = packed.getvalue().replace(b"x.csv", b"\0.csv")
    found = {part.path for part in parts("x.zip", nameless)}
    assert found == {"x.zip/b.csv", "x.zip/\N{REPLACEMENT CHARACTER}.csv"}
