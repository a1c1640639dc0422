"""Goals of Dynamics 365: quotas, and what was attained when they were rolled up last.

They come as a table, as a workbook, or from the Web API, whose ids stand without a
name. A parent goal is the sum of its children and would count them again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import extract, quotas, sheets
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.quota_rows import made_on, tables_of
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_goals"]

_SHOWN: Final = "@OData.Community.Display.V1.FormattedValue"
_DYNAMICS_GOALS: Final = {
    "goal_id": "goalid | Goal | (Do Not Modify) Goal",
    "goal_name": "title | Name | Goal Name",
    "parent": "_parentgoalid_value | parentgoalid | Parent Goal",
    "person_crm": "_goalownerid_value",
    "person_name": f"_goalownerid_value{_SHOWN} | goalowneridname",
    "owner": "goalownerid | Goal Owner",
    "quota": "targetmoney | Target (Money)",
    "attained": "actualmoney | Actual (Money)",
    "target_decimal": "targetdecimal | Target (Decimal)",
    "target_integer": "targetinteger | Target (Integer)",
    "amount_type": "amountdatatype | Amount Data Type",
    "status": "statecode | Status",
    "start_date": "goalstartdate | From | Goal Start Date",
    "end_date": "goalenddate | To | Goal End Date",
    "rolled_up": "lastrolledupdate | Last Rolled Up Date",
    "currency": "transactioncurrencyid.isocurrencycode | isocurrencycode",
    "currency_named": (
        "_transactioncurrencyid_value | transactioncurrencyid | Currency"
    ),
    "fiscal_period": "fiscalperiod | Fiscal Period",
    "fiscal_year": "fiscalyear | Fiscal Year",
}
_ID = re.compile(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{3}")
_MONEY: Final = frozenset({"", "0", "money"})
_DISCARDED: Final = frozenset({"2", "discarded"})


def read_goals(sheet: Sheet, options: Options) -> Extract:
    """Read goals: a quota and, where it was rolled up in the end, what was attained.

    Goals of counts, discarded ones and parents of others are set aside. Raises
    `ExportError` where several currencies have no code, or a title names several goals
    that may be a parent.
    """
    goals, others = extract.split(_with_owner(sheet), _others(sheet))
    leaves, parents = extract.split(goals, _parents(goals))
    codes = _currencies(leaves)
    attained = quotas.amounts(leaves, "attained")
    table, rejects = extract.build(
        leaves,
        {
            **_boundaries(leaves, options),
            "quota": quotas.quota_amount(leaves),
            "attained": attained,
            "attainment": quotas.amounts(leaves, "attainment"),
            "currency": codes,
            "attained_currency": codes,
        },
    )
    quotas.refuse_contradictions(leaves, table)
    found, aside = tables_of(leaves, table, _unfinished(leaves, table, options))
    every = [*others, *parents, *rejects, *aside]
    return extract.finish(sheet, "dynamics_goals", found, every)


def _boundaries(sheet: Sheet, options: Options) -> dict[str, Column]:
    """Read the days of goals; one from a first to a first ends the day before."""
    found = quotas.boundaries(sheet, options, midnight_is_after=False)
    start, end = found["start_date"], found["end_date"]
    firsts = [
        each.values == each.values.astype("datetime64[M]") for each in (start, end)
    ]
    after = firsts[0] & firsts[1] & (end.values > start.values)
    return {**found, "end_date": replace(end, values=end.values - after.astype(int))}


def _with_owner(sheet: Sheet) -> Sheet:
    """Read a column of owners as ids or as names, whichever stand in it."""
    if "owner" not in sheet:
        return sheet
    is_id = any(map(_ID.fullmatch, sheet.cells("owner")))
    name = "person_crm" if is_id else "person_name"
    return replace(sheet, columns={name: sheet.columns["owner"], **sheet.columns})


def _others(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Return the goals that are no quota of money, and why."""
    found = {}
    names = ("amount_type", "status", "quota", "target_decimal", "target_integer")
    for at, cells in enumerate(zip(*map(sheet.cells, names), strict=True)):
        kind, status, money, *counts = cells
        if fold(status) in _DISCARDED:
            found[at] = (status, "a discarded goal")
        elif fold(kind) not in _MONEY or (any(counts) and not money):
            counted = sheets.first_filled(counts) or kind
            found[at] = (counted, "a goal of a count, not of money")
    return found


def _parents(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Return the goals that others in the file name as their parent."""
    ids = [_plain(cell) for cell in sheet.cells("goal_id")]
    titles = sheet.cells("goal_name")
    found: set[int] = set()
    for parent in dict.fromkeys(filter(None, sheet.cells("parent"))):
        called = ids if _ID.fullmatch(parent) else titles
        key = _plain(parent) if _ID.fullmatch(parent) else parent
        places = [at for at, name in enumerate(called) if name == key]
        if called is titles and len(places) > 1:
            raise QuotaError.shared_title(sheet.path, sheet.label("parent"), parent)
        found.update(places)
    return {at: (titles[at], "a parent; its children are counted") for at in found}


def _plain(goal_id: str) -> str:
    return goal_id.strip("{}").casefold()


def _currencies(sheet: Sheet) -> list[str]:
    """Return the code of each goal's currency.

    An id or a name is no code; several of them cannot be told to be one currency.
    """
    named = sheet.cells("currency_named")
    stated = zip(quotas.currencies(sheet, "quota"), named, strict=True)
    codes = [code or (name if _CODE.fullmatch(name) else "") for code, name in stated]
    open_ = {name for name, code in zip(named, codes, strict=True) if name and not code}
    if len(open_) > 1:
        label = sheet.label("currency_named")
        raise ExportError.several_kinds(sheet.path, label, sorted(open_))
    return codes


def _unfinished(
    sheet: Sheet, table: extract.Columns, options: Options
) -> dict[int, str]:
    """Say where the amount attained is not that of the whole period."""
    if "rolled_up" not in sheet:
        day = made_on(sheet)
        late = np.flatnonzero(table["end_date"] > day).tolist()
        return dict.fromkeys(late, f"the period was not over on {day}")
    zone = options.settings.time_zone
    rolled = extract.day_columns(
        sheet, ["rolled_up"], order=options.date_order, time_zone=zone
    )["rolled_up"]
    days = dict(zip(sheet.numbers, rolled.values, strict=True))
    ends = zip(table["row"].tolist(), table["end_date"], strict=True)
    return {
        at: f"rolled up last on {days[row]}, when the period was not over"
        if days[row] < end
        else "never rolled up"
        for at, (row, end) in enumerate(ends)
        if not days[row] >= end
    }


ORIGINS: Final = (
    Origin(
        "dynamics_goals",
        "Dynamics 365 goals",
        _DYNAMICS_GOALS,
        needs(
            "quota start_date end_date owner",
            "quota start_date end_date person_crm",
            "quota start_date end_date person_name",
        ),
        read_goals,
    ),
)
