"""The worksheets of an .xlsx workbook as Grids of text.

A cell has the value that was saved with it. Of merged cells only the first has one, as
in the file. Hidden sheets are read like others: who hides a sheet of helper columns
still has the export in the file.
"""

from __future__ import annotations

import io
import re
import warnings
from contextlib import contextmanager
from itertools import chain, pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ssi_analysis.errors.containers import ContainerError
from ssi_analysis.exports import limits
from ssi_analysis.exports.archive import printable, unpack
from ssi_analysis.exports.cells import as_text
from ssi_analysis.exports.text import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zipfile import ZipFile

__all__ = ["Worksheet", "worksheets"]

_ONE_AT_A_TIME: Final = Lock()
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml"
"""Names its elements otherwise, so that openpyxl would find no cell in it."""
_VALUES: Final = (b"<v", b"<f", b"<is")
_OTHER_XML: Final = (b":row", b":c ", b":v>", b"<!--")
"""Marks of XML that is not written as spreadsheets do; all its rows are read."""
_ROW = re.compile(rb'<row\b[^>]*?\sr="(\d{1,99})"')
_UNSAVED = re.compile(
    rb'<(?:\w+:)?c\b(?![^<>]*\bt="str")[^<>]*>\s*'
    rb"<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\b[^<>]*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)


class Worksheet(NamedTuple):
    """A worksheet as a table, and whether the workbook shows it."""

    grid: Grid
    is_hidden: bool


def worksheets(path: str, data: bytes, archive: ZipFile) -> list[Worksheet]:
    """Return every worksheet with a cell filled.

    The only one that is shown has the path of the file, others have their names after
    it. Raises `ContainerError` where the workbook is damaged, where it grows beyond the
    limits, and where all that is filled is hidden.
    """
    survey = _survey(path, archive)
    try:
        with _quiet():
            tables = _tables(path, data, survey)
    except ContainerError:
        raise
    except Exception as error:  # openpyxl raises what the damaged XML leads it to
        found = printable(str(error).partition("\n")[0])[:80] or type(error).__name__
        raise ContainerError.broken_workbook(path, found) from None
    return _named(path, tables)


class _Survey(NamedTuple):
    """What is known of a workbook before its XML is read: see `_survey`."""

    last_row: int
    has_unsaved: bool


def _survey(path: str, archive: ZipFile) -> _Survey:
    """Look over every part of a workbook, each under the limits.

    Finds the last row with a value in any sheet, below which a million rows may be
    formatted, and whether there is a formula of which no value was saved.
    """
    last_row, has_unsaved = 0, False
    for info in archive.infolist():
        if info.file_size > limits.LARGEST:
            raise ContainerError.large_sheet(path, limits.LARGEST)
        xml = unpack(path, archive, info)
        if _declares(info.filename, xml):
            raise ContainerError.broken_workbook(path, "unusual XML")
        if _STRICT in xml:
            raise ContainerError.other_format(path, "a Strict Open XML workbook")
        if b"sheetData" in xml:
            last_row = max(last_row, _last_row(path, xml))
            has_unsaved = has_unsaved or _has_unsaved(xml)
    return _Survey(last_row, has_unsaved)


def _declares(name: str, xml: bytes) -> bool:
    """Say whether XML may declare entities, which is done to fill the memory.

    No spreadsheet program does, nor writes the two bytes a letter that would hide it.
    """
    is_wide = name.endswith((".xml", ".rels")) and b"\0" in xml
    return is_wide or (b"<!DOCTYPE" in xml and not name.endswith(".svg"))


def _last_row(path: str, xml: bytes) -> int:
    numbers = chain((0,), (int(row[1]) for row in _ROW.finditer(xml)))
    if any(not above < n <= limits.MOST_ROWS for above, n in pairwise(numbers)):
        raise ContainerError.broken_workbook(path, "rows out of their order")
    end = xml.rfind(b"</sheetData>")
    if end < 0 or any(mark in xml for mark in _OTHER_XML):
        return limits.MOST_ROWS + 1
    value = max(xml.rfind(tag, 0, end) for tag in _VALUES)
    if value < 0:
        return 0
    found = _ROW.match(xml, xml.rfind(b"<row", 0, value))
    return int(found[1]) if found else limits.MOST_ROWS + 1


def _has_unsaved(xml: bytes) -> bool:
    # Most sheets have no formula at all, which is seen much sooner.
    end = xml.rfind(b"sheetData>")
    has_any = xml.find(b"<f", 0, end) >= 0 or xml.find(b":f", 0, end) >= 0
    return has_any and _UNSAVED.search(xml, 0, end) is not None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what openpyxl warns of to itself: what it leaves out is not in the cells.

    The filters are those of the whole process, so one workbook is read at a time.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Table(NamedTuple):
    title: str
    is_hidden: bool
    rows: list[tuple[str, ...]]


def _tables(path: str, data: bytes, survey: _Survey) -> list[_Table]:
    values = _load(data, values=True)
    formulas = _load(data, values=False) if survey.has_unsaved else values
    if not values.sheetnames:
        raise ContainerError.broken_workbook(path, "no worksheet")
    pairs = zip(values.worksheets, formulas.worksheets, strict=True)
    return [
        _Table(
            sheet.title,
            sheet.sheet_state != "visible",
            _rows(path, _lines(sheet, twin, survey.last_row)),
        )
        for sheet, twin in pairs
    ]


def _load(data: bytes, *, values: bool) -> Any:
    # Half a second of every start, so only for those who have workbooks.
    from openpyxl import load_workbook  # noqa: PLC0415

    return load_workbook(
        io.BytesIO(data), read_only=True, data_only=values, keep_links=False
    )


def _lines(sheet: Any, twin: Any, last_row: int) -> Iterator[list[str]]:
    lines = _cells(sheet, last_row)
    if twin is sheet:
        for line in lines:
            yield [_value(cell) for cell in line]
        return
    for line, formulas in zip(lines, _cells(twin, last_row), strict=True):
        yield [
            _value(cell) or _formula(cell, formula)
            for cell, formula in zip(line, formulas, strict=True)
        ]


def _cells(sheet: Any, last_row: int) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # the file may state fewer rows than it has
    found: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=max(last_row, 1))
    return found


