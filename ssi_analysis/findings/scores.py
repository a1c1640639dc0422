"""Scores that are old, and totals that are not the sum of their pillars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_scores"]

_SUM_TOLERANCE: Final = 0.6  # the page rounds the total, not the pillars
_SUM_OF_ROUNDED: Final = 2.6  # four pillars and a total, each rounded by up to a half


def in_scores(team: TeamData) -> Iterator[Finding]:
    """Find feeds that fell silent and totals that do not add up."""
    yield from _stale_reps(team)
    yield from _sums(team)


def _stale_reps(team: TeamData) -> Iterator[Finding]:
    newest = team.ssi.sort_values("date").drop_duplicates("rep_id", keep="last")
    last = newest.set_index("rep_id", drop=False).sort_index()
    left = team.reps.set_index("rep_id")["end_date"].reindex(last.index)
    today = team.as_of
    silent = last["date"] < today - pd.Timedelta(days=defaults.STALE_DAYS)
    stale = last[silent & ~(left < today)]
    if len(stale):
        first = stale.iloc[0]
        yield Finding(
            "stale SSI",
            "warning",
            len(stale),
            f"{first['rep_id']}: last on {first['date']:%Y-%m-%d}",
            "collect the missing days; until then the newest weeks are without them",
            *place_of(team, "ssi", first),
        )


def _sums(team: TeamData) -> Iterator[Finding]:
    parts = team.ssi[list(PILLARS)]
    rounded = (parts % 1 == 0).all(axis=1)
    allowed = rounded.map({True: _SUM_OF_ROUNDED, False: _SUM_TOLERANCE})
    difference = parts.sum(axis=1, skipna=False) - team.ssi["ssi_total"]
    off = team.ssi[difference.abs() > allowed]
    if len(off):
        first = off.iloc[0]
        yield Finding(
            "total is not the sum of its pillars",
            "warning",
            len(off),
            f"{first['rep_id']} on {first['date']:%Y-%m-%d}",
            "compare with the page; one of the five numbers was misread",
            *place_of(team, "ssi", first),
        )
