"""A column of a sheet on its way from text to values, with why a cell has none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.errors.dates import DateError
from ssi_analysis.exports import days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_analysis.exports.text import Sheet
    from ssi_analysis.exports.values import Values
    from ssi_analysis.settings import DateOrder

__all__ = ["Column", "bounded", "day_columns", "needed", "read", "text"]


@dataclass(frozen=True)
class Column:
    """A converted column that still knows its header and its cells."""

    label: str
    cells: Sequence[str]
    values: np.ndarray
    reasons: Mapping[int, str] = field(default_factory=dict)

    def refuse(self, wrong: np.ndarray, reason: str) -> Column:
        """Add a reason wherever `wrong` holds and there is none yet."""
        if not wrong.any():
            return self
        added = dict.fromkeys(np.flatnonzero(wrong).tolist(), reason)
        return replace(self, reasons={**added, **self.reasons})


def read(sheet: Sheet, name: str, convert: Callable[[Sequence[str]], Values]) -> Column:
    """Convert one column of a sheet."""
    cells = sheet.cells(name)
    return Column(sheet.label(name), cells, *convert(cells))


def text(sheet: Sheet, name: str) -> Column:
    """Return one column of a sheet as it is, blanks missing."""
    cells = sheet.cells(name)
    return Column(sheet.label(name), cells, np.array(cells, dtype=object))


def day_columns(
    sheet: Sheet,
    names: Sequence[str],
    *,
    order: DateOrder | None,
    time_zone: str = "",
) -> dict[str, Column]:
    """Convert the date columns of a sheet, which share one order of day and month.

    With a `time_zone`, a time that states its own zone counts on the day it fell on
    there; without, and where a time states none, the day is the one written.
    Raises `ExportError` where neither the cells nor `order` settle it, and
    `DateError` where without `order` some cells have the day first and some the month.
    """
    zone = partial(days.dates, time_zone=time_zone)
    columns = {name: read(sheet, name, zone) for name in names}
    open_labels = [
        column.label
        for column in columns.values()
        if days.OPEN_ORDER in column.reasons.values()
    ]
    if not open_labels:
        return columns
    found = [cell for column in columns.values() for cell in column.cells]
    settled = days.day_month_order(found) or order
    if settled is None:
        raise _open_order(sheet, open_labels, list(columns.values()))
    return {name: read(sheet, name, partial(zone, order=settled)) for name in names}


def _open_order(
    sheet: Sheet, labels: Sequence[str], columns: Sequence[Column]
) -> ExportError:
    """Say that nothing tells the order of day and month, or that both are there."""
    rows = [
        (cell, f"row {number}, column '{column.label}': '{cell}'")
        for column in columns
        for number, cell in zip(sheet.numbers, column.cells, strict=True)
    ]
    shown = {days.day_month_order([cell]): place for cell, place in reversed(rows)}
    if "dmy" in shown and "mdy" in shown:
        return DateError.both_orders(sheet.path, shown["dmy"], shown["mdy"])
    example = next(
        column.cells[position]
        for column in columns
        for position, reason in column.reasons.items()
        if reason == days.OPEN_ORDER
    )
    return ExportError.open_dates(sheet.path, labels, example)


def needed(column: Column) -> Column:
    """Refuse the blanks of a column without which a row says nothing."""
    return column.refuse(np.array([not cell for cell in column.cells], bool), "blank")


def bounded(
    column: Column, low: float, high: float = np.inf, *, what: str = "a value"
) -> Column:
    """Refuse what cannot be: values outside `low` to `high`, both allowed."""
    with np.errstate(invalid="ignore"):
        wrong = (column.values < low) | (column.values > high)
    bounds = (
        f"is at least {low:g}" if np.isinf(high) else f"lies in {low:g} to {high:g}"
    )
    return column.refuse(wrong, f"{what} {bounds}")
