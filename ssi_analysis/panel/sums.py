"""The two heavy sums: daily scores to periods, events to counts.

Both are plain ANSI SQL over the canonical tables joined to the calendar, run by an
Engine. No week, month or time-zone function of the engine takes part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.periods import last_days, longest
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from ssi_analysis.engine import Engine
    from ssi_analysis.periods import Calendar, Grain

__all__ = ["activity_by_period", "activity_too_coarse", "ssi_by_period"]

_SCORES = ("ssi_total", *PILLARS)

_SSI = """
SELECT s.rep_id, c.{grain} AS period, {means}, COUNT(s.ssi_total) AS ssi_days
FROM ssi AS s
JOIN calendar AS c ON s.date = c.date
GROUP BY s.rep_id, c.{grain}
ORDER BY s.rep_id, c.{grain}
"""

_COUNTS = """
SELECT a.rep_id, c.{grain} AS period, a.metric, SUM(a.value) AS value,
    SUM(a.n_days) AS n_days, MAX(a.n_days) AS longest
FROM activity AS a
JOIN calendar AS c ON a.middle_date = c.date
WHERE NOT a.is_cumulative AND a.value IS NOT NULL AND a.n_days <= {longest}
GROUP BY a.rep_id, c.{grain}, a.metric
ORDER BY a.rep_id, c.{grain}, a.metric
"""

COVERED = 0.9
"""Share of a period's days that spans must cover: a month of four whole weeks does,
and a quarter that lacks two of its weeks does not."""


def ssi_by_period(
    ssi: pd.DataFrame, days: pd.DataFrame, grain: Grain, *, engine: Engine
) -> pd.DataFrame:
    """Average daily scores over periods.

    Returns `rep_id, period, ssi_total, ..., ssi_days`; a rep-period without any day
    is absent, not zero.
    """
    engine.register("ssi", ssi[["rep_id", "date", *_SCORES]])
    engine.register("calendar", days)
    means = ", ".join(f"AVG(s.{name}) AS {name}" for name in _SCORES)
    return engine.sql(_SSI.format(grain=grain, means=means))


def activity_by_period(
    activity: pd.DataFrame,
    days: pd.DataFrame,
    grain: Grain,
    *,
    engine: Engine,
    calendar: Calendar,
) -> tuple[pd.DataFrame, int]:
    """Count activity over periods, one column per metric.

    A span is counted in the period of its middle day, because a week that straddles
    two quarters cannot be split without inventing numbers. Running totals and spans
    longer than the period are left out, and so are counts whose spans leave much of
    the period uncovered: a part would pass for the whole. Single days are events,
    whose absence is a zero, so they need not cover anything.

    Returns the counts and how many were left out for being a part.
    """
    engine.register("activity", _with_middle(activity))
    engine.register("calendar", days)
    most = longest(grain, calendar=calendar)
    counts = engine.sql(_COUNTS.format(grain=grain, longest=most))
    ends = last_days(counts["period"], grain, calendar=calendar)
    n_days = (ends - counts["period"]).dt.days + 1
    whole = (counts["longest"] == 1) | (counts["n_days"] >= COVERED * n_days)
    wide = counts[whole].pivot_table(
        index=["rep_id", "period"], columns="metric", values="value", aggfunc="first"
    )
    return wide.rename_axis(columns=None).reset_index(), int((~whole).sum())


def activity_too_coarse(
    activity: pd.DataFrame, grain: Grain, *, calendar: Calendar
) -> int:
    """Count the spans that are longer than a period and so cannot be placed in one."""
    spans = _with_middle(activity)
    return int((spans["n_days"] > longest(grain, calendar=calendar)).sum())


def _with_middle(activity: pd.DataFrame) -> pd.DataFrame:
    length = (activity["end_date"] - activity["start_date"]).dt.days
    middle = activity["start_date"] + pd.to_timedelta(length // 2, unit="D")
    return activity.assign(n_days=length + 1, middle_date=middle)
