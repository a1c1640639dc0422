"""Which origin is this table? Its header names say; the file's name never does.

The header row is found by its names among the first lines, so metadata above it does
no harm, and the delimiter is the one under which the names appear. Where several
origins fit, the one that knows most of the columns has it.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ExportError
from ssi_analysis.exports.origins import origins
from ssi_analysis.exports.text import (
    DELIMITERS,
    Grid,
    Sheet,
    body_end,
    fold,
    grid,
    peek,
)
from ssi_analysis.schema import METRICS, PILLARS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ssi_analysis.exports.extract import Options
    from ssi_analysis.exports.origin import Origin

__all__ = ["HEADER_WITHIN", "heads", "recognise"]

HEADER_WITHIN: Final = 30
_NUMBERS: Final = frozenset(
    (
        *PILLARS,
        *METRICS,
        "ssi_named",
        "ssi_total",
        "quota",
        "attained",
        "amount",
        "rate",
    )
)
"""The columns of which a second one of the same meaning would be a second truth."""
_Spellings = tuple[tuple[str, tuple[str, ...]], ...]


def recognise(
    path: str, content: str | Grid, options: Options
) -> tuple[Origin, Sheet] | None:
    r"""Return the origin and its Sheet, or None where no origin is known.

    Raises `ExportError` where the origin is known and the table is broken, and where
    the owner of the data names an origin whose columns the table does not have.

    Examples
    --------
    >>> from ssi_analysis.exports.extract import Options
    >>> text = "made today\nDate;SSI\n2026-11-15;53,2\n"
    >>> origin, sheet = recognise("x.csv", text, Options())
    >>> origin.name, sheet.cells("ssi_named"), sheet.numbers
    ('ssi_wide', ['53,2'], (3,))
    """
    own = tuple(options.columns.items())
    for delimiter, lines in heads(content):
        for at, record in enumerate(lines):
            match = _match(record, own, options.rule.origin) if record else None
            if match:
                whole = (
                    content
                    if isinstance(content, Grid)
                    else grid(path, content, delimiter)
                )
                sheet = _sheet(whole, at, dict(match[1]))
                _refuse_unclear(match[0], sheet, at + 1, options)
                return match[0], sheet
    if options.rule.origin:
        raise ExportError.not_of_origin(path, options.rule.origin, _lacking(options))
    return None


def heads(content: str | Grid) -> Iterator[tuple[str, Sequence[tuple[str, ...]]]]:
    """Yield each way to read a table, the delimiter and the first lines under it."""
    if isinstance(content, Grid):
        yield content.delimiter, content.rows[:HEADER_WITHIN]
        return
    for delimiter in DELIMITERS:
        if delimiter in content:
            lines = peek(content, delimiter, HEADER_WITHIN)
            yield delimiter, [line if len(line) > 1 else () for line in lines]


def _lacking(options: Options) -> list[list[str]]:
    known = {origin.name: origin for origin in origins()}
    origin = known.get(options.rule.origin)
    return [sorted(names) for names in origin.requires] if origin else []


@lru_cache(maxsize=4096)
def _match(
    record: tuple[str, ...], own: _Spellings, name: str
) -> tuple[Origin, tuple[tuple[str, int], ...]] | None:
    found = {
        origin: columns
        for origin in origins()
        if not name or origin.name == name
        if (columns := origin.positions(record, dict(own)))
    }
    if not found:
        return None
    best = max(found, key=lambda origin: len(set(found[origin].values())))
    return best, tuple(found[best].items())


def _sheet(whole: Grid, at: int, columns: dict[str, int]) -> Sheet:
    header, body = whole.rows[at], whole.rows[at + 1 :]
    repeated = _repeated(header, columns)
    if repeated:
        raise ExportError.repeated_headers(whole.path, at + 1, repeated)
    end = at + 2 + body_end(body)
    filled = [(n, row) for n, row in enumerate(body, at + 2) if any(row)]
    numbered = [(n, row) for n, row in filled if n < end]
    fitted = {n: _fit(row, len(header)) for n, row in numbered}
    rows = {n: row for n, row in fitted.items() if row is not None}
    return Sheet(
        path=whole.path,
        header=header,
        columns=columns,
        rows=tuple(rows.values()),
        numbers=tuple(rows),
        preamble=whole.rows[:at],
        delimiter=whole.delimiter,
        misfits=tuple((n, row) for n, row in numbered if n not in rows),
        footer=tuple(filled[len(numbered) :]),
    )


def _refuse_unclear(origin: Origin, sheet: Sheet, row: int, options: Options) -> None:
    """Refuse a header that the owner names and is not there, and rivals for a number.

    Two columns of one meaning with different numbers leave open which one counts.
    """
    there = set(map(fold, sheet.header))
    absent = [
        cells[0]
        for cells in options.rule.columns.values()
        if there.isdisjoint(map(fold, cells))
    ]
    if absent:
        raise ExportError.absent_headers(sheet.path, absent, sheet.header)
    rivals = [
        (sheet.label(name), sheet.header[at])
        for name in sheet.columns.keys() & _NUMBERS
        if name not in options.columns
        for at in _alike(origin, sheet, name)
    ]
    if rivals:
        raise ExportError.rival_columns(sheet.path, row, rivals)


def _alike(origin: Origin, sheet: Sheet, name: str) -> list[int]:
    """Return the other columns that mean the same and hold something else."""
    group = ("ssi_named", "ssi_total") if name == "ssi_named" else (name,)
    known = {spelling for each in group for spelling in origin.spelt.get(each, ())}
    mine = sheet.cells(name)
    return [
        at
        for at, cell in enumerate(sheet.header)
        if at != sheet.columns[name] and fold(cell) in known
        if any(
            row[at] and cell and row[at] != cell
            for row, cell in zip(sheet.rows, mine, strict=True)
        )
    ]


def _repeated(header: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    # Spelt alike is repeated; but for case and blanks alike is, where it is read. A
    # number is no header: some exports fill empty cells with one.
    header = ["" if cell.isdigit() else cell for cell in header]
    alike = Counter(map(fold, header))
    read = {fold(header[at]) for at in columns.values()}
    same = Counter(header)
    return [
        name
        for name in same
        if name and (same[name] > 1 or (fold(name) in read and alike[fold(name)] > 1))
    ]


def _fit(row: tuple[str, ...], width: int) -> tuple[str, ...] | None:
    if len(row) > width and not any(row[width:]):
        row = row[:width]
    return row if len(row) == width else None
