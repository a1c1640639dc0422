"""Sales Navigator usage reporting: one row per seat for one span of days.

The span stands above the header, in columns, or in the file name. A blank is a seat
without data, not a zero, and saved leads are running totals that must not be summed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import days, extract, values
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.scores import score_table
from ssi_analysis.exports.text import is_total
from ssi_analysis.schema import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Columns, Extract, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_usage"]

_SALES_NAVIGATOR: Final = {
    "person_name": (
        "Name | Full Name | User | User Name | Seat holder | Seat holder name"
    ),
    "person_email": "Email | Email Address | Work email | Invited email",
    "first_name": "First name",
    "last_name": "Last name",
    "start_date": "Start date | From | Period start",
    "end_date": "End date | Period end",
    "searches": "Searches performed | Searches",
    "profile_views": "Profile views | Profiles viewed",
    "days_active": "Days active",
    "leads_saved": "Leads saved | Total leads saved",
    "accounts_saved": "Accounts saved | Total accounts saved",
    "inmails_sent": "InMails sent | InMail messages sent",
    "inmails_accepted": "InMails accepted",
    "messages_sent": "Messages sent",
    "connections_made": "Connections made | Connections | Unique connections",
    "ssi_total": (
        "SSI | SSI score | Social Selling Index | SSI total | SSI - total"
        " | SSI - overall"
    ),
}

CUMULATIVE: Final = ("leads_saved", "accounts_saved")
_DATE = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ,]+\d{4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}"
)
_ISO_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def read_usage(sheet: Sheet, options: Options) -> Extract:
    """Read usage figures and, where the export has them, the scores of the last day."""
    sheet = _without_totals(sheet)
    first, last = _span(sheet, options)
    metrics = [name for name in METRICS if name in sheet]
    parts = [_metric(sheet, name, first, last) for name in metrics]
    tables = {"activity": _stacked([table for table, _ in parts])}
    rejects = [reject for _, found in parts for reject in found]
    if "ssi_total" in sheet:
        tables["ssi"], unusable = score_table(sheet, last)
        rejects += [reject for reject in unusable if reject.is_loss]
    return extract.finish(sheet, "sales_navigator", tables, rejects)


def _without_totals(sheet: Sheet) -> Sheet:
    kept = [
        at
        for at, name in enumerate(extract.persons(sheet)["person_name"])
        if not is_total(name)
    ]
    return replace(
        sheet,
        rows=tuple(sheet.rows[at] for at in kept),
        numbers=tuple(sheet.numbers[at] for at in kept),
    )


def _metric(
    sheet: Sheet, name: str, first: Column, last: Column
) -> tuple[Columns, list[Reject]]:
    count = extract.read(
        sheet,
        name,
        lambda cells: values.numbers(cells, decimal_comma=sheet.delimiter == ";"),
    )
    return extract.build(
        sheet,
        {
            "start_date": first,
            "end_date": last,
            "value": extract.bounded(count, 0, what="a count"),
            "metric": [name] * len(sheet),
            "is_cumulative": [name in CUMULATIVE] * len(sheet),
        },
    )


def _stacked(tables: Sequence[Columns]) -> Columns:
    return {
        name: np.concatenate([table[name] for table in tables]) for name in tables[0]
    }


def _span(sheet: Sheet, options: Options) -> tuple[Column, Column]:
    if "start_date" in sheet and "end_date" in sheet:
        span = extract.day_columns(
            sheet, ["start_date", "end_date"], order=options.date_order
        )
        first, last = (extract.needed(column) for column in span.values())
        ended = last.refuse(last.values < first.values, "the end is before the start")
        return first, ended
    first_day, last_day = _stated_days(sheet, options) or _named_days(sheet)
    return _constant(sheet, first_day), _constant(sheet, last_day)


def _constant(sheet: Sheet, day: np.datetime64) -> Column:
    cells = [str(day)] * len(sheet)
    return extract.Column("date range", cells, np.full(len(sheet), day))


def _stated_days(
    sheet: Sheet, options: Options
) -> tuple[np.datetime64, np.datetime64] | None:
    lines = [_DATE.findall(" ".join(record)) for record in sheet.preamble]
    # First and last day may stand in lines of their own.
    both = [[found for line in lines for found in line]]
    found = next((dates for dates in [*lines, *both] if len(dates) == 2), None)
    return _ordered(sheet, _settled(sheet, found, options)) if found else None


def _settled(sheet: Sheet, found: list[str], options: Options) -> np.ndarray:
    order = days.day_month_order(found) or options.date_order
    read = days.dates(found, order=order)
    if days.OPEN_ORDER in read.reasons.values():
        raise ExportError.open_dates(sheet.path, ["date range"], found[0])
    return read.values


def _named_days(sheet: Sheet) -> tuple[np.datetime64, np.datetime64]:
    name = sheet.path.rpartition("/")[2]
    found = ["-".join(parts) for parts in _ISO_IN_NAME.findall(name)]
    if len(found) != 2:
        raise ExportError.no_period(sheet.path)
    return _ordered(sheet, days.dates(found).values)


def _ordered(sheet: Sheet, span: np.ndarray) -> tuple[np.datetime64, np.datetime64]:
    first, last = span
    if np.isnat(span).any() or last < first:
        raise ExportError.no_period(sheet.path)
    return first, last


ORIGINS: Final = (
    Origin(
        "sales_navigator",
        "Sales Navigator usage report",
        _SALES_NAVIGATOR,
        needs(
            "searches profile_views",
            "days_active searches",
            "days_active profile_views",
            "days_active leads_saved",
            "leads_saved accounts_saved",
            "inmails_sent messages_sent",
            "inmails_sent inmails_accepted",
            "days_active ssi_total",
        ),
        read_usage,
        shared=("person", "pillars"),
    ),
)
