"""Quotas as sales operations keep them: a plain sheet, long or wide.

Long has a row per person and period; wide has a column per month, quarter or year, for
quotas and perhaps for what was attained. A blank, `n/a` or `-` is no quota, a zero is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import extract, headers, quotas, sheets, titles
from ssi_analysis.exports.extract import Reject
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.quota_columns import period_columns, with_second_header
from ssi_analysis.exports.quota_periods import row_spans
from ssi_analysis.exports.quota_rows import empty_rows, quota_rows
from ssi_analysis.exports.quota_wide import wide_rows
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ssi_analysis.exports.extract import Columns, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_quotas"]

_AMOUNTS: Final = {
    "quota": (
        "Quota | Quotas | Target | Targets | Goal | Goals | Quota Amount | Sales Quota"
        " | Sales Target | Sales Goal | Revenue Quota | Revenue Target | Revenue Goal"
        " | Bookings Quota | Bookings Target | Target Amount | Goal Amount"
        " | Individual Quota | Annual Quota | Quarterly Quota | Monthly Quota"
    ),
    "attained": (
        "Booked | Bookings | Closed Won | Closed | Won | Actual | Actuals | Attained"
        " | Achieved | Achievement | Actual Bookings | Bookings Amount | Booked Amount"
        " | Actual Amount | Amount Attained | Attained Amount | Quota Attained"
        " | Closed Won Amount | Won Amount | Revenue | Actual Revenue | Sales"
        " | Actual Sales | Quota Retired"
    ),
    "attainment": (
        "Attainment | Attainment % | Attainment Pct | Quota Attainment | % of Quota"
        " | % to Quota | % of Target | % to Target | % of Goal | % to Goal | Att %"
        " | Pct of Quota | Percent of Quota | Percent Attained | Percent Attainment"
        " | % Attained | % Attainment | % Quota Attained"
    ),
}
_QUOTA_SHEET: Final = {
    **_AMOUNTS,
    "person_name": (
        "Rep | Rep Name | Name | Full Name | Sales Rep | Sales Rep Name"
        " | Sales Representative | Salesperson | Sales Person | Seller | Seller Name"
        " | AE | AE Name | Account Executive | Account Manager | Sales Executive"
        " | Employee | Employee Name | User | User Name | Owner | Quota Owner"
        " | Team Member | Person | Nome | Nome completo"
    ),
    "first_name": "First Name",
    "last_name": "Last Name",
    "month": "Month | Fiscal Month | Quota Month",
    "quarter": "Quarter | Qtr | Fiscal Quarter | Quota Quarter",
    "period": "Period | Quota Period | Fiscal Period | Time Period | Period Name",
    "year": "Year | Fiscal Year | FY",
    "start_date": "Start Date | Start | Period Start | Quota Start | From | Begin Date",
    "end_date": "End Date | End | Period End | Quota End | To | Until",
    "currency": "Currency | Currency Code | Quota Currency | CCY",
    "attained_currency": (
        "Booked Currency | Bookings Currency | Closed Won Currency | Actual Currency"
        " | Attained Currency"
    ),
    "measure": "Measure | Metric | KPI | Type",
}
_IGNORED: Final = frozenset(
    [
        *("team", "teamname", "salesteam", "manager", "managername", "salesmanager"),
        *(
            "region",
            "territory",
            "segment",
            "marketsegment",
            "role",
            "title",
            "jobtitle",
        ),
        *("startdate", "hiredate", "notes", "comment", "comments", "status"),
    ]
)
"""Columns that a quota sheet may have like a roster, and that count as known."""

_KINDS: Final = {
    kind: frozenset(map(fold, known.split(" | "))) for kind, known in _AMOUNTS.items()
}
_PEOPLE: Final = ("person_name", "person_email", "person_id", "person_crm", "last_name")
_PERIOD: Final = "period_columns"
_LABELS: Final = ("month", "quarter", "period", "year")
_LABELLED: Final = frozenset(
    fold(each) for name in _LABELS for each in _QUOTA_SHEET[name].split(" | ")
)


_Read = tuple[dict[str, "Columns"], list[Reject]]


def read_quotas(sheet: Sheet, options: Options) -> Extract:
    """Read the quotas of a sheet, and what was attained of them.

    Raises `QuotaError` where a period, the form of an attainment or the meaning of a
    column is open.
    """
    if scale := titles.scale_above(sheet):
        raise QuotaError.scaled_amounts(sheet.path, scale)
    whole = sheets.with_footer(
        _as_shares(sheet), lambda row: sheets.is_summary(sheets.first_filled(row))
    )
    records = _merged_filled(with_second_header(whole, _KINDS))
    rows, aside = extract.split(records, sheets.summaries(records, _PEOPLE))
    is_wide = bool(period_columns(rows.header, _KINDS))
    read = list(wide_rows(rows, options, _KINDS) if is_wide else _long(rows, options))
    rejects = [*aside, *(reject for _, found in read for reject in found)]
    tables = _stacked([tables for tables, _ in read if tables])
    quotas.refuse_contradictions(rows, tables["quota"])
    rejects += empty_rows(rows, tables, rejects)
    return extract.finish(records, "quota_sheet", tables, rejects)


def _as_shares(sheet: Sheet) -> Sheet:
    """Return a sheet in which `% Attained` is no amount attained."""
    amounts = ("quota", "attained")
    shares = [name for name in amounts if "%" in sheet.label(name) and name in sheet]
    kept = {name: at for name, at in sheet.columns.items() if name not in shares}
    return replace(sheet, columns=kept)


def _merged_filled(sheet: Sheet) -> Sheet:
    amounts = [name for name in sheet.columns if name.startswith(_PERIOD)]
    beside = [*_LABELS, "start_date", *amounts]
    for name in _PEOPLE:
        sheet = sheets.merged_filled(sheet, name, beside=beside, unless=_PEOPLE)
    for name in _LABELS:
        sheet = sheets.merged_filled(sheet, name, beside=_PEOPLE)
    return sheet


def _long(rows: Sheet, options: Options) -> Iterator[_Read]:
    is_named = "quota" in fold(rows.label("quota")) or "attainment" in rows
    if not is_named and titles.measure_named(rows) == "others":
        raise QuotaError.unnamed_amounts(rows.path, [rows.label("quota")])
    yield quota_rows(rows, row_spans(rows, options))


def _stacked(parts: Sequence[Mapping[str, Columns]]) -> dict[str, Columns]:
    return {
        name: {
            column: np.concatenate([part[name][column] for part in parts])
            for column in parts[0][name]
        }
        for name in ("quota", "attained")
    }


def _further(header: Sequence[str]) -> dict[str, int]:
    """Find columns of periods, amounts in a currency, and what a roster also has."""
    wide = [each.at for each in period_columns(header, _KINDS)]
    found = {f"{_PERIOD} {at}": at for at in wide}
    if wide:
        found[_PERIOD] = wide[0]
    for at, cell in enumerate(header):
        said = "%" in cell or headers.parted(cell).text != cell
        if said and (kind := headers.kind(cell, _KINDS)):
            found.setdefault(kind, at)
    if wide or not _LABELLED.isdisjoint(map(fold, header)):
        known = [at for at, cell in enumerate(header) if fold(cell) in _IGNORED]
        found |= {f"known {at}": at for at in known}
    return found


ORIGINS: Final = (
    Origin(
        "quota_sheet",
        "Quota sheet",
        _QUOTA_SHEET,
        needs(
            *(f"{who} {_PERIOD}" for who in _PEOPLE),
            *(
                f"{who} {when} {what}"
                for who in _PEOPLE
                for when in (*_LABELS, "start_date end_date")
                for what in ("quota", "attainment")
            ),
            *(f"{who} quota attained" for who in _PEOPLE),
            *(f"{who} quota attainment" for who in _PEOPLE),
        ),
        read_quotas,
        further=_further,
    ),
)
