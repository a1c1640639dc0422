"""HubSpot: goals, one slice of a year per row, and deals.

A goal belongs to its owner, never to the one who created it. Its end is written both
as the last moment of the last day and as midnight of the day after.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import deals, extract, quotas
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_deals", "read_goals"]

_HUBSPOT_GOALS: Final = {
    "quota": "hs_target_amount",
    "start_date": "hs_start_datetime",
    "end_date": "hs_end_datetime",
    "goal_name": "hs_goal_name",
    "goal_type": "hs_goal_type",
    "currency": "hs_currency | currency",
    "person_crm": "hubspot_owner_id",
    "person_name": "hs_assignee_user_id",
}
_HUBSPOT_DEALS: Final = {
    "deal_id": "Record ID | hs_object_id | Record ID - Deal",
    "stage": "Deal Stage | dealstage",
    "won": "Is Closed Won | hs_is_closed_won | Won",
    "amount_converted": "Amount in company currency | amount_in_home_currency",
    "amount": "Amount",
    "currency": "Currency | deal_currency_code",
    "close_date": "Close Date | closedate",
    "created_date": "Create Date | createdate",
    "person_name": "Deal owner",
    "person_email": "Deal owner email",
    "person_crm": "hubspot_owner_id",
}


def read_goals(sheet: Sheet, options: Options) -> Extract:
    """Read goals: one row per owner and slice."""
    goals, aside = _sales_quotas(sheet)
    days = extract.day_columns(
        goals, ["start_date", "end_date"], order=options.date_order
    )
    start = extract.needed(days["start_date"])
    end = _inclusive(extract.needed(days["end_date"]))
    table, rejects = extract.build(
        goals,
        {
            "start_date": start,
            "end_date": end.refuse(
                end.values < start.values, "the end is before the start"
            ),
            "quota": quotas.quota_amount(goals),
            "currency": goals.cells("currency"),
        },
    )
    quotas.refuse_contradictions(goals, table)
    every = [*aside, *rejects]
    return extract.finish(sheet, "hubspot_goals", {"quota": table}, every)


def _sales_quotas(sheet: Sheet) -> tuple[Sheet, list[Reject]]:
    # Calls and meetings have goals too; their amounts are counts, not money.
    kinds = enumerate(sheet.cells("goal_type"))
    other = {
        at: (kind, "a goal of another type than sales_quota")
        for at, kind in kinds
        if fold(kind) not in ("", "salesquota")
    }
    return extract.split(sheet, other)


def _inclusive(end: Column) -> Column:
    at_midnight = np.array(["00:00:00" in cell for cell in end.cells], dtype=int)
    return replace(end, values=end.values - at_midnight)


def read_deals(sheet: Sheet, options: Options) -> Extract:
    """Read deals: one row per deal."""
    return deals.read_deals(sheet, options, origin="hubspot_deals")


ORIGINS: Final = (
    Origin(
        "hubspot_goals",
        "HubSpot goals",
        _HUBSPOT_GOALS,
        needs(
            "quota start_date end_date",
        ),
        read_goals,
    ),
    Origin(
        "hubspot_deals",
        "HubSpot deals",
        _HUBSPOT_DEALS,
        needs(
            "deal_id stage close_date person_name",
            "deal_id stage close_date person_crm",
        ),
        read_deals,
    ),
)
