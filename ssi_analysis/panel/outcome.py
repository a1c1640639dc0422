"""What was won against quota, at the grain at which it is really known.

Every won deal is divided by the quota of the period in which it closed, so that the
weeks of a quarter add up to its attainment. Attainment itself exists only where whole
quota periods lie inside the panel's period: spreading a quarter's attainment over its
weeks makes false alarms in 43 to 70 % of teams, and a quarter-to-date value goes
along with anything that drifts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.defaults import STALE_DAYS
from ssi_analysis.periods import last_days, start_of

if TYPE_CHECKING:
    from ssi_analysis.periods import Calendar, Grain
    from ssi_analysis.team import TeamData

__all__ = [
    "as_stated",
    "credited_deals",
    "deal_windows",
    "quota_in",
    "too_fine",
    "won_in",
]

TOO_FINE = (
    "quota periods are longer than a {grain}, so attainment by {grain} would be one"
    " value spread over several rows; use won_per_quota"
)


def too_fine(grain: Grain) -> str:
    """Say why attainment is refused at this grain."""
    return TOO_FINE.format(grain=grain)


def credited_deals(team: TeamData) -> pd.DataFrame:
    """Return each won deal with the quota of the period in which it closed.

    Returns `rep_id, date, amount, quota, won_per_quota, is_comparable`; the quota is
    missing where none covers the day, and a deal in another currency than the quota
    is not comparable.
    """
    won = team.deals[team.deals["is_won"]].rename(columns={"close_date": "date"})
    spans = team.quota[team.quota["quota"] > 0]
    pairs = won.merge(spans, on="rep_id", suffixes=("", "_quota"))
    inside = pairs["date"].between(pairs["start_date"], pairs["end_date"])
    found = pairs[inside].drop_duplicates("deal_id")
    columns = ["deal_id", "quota", "currency_quota"]
    deals = won.merge(found[columns], on="deal_id", how="left")
    other = deals["currency"].notna() & deals["currency_quota"].notna()
    return deals.assign(
        won_per_quota=deals["amount"] / deals["quota"],
        is_comparable=~(other & (deals["currency"] != deals["currency_quota"])),
    )


def won_in(deals: pd.DataFrame, grain: Grain, *, calendar: Calendar) -> pd.DataFrame:
    """Sum won deals over periods: `rep_id, period, won, won_per_quota`.

    A rep-period with a deal that is not comparable gets no sum, because the part
    that is left would pass for the whole.
    """
    period = start_of(deals["date"], grain, calendar=calendar)
    columns = ["amount", "won_per_quota"]
    keys = [deals["rep_id"], period.rename("period")]
    values = deals[columns].mask(~deals["is_comparable"])
    unknown = values.isna().groupby(keys).any()
    sums = values.groupby(keys).sum().mask(unknown)
    return sums.rename(columns={"amount": "won"}).reset_index()


def quota_in(quota: pd.DataFrame, grain: Grain, *, calendar: Calendar) -> pd.DataFrame:
    """Sum the quota periods that lie wholly inside a period.

    Returns `rep_id, period, quota, quota_days`; `quota_days` tells whether the whole
    period is covered.
    """
    first, last = (
        start_of(quota[side], grain, calendar=calendar)
        for side in ("start_date", "end_date")
    )
    nested = quota[(first == last) & (quota["quota"] > 0)]
    days = (nested["end_date"] - nested["start_date"]).dt.days + 1
    spans = nested.assign(period=first[nested.index], quota_days=days)
    return spans.groupby(["rep_id", "period"], as_index=False)[
        ["quota", "quota_days"]
    ].sum()


def as_stated(
    rows: pd.DataFrame, attained: pd.DataFrame, grain: Grain, *, calendar: Calendar
) -> pd.DataFrame:
    """Return outcomes in which what an export states as attained comes first.

    `rows` has `rep_id, period, won, won_per_quota, quota, attainment`. A stated amount
    is divided by the quota of the period; a stated share holds where it is of just
    this period. Deals fill what no export states, and the reverse.
    """
    stated = _stated_in(attained, grain, calendar=calendar)
    if stated.empty:
        return rows
    both = rows.merge(stated, on=["rep_id", "period"], how="left")
    share = (both["stated"] / both["quota"]).fillna(both["stated_share"])
    return rows.assign(
        won=both["won"].fillna(both["stated"]),
        won_per_quota=both["won_per_quota"].fillna(share),
        attainment=share.fillna(both["attainment"]),
    )


def _stated_in(
    attained: pd.DataFrame, grain: Grain, *, calendar: Calendar
) -> pd.DataFrame:
    """Return the stated amounts of whole periods: `rep_id, period, stated, ...`."""
    if attained.empty:
        return pd.DataFrame()
    first, last = (
        start_of(attained[side], grain, calendar=calendar)
        for side in ("start_date", "end_date")
    )
    nested = attained[first == last].assign(period=first)
    days = (nested["end_date"] - nested["start_date"]).dt.days + 1
    whole = last_days(nested["period"], grain, calendar=calendar) - nested["period"]
    by_period = nested.assign(
        n_days=days, whole=whole.dt.days + 1, unknown=nested["attained"].isna()
    ).groupby(["rep_id", "period"])
    sums = by_period.agg(
        stated=("attained", "sum"),
        n_days=("n_days", "sum"),
        whole=("whole", "first"),
        unknown=("unknown", "any"),
        stated_share=("attainment", "first"),
        n_spans=("attainment", "size"),
    ).reset_index()
    sums = sums[sums["n_days"] == sums["whole"]]
    return sums.assign(
        stated=sums["stated"].mask(sums["unknown"]),
        stated_share=sums["stated_share"].where(sums["n_spans"] == 1),
    )[["rep_id", "period", "stated", "stated_share"]]


def deal_windows(team: TeamData) -> pd.DataFrame:
    """Say from when to when each rep's deals are known: `rep_id, first, last`.

    Only inside this window is a week without a won deal a zero. It belongs to the
    file that holds the rep's deals, or most of the team's where a rep has none; it
    ends at the data's last day unless the file has been silent for STALE_DAYS.
    """
    deals = team.deals
    closed = deals["close_date"].where(deals["close_date"] <= team.as_of)
    known = deals.assign(
        closed=closed,
        seen=deals["created_date"].where(deals["created_date"] <= team.as_of),
        won=closed.where(deals["is_won"]),
    )
    files = known.groupby("source").agg(
        first=("closed", "min"), seen=("seen", "max"), won=("won", "max")
    )
    last = files[["seen", "won"]].max(axis=1)
    fresh = (team.as_of - last).dt.days <= STALE_DAYS
    files = files.assign(last=last.mask(fresh, team.as_of))[["first", "last"]]
    return _source_of_rep(team).join(files, on="source")[["rep_id", "first", "last"]]


def _source_of_rep(team: TeamData) -> pd.DataFrame:
    reps = team.reps[["rep_id", "team"]]
    deals = team.deals.merge(reps, on="rep_id")
    own = deals.groupby("rep_id")["source"].agg(_commonest)
    teams = deals.groupby("team")["source"].agg(_commonest)
    source = reps["rep_id"].map(own).fillna(reps["team"].map(teams))
    return reps.assign(source=source.fillna(_commonest(deals["source"])))


def _commonest(values: pd.Series) -> str | float:
    counts = values.value_counts()
    commonest = counts.index[counts == counts.max()]
    return str(min(commonest)) if len(counts) else np.nan
