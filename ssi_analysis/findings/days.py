"""The last day of which anything is known, without deals dated in the future.

The clock takes no part, so that the same exports give the same findings: a won deal is
in the future where it closed long after the last day of everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults

if TYPE_CHECKING:
    from ssi_analysis.team import TeamData

__all__ = ["known_to", "won_later"]

_FEW: Final = 0.05
"""More of the won deals are no slips: then the other exports are old."""


def known_to(team: TeamData) -> pd.Timestamp:
    """Return the last day of the data; one mistyped year would make all feeds old."""
    won = team.deals.loc[team.deals["is_won"], "close_date"]
    later = won_later(team, won)
    if not later.any() or later.mean() > _FEW:
        return team.as_of
    return pd.Timestamp(pd.concat([*_seen(team), won[~later]]).max())


def won_later(team: TeamData, closed: pd.Series) -> pd.Series[bool]:
    """Tell which deals closed clearly later than the last day of anything else."""
    last = pd.concat(_seen(team)).max()
    later: pd.Series[bool] = closed > last + pd.Timedelta(days=defaults.FUTURE_DAYS)
    return later


def _seen(team: TeamData) -> list[pd.Series]:
    return [team.ssi["date"], team.activity["end_date"], team.deals["created_date"]]
