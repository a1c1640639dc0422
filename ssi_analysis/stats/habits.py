"""How steadily a team is active, how much it sends, and how much of it is answered.

Quantity alone raises SSI, so that it stands beside what came back. Habits are medians
over reps and answers are shares of all that was sent; the latest quarter stands beside
the one before. Nobody is named, and fewer reps than the panel's `min_group` are not
told of.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.display import Tabular

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel

    Matrix = NDArray[np.float64]

__all__ = ["Habit", "Habits", "habits"]

WEEKS: Final = 13
"""A quarter of weeks, set beside the quarter before."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit in the latest weeks and in those before; NaN where it is not known."""

    what: str
    now: float
    before: float
    n_reps: int

    @property
    def is_known(self) -> bool:
        """Whether the latest weeks are known."""
        return math.isfinite(self.now)


@dataclass(frozen=True)
class Habits(Tabular):
    """What is known of a team's activity; `reason` says why nothing is."""

    n_reps: int
    n_weeks: int
    habits: tuple[Habit, ...] = ()
    reason: str = ""

    def of(self, what: str) -> Habit:
        """Return one habit."""
        return next(each for each in self.habits if each.what == what)

    def rows(self) -> list[dict[str, object]]:
        """Return one row per habit."""
        return [
            {
                "what": each.what,
                "now": each.now,
                "before": each.before,
                "reps": each.n_reps,
            }
            for each in self.habits
        ]


def habits(panel: Panel, *, n_weeks: int = WEEKS) -> Habits:
    """Describe activity in the latest weeks of a weekly panel, and in those before.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = [(rep, week, week % 2) for rep in "abcde" for week in range(26)]
    >>> frame = pd.DataFrame(rows, columns=["rep_id", "period", "days_active"])
    >>> found = habits(Panel.from_frame(frame))
    >>> round(found.of("share of weeks with activity").now, 2), found.of("pause").now
    (0.54, 1.0)
    """
    periods = panel.frame["period"].drop_duplicates().sort_values()
    parts = [periods.iloc[-n_weeks:], periods.iloc[-2 * n_weeks : -n_weeks]]
    least = max(MIN_GROUP, panel.min_group)
    now, before = (panel.frame[panel.frame["period"].isin(part)] for part in parts)
    found = [
        Habit(
            what,
            _told(how, name, now, least),
            _told(how, name, before, least),
            n_reps,
        )
        for what, (how, name) in _MEASURES.items()
        if (n_reps := _n_reps(now, name))
    ]
    known = tuple(each for each in found if each.is_known)
    n_reps = max((each.n_reps for each in found), default=0)
    reason = "" if known else _why_none(n_reps, least)
    return Habits(n_reps, n_weeks, known, reason)


def _why_none(n_reps: int, least: int) -> str:
    if not n_reps:
        return "no activity of these weeks is in the exports"
    return f"activity of fewer than {least} reps is not shown"


def _n_reps(rows: pd.DataFrame, name: str) -> int:
    if name not in rows:
        return 0
    return int(rows.loc[rows[name].notna(), "rep_id"].nunique())


def _told(
    how: Callable[[pd.DataFrame, str], float],
    name: str,
    rows: pd.DataFrame,
    least: int,
) -> float:
    return how(rows, name) if _n_reps(rows, name) >= least else math.nan


def _active_share(rows: pd.DataFrame, name: str) -> float:
    known = rows.dropna(subset=name)
    return float((known[name] > 0).groupby(known["rep_id"]).mean().median())


def _mean(rows: pd.DataFrame, name: str) -> float:
    return float(rows.groupby("rep_id")[name].mean().median())


def _pause(rows: pd.DataFrame, name: str) -> float:
    """Return the longest run of weeks without an active day, of the middle rep."""
    known = rows.dropna(subset=name).sort_values("period")
    active = known[name] > 0
    # Each active week opens a run of its own; the idle weeks of a run are its length.
    run = active.groupby(known["rep_id"]).cumsum()
    idle = (~active).groupby([known["rep_id"], run]).sum()
    return float(idle.groupby("rep_id").max().median())


def _per_inmail(rows: pd.DataFrame, name: str) -> float:
    return _per(rows, name, sent="inmails_sent")


def _per_message(rows: pd.DataFrame, name: str) -> float:
    return _per(rows, name, sent="messages_sent")


def _per(rows: pd.DataFrame, name: str, *, sent: str) -> float:
    """Return what came back per piece sent, where both counts are known."""
    both = rows.dropna(subset=[sent, name]) if sent in rows else rows.head(0)
    total = float(both[sent].sum()) if len(both) else 0.0
    return float(both[name].sum()) / total if total > 0 else math.nan


_MEASURES: Final = {
    "share of weeks with activity": (_active_share, "days_active"),
    "days with activity": (_mean, "days_active"),
    "pause": (_pause, "days_active"),
    "messages sent": (_mean, "messages_sent"),
    "messages received per message sent": (_per_message, "messages_received"),
    "InMails sent": (_mean, "inmails_sent"),
    "share of InMails accepted": (_per_inmail, "inmails_accepted"),
    "connections made": (_mean, "connections_made"),
}
"""Each habit with how it is counted and the count that it needs."""
