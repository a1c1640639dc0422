"""From bytes to text, without guessing.

Encodings are tried in the order in which a wrong one would be noticed: byte-order
mark, zeros of UTF-16, strict UTF-8, Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

__all__ = ["broken_at", "decode", "encoding_of"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS_1252: Final = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)
)
"""Windows-1252, with ISO-8859-1 where that leaves a byte open."""
_HEAD: Final = 4096
_LINE_END = re.compile(r"\r\n?|\n")


def encoding_of(data: bytes) -> str | None:
    r"""Return the encoding that the bytes themselves show; None where they are no text.

    A byte-order mark shows it, and so do the zeros in every other byte of UTF-16. Text
    of single bytes has no zeros; which it is, UTF-8 or Windows-1252, is left open ("").

    >>> encoding_of("a;b".encode("utf-16-le")), encoding_of(b"a;b")
    ('utf-16-le', '')
    >>> encoding_of(bytes(4)) is None
    True
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" not in data:
        return ""
    head = data[:_HEAD]
    low, high = head[::2].count(0), head[1::2].count(0)
    if max(low, high) * 8 < len(head) or max(low, high) < 10 * min(low, high):
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def decode(data: bytes) -> str | None:
    """Return the text in `data`, or None where it is not text.

    Bytes that Windows-1252 leaves open are read as ISO-8859-1. A text that is UTF-8
    but for a few letters is None: `broken_at` says where, for no reading is right.

    >>> decode("São Paulo".encode("cp1252")), decode(bytes(4))
    ('São Paulo', None)
    """
    encoding = encoding_of(data)
    if encoding is None:
        return None
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding or _is_mostly_utf8(data):
            return None
        text = codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
    return None if "\0" in text else text


def broken_at(data: bytes) -> tuple[int, str] | None:
    r"""Return the line where a text leaves its encoding, and the encoding.

    >>> broken_at("São Paulo\nMünchen\n".encode() + b"Malm\xf6")
    (3, 'utf-8')
    >>> broken_at(b"Malm\xf6") is None
    True
    """
    encoding = encoding_of(data)
    if encoding is None or not (encoding or _is_mostly_utf8(data)):
        return None
    try:
        data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding or "utf-8", "replace")
        return 1 + len(_LINE_END.findall(before)), encoding or "utf-8"
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    n_broken = text.count("\ufffd")
    n_accented = len(text) - len(text.encode("ascii", "ignore")) - n_broken
    return n_accented > n_broken
