"""Files that people really have -> canonical tables, one module per origin.

containers  a file -> its texts and worksheets    text     a text -> a Sheet of cells
detect      which origin is this table?           values   cells -> numbers
documents   JSON and saved pages                  days     cells -> days
origins     one module per origin                 extract  what every reader gives back
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ContainerError, DocumentError, ExportError, SSIError
from ssi_analysis.exports import containers, detect, documents
from ssi_analysis.exports.beside import ASIDE, IGNORED
from ssi_analysis.exports.containers import is_text
from ssi_analysis.exports.extract import Extract, claimed
from ssi_analysis.exports.origins import document_origins
from ssi_analysis.exports.paging import pages_beyond
from ssi_analysis.exports.strict_json import DoubledKeyError
from ssi_analysis.exports.text import Document, Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssi_analysis.exports.extract import Options

__all__ = [
    "IGNORE",
    "SUFFIXES",
    "Reading",
    "named_only",
    "read_export",
    "read_parts",
]

SUFFIXES: Final = containers.SUFFIXES
"""Endings of the files that are looked into."""

IGNORE: Final = "ignore"
"""What the owner of the data calls a file that is not to be read."""

_WORKBOOKS: Final = (".xls", ".xlsx", ".xlsm", ".xlsb")

Reading = Extract | SSIError | None
"""What came of one table: its Extract, why it is refused, or None: not recognised."""


def read_parts(
    path: str, data: bytes, options_for: Callable[[str], Options]
) -> Iterator[tuple[str, Reading]]:
    """Read every table and document in one file, with the path of each.

    A file of which nothing can be read as text gives one None, or is refused where its
    ending says that it is one.
    """
    found = False
    for part in containers.parts(path, data):
        found = True
        if isinstance(part, ContainerError):
            yield part.path, part
        elif part.aside:
            yield part.path, named_only(part.path, part.aside)
        else:
            yield part.path, _read(part.path, part.content, options_for(part.path))
    if not found:
        yield path, ContainerError.no_text(path) if is_text(path) else None


def read_export(path: str, data: bytes, options: Options) -> Extract | None:
    r"""Read a file of one table by what is in it; None where no origin is recognised.

    Raises the `ExportError` that stops it, and one for a page of several that an API
    gave: whether the others lie beside it, only their folder tells.

    >>> from ssi_analysis.exports.extract import Options
    >>> found = read_export("x.csv", b"date,ssi\n2026-11-15,53.2\n", Options())
    >>> found.origin, found.tables["ssi"]["ssi_total"].tolist()
    ('ssi_wide', [53.2])
    """
    for _, reading in read_parts(path, data, lambda _: options):
        if isinstance(reading, SSIError):
            raise reading
        if reading and reading.beyond:
            raise DocumentError.one_page(path, next(iter(reading.beyond.values())))
        if reading and reading.origin not in ASIDE:
            return reading
    return None


def _read(path: str, content: str | Grid, options: Options) -> Reading:
    if options.rule.origin == IGNORE:
        return named_only(path, IGNORED)
    try:
        found = _recognised(path, content, options)
    except SSIError as error:
        return error
    except DoubledKeyError as error:
        return DocumentError.doubled_key(path, error.key, error.place)
    return claimed(found, options.rule.rep) if found and options.rule.rep else found


def named_only(path: str, reason: str) -> Extract:
    """Return what a file gives that is only named; `reason` is one of `ASIDE`."""
    return Extract(path, reason, {}, (), 0)


def _recognised(path: str, content: str | Grid, options: Options) -> Extract | None:
    inside = documents.content_of(content) if isinstance(content, str) else None
    if inside is not None:
        said = options.rule.origin
        for kind in document_origins():
            if said in ("", kind.name) and kind.holds(inside):
                return kind.read(Document(path, inside), options)
        listed = documents.grid_of_objects(path, inside)
        if listed is None:
            _refuse_named_workbook(path, inside)
            return None
        content = listed
    elif isinstance(content, str) and documents.is_broken_page(content):
        raise ExportError.broken_page(path)
    found = detect.recognise(path, content, options)
    if not found:
        return None
    origin, sheet = found
    read = origin.read(sheet, options)
    return replace(read, beyond=pages_beyond(inside), header=sheet.header)


def _refuse_named_workbook(path: str, inside: object) -> None:
    """Refuse a page that some CRMs write as a table and call a workbook."""
    if isinstance(inside, documents.Page) and path.lower().endswith(_WORKBOOKS):
        raise ContainerError.other_format(path, "a web page or XML named as a workbook")
