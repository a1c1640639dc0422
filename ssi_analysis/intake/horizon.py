"""What has happened, and the last day of it past which a day is taken for mistyped.

The clock takes no part, so that the same exports give the same tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["happened", "last_known"]

_BEYOND_USUAL: Final = 1.5
"""Feeds that are read each quarter stand further apart than a month."""


def happened(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the days of which something is known: `table, rep_id, day, source`.

    An expected close and the end of a quota have not happened.
    """
    deals = tables["deals"]
    won = deals[deals["is_won"]]
    dated = [
        ("ssi", tables["ssi"], "date"),
        ("activity", tables["activity"], "end_date"),
        ("deals", won, "close_date"),
        ("deals", deals, "created_date"),
    ]
    days = [
        rows[["rep_id", "source"]].assign(table=name, day=rows[column])
        for name, rows, column in dated
    ]
    return pd.concat(days).dropna(subset="day")


def last_known(days: pd.DataFrame) -> pd.Timestamp:
    """Return the last of the days that `happened` gives, without mistyped ones.

    A day is taken for mistyped where it comes more than `FUTURE_DAYS` after all before
    it, further than the days usually stand apart, and only a few rows are as late: of
    each table one, or at most the share `FUTURE_SHARE`.

    >>> days = ["2026-11-13", "2026-11-14", "2026-11-15", "2062-11-16"]
    >>> seen = {"table": "ssi", "rep_id": "r1", "day": pd.to_datetime(days)}
    >>> last_known(pd.DataFrame(seen))
    Timestamp('2026-11-15 00:00:00')
    """
    days = days[["table", "rep_id", "day"]].drop_duplicates()
    each = days["day"].drop_duplicates().sort_values(ignore_index=True)
    apart = each.diff()
    usual = apart.quantile(0.5, interpolation="lower")
    month = pd.Timedelta(days=defaults.FUTURE_DAYS)
    wide = (apart > month) & (apart > _BEYOND_USUAL * usual)
    mistyped = (day for day in each[wide] if _is_few(days, day))
    first = next(mistyped, None)
    return pd.Timestamp((each if first is None else each[each < first]).max())


def _is_few(days: pd.DataFrame, first: pd.Timestamp) -> bool:
    """Tell whether only a few rows of each table are as late as a day."""
    late = (days["day"] >= first).groupby(days["table"])
    most = (late.size() * defaults.FUTURE_SHARE).clip(lower=1)
    return bool((late.sum() <= most).all())
