"""Bytes to text: what is read, what is no text, what is in two encodings."""

from __future__ import annotations

import codecs

import pytest

from ssi_analysis.exports.encoding import broken_at, decode

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_survives_every_encoding_that_exports_use(encoding):
    text = "Nils Haverström;20,9\r\nJosé;“x”\r\n"
    assert decode(text.encode(encoding)) == text


def test_big_endian_text_with_a_mark_is_read():
    data = codecs.BOM_UTF16_BE + "Ana;São Paulo".encode("utf-16-be")
    assert decode(data) == "Ana;São Paulo"


def test_bytes_that_windows_leaves_open_are_read_as_latin_1():
    assert decode(b"Malm\xf6 \x81\x8d\x8f\x90\x9d \x80") == (
        "Malmö \x81\x8d\x8f\x90\x9d €"
    )


def test_utf_16_without_a_mark_may_hold_letters_of_other_scripts():
    text = "name,ort\r\n" + "日本,東京\r\n" * 9
    assert decode(text.encode("utf-16-le")) == text
    assert decode(text.encode("utf-16-be")) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(64),
        b"a,b\n1,2\n\x00",
        "a,b\0".encode("utf-16"),
        b"\xff\xfe\x00\x00a\x00\x00\x00",
        bytes(range(256)),
    ],
)
def test_bytes_that_are_no_text_are_none(data):
    assert decode(data) is None
    assert broken_at(data) is None


def test_utf_8_with_a_letter_of_another_encoding_is_not_misread():
    data = "Müller\r\nSão Paulo\r\n".encode() + b"Malm\xf6\r\n"
    assert decode(data) is None
    assert broken_at(data) == (3, "utf-8")


def test_windows_text_that_holds_a_pair_by_chance_is_read():
    # É and the closing quote are together one letter of UTF-8.
    text = "CAFÉ\N{RIGHT SINGLE QUOTATION MARK}S;Malmö;José"
    data = text.encode("cp1252")
    assert decode(data) == text
    assert broken_at(data) is None


def test_marked_text_that_was_cut_short_is_known_by_its_line():
    assert broken_at("a\nb".encode("utf-16")[:-1]) == (2, "utf-16")
    assert broken_at(codecs.BOM_UTF8 + b"a\xff") == (1, "utf-8-sig")
    assert broken_at("a\nb".encode("utf-16")) is None
