"""Days on which most scores changed at once: LinkedIn changed the formula."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.display import count, number
from ssi_analysis.findings.finding import Finding
from ssi_analysis.periods import start_of
from ssi_analysis.steps import common_steps, step_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.periods import Calendar
    from ssi_analysis.steps import Matrix, Step
    from ssi_analysis.team import TeamData

__all__ = ["in_formula"]


def in_formula(team: TeamData) -> Iterator[Finding]:
    """Find steps that most reps' scores took together."""
    calendar = team.settings.calendar
    for when, step in [] if team.ssi.empty else _dated_steps(team.ssi, calendar):
        yield Finding(
            "score changed for most reps at once",
            "warning",
            step.n_reps,
            f"{when}, {number(step.size, 1)} points in the median of"
            f" {count(step.n_reps, 'rep')}",
            "do not compare scores across this date; LinkedIn has changed its formula"
            " before",
        )


def _dated_steps(ssi: pd.DataFrame, calendar: Calendar) -> Iterator[tuple[str, Step]]:
    """Find steps between days where readings are daily, else between weeks.

    Both are sized between weeks, as in a weekly panel.
    """
    first = ssi["date"].min()
    start = start_of(pd.Series([first]), "week", calendar=calendar)[0]
    days, weeks = _laid_out(ssi, calendar)
    dated = {
        step.at: f"week of {start + pd.Timedelta(weeks=step.at):%Y-%m-%d}"
        for step in common_steps(weeks, season=13)
    }
    for step in common_steps(days, season=91):
        # A step shows in the week of which it changes most days, else in the next.
        week = ((first - start).days + step.at + 3) // 7
        dated = {at: when for at, when in dated.items() if abs(at - week) > 1}
        dated[week] = f"{first + pd.Timedelta(days=step.at):%Y-%m-%d}"
    for week, when in sorted(dated.items()):
        step = step_at(weeks, week, season=13)
        if math.isfinite(step.size):
            yield when, step


def _laid_out(ssi: pd.DataFrame, calendar: Calendar) -> tuple[Matrix, Matrix]:
    """Return totals as reps by days and their means as reps by weeks."""
    read = ssi.pivot_table(index="date", columns="rep_id", values="ssi_total")
    days = read.asfreq("D")
    week = start_of(days.index.to_series(), "week", calendar=calendar)
    weeks = days.groupby(week).mean()
    return days.to_numpy().T, weeks.to_numpy().T
