"""Salesforce quotas, as they are loaded and as a query gives them back.

A quota has a start, which may be any day of its month, and no end: its length is the
spacing of the starts in the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import extract, quotas
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.spans import Span, around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet
    from ssi_analysis.periods import Grain

__all__ = ["ORIGINS", "read_quota"]

_SALESFORCE_QUOTA: Final = {
    "person_crm": (
        "User ID | QuotaOwnerId | Quota Owner: User ID | Quota Owner ID | Owner ID"
    ),
    "person_name": (
        "User Name | QuotaOwner.Name | Quota Owner: Full Name | Quota Owner"
        " | Owner Name"
    ),
    "person_email": "QuotaOwner.Email | Quota Owner: Email",
    "quota": "Quota Amount | QuotaAmount",
    "quantity": "Quota Quantity | QuotaQuantity",
    "currency": "Currency Code | CurrencyIsoCode | Quota Amount Currency | Currency",
    "start_date": "Start Date | StartDate",
    "product_family": "Product Family | ProductFamily",
    "sales_territory": "Territory2Id | Territory2.Name | Territory ID | Territory",
    "forecast_type": (
        "Forecast Type Name | ForecastingType.DeveloperName"
        " | ForecastingType.MasterLabel | ForecastingTypeId | Forecast Type ID"
    ),
}
_DAYS_A_MONTH: Final = 30.4


def read_quota(sheet: Sheet, options: Options) -> Extract:
    """Read quotas: one row per user and period.

    A quota of quantity is set aside. Raises `ExportError` where the file holds several
    forecast types, which must not be added up, or its spacing leaves the length open.
    """
    money, aside = extract.split(sheet, _quantities(sheet))
    _refuse_several_types(money)
    starts = extract.day_columns(money, ["start_date"], order=options.date_order)
    start = extract.needed(starts["start_date"])
    months = _spans(start, "month", options)
    grain = _grain(money, start, months, options)
    sides = _sides(start, months, grain, options)
    table, rejects = quotas.quota_table(money, sides)
    every = [*aside, *rejects]
    return extract.finish(sheet, "salesforce_quota", {"quota": table}, every)


def _quantities(sheet: Sheet) -> dict[int, tuple[str, str]]:
    pairs = zip(sheet.cells("quota"), sheet.cells("quantity"), strict=True)
    return {
        at: (quantity, "a quota of quantity, not of money")
        for at, (amount, quantity) in enumerate(pairs)
        if quantity and not amount
    }


def _refuse_several_types(sheet: Sheet) -> None:
    kinds = sorted(set(sheet.cells("forecast_type")) - {""})
    if len(kinds) > 1:
        raise ExportError.several_kinds(sheet.path, sheet.label("forecast_type"), kinds)


def _spans(
    start: Column, grain: Grain, options: Options
) -> Mapping[np.datetime64, Span | str]:
    """Return the period of the company's calendar that each start lies in."""
    known = np.unique(start.values[~np.isnat(start.values)])
    return {day: around(day, grain, options.settings) for day in known}


def _grain(
    sheet: Sheet,
    start: Column,
    months: Mapping[np.datetime64, Span | str],
    options: Options,
) -> Grain:
    gaps = _spacings(sheet, start, months)
    if gaps == {1, 3}:
        kinds = ["monthly quotas", "quarterly quotas"]
        raise ExportError.several_kinds(sheet.path, start.label, kinds)
    if gaps and min(gaps) in (1, 3):
        return "month" if min(gaps) == 1 else "quarter"
    if options.quota_period:
        return options.quota_period
    known = [str(day.astype("datetime64[M]")) for day in months]
    if not known:
        return "month"
    raise ExportError.open_period(sheet.path, start.label, list(dict.fromkeys(known)))


def _spacings(
    sheet: Sheet, start: Column, months: Mapping[np.datetime64, Span | str]
) -> set[int]:
    """Return how many months apart each person's closest quotas start."""
    firsts: dict[tuple[str, ...], set[np.datetime64]] = {}
    persons = zip(*extract.persons(sheet).values(), strict=True)
    for person, day in zip(persons, start.values, strict=True):
        month = months.get(day)
        if isinstance(month, Span):
            firsts.setdefault(person, set()).add(month.first)
    gaps = [np.diff(sorted(each)).min() for each in firsts.values() if len(each) > 1]
    return {round(gap.astype(int) / _DAYS_A_MONTH) for gap in gaps}


def _sides(
    start: Column,
    months: Mapping[np.datetime64, Span | str],
    grain: Grain,
    options: Options,
) -> dict[str, Column]:
    """Return the first and the last day of each quota.

    A quarter of civil months begins with the month of its start; one of whole weeks is
    the fiscal quarter that its start lies in.
    """
    spans = months
    if grain == "quarter" and options.settings.calendar.year_starts:
        spans = _spans(start, grain, options)
    elif grain == "quarter":
        spans = {day: _three_months(span) for day, span in months.items()}
    # A start that is no day has its reason already.
    found = [spans.get(day, "") for day in start.values]
    sides = quotas.sides(start.label, start.cells, found)
    reasons = {**sides["start_date"].reasons, **start.reasons}
    return {**sides, "start_date": replace(sides["start_date"], reasons=reasons)}


def _three_months(month: Span | str) -> Span | str:
    if isinstance(month, str):
        return month
    following = month.first.astype("datetime64[M]") + np.timedelta64(3, "M")
    return Span(month.first, following.astype("datetime64[D]") - np.timedelta64(1, "D"))


ORIGINS: Final = (
    Origin(
        "salesforce_quota",
        "Salesforce quotas",
        _SALESFORCE_QUOTA,
        needs(
            "quota start_date person_crm",
            "quota start_date person_name",
            "quota start_date person_email",
        ),
        read_quota,
    ),
)
