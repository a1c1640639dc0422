"""Quota sheets with a row per period: which columns tell its first and last day?

A month comes before a quarter, a quarter before dates, as those may be of employment.
Where no column tells, the title, the name of the file or its owner does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import days, quotas, titles
from ssi_analysis.exports.spans import (
    MONTHS,
    OPEN_YEAR,
    Span,
    around,
    first_days,
    in_full,
    named,
    span,
    sparse_months,
)
from ssi_analysis.exports.text import fold
from ssi_analysis.periods import GRAINS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_analysis.exports.extract import Column, Options
    from ssi_analysis.exports.text import Sheet

    Spans = Callable[[Sheet], Mapping[str, Column]]

__all__ = ["row_spans", "year_cells"]

_LABELS: Final = ("month", "quarter", "period")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]00:00.*)?")


def row_spans(sheet: Sheet, options: Options) -> Spans:
    """Return what reads the first and the last day of each row of a sheet."""
    name = next((label for label in _LABELS if label in sheet), "")
    if name:
        return lambda rows: _labelled(rows, name, options)
    if "start_date" in sheet and "end_date" in sheet:
        return lambda rows: quotas.boundaries(rows, options, midnight_is_after=False)
    if "year" in sheet:
        return lambda rows: _labelled(rows, "year", options)
    period, said = _stated(sheet, options)
    return lambda rows: quotas.sides(said, [said] * len(rows), [period] * len(rows))


def _labelled(rows: Sheet, name: str, options: Options) -> Mapping[str, Column]:
    """Read the period of each row from the column that names it."""
    labels, years = _written(rows, name), year_cells(rows)
    _refuse_sparse(rows, name, labels, options)
    header = rows.label(name)
    is_fiscal = _is_fiscal(header)
    known: dict[tuple[str, str], Span | str] = {}
    for label, year in set(zip(labels, years, strict=True)):
        if _DAY.fullmatch(label):
            known[label, year] = _of_first_day(rows, name, label, options)
            continue
        found = span(label, options.settings, year=year, is_fiscal=is_fiscal)
        if found == OPEN_YEAR:
            raise QuotaError.open_year(rows.path, header, in_full(label, year))
        meant = named(label)
        is_other = name in GRAINS and meant and meant.kind not in (name, "half")
        known[label, year] = f"not a {name}" if is_other else found
    pairs = zip(labels, years, strict=True)
    return quotas.sides(header, rows.cells(name), [known[pair] for pair in pairs])


def _written(rows: Sheet, name: str) -> list[str]:
    """Return the labels of a column; bare numbers count months or quarters."""
    if name == "year":
        return year_cells(rows)
    counted = {
        "month": {str(at): month for at, month in enumerate(MONTHS, start=1)},
        "quarter": {str(at): f"Q{at}" for at in range(1, 5)},
    }.get(name, {})
    return [
        counted.get(cell.lstrip("0"), cell) for cell in first_days(rows.cells(name))
    ]


def year_cells(rows: Sheet) -> list[str]:
    """Return the cells of the column of years, those of a fiscal one named as such."""
    prefix = "FY" if _is_fiscal(rows.label("year")) else ""
    cells = rows.cells("year")
    return [f"{prefix}{cell}" if cell.isdecimal() else cell for cell in cells]


def _is_fiscal(header: str) -> bool:
    return "fiscal" in fold(header) or fold(header) == "fy"


def _refuse_sparse(
    rows: Sheet, name: str, labels: Sequence[str], options: Options
) -> None:
    if name == "period" and not options.quota_period:
        found = sparse_months(dict(zip(labels, labels, strict=True)))
        if found:
            raise QuotaError.sparse_months(rows.path, found)


def _of_first_day(rows: Sheet, name: str, day: str, options: Options) -> Span | str:
    """Return the month or quarter that begins on a day."""
    grain = name if name in GRAINS else options.quota_period
    if grain not in ("month", "quarter"):
        raise ExportError.open_period(rows.path, rows.label(name), [day])
    first = days.dates([day]).values[0]
    if np.isnat(first):
        return days.NOT_A_DATE
    found = around(first, grain, options.settings)
    if isinstance(found, str) or found.first == first:
        return found
    return f"not the first day of a {grain}"


def _stated(sheet: Sheet, options: Options) -> tuple[Span | str, str]:
    """Return the one period of a whole sheet, and what tells it."""
    rule = options.rule
    if rule.first_day and rule.last_day:
        first, last = (
            np.datetime64(day, "D") for day in (rule.first_day, rule.last_day)
        )
        return Span(first, last), f"{first} to {last}"
    label = titles.period_named(sheet, ("month", "quarter"))
    if not label:
        raise QuotaError.no_period(sheet.path)
    found = span(label, options.settings)
    if found == OPEN_YEAR:
        raise QuotaError.open_year(sheet.path, "title", label)
    return found, label