def _value(cell: Any) -> str:
    value = cell.value
    return "" if value is None else as_text(value, cell.number_format)


def _formula(cell: Any, formula: Any) -> str:
    # A formula may have been saved with a text of no letters; that is blank.
    if formula.data_type != "f" or cell.data_type == "str" or cell.value is not None:
        return ""
    text = formula.value
    if not isinstance(text, str):  # a formula of several cells
        text = getattr(text, "text", None) or ""
    return text if text.startswith("=") else f"={text}"


def _rows(path: str, lines: Iterator[list[str]]) -> list[tuple[str, ...]]:
    """Return the lines down to the last one with a cell filled, all of one width."""
    rows: list[tuple[str, ...]] = []
    width, n_filled, last = 0, 0, 0
    for n, line in enumerate(lines, start=1):
        while line and not line[-1]:
            line.pop()
        rows.append(tuple(line))
        if line:
            width, n_filled, last = max(width, len(line)), n_filled + 1, n
        if width * n_filled > limits.MOST_CELLS or last > limits.MOST_ROWS:
            raise ContainerError.too_wide(path, last, width)
    blanks = ("",) * width
    return [(row + blanks[len(row) :]) if row else () for row in rows[:last]]


def _named(path: str, tables: Sequence[_Table]) -> list[Worksheet]:
    filled = [(printable(table.title), table) for table in tables if table.rows]
    shown = [table for _, table in filled if not table.is_hidden]
    if filled and not shown:
        raise ContainerError.hidden_sheets(path, [title for title, _ in filled])
    alone = shown[0] if len(shown) == 1 else None
    return [
        Worksheet(
            Grid(path if table is alone else f"{path}#{title}", tuple(table.rows), ""),
            table.is_hidden,
        )
        for title, table in filled
    ]
