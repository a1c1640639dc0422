"""Which rep-periods are rows: those in which the rep was in the role throughout.

A rep who changed the team, the territory or the seat without a gap stayed in the role;
the period belongs to the team of its middle day.
"""

from __future__ import annotations

import pandas as pd

__all__ = ["role_grid"]

_DAY = pd.Timedelta(days=1)
_EVER, _FOREVER = pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01")


def role_grid(roles: pd.DataFrame, starts: pd.Series, ends: pd.Series) -> pd.DataFrame:
    """Return `rep_id, team, segment, period`, one row per rep-period in the role.

    Parameters
    ----------
    roles
        Times in a role, one row each; blank days are open ends.
    starts, ends
        First and last days of the periods.
    """
    periods = pd.DataFrame({"period": starts, "end": ends})
    columns = ["rep_id", "team", "segment", "first", "last", "run_first", "run_last"]
    pairs = _runs(roles)[columns].merge(periods, how="cross")
    half = (pairs["end"] - pairs["period"]).dt.days // 2
    middle = pairs["period"] + pd.to_timedelta(half, unit="D")
    here = (pairs["first"] <= middle) & (middle <= pairs["last"])
    whole = (pairs["run_first"] <= pairs["period"]) & (
        pairs["end"] <= pairs["run_last"]
    )
    rows = pairs.loc[here & whole, ["rep_id", "team", "segment", "period"]]
    return rows.reset_index(drop=True)


def _runs(roles: pd.DataFrame) -> pd.DataFrame:
    """Add from when to when each rep was in any role without a gap."""
    times = roles.assign(
        first=roles["start_date"].fillna(_EVER),
        last=roles["end_date"].fillna(_FOREVER),
    ).sort_values(["rep_id", "first"], kind="stable")
    before = times.groupby("rep_id")["last"].shift()
    is_new = before.isna() | (times["first"] - _DAY > before)
    run = is_new.cumsum()
    by_run = times.groupby(run)
    times["run_first"] = by_run["first"].transform("min")
    times["run_last"] = by_run["last"].transform("max")
    return times.sort_index()
