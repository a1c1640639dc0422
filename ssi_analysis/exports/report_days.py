"""Which days a report counts: said by its owner, in columns, above them, in its name.

LinkedIn counts whole weeks where a longer range than 30 days is asked for, so the days
that count may begin before the stated ones and end after them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import days, extract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Options
    from ssi_analysis.exports.text import Sheet
    from ssi_analysis.periods import Calendar

__all__ = ["stated_span", "whole_weeks"]

_DATE = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ,]+\d{4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}"
)
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_ENDS = re.compile(r"\b(?:start|from|begin|end|to|until|through)", re.IGNORECASE)
_IN_DAYS: Final = np.timedelta64(30, "D")
_NO_DAYS: Final = np.timedelta64(0, "D")
_SIX: Final = np.timedelta64(6, "D")
_WEEK: Final = np.timedelta64(7, "D")
_THURSDAY: Final = np.datetime64("1970-01-01", "D")


def stated_span(sheet: Sheet, options: Options) -> tuple[Column, Column]:
    """Return the first and the last day that each row is said to count.

    The owner's word comes first, then columns of the sheet, then the lines above its
    header, then the name of its file. Raises `ExportError` where none of them has two
    days in order, or where day and month cannot be told apart.
    """
    rule = options.rule
    if rule.first_day and rule.last_day:
        first, last = days.dates([rule.first_day, rule.last_day]).values
        return _constant(sheet, first), _constant(sheet, last)
    if "start_date" in sheet and "end_date" in sheet:
        return _columns(sheet, options)
    lines = [" ".join(record) for record in sheet.preamble]
    name = _COMPACT.sub(r"\1-\2-\3", sheet.path.rpartition("/")[2]).replace("_", " ")
    above = _two_dates(lines)
    found = above or _two_dates([name])
    if not found:
        raise ExportError.no_period(sheet.path)
    place = "date range" if above else "file name"
    first, last = _settled(sheet, found, options, place=place)
    return _constant(sheet, first), _constant(sheet, last)


def _columns(sheet: Sheet, options: Options) -> tuple[Column, Column]:
    span = extract.day_columns(
        sheet, ["start_date", "end_date"], order=options.date_order
    )
    first, last = (extract.needed(column) for column in span.values())
    ended = last.refuse(last.values < first.values, "the end is before the start")
    return first, ended


def _constant(sheet: Sheet, day: np.datetime64) -> Column:
    cells = [str(day)] * len(sheet)
    return extract.Column("date range", cells, np.full(len(sheet), day))


def _two_dates(lines: Sequence[str]) -> list[str]:
    by_line = [_DATE.findall(line) for line in lines]
    # First and last day may stand in lines of their own, and other days beside them.
    said = [_DATE.findall(line) for line in lines if _ENDS.search(line)]
    both = [[found for line in some for found in line] for some in (said, by_line)]
    return next((dates for dates in [*by_line, *both] if len(dates) == 2), [])


def _settled(
    sheet: Sheet, found: Sequence[str], options: Options, *, place: str
) -> np.ndarray:
    order = days.day_month_order(found) or options.date_order
    read = days.dates(found, order=order)
    if days.OPEN_ORDER in read.reasons.values():
        raise ExportError.open_dates(sheet.path, [place], found[0])
    first, last = read.values
    if np.isnat(read.values).any() or last < first:
        raise ExportError.no_period(sheet.path)
    return read.values


def whole_weeks(
    first: Column, last: Column, calendar: Calendar
) -> tuple[Column, Column]:
    """Return the days that LinkedIn counted where the stated range is a longer one.

    A range is longer where its last day is more than 30 days after its first, so that
    no calendar month is. It is widened to the first day of the week in which it begins
    and to the last day of the week in which it ends.
    """
    is_long = last.values - first.values > _IN_DAYS
    since, until = (_passed(each.values, calendar) for each in (first, last))
    return (
        replace(first, values=first.values - np.where(is_long, since, _NO_DAYS)),
        replace(last, values=last.values + np.where(is_long, _SIX - until, _NO_DAYS)),
    )


def _passed(days: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Count the days that have passed since the week of each day began."""
    known = np.where(np.isnat(days), _THURSDAY, days)
    before = 4 if calendar.week_start == "sunday" else 3
    passed: np.ndarray = (known - _THURSDAY + np.timedelta64(before, "D")) % _WEEK
    return passed
