"""What one week looked like, beside the week before and the quarter before.

Changes are those of the median over reps present at both ends. Where LinkedIn
changed its formula in between, the step that everybody took together is removed
before comparing, because nobody did anything.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.defaults import MIN_DESCRIBED, MIN_GROUP
from ssi_analysis.display import Tabular
from ssi_analysis.periods import parse_week
from ssi_analysis.privacy import can_be_counted
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.breaks import Break

__all__ = ["WeekSummary", "summarise_week"]

ALIKE = 0.9
"""Share of reps who move the same way, in a week that moves the median by a point or
more, from which something common to all is likelier than what each rep did."""

QUIET_AFTER = 2.0
"""Active days a week, in the four weeks before, from which silence is news."""


@dataclass(frozen=True)
class WeekSummary(Tabular):
    """One week of a team: levels, changes and how many reps stand behind them.

    `n_reps` counts reps in the role, `n_scored` those whose SSI is known this week;
    `ssi_on_week` and `ssi_on_quarter` are changes in points; `n_quiet` counts reps
    without an active day after an active month (None where no activity is known);
    `n_booking` counts reps who won something this week (None where no deals are
    known for it). How a formula change moves a single pillar is not known, so that a
    pillar's change across one is not given. A change is only known to stay once weeks
    have passed; `moved_alike` says that nearly everybody moved the same way this week.
    `min_group` is that of the panel.
    """

    week: pd.Timestamp
    n_reps: int
    n_scored: int
    ssi: float
    ssi_on_week: float
    ssi_on_quarter: float
    weakest: str
    pillar: float
    pillar_on_week: float
    n_quiet: int | None
    n_booking: int | None
    formula_changed: bool
    pillar_on_quarter: float = math.nan
    moved_alike: bool = False
    min_group: int = 1

    def tells(self, part: int) -> bool:
        """Say whether it may be told how many of the reps did something."""
        return can_be_counted(part, self.n_reps, least=self.min_group)

    def rows(self) -> list[dict[str, object]]:
        """Return the week as one row."""
        return [vars(self)]


def summarise_week(
    panel: Panel, *, week: str, breaks: Sequence[Break] = ()
) -> WeekSummary:
    """Describe one ISO week, such as 2026-W46, of a weekly panel.

    `breaks` are the formula changes found in the panel's SSI; a change that lies
    between two weeks is taken out of their comparison. Of a team, no median of fewer
    than MIN_DESCRIBED reps is given.
    """
    start = parse_week(week, calendar=panel.calendar)
    now, before = panel.at(start), _back(start, 1)
    medians = {name: _median(now[name], _least(panel)) for name in PILLARS}
    known = {name: value for name, value in medians.items() if math.isfinite(value)}
    weakest = min(known, key=lambda name: known[name], default=PILLARS[0])
    quarter_ago = _back(start, 13)
    return WeekSummary(
        week=start,
        n_reps=len(now),
        n_scored=int(now["ssi_total"].notna().sum()),
        ssi=_median(now["ssi_total"], _least(panel)),
        ssi_on_week=_change(panel, "ssi_total", start, before)
        - _steps(breaks, before, start),
        ssi_on_quarter=_change(panel, "ssi_total", start, quarter_ago)
        - _steps(breaks, quarter_ago, start),
        weakest=weakest,
        pillar=medians[weakest],
        pillar_on_week=_unstepped(panel, weakest, (before, start), breaks),
        n_quiet=_n_quiet(panel, start),
        n_booking=_n_booking(now),
        formula_changed=_steps(breaks, before, start) != 0,
        pillar_on_quarter=_unstepped(panel, weakest, (quarter_ago, start), breaks),
        moved_alike=_alike(panel, start, before),
        min_group=panel.min_group,
    )


def _least(panel: Panel) -> int:
    return min(MIN_DESCRIBED, panel.min_group)


def _median(values: pd.Series, least: int) -> float:
    known = values.dropna()
    # Older pandas warns where nothing is known.
    return float(known.median()) if len(known) >= least else math.nan


def _back(week: pd.Timestamp, weeks: int) -> pd.Timestamp:
    return week - pd.Timedelta(weeks=weeks)


def _change(
    panel: Panel, measure: str, week: pd.Timestamp, before: pd.Timestamp
) -> float:
    now, then = _both(panel, measure, week, before)
    least = _least(panel)
    return _median(now, least) - _median(then, least)


def _both(
    panel: Panel, measure: str, week: pd.Timestamp, before: pd.Timestamp
) -> tuple[pd.Series, pd.Series]:
    """Return a measure in two weeks, of the reps who have it in both."""
    now, then = (
        panel.at(period).set_index("rep_id")[measure].dropna()
        for period in (week, before)
    )
    both = now.index.intersection(then.index)
    return now[both], then[both]


def _alike(panel: Panel, week: pd.Timestamp, before: pd.Timestamp) -> bool:
    now, then = _both(panel, "ssi_total", week, before)
    moved = now - then
    if len(moved) < MIN_GROUP or abs(moved.median()) < 1:
        return False
    return bool((moved * moved.median() > 0).mean() >= ALIKE)


def _unstepped(
    panel: Panel,
    pillar: str,
    ends: tuple[pd.Timestamp, pd.Timestamp],
    breaks: Sequence[Break],
) -> float:
    """Return a pillar's change, unless the formula changed in between."""
    before, week = ends
    if _steps(breaks, before, week):
        return math.nan
    return _change(panel, pillar, week, before)


def _steps(breaks: Sequence[Break], before: pd.Timestamp, week: pd.Timestamp) -> float:
    return sum(each.size for each in breaks if before < each.period <= week)


def _n_booking(now: pd.DataFrame) -> int | None:
    known = now["won"].dropna()
    return int((known > 0).sum()) if len(known) else None


def _n_quiet(panel: Panel, week: pd.Timestamp) -> int | None:
    if "days_active" not in panel.frame:
        return None
    known = panel.frame.dropna(subset="days_active").set_index("rep_id")
    now = known.loc[known["period"] == week, "days_active"]
    if now.empty:
        return None
    before = known[known["period"].between(_back(week, 4), _back(week, 1))]
    usual = before.groupby("rep_id")["days_active"].median()
    silent = now.index[now == 0]
    return int((usual.reindex(silent) >= QUIET_AFTER).sum())
