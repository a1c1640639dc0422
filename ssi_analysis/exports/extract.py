"""What every reader gives back, and the steps that all readers share.

A reader turns one Sheet into one Extract: canonical columns without `rep_id`, the
columns that say whose row it is, and the rows that cannot be used, each with its
reason. A cell that cannot be read costs its row, unless the column is optional.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ssi_analysis.errors.base import cut
from ssi_analysis.exports.columns import (
    Column,
    bounded,
    day_columns,
    needed,
    read,
    text,
)
from ssi_analysis.settings import FileRule, Settings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ssi_analysis.exports.text import Sheet
    from ssi_analysis.settings import DateOrder, QuotaPeriod

__all__ = [
    "PERSON",
    "Aside",
    "Column",
    "Columns",
    "Extract",
    "Options",
    "Reject",
    "bounded",
    "build",
    "claimed",
    "day_columns",
    "finish",
    "full_names",
    "needed",
    "persons",
    "read",
    "split",
    "text",
    "without",
]

PERSON: Final = (
    "person_id",
    "person_email",
    "person_seat",
    "person_crm",
    "person_name",
)
"""The columns by which a row can say whose it is."""


Columns = dict[str, np.ndarray]
"""A table before it is one: equally long columns by name, quicker than a frame."""


class Reject(NamedTuple):
    """One value that cannot be used: where it stands, what was found, and why not.

    `is_loss` is false where its row does not tell of a misread file.
    """

    file: str
    row: int
    column: str
    found: str
    reason: str
    is_loss: bool = True


class Aside(Reject):
    """A row of which nothing is lost, as a line of totals or one without any score."""

    __slots__ = ()


@dataclass(frozen=True)
class Options:
    """What no file can say of itself and only its owner knows.

    `rule` is what is said of this very file, `settings` what holds for all; `owner`
    is the member whose LinkedIn archive it lies in, where a file beside it says so.
    """

    date_order: DateOrder | None = None
    quota_period: QuotaPeriod | None = None
    settings: Settings = field(default_factory=Settings)
    rule: FileRule = field(default_factory=FileRule)
    owner: str = ""

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The owner's spellings by canonical column, those of this file first."""
        mine, others = self.rule.columns, self.settings.columns
        names = dict.fromkeys([*mine, *others])
        return {name: (*mine.get(name, ()), *others.get(name, ())) for name in names}


@dataclass(frozen=True)
class Extract:
    """What one file holds, in canonical columns, before people are resolved.

    Each table has the columns of `PERSON`, `file` and `row` instead of `rep_id`.
    Besides the canonical tables there are `events` (date, metric, event_id: one row
    per event, counted by day once people are known), `outcomes` (activity_id, metric,
    date) and `rates`. `rows_read` counts records: rows of a table, snapshots of a
    long file or of JSON. `owner` holds, in the order of `PERSON`, whose LinkedIn
    archive the file's folder is. `beyond` is of a page of what an API gave: by 1 and -1
    the key that says that a page follows or goes before. `header` is that of the table.
    """

    file: str
    origin: str
    tables: Mapping[str, Columns]
    rejects: tuple[Reject, ...]
    rows_read: int
    owner: tuple[str, ...] = ()
    beyond: Mapping[int, str] = field(default_factory=dict)
    header: tuple[str, ...] = ()


def persons(sheet: Sheet) -> dict[str, Sequence[str]]:
    """Return the columns that say whose row it is."""
    found: dict[str, Sequence[str]] = {name: sheet.cells(name) for name in PERSON}
    return found | {"person_name": full_names(sheet, "person_name")}


def full_names(sheet: Sheet, name: str) -> list[str]:
    """Return a column of names, put together from first and last where it is absent."""
    if name in sheet or "last_name" not in sheet:
        return sheet.cells(name)
    both = zip(sheet.cells("first_name"), sheet.cells("last_name"), strict=True)
    return [f"{first} {last}".strip() for first, last in both]


def split(
    sheet: Sheet, reasons: Mapping[int, tuple[str, str]]
) -> tuple[Sheet, list[Reject]]:
    """Set aside rows that are no records of this kind, and say what they are.

    `reasons` holds by position what was found and why the row is set aside.
    """
    aside: list[Reject] = [
        Aside(sheet.path, sheet.numbers[at], "", found, reason, is_loss=False)
        for at, (found, reason) in reasons.items()
    ]
    kept = [at for at in range(len(sheet)) if at not in reasons]
    rest = replace(
        sheet,
        rows=tuple(sheet.rows[at] for at in kept),
        numbers=tuple(sheet.numbers[at] for at in kept),
    )
    return rest, aside


def build(
    sheet: Sheet, columns: Mapping[str, object], *, optional: str = ""
) -> tuple[Columns, list[Reject]]:
    """Put converted columns together; a row with an unusable cell is left out.

    Columns named in `optional`, space between, lose the cell and keep the row.
    """
    rejects = [
        Reject(sheet.path, sheet.numbers[at], column.label, column.cells[at], reason)
        for column in columns.values()
        if isinstance(column, Column)
        for at, reason in sorted(column.reasons.items())
    ]
    lost = {
        at
        for name, column in columns.items()
        if isinstance(column, Column) and name not in optional.split()
        for at in column.reasons
    }
    places = {"file": [sheet.path] * len(sheet), "row": sheet.numbers}
    every = {**columns, **persons(sheet), **places}
    table = {name: _usable(column) for name, column in every.items()}
    return without(table, lost) if lost else table, rejects


def claimed(found: Extract, rep: str) -> Extract:
    """Return an extract whose rows without a person are those of `rep`."""
    tables = {}
    for name, table in found.tables.items():
        nobody = ~np.array([table[key] != "" for key in PERSON]).any(axis=0)
        who = np.where(nobody, rep, table["person_id"])
        tables[name] = {**table, "person_id": who.astype(object)}
    return replace(found, tables=tables)


def without(table: Columns, positions: Collection[int]) -> Columns:
    """Return a table without the rows at these positions."""
    keep = np.ones(len(table["row"]), dtype=bool)
    keep[list(positions)] = False
    return {name: column[keep] for name, column in table.items()}


def finish(
    sheet: Sheet,
    origin: str,
    tables: Mapping[str, Columns],
    rejects: Sequence[Reject],
    *,
    is_private: bool = False,
) -> Extract:
    """Close the account of a sheet: its tables, and every row that is not in them.

    Where a sheet `is_private`, rows of another width are not quoted.
    """
    width = len(sheet.header)
    misfits = [
        Reject(
            sheet.path,
            number,
            "",
            "" if is_private else cut(" | ".join(row)),
            f"the row has {len(row)} cells, the header {width}",
        )
        for number, row in sheet.misfits
    ]
    rows_read = len(sheet) + len(misfits)
    return Extract(sheet.path, origin, tables, (*misfits, *rejects), rows_read)


def _usable(column: object) -> np.ndarray:
    if not isinstance(column, Column):
        return np.array(column, dtype=object)
    if not column.reasons or column.values.dtype.kind in "bO":
        return column.values
    blanked = column.values.copy()
    blanked[list(column.reasons)] = "NaT" if blanked.dtype.kind == "M" else np.nan
    return blanked
