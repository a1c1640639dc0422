"""Attainment as an export states it against won deals over quota."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis import defaults
from ssi_analysis.display import percent
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from ssi_analysis.team import TeamData

__all__ = ["in_attained"]

_KEY: Final = ["rep_id", "start_date", "end_date"]


def in_attained(team: TeamData) -> Iterator[Finding]:
    """Find stated attainment that the deals do not give."""
    both = _both_ways(team)
    apart = (both["stated"] - both["counted"]).abs()
    # Tenths of a point are not told apart, so that 5 points are not more than 5.
    off = both[apart.round(3) > defaults.ATTAINED_TOLERANCE]
    if len(off):
        first = off.iloc[0]
        yield Finding(
            "stated attainment differs",
            "warning",
            len(off),
            f"{first['rep_id']} from {first['start_date']:%Y-%m-%d} to"
            f" {first['end_date']:%Y-%m-%d}: stated {percent(first['stated'])}, deals"
            f" give {percent(first['counted'])}",
            "look which deals one of the two leaves out, or whether they are of"
            " different days",
            *place_of(team, "attained", first),
        )


def _both_ways(team: TeamData) -> pd.DataFrame:
    """Return each period with its attainment as stated and from won deals.

    Only periods of which deals are known: not those before the first won deal of the
    team or after the last.
    """
    quota = team.quota.loc[team.quota["quota"] > 0, [*_KEY, "quota"]]
    both: pd.DataFrame = team.attained.merge(quota, on=_KEY)
    won = team.deals[team.deals["is_won"]]
    first, last = won["close_date"].min(), won["close_date"].max()
    inside = (both["end_date"] >= first) & (both["start_date"] <= last)
    known: pd.DataFrame = both[inside]
    stated = known["attainment"].fillna(known["attained"] / known["quota"])
    counted = _won_in(known, won) / known["quota"]
    return known.assign(stated=stated, counted=counted)


def _won_in(periods: pd.DataFrame, won: pd.DataFrame) -> pd.Series:
    """Sum by period what its rep won in it; unknown where an amount is missing."""
    pairs = periods[_KEY].rename_axis("at").reset_index().merge(won, on="rep_id")
    inside = pairs["close_date"].between(pairs["start_date"], pairs["end_date"])
    amounts = pairs.loc[inside, "amount"].groupby(pairs.loc[inside, "at"])
    sums = amounts.agg(lambda amount: amount.sum(skipna=False))
    return sums.reindex(periods.index, fill_value=0.0)
