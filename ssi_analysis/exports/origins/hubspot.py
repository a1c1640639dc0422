"""HubSpot: goals, one slice of a year per row, and deals, as tables or from its API.

A goal belongs to its owner, never to the one who created it. Its end is written both
as the last moment of the last day and as midnight of the day after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import days, deals, extract, quotas, sheets
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_deals", "read_goals"]

_HUBSPOT_GOALS: Final = {
    "quota": "hs_target_amount",
    "start_date": "hs_start_datetime",
    "end_date": "hs_end_datetime",
    "goal_name": "hs_goal_name",
    "goal_type": "hs_goal_type",
    "pipelines": "hs_pipeline_ids",
    "assignee_team": "hs_assignee_team_id",
    "owner_team": "hubspot_team_id",
    "currency": "hs_currency | currency",
    "person_crm": "hubspot_owner_id",
    "person_name": "hs_assignee_user_id",
}
_HUBSPOT_DEALS: Final = {
    "deal_id": "Record ID | hs_object_id | Record ID - Deal | id",
    "deal_name": "Deal Name | dealname",
    "stage": "Deal Stage | dealstage",
    "pipeline": "Pipeline",
    "won": "Is Closed Won | hs_is_closed_won | Won",
    "amount_converted": (
        "Amount in company currency | amount_in_home_currency"
        " | hs_amount_in_home_currency"
    ),
    "amount": "Amount",
    "currency": "Currency | deal_currency_code",
    "close_date": "Close Date | closedate",
    "created_date": "Create Date | createdate",
    "person_name": "Deal owner | Deal owner name",
    "person_email": "Deal owner email",
    "person_crm": "hubspot_owner_id | Deal owner ID",
}


def _of_api(columns: Mapping[str, str]) -> dict[str, str]:
    """Add the spellings of a dump of the API, whose objects hold `properties`."""
    return {
        name: " | ".join(
            [known, *(f"properties.{each}" for each in known.split(" | "))]
        )
        for name, known in columns.items()
    }


def read_goals(sheet: Sheet, options: Options) -> Extract:
    """Read goals: one row per owner and slice; goals of teams and of counts are not."""
    goals, aside = extract.split(sheet, _others(sheet))
    goals = _with_instants(goals, "start_date", "end_date")
    sides = quotas.boundaries(goals, options, midnight_is_after=True)
    table, rejects = quotas.quota_table(goals, sides)
    every = [*aside, *rejects]
    return extract.finish(sheet, "hubspot_goals", {"quota": table}, every)


def _others(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Return the goals that are no person's quota, and why."""
    names = ("goal_type", "person_crm", "person_name", "assignee_team", "owner_team")
    found = {}
    for at, cells in enumerate(zip(*map(sheet.cells, names), strict=True)):
        kind, owner, assignee, *teams = cells
        # Calls and meetings have goals too; their amounts are counts, not money.
        if fold(kind) not in ("", "salesquota"):
            found[at] = (kind, "a goal of another type than sales_quota")
        elif any(teams) and not (owner or assignee):
            found[at] = (sheets.first_filled(teams), "a goal of a team")
    return found


def _with_instants(sheet: Sheet, *names: str) -> Sheet:
    for name in names:
        if name in sheet:
            cells = days.instants(sheet.cells(name))
            sheet = sheets.with_cells(sheet, name, cells)
    return sheet


def read_deals(sheet: Sheet, options: Options) -> Extract:
    """Read deals: one row per deal."""
    dated = _with_instants(sheet, "close_date", "created_date")
    return deals.read_deals(dated, options, origin="hubspot_deals")


ORIGINS: Final = (
    Origin(
        "hubspot_goals",
        "HubSpot goals",
        _of_api(_HUBSPOT_GOALS),
        needs("quota start_date end_date"),
        read_goals,
    ),
    Origin(
        "hubspot_deals",
        "HubSpot deals",
        _of_api(_HUBSPOT_DEALS),
        needs(
            "deal_id stage close_date person_name",
            "deal_id stage close_date person_email",
            "deal_id stage close_date person_crm",
        ),
        read_deals,
    ),
)
