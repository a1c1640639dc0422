"""From the bytes of a file to the texts and worksheets in it.

What a file is, its first bytes say; its name never does. Archives are opened in
memory, one archive inside another and no deeper, and nothing is written to disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, TypeAlias

from ssi_analysis.errors.containers import ContainerError
from ssi_analysis.exports import limits
from ssi_analysis.exports.archive import gunzip, members, open_zip, unpack
from ssi_analysis.exports.beside import HIDDEN, LOCK, UNREAD, is_left, is_lock
from ssi_analysis.exports.encoding import broken_at, decode, encoding_of
from ssi_analysis.exports.limits import LARGEST, LONGEST_LINE
from ssi_analysis.exports.workbook import worksheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from zipfile import ZipFile, ZipInfo

    from ssi_analysis.exports.text import Grid

__all__ = [
    "LARGEST",
    "LONGEST_LINE",
    "LOOKED_INTO",
    "SUFFIXES",
    "Part",
    "is_text",
    "parts",
]

_TABLES: Final = (".csv", ".tsv", ".tab", ".txt")
_TEXTS: Final = (*_TABLES, ".json", ".jsonl", ".ndjson", ".html", ".htm")

SUFFIXES: Final = (*_TEXTS, ".xlsx", ".xlsm", ".gz", ".zip")
"""Endings of the files that are looked into, in a folder and in an archive."""

LOOKED_INTO: Final = (*SUFFIXES, ".xls", ".xlsb", ".ods", ".numbers")
"""Those, and tables in other forms: looked into only to say how to save them."""


@dataclass(frozen=True)
class Part:
    """One table or document in a file: a text, or a worksheet.

    The path is that of the file, with what it holds after it: `crm.xlsx#Deals` where
    several worksheets are filled, `archive.zip/Connections.csv`. `aside` says why the
    part is named only, and not read.
    """

    path: str
    content: str | Grid
    aside: str = ""


def parts(path: str, data: bytes) -> Iterator[Part | ContainerError]:
    r"""Yield every table and document in a file, or why one of them is refused.

    Nothing is yielded where the file is neither text nor an archive. A member of an
    archive that is neither is a Part without text, so that it is named.

    Examples
    --------
    >>> list(parts("x.csv", b"date,ssi"))
    [Part(path='x.csv', content='date,ssi', aside='')]
    >>> list(parts("x.png", bytes(8)))
    []
    >>> print(next(parts("x.zip", b"PK\x03\x04")))
    x.zip: 1 problem
      cannot be unpacked (File is not a zip file); download it again
    """
    budget = _Budget(limits.MOST_MEMBERS, limits.LARGEST_TOTAL)
    yield from _parts(path, data, budget, 0)


def is_text(path: str) -> bool:
    """Say whether the ending of a path is that of a text."""
    return path.lower().endswith(_TEXTS)


@dataclass
class _Budget:
    """What is still read of one file, the archives in it included."""

    members: int
    size: int

    def spend(self, path: str, n_members: int, size: int) -> None:
        if n_members > self.members:
            raise ContainerError.too_many_members(path, limits.MOST_MEMBERS)
        if size > self.size:
            raise ContainerError.too_much(path, limits.LARGEST_TOTAL)
        self.members, self.size = self.members - n_members, self.size - size


def _parts(path: str, data: bytes, budget: _Budget, depth: int) -> _Parts:
    opener = next((way for mark, way in _MARKS.items() if data.startswith(mark)), None)
    try:
        if len(data) > limits.LARGEST:
            raise ContainerError.too_large(path, limits.LARGEST)
        if opener is None:
            yield from _text(path, data)
        elif depth > limits.DEEPEST:
            raise ContainerError.too_deep(path)
        else:
            yield from opener(path, data, budget, depth)
    except ContainerError as error:
        yield error


def _text(path: str, data: bytes) -> Iterator[Part]:
    if encoding_of(data) is None:
        return
    if data[:_HEAD].translate(None, _NO_LETTERS)[:1] in (b"{", b"[", b"<"):
        if len(data) > limits.LARGEST_DOCUMENT:
            raise ContainerError.too_large(path, limits.LARGEST_DOCUMENT)
    elif _has_long_line(data):
        raise ContainerError.long_line(path, limits.LONGEST_LINE)
    text = decode(data)
    if text is not None:
        yield Part(path, text)
    elif broken := broken_at(data):
        raise ContainerError.mixed_encodings(path, *broken)


def _has_long_line(data: bytes) -> bool:
    start = 0
    while start + limits.LONGEST_LINE < len(data):
        within = (start, start + limits.LONGEST_LINE + 1)
        end = max(data.rfind(b"\n", *within), data.rfind(b"\r", *within))
        if end < 0:
            return True
        start = end + 1
    return False


def _gzip(path: str, data: bytes, budget: _Budget, depth: int) -> _Parts:
    content = gunzip(path, data)
    budget.spend(path, 1, len(content))
    yield from _parts(path, content, budget, depth + 1)


def _zip(path: str, data: bytes, budget: _Budget, depth: int) -> _Parts:
    with open_zip(path, data) as archive:
        names = archive.namelist()
        for name, form in _OTHER_FORMS.items():
            if name in names:
                raise ContainerError.other_format(path, form)
        if "xl/workbook.xml" in names:
            budget.spend(path, 1, _size(archive.infolist()))
            for sheet in worksheets(path, data, archive):
                aside = HIDDEN if sheet.is_hidden else ""
                yield Part(sheet.grid.path, sheet.grid, aside)
        else:
            yield from _members(path, archive, budget, depth)


def _members(path: str, archive: ZipFile, budget: _Budget, depth: int) -> _Parts:
    aside = {name: _aside(name) for name, _ in members(path, archive)}
    wanted = [each for each in members(path, archive) if aside[each[0]] is None]
    yield from (Part(name, "", reason) for name, reason in aside.items() if reason)
    # No more is ever unpacked of a member than the archive says that it holds.
    budget.spend(path, len(wanted), _size(info for _, info in wanted))
    for name, info in wanted:
        try:
            content = unpack(name, archive, info)
        except ContainerError as error:
            yield error
            continue
        found = False
        for part in _parts(name, content, budget, depth + 1):
            found = True
            yield part
        if not found:
            yield Part(name, "")


def _aside(path: str) -> str | None:
    """Return why a member is named only, a blank where it is left, None for others."""
    name = PurePosixPath(path)
    if is_left(name.name):
        return ""
    if is_lock(name.name):
        return LOCK
    return None if name.suffix.lower() in LOOKED_INTO else UNREAD


def _size(infos: Iterable[ZipInfo]) -> int:
    return sum(info.file_size for info in infos)


def _binary(path: str, data: bytes, _budget: _Budget, _depth: int) -> _Parts:
    if "EncryptedPackage".encode("utf-16-le") in data:
        yield ContainerError.locked(path)
    else:
        yield ContainerError.other_format(path, "an old Excel workbook (.xls)")


_Parts: TypeAlias = "Iterator[Part | ContainerError]"
_Opener: TypeAlias = "Callable[[str, bytes, _Budget, int], _Parts]"
_MARKS: Final[dict[bytes, _Opener]] = {
    b"\x1f\x8b": _gzip,
    b"PK\x03\x04": _zip,
    b"PK\x05\x06": _zip,
    b"PK\x07\x08": _zip,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _binary,
}
_OTHER_FORMS: Final = {
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "content.xml": "an OpenDocument file (.ods)",
    "Index/Document.iwa": "a Numbers document",
}
_HEAD: Final = 4096
_NO_LETTERS: Final = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""Marks of encodings, zeros of UTF-16 and blanks."""
