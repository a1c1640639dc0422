"""Rows of a quota sheet: a quota, and what was attained of it, for a person and period.

Three numbers that say one thing twice must agree. What was attained of a period that
was not over when the file was made is no attainment yet.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import attainment, extract, quotas, sheets, titles
from ssi_analysis.exports.extract import Reject
from ssi_analysis.exports.headers import currency_in, parted
from ssi_analysis.exports.paths import day_in_path
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_analysis.exports.extract import Column, Columns
    from ssi_analysis.exports.text import Sheet

__all__ = ["AMOUNTS", "empty_rows", "made_on", "quota_rows", "tables_of"]

AMOUNTS: Final = ("quota", "attained", "attainment")
_NO_VALUE: Final = frozenset(
    [
        *("na", "none", "null", "nan", "div0", "tbd", "tba", "tbc", "notapplicable"),
        *("loa", "leave", "onleave", "leaveofabsence", "parentalleave", "newhire"),
        *("noquota", "vacant"),
    ]
)
_SCALED = re.compile(r"\d ?[kKmM]")


def quota_rows(
    sheet: Sheet, spans: Callable[[Sheet], Mapping[str, Column]]
) -> tuple[dict[str, Columns], list[Reject]]:
    """Read the rows with an amount; `spans` gives the first and last day of each.

    Raises `QuotaError` where attainment has no sure form or is not what the amounts
    say. A row without any amount is in no table and no reject.
    """
    rows = _with_amounts(sheet)
    quota = extract.bounded(quotas.amounts(rows, "quota"), 0, what="a quota")
    attained = quotas.amounts(rows, "attained")
    table, rejects = extract.build(
        rows,
        {
            **spans(rows),
            "quota": quota,
            "attained": attained,
            "attainment": _attainment(rows, quota, attained),
            "currency": _codes(rows, "quota"),
            "attained_currency": _codes(rows, "attained"),
        },
    )
    day = made_on(sheet)
    late = np.flatnonzero(table["end_date"] > day).tolist()
    reason = f"the period was not over on {day}, when the file was made"
    found, unfinished = tables_of(rows, table, dict.fromkeys(late, reason))
    return found, [*rejects, *unfinished]


def _with_amounts(sheet: Sheet) -> Sheet:
    """Return the rows with an amount; words for there being none become blanks."""
    for name in AMOUNTS:
        if name in sheet:
            cells = ["" if _is_none(cell) else cell for cell in sheet.cells(name)]
            sheet = sheets.with_cells(sheet, name, cells)
    amounts = zip(*map(sheet.cells, AMOUNTS), strict=True)
    return sheets.kept(sheet, [at for at, cells in enumerate(amounts) if any(cells)])


def _is_none(cell: str) -> bool:
    plain = fold(cell)
    return not plain or plain in _NO_VALUE


def _codes(rows: Sheet, name: str) -> list[str]:
    own = f"{name}_currency"
    codes = quotas.currencies(rows, name, own if own in rows else "currency")
    above = " ".join(cell for line in rows.preamble for cell in line)
    of_column = parted(rows.label(name)).currency or currency_in(above)
    return [code or of_column for code in codes]


def _attainment(rows: Sheet, quota: Column, attained: Column) -> Column:
    column = extract.text(rows, "attainment")
    known = _known(quota, attained)
    found = attainment.ratios(column.cells, delimiter=rows.delimiter, known=known)
    if found is None:
        shown = list(dict.fromkeys(filter(None, column.cells)))[:3]
        raise QuotaError.open_attainment(rows.path, column.label, shown)
    differ = found.differ(known)
    compared = int((np.isfinite(known) & np.isfinite(found.values)).sum())
    if 2 * differ.sum() > compared:
        lines = [
            f"row {rows.numbers[at]}: {column.cells[at]} of {quota.cells[at]} with"
            f" {attained.cells[at]} attained"
            for at in np.flatnonzero(differ).tolist()
        ]
        raise QuotaError.contradicted(rows.path, column.label, compared, lines)
    column = replace(column, values=found.values, reasons=found.reasons)
    return column.refuse(differ, "not the attained amount over the quota")


def _known(quota: Column, attained: Column) -> np.ndarray:
    """Return attained over quota where both are there and written in full."""
    pairs = zip(quota.cells, attained.cells, strict=True)
    rounded = np.array([bool(_SCALED.search(f"{a} {b}")) for a, b in pairs], dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        known = attained.values / quota.values
    return np.where(rounded | ~np.isfinite(known), np.nan, known)


def made_on(sheet: Sheet) -> np.datetime64:
    """Return the day on which a file says that it was made, else NaT."""
    return np.datetime64(
        titles.day_above(sheet) or day_in_path(sheet.path) or "NaT", "D"
    )


def tables_of(
    sheet: Sheet, table: Columns, unfinished: Mapping[int, str]
) -> tuple[dict[str, Columns], list[Reject]]:
    """Part quotas from what was attained of them.

    `unfinished` has by position of the table why what is attained by then is not what
    will be attained; it is set aside and the quota is kept.
    """
    known = {name: ~np.isnan(table[name]) for name in AMOUNTS}
    has_attained = known["attained"] | known["attainment"]
    aside = {at: why for at, why in unfinished.items() if has_attained[at]}
    has_attained[list(aside)] = False
    quota, attained = (
        extract.without(table, np.flatnonzero(~here).tolist())
        for here in (known["quota"], has_attained)
    )
    attained["currency"] = attained["attained_currency"]
    return {
        "quota": _less(quota, "attained", "attainment", "attained_currency"),
        "attained": _less(attained, "quota", "attained_currency"),
    }, [_aside(sheet, table, at, why) for at, why in aside.items()]


def _less(table: Columns, *names: str) -> Columns:
    return {name: column for name, column in table.items() if name not in names}


def _aside(sheet: Sheet, table: Columns, at: int, why: str) -> Reject:
    name = "attainment" if np.isnan(table["attained"][at]) else "attained"
    row = int(table["row"][at])
    cell = sheet.cells(name)[sheet.numbers.index(row)]
    return Reject(sheet.path, row, sheet.label(name), cell, why, is_loss=False)


def empty_rows(
    rows: Sheet, tables: Mapping[str, Columns], rejects: Sequence[Reject]
) -> list[Reject]:
    """Tell of the rows that are in no table and in no reject."""
    told = {reject.row for reject in rejects}
    told.update(row for table in tables.values() for row in table["row"].tolist())
    return [
        Reject(rows.path, number, "", "", "no quota in this row", is_loss=False)
        for number in rows.numbers
        if number not in told
    ]
