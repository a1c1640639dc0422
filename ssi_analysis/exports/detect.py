"""Which origin is this file? Its header names and JSON keys say; its name never does.

The header row is found by its names among the first records, so metadata above it
does no harm, and the delimiter is the one under which the names appear.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ssi_analysis.errors import ExportError
from ssi_analysis.exports.text import DELIMITERS, Sheet, body_end, fold, records
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Origin", "origins", "recognise", "spellings"]

HEADER_WITHIN: Final = 30
_WITH_PERSON: Final = frozenset({"roster", "ssi_long"})
_WITH_PILLARS: Final = frozenset({"ssi_wide", "sales_navigator"})


@dataclass(frozen=True)
class Origin:
    """One kind of file: the spellings of its columns and those that give it away."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    requires: tuple[frozenset[str], ...]

    def positions(self, header: Mapping[str, int]) -> dict[str, int]:
        """Return where each canonical column stands; the first spelling wins."""
        return {
            name: next(header[spelling] for spelling in known if spelling in header)
            for name, known in self.columns.items()
            if not header.keys().isdisjoint(known)
        }


@cache
def spellings() -> dict[str, dict[str, Any]]:
    """Return aliases.toml as it stands."""
    text = resources.files(__package__).joinpath("aliases.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def origins() -> tuple[Origin, ...]:
    """Return every origin in the order in which they are tried."""
    return tuple(
        _origin(name, block)
        for name, block in spellings().items()
        if "requires" in block
    )


def _origin(name: str, block: Mapping[str, Any]) -> Origin:
    shared = {} if name in _WITH_PERSON else dict(spellings()["person"])
    if name in _WITH_PILLARS:
        shared |= spellings()["pillars"]
    columns = {
        column: _folded(column, known)
        for column, known in {**shared, **block}.items()
        if column != "requires" and isinstance(known, list)
    }
    requires = tuple(frozenset(names) for names in block["requires"])
    return Origin(name, columns, requires)


def _folded(column: str, known: Sequence[str]) -> tuple[str, ...]:
    plain = [fold(spelling) for spelling in known]
    if column in PILLARS:
        plain += [f"ssi{spelling}" for spelling in plain]
    return tuple(plain)


def recognise(path: str, text: str) -> tuple[str, Sheet] | None:
    r"""Return the origin's name and its Sheet, or None where no origin is known.

    Raises `ExportError` where the origin is known and the table is broken.

    Examples
    --------
    >>> name, sheet = recognise("x.csv", "made today\nDate;SSI\n2026-11-15;53,2\n")
    >>> name, sheet.cells("ssi_named"), sheet.numbers
    ('ssi_wide', ['53,2'], (3,))
    """
    for delimiter in DELIMITERS:
        if delimiter not in text:
            continue
        found = _header(text, delimiter)
        if found:
            at, origin, columns = found
            return origin, _sheet(path, text, delimiter, at, dict(columns))
    return None


def _header(
    text: str, delimiter: str
) -> tuple[int, str, tuple[tuple[str, int], ...]] | None:
    try:
        for at, record in enumerate(islice(records(text, delimiter), HEADER_WITHIN)):
            match = _match(record) if len(record) > 1 else None
            if match:
                return (at, *match)
    except csv.Error:
        pass
    return None


@lru_cache(maxsize=4096)
def _match(record: tuple[str, ...]) -> tuple[str, tuple[tuple[str, int], ...]] | None:
    header = {fold(cell): at for at, cell in reversed(list(enumerate(record))) if cell}
    for origin in origins():
        columns = origin.positions(header)
        if any(names <= columns.keys() for names in origin.requires):
            return origin.name, tuple(columns.items())
    return None


def _sheet(
    path: str, text: str, delimiter: str, at: int, columns: dict[str, int]
) -> Sheet:
    lines = _lines(path, text, delimiter)
    header, body = lines[at], lines[at + 1 :]
    repeated = _repeated(header, columns)
    if repeated:
        raise ExportError.repeated_headers(path, at + 1, repeated)
    numbered = [
        (n, row) for n, row in enumerate(body[: body_end(body)], at + 2) if any(row)
    ]
    fitted = {n: _fit(row, len(header)) for n, row in numbered}
    rows = {n: row for n, row in fitted.items() if row is not None}
    return Sheet(
        path=path,
        header=header,
        columns=columns,
        rows=tuple(rows.values()),
        numbers=tuple(rows),
        preamble=tuple(lines[:at]),
        delimiter=delimiter,
        misfits=tuple((n, row) for n, row in numbered if n not in rows),
    )


def _lines(path: str, text: str, delimiter: str) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    try:
        lines.extend(records(text, delimiter))
    except csv.Error as error:
        raise ExportError.broken_row(path, len(lines) + 1, str(error)) from None
    return lines


def _repeated(header: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    # Spelt alike is repeated; but for case and blanks alike is, where it is read.
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
