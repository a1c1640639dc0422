"""Quotas of managers, which repeat those of their team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_managers"]

_SPAN: Final = ["start_date", "end_date"]
_ALIKE: Final = 0.02
"""Rounding, and a rate of last month for this month's currency, differ by less."""
_FEWEST: Final = 3
"""Fewest reports of whom one may be missing: of two, one alone would be the sum."""


def in_managers(team: TeamData) -> Iterator[Finding]:
    """Find quotas that are, or look like, the sum of a team's."""
    flagged = set(team.reps.loc[team.reps["is_manager"], "rep_id"])
    held = _first_quotas(team, flagged & set(team.quota["rep_id"]))
    if len(held):
        yield Finding(
            "manager quota",
            "note",
            len(held),
            held["rep_id"].iloc[0],
            "nothing: it repeats the team's and is left out of comparisons",
            *place_of(team, "quota", held.iloc[0]),
        )
    doubled = _first_quotas(team, _sums_of_reports(team) - flagged)
    if len(doubled):
        yield Finding(
            "quota is the sum of others'",
            "warning",
            len(doubled),
            doubled["rep_id"].iloc[0],
            "set is_manager in the roster, or the team's quota counts twice",
            *place_of(team, "quota", doubled.iloc[0]),
        )


def _first_quotas(team: TeamData, reps: set[str]) -> pd.DataFrame:
    quota = team.quota[team.quota["rep_id"].isin(list(reps))]
    return quota.sort_values(["rep_id", "start_date"]).drop_duplicates("rep_id")


def _sums_of_reports(team: TeamData) -> set[str]:
    """Return whose quota is the sum of their reports', of all or of all but one."""
    if team.quota.empty:
        return set()
    bosses = team.reps.set_index("rep_id")["manager_id"].dropna()
    quota = team.quota.assign(boss=team.quota["rep_id"].map(bosses))
    below = quota.groupby(["boss", *_SPAN])["quota"].agg(["sum", "size"])
    parts = quota.join(below, on=["boss", *_SPAN], how="inner")
    without = parts["sum"] - parts["quota"].where(parts["size"] >= _FEWEST, 0.0)
    sums = pd.concat([parts.assign(below=parts["sum"]), parts.assign(below=without)])
    both = team.quota.merge(
        sums[["boss", *_SPAN, "below"]],
        left_on=["rep_id", *_SPAN],
        right_on=["boss", *_SPAN],
    )
    near = np.isclose(both["quota"], both["below"], rtol=_ALIKE)
    return set(both.loc[near & (both["quota"] > 0), "rep_id"])
