"""Deals, told apart by their ids, or where an export has none by all that it says.

Without an id a deal that was changed between two exports looks like two. Where the one
may have become the other nobody can say which of them counts.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.errors.repeats import RepeatError
from ssi_analysis.intake.repeats import once
from ssi_analysis.intake.resolved import Joined, resolved
from ssi_analysis.intake.stack import stacked
from ssi_analysis.people import crm_key
from ssi_analysis.schema import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from ssi_analysis.exports.extract import Extract
    from ssi_analysis.people import People

__all__ = ["join_deals"]

_NAMES: Final = ("account_name", "deal_name")
_SAME: Final = ["close_date", "amount"]
_OTHER: Final = "_other"


def join_deals(extracts: Sequence[Extract], people: People) -> Joined:
    """Join deals by person, and refuse those that may be one deal or two."""
    rows = _told_apart(stacked(extracts, "deals"))
    known, rejects = resolved(rows, "deals", people)
    named = _with_owners(known)
    kept, repeats = once(named, "deals")
    return Joined(kept, repeats, rejects, _changed(named))


def _told_apart(deals: pd.DataFrame) -> pd.DataFrame:
    """Put the system before an id that another system gave as well."""
    ids = deals["deal_id"].map(crm_key)
    shared = deals["origin"].groupby(ids).transform("nunique") > 1
    named = deals["origin"] + ":" + deals["deal_id"]
    return deals.assign(
        deal_id=deals["deal_id"].mask(shared & ~_is_made_up(deals), named)
    )


def _is_made_up(deals: pd.DataFrame) -> pd.Series:
    return deals["deal_id"].astype(str).str.startswith(MADE_UP)


def _with_owners(deals: pd.DataFrame) -> pd.DataFrame:
    """Complete the ids that were made up; rows of a file that are alike are counted.

    So two alike are two deals, and the same two in another export are the same.
    """
    made = deals[_is_made_up(deals)]
    if made.empty:
        return deals
    said = made["deal_id"].str.removeprefix(MADE_UP)
    ids = MADE_UP + made["origin"] + " | " + made["rep_id"] + " | " + said
    nth = ids.groupby([made["file"], ids]).cumcount() + 1
    ids = ids.mask(nth > 1, ids + " #" + nth.astype(str))
    return deals.assign(deal_id=deals["deal_id"].mask(_is_made_up(deals), ids))


def _changed(deals: pd.DataFrame) -> list[RepeatError]:
    """Refuse won deals of two exports that may be one deal before and after a change.

    Each stands in one of two exports of the same days and not in the other.
    """
    won = deals[_is_made_up(deals) & deals["is_won"].astype(bool)]
    return [
        RepeatError.changed_deals(_said(found[0], ""), _said(found[0], _OTHER))
        for _, of_origin in won.groupby("origin", sort=True)
        for one, other in combinations(_by_file(of_origin), 2)
        if (found := _alike(one, other))
    ]


def _by_file(won: pd.DataFrame) -> list[pd.DataFrame]:
    return [rows for _, rows in won.groupby("file", sort=False)]


def _said(pair: Mapping[Hashable, object], side: str) -> str:
    return f"{pair[f'file{side}']} row {pair[f'row{side}']}"


def _alike(one: pd.DataFrame, other: pd.DataFrame) -> list[dict[Hashable, object]]:
    """Return the pairs of deals, one of each file, that may be the same."""
    days = [
        (rows["close_date"].min(), rows["close_date"].max()) for rows in (one, other)
    ]
    if days[0][0] > days[1][1] or days[1][0] > days[0][1]:
        return []
    mine, theirs = _beyond(one, other, days[1]), _beyond(other, one, days[0])
    names = [name for name in _NAMES if one[name].any() and other[name].any()]
    keys = [["rep_id", *names], *([[*names, *_SAME]] if names else [])]
    pairs = pd.concat(
        [mine.merge(theirs, on=key, suffixes=("", _OTHER)) for key in keys]
    )
    found = pairs[pairs["within"] | pairs[f"within{_OTHER}"]]
    return found.sort_values(["row", f"row{_OTHER}"]).to_dict("records")


def _beyond(
    one: pd.DataFrame, other: pd.DataFrame, days: tuple[pd.Timestamp, pd.Timestamp]
) -> pd.DataFrame:
    """Return the deals that the other file has not, and if they are of its days."""
    rows = one[~one["deal_id"].isin(other["deal_id"])]
    return rows.assign(within=rows["close_date"].between(*days))
