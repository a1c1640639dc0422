"""Deals that count wrongly: their amounts, their days, or twice.

What names a deal may be the name of a person, so an example shows rep, day and amount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.display import number
from ssi_analysis.findings.days import won_later
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of
from ssi_analysis.findings.roles import past_the_role
from ssi_analysis.schema import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_deals"]

_TWIN: Final = ["rep_id", "close_date", "amount"]


def in_deals(team: TeamData) -> Iterator[Finding]:
    """Find won deals that count wrongly, and deals that nothing identifies."""
    won = team.deals[team.deals["is_won"]]
    amount = won["amount"]
    yield from _won(
        team,
        won[amount.isna()],
        "won deal without amount",
        "fill in the amount; a period that has such a deal has no sum",
    )
    yield from _won(
        team,
        won[amount <= 0],
        "won deal of zero or less",
        "look whether it is a refund or a test; it takes from what the rep has won",
    )
    yield from _won(
        team,
        won[won_later(team, won["close_date"])],
        "deal won in the future",
        "correct the close date, or export the other files up to this day; it is later"
        " than anything else",
    )
    yield from _past_the_role(team, won)
    yield from _without_ids(team)
    yield from _twins(team, won)


def _won(
    team: TeamData, deals: pd.DataFrame, kind: str, todo: str
) -> Iterator[Finding]:
    if len(deals):
        first = deals.iloc[0]
        place = place_of(team, "deals", first)
        yield Finding(kind, "warning", len(deals), _said(first), todo, *place)


def _said(deal: pd.Series) -> str:
    amount = number(deal["amount"]) if pd.notna(deal["amount"]) else "no amount"
    day = deal["close_date"]
    on = f" on {day:%Y-%m-%d}" if pd.notna(day) else ""
    return f"{deal['rep_id']}: {amount}{on}"


def _past_the_role(team: TeamData, won: pd.DataFrame) -> Iterator[Finding]:
    beyond = past_the_role(team, won, "close_date")
    if len(beyond):
        first = beyond.iloc[0]
        yield Finding(
            "deal past the last day",
            "warning",
            len(beyond),
            f"{_said(first)}, last day {first['last_day']:%Y-%m-%d}",
            "give the deal to who holds it now, or correct the last day in the roster",
            *place_of(team, "deals", first),
        )


def _without_ids(team: TeamData) -> Iterator[Finding]:
    made_up = team.deals[team.deals["deal_id"].astype(str).str.startswith(MADE_UP)]
    if len(made_up):
        first = made_up.iloc[0]
        yield Finding(
            "deals without an id",
            "warning" if len(set(made_up["source"])) > 1 else "note",
            len(made_up),
            _said(first),
            "add the column of ids to the export; without it a deal that was changed"
            " between two exports counts as another one",
            *place_of(team, "deals", first),
        )


def _twins(team: TeamData, won: pd.DataFrame) -> Iterator[Finding]:
    origins = team.files.set_index("file")["origin"]
    known = won.assign(origin=won["source"].map(origins))[won["amount"] > 0]
    each = known.dropna(subset="origin").drop_duplicates([*_TWIN, "origin"])
    again = each[each.duplicated(_TWIN)]
    if len(again):
        first = again.iloc[0]
        both = each[(each[_TWIN] == first[_TWIN]).all(axis=1)]
        yield Finding(
            "deal in two CRMs",
            "warning",
            len(again),
            f"{_said(first)}, in {' and '.join(both['origin'])}",
            "keep the deal in one export if it is the same; it counts twice",
            *place_of(team, "deals", first),
        )
