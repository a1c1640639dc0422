"""Salesforce: quotas as they are loaded, and the opportunity report.

A quota has a start and no end: its length is the spacing of the starts in the file.
A report carries amounts in the deal's currency and, where the organisation has more
than one, converted ones, which are then the ones to use.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import deals, extract, quotas
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold, is_total

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_opportunities", "read_quota"]

_SALESFORCE_QUOTA: Final = {
    "person_crm": "User ID | QuotaOwnerId | Quota Owner: User ID | Owner ID",
    "person_name": (
        "User Name | QuotaOwner.Name | Quota Owner: Full Name | Quota Owner"
        " | Owner Name"
    ),
    "quota": "Quota Amount | QuotaAmount",
    "currency": "Currency Code | CurrencyIsoCode | Quota Amount Currency | Currency",
    "start_date": "Start Date | StartDate",
    "product_family": "Product Family | ProductFamily",
    "sales_territory": "Territory2Id | Territory2.Name | Territory ID | Territory",
    "forecast_type": (
        "Forecast Type Name | ForecastingType.DeveloperName | ForecastingTypeId"
        " | Forecast Type ID"
    ),
}
_SALESFORCE_OPPORTUNITIES: Final = {
    "deal_id": (
        "Opportunity ID | Opportunity ID (18) | 18 Digit Opportunity ID"
        " | Opportunity: Opportunity ID | Id"
    ),
    "deal_name": "Opportunity Name | Opportunity: Opportunity Name | Name",
    "account_name": "Account Name | Account Name: Account Name | Account.Name",
    "stage": "Stage | Opportunity Stage | StageName | Opportunity: Stage",
    "won": "Won | IsWon",
    "amount_converted": "Amount (converted)",
    "amount_converted_currency": "Amount (converted) Currency",
    "amount": "Amount | Opportunity: Amount",
    "currency": "Amount Currency | Opportunity Currency | CurrencyIsoCode",
    "close_date": "Close Date | CloseDate | Opportunity: Close Date",
    "created_date": "Created Date | CreatedDate | Opportunity: Created Date",
    "person_name": (
        "Opportunity Owner | Opportunity Owner: Full Name"
        " | Opportunity: Opportunity Owner | Owner.Name | Owner Name | Owner"
    ),
    "person_email": (
        "Opportunity Owner Email | Opportunity Owner: Email | Owner.Email | Owner Email"
    ),
    "person_crm": (
        "Opportunity Owner ID | Opportunity Owner: User ID | OwnerId | Owner ID"
    ),
}


def read_quota(sheet: Sheet, options: Options) -> Extract:
    """Read quotas: one row per user and period."""
    _refuse_several_types(sheet)
    starts = extract.day_columns(sheet, ["start_date"], order=options.date_order)
    start = extract.needed(starts["start_date"])
    first = start.values.astype("datetime64[M]")
    months = _months(sheet, start, first, options)
    table, rejects = extract.build(
        sheet,
        {
            "start_date": replace(start, values=first.astype("datetime64[D]")),
            "end_date": replace(start, values=_last_days(first, months)),
            "quota": quotas.quota_amount(sheet),
            "currency": sheet.cells("currency"),
        },
    )
    quotas.refuse_contradictions(sheet, table)
    return extract.finish(sheet, "salesforce_quota", {"quota": table}, rejects)


def _refuse_several_types(sheet: Sheet) -> None:
    kinds = sorted(set(sheet.cells("forecast_type")) - {""})
    if len(kinds) > 1:
        raise ExportError.several_kinds(sheet.path, sheet.label("forecast_type"), kinds)


def _months(sheet: Sheet, start: Column, first: np.ndarray, options: Options) -> int:
    gaps = _spacings(sheet, first)
    if gaps == {1, 3}:
        kinds = ["monthly quotas", "quarterly quotas"]
        raise ExportError.several_kinds(sheet.path, start.label, kinds)
    if gaps and min(gaps) in (1, 3):
        return min(gaps)
    known = np.unique(first[~np.isnat(first)])
    if options.quota_period:
        return {"month": 1, "quarter": 3}[options.quota_period]
    if not len(known):
        return 1
    raise ExportError.open_period(sheet.path, start.label, known.astype(str).tolist())


def _spacings(sheet: Sheet, first: np.ndarray) -> set[int]:
    """Return how many months apart each person's closest quotas start."""
    starts: dict[tuple[str, ...], set[int]] = {}
    persons = zip(*extract.persons(sheet).values(), strict=True)
    for person, month in zip(persons, first, strict=True):
        if not np.isnat(month):
            starts.setdefault(person, set()).add(int(month.astype(int)))
    several = [sorted(months) for months in starts.values() if len(months) > 1]
    return {min(np.diff(months).tolist()) for months in several}


def _last_days(first: np.ndarray, months: int) -> np.ndarray:
    following = first + np.timedelta64(months, "M")
    return following.astype("datetime64[D]") - np.timedelta64(1, "D")


def read_opportunities(sheet: Sheet, options: Options) -> Extract:
    """Read an opportunity report: one row per deal."""
    rows, aside = extract.split(sheet, _subtotals(sheet))
    if aside:
        rows = _ungrouped(rows)
    found = deals.read_deals(rows, options, origin="salesforce_opportunities")
    rejects = (*aside, *found.rejects)
    return replace(found, rejects=rejects, rows_read=found.rows_read + len(aside))


def _subtotals(sheet: Sheet) -> dict[int, tuple[str, str]]:
    firsts = [next(filter(None, row), "") for row in sheet.rows]
    return {
        at: (first, "a line of totals")
        for at, first in enumerate(firsts)
        if is_total(first) or fold(first) == "count"
    }


def _ungrouped(sheet: Sheet) -> Sheet:
    """Write the owner of a grouped report, who stands once per group, on each row."""
    owner = [sheet.columns.get(name) for name in extract.PERSON]
    if 0 not in owner:
        return sheet
    rows: list[tuple[str, ...]] = []
    for row in sheet.rows:
        name = row[0] or (rows[-1][0] if rows else "")
        rows.append((name, *row[1:]))
    return replace(sheet, rows=tuple(rows))


ORIGINS: Final = (
    Origin(
        "salesforce_quota",
        "Salesforce quotas",
        _SALESFORCE_QUOTA,
        needs(
            "quota start_date person_crm",
            "quota start_date person_name",
        ),
        read_quota,
    ),
    Origin(
        "salesforce_opportunities",
        "Salesforce opportunity report",
        _SALESFORCE_OPPORTUNITIES,
        needs(
            "stage close_date amount person_name",
            "stage close_date amount person_email",
            "stage close_date amount person_crm",
            "stage close_date amount_converted person_name",
            "stage close_date amount_converted person_email",
        ),
        read_opportunities,
    ),
)
