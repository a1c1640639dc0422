"""The members of a ZIP and the contents of a GZIP, unpacked under limits.

Nothing is written to disk, and no size that an archive states is believed: what is
unpacked is counted while it is unpacked.
"""

from __future__ import annotations

import gzip
import io
from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ssi_analysis.errors.containers import ContainerError
from ssi_analysis.exports import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["gunzip", "members", "open_zip", "printable", "unpack"]

_PIECE: Final = 2**20
_IS_LOCKED: Final = 0x1
_IS_UTF8: Final = 0x800
_ENTRY: Final = b"PK\x01\x02"


def open_zip(path: str, data: bytes) -> ZipFile:
    """Return an archive ready to unpack from.

    Raises `ContainerError` where it is damaged or has more members than are read.
    """
    # Counted before the directory is read: a million entries take a gigabyte.
    if data.count(_ENTRY) > limits.MOST_MEMBERS:
        raise ContainerError.too_many_members(path, limits.MOST_MEMBERS)
    try:
        return ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises what the damaged bytes lead it to
        raise ContainerError.broken(path, _said(error)) from None


def members(path: str, archive: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    """Yield every file in an archive with its own path, in the order of the names.

    Directories, hidden files and what macOS adds are left out. Where two have one
    name, the second is told apart as a browser would: `a (2).csv`.
    """
    taken: set[str] = set()
    # Not is_dir(), which Python 3.11 cannot ask of a member without a name.
    files = (info for info in archive.infolist() if not info.filename.endswith("/"))
    named = [(_name(info), info) for info in files]
    for name, info in sorted(named, key=lambda pair: pair[0]):
        folders = [part for part in name.split("/") if part != "."]
        hidden = any(part.startswith(".") and part != ".." for part in folders)
        if not hidden and folders[0] != "__MACOSX":
            free = _free(printable("/".join(folders)), taken)
            taken.add(free)
            yield f"{path}/{free}", info


def _name(info: ZipInfo) -> str:
    """Return the name as it was packed; ZipInfo mends some of what is to be refused."""
    name = info.orig_filename
    if info.flag_bits & _IS_UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def printable(name: str) -> str:
    r"""Return a name that can be shown: what does not print is marked.

    >>> printable("a\x1b[31m.csv")
    'a�[31m.csv'
    """
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for letter in name
    )


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    n, free = 1, name
    while free in taken:
        n += 1
        free = f"{stem} ({n}){dot}{ending}" if stem else f"{name} ({n})"
    return free


def unpack(path: str, archive: ZipFile, info: ZipInfo) -> bytes:
    """Return the contents of a member.

    Raises `ContainerError` where only a password opens it, where its name leads out of
    the archive, where it is damaged, and where it grows beyond the limits.
    """
    if _leads_out(_name(info)):
        raise ContainerError.unsafe_name(path)
    if info.flag_bits & _IS_LOCKED:
        raise ContainerError.locked(path)
    # The other methods unpack a piece at once, however large it becomes.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ContainerError.other_method(path)
    try:
        with archive.open(info) as stream:
            return _read(path, stream, info.compress_size)
    except ContainerError:
        raise
    except Exception as error:  # zipfile raises what the damaged bytes lead it to
        raise ContainerError.broken(path, _said(error)) from None


def _leads_out(name: str) -> bool:
    has_drive = name[1:2] == ":"
    return name.startswith("/") or has_drive or "\\" in name or ".." in name.split("/")


def gunzip(path: str, data: bytes) -> bytes:
    """Return what a GZIP holds.

    Raises `ContainerError` where it is damaged or cut short, and where it grows beyond
    the limits.

    >>> import gzip
    >>> gunzip("x.csv.gz", gzip.compress(b"a,b"))
    b'a,b'
    """
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return _read(path, stream, len(data))
    except ContainerError:
        raise
    except Exception as error:  # gzip and zlib have no kind of error in common
        raise ContainerError.broken(path, _said(error)) from None


def _read(path: str, stream: IO[bytes] | gzip.GzipFile, packed: int) -> bytes:
    held = io.BytesIO()
    while piece := stream.read(_PIECE):
        size = held.tell() + len(piece)
        if size > limits.LARGEST:
            raise ContainerError.too_large(path, limits.LARGEST)
        if size > max(limits.RATIO_FROM, limits.HIGHEST_RATIO * packed):
            raise ContainerError.swollen(path, limits.HIGHEST_RATIO)
        held.write(piece)
    return held.getvalue()


def _said(error: Exception) -> str:
    return printable(str(error))[:80] or type(error).__name__
