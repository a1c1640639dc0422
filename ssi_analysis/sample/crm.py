"""The CRM side of the sample: Salesforce for three teams, HubSpot for two."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from ssi_analysis.sample import plan
from ssi_analysis.sample.people import base62
from ssi_analysis.sample.text import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_analysis.sample.bookings import Deal, Quota
    from ssi_analysis.sample.company import Company

__all__ = ["hubspot_files", "salesforce_files"]

_REPORT_HEADER: Final = (
    *("Opportunity ID", "Opportunity Owner", "Account Name", "Opportunity Name"),
    *("Stage", "Amount Currency", "Amount", "Probability (%)"),
    *("Close Date", "Created Date"),
)
_QUOTA_HEADER: Final = (
    *("User Name", "User ID", "Forecast Type Name", "Forecast Type ID"),
    *("Quota Amount", "Currency Code", "Start Date"),
)
_GOAL_HEADER: Final = (
    *("hs_goal_name", "hs_goal_type", "hs_milestone", "hs_target_amount"),
    *("hs_start_datetime", "hs_end_datetime", "hubspot_owner_id"),
    *("hs_created_by_user_id", "hs_group_correlation_uuid"),
)
_DEAL_HEADER: Final = (
    *("Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Close Date"),
    *("Create Date", "Deal owner", "Associated Company", "Last Activity Date"),
)
_FORECAST_TYPE: Final = ("OpportunityRevenue", "0DbD00000001eQB")
_STAGES: Final = {
    "Salesforce": {
        "won": ("Closed Won", "100"),
        "lost": ("Closed Lost", "0"),
        "open": ("Negotiation/Review", "60"),
    },
    "HubSpot": {
        "won": ("Closed Won", ""),
        "lost": ("Closed Lost", ""),
        "open": ("Contract Sent", ""),
    },
}
_STRANGER: Final = "Integration User"
_FIRST_WORDS: Final = """
Alder Amber Basalt Birch Cedar Cobalt Copper Coral Ember Falcon Flint Garnet Granite
Harrow Indigo Juniper Kestrel Linden Maple Meadow Onyx Pewter Quarry Raven Saffron
Slate Sorrel Thistle Umber Willow
"""
_LAST_WORDS: Final = """
Bakeries Brewing Ceramics Clinics Dairy Dental Dyeworks Farms Ferries Foods Forge
Foundry Freight Glass Hotels Joinery Labs Lighting Marine Mills Optics Paper Plumbing
Press Robotics Schools Textiles Timber Tools
"""


def salesforce_files(company: Company) -> Iterator[tuple[str, str]]:
    """Write the quota load file and the opportunity report with its footer."""
    quotas = [quota for quota in company.quotas if _crm(quota) == "Salesforce"]
    yield (
        "salesforce/forecasting_quota.csv",
        csv_text(_QUOTA_HEADER, map(_quota_row, _by_period(quotas))),
    )
    deals = [deal for deal in company.deals if deal.owner.team.crm == "Salesforce"]
    rows = [_report_row(deal, place) for place, deal in enumerate(deals)]
    made_on = company.truth.last_day + dt.timedelta(days=1)
    midnight = dt.datetime(made_on.year, made_on.month, made_on.day, tzinfo=dt.UTC)
    table = csv_text(_REPORT_HEADER, _spoilt_report(rows), quote_all=True)
    yield (
        f"salesforce/report{int(midnight.timestamp())}000.csv",
        table + _footer(len(rows), made_on.year),
    )


def _crm(quota: Quota) -> str:
    return quota.person.team.crm


def _by_period(quotas: Sequence[Quota]) -> list[Quota]:
    return sorted(quotas, key=lambda quota: (quota.start, quota.person.rep_id))


def _quota_row(quota: Quota) -> list[object]:
    person = quota.person
    return [
        *(person.name, person.crm_id, *_FORECAST_TYPE),
        *(quota.amount, "USD", quota.start),
    ]


def _report_row(deal: Deal, place: int) -> list[object]:
    account = _account(place)
    return [
        base62("0065g00000", 238_000_000 + 331 * place),
        *(deal.owner.name, account, f"{account} - instruments"),
        *(_STAGES["Salesforce"][deal.stage][0], "USD", f"{deal.amount:.2f}"),
        _STAGES["Salesforce"][deal.stage][1],
        *(_us_date(deal.close), _us_date(deal.created)),
    ]


def _account(place: int) -> str:
    first, last = _FIRST_WORDS.split(), _LAST_WORDS.split()
    return f"{first[place % len(first)]} {last[place * 7 % len(last)]}"


def _us_date(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _spoilt_report(rows: list[list[object]]) -> list[list[object]]:
    """Plant two unusable rows: an amount of n/a and an owner nobody knows."""
    if not rows:
        return rows
    no_amount, no_owner = list(rows[0]), list(rows[-1])
    no_amount[0], no_owner[0] = "0065g00000aaaab", "0065g00000aaaac"
    no_amount[6], no_owner[1] = "n/a", _STRANGER
    return [no_amount, *rows, no_owner]


def _footer(n_rows: int, year: int) -> str:
    return (
        f'\n"Grand Totals ({n_rows + 2} records)"\n\n'
        '"Confidential Information - Do Not Distribute"\n'
        f'"Copyright (c) 2000-{year} salesforce.com, inc. All rights reserved."\n'
    )


def hubspot_files(company: Company) -> Iterator[tuple[str, str]]:
    """Write goal targets, one row per month, and the deals export."""
    quotas = [quota for quota in company.quotas if _crm(quota) == "HubSpot"]
    yield (
        "hubspot/goal_targets.csv",
        csv_text(_GOAL_HEADER, [_goal_row(company, q) for q in _by_period(quotas)]),
    )
    deals = [deal for deal in company.deals if deal.owner.team.crm == "HubSpot"]
    rows = [_deal_row(deal, place) for place, deal in enumerate(deals)]
    yield "hubspot/deals.csv", csv_text(_DEAL_HEADER, _spoilt_deals(rows))


def _goal_row(company: Company, quota: Quota) -> list[object]:
    person, year = quota.person, quota.start.year
    # HubSpot has been seen to write both: the last instant, and the first after it.
    is_inclusive = person.team.name == "Harbor"
    last = quota.end - dt.timedelta(days=1)
    end = f"{last}T23:59:59.999Z" if is_inclusive else f"{quota.end}T00:00:00Z"
    # Whoever takes the creator for the assignee gives every goal to the manager.
    creator = company.managers[plan.TEAMS.index(person.team)].crm_id
    return [
        *(f"{person.name} {year}", "sales_quota", "monthly", f"{quota.amount:.2f}"),
        *(f"{quota.start}T00:00:00Z", end, person.crm_id, creator),
        f"00000000-0000-4000-8000-{year}{person.crm_id}",
    ]


def _deal_row(deal: Deal, place: int) -> list[object]:
    account = _account(3 * place + 1)
    seen = deal.created if deal.stage == "open" else deal.close
    return [
        *(61_606_231_511 + 104_729 * place, f"{account} - new deal"),
        *(_STAGES["HubSpot"][deal.stage][0], "Sales Pipeline", deal.amount),
        *(f"{deal.close} 15:30", f"{deal.created} 09:10", deal.owner.name),
        *(account, f"{seen} 15:30"),
    ]


def _spoilt_deals(rows: list[list[object]]) -> list[list[object]]:
    """Plant one row whose owner has left the roster."""
    if not rows:
        return rows
    stray = list(rows[-1])
    stray[0], stray[7] = 61_500_000_001, "Deactivated User"
    return [*rows, stray]
