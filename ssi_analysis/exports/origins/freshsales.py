"""Freshsales goals, in the form in which they are imported there.

Goals are set for many activities; only those of users on the amount of deals are
quotas. Each row lasts one week, month, quarter or year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import extract, quotas
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_goals"]

_FRESHSALES_GOALS: Final = {
    "person_email": "User email",
    "goal_type": "Goal type",
    "goal_period": "Goal period",
    "start_date": "Goal start date",
    "end_date": "Goal end date",
    "quota": "Target",
    "team": "Team",
    "activity": "Activity",
    "outcome": "Outcome",
    "currency": "Currency",
}
_MONEY: Final = ("revenue", "amount", "value", "quota", "bookings")
_DAYS: Final = {
    "weekly": (7, 7),
    "monthly": (28, 31),
    "quarterly": (90, 92),
    "yearly": (365, 366),
}


def read_goals(sheet: Sheet, options: Options) -> Extract:
    """Read goals: one row per user and period; those of teams and counts are not."""
    goals, aside = extract.split(sheet, _others(sheet))
    sides = quotas.boundaries(goals, options, midnight_is_after=False)
    end = _of_one_period(goals, sides["start_date"], sides["end_date"])
    table, rejects = quotas.quota_table(goals, {**sides, "end_date": end})
    every = [*aside, *rejects]
    return extract.finish(sheet, "freshsales_goals", {"quota": table}, every)


def _others(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Return the goals that are no user's quota, and why."""
    found = {}
    names = ("goal_type", "team", "activity", "outcome")
    for at, cells in enumerate(zip(*map(sheet.cells, names), strict=True)):
        kind, team, *what = cells
        said = fold(" ".join(what))
        if fold(kind) == "team":
            found[at] = (team or kind, "a goal of a team")
        elif not any(word in said for word in _MONEY):
            found[at] = (
                " ".join(filter(None, what)),
                "a goal of a count, not of money",
            )
    return found


def _of_one_period(sheet: Sheet, start: Column, end: Column) -> Column:
    """Refuse the end of a goal that does not last what its period says."""
    days = (end.values - start.values).astype(int) + 1
    periods = [_DAYS.get(fold(cell)) for cell in sheet.cells("goal_period")]
    wrong = [
        period is not None and not period[0] <= n_days <= period[1]
        for period, n_days in zip(periods, days, strict=True)
    ]
    known = ~np.isnat(start.values) & ~np.isnat(end.values)
    unlike = np.array(wrong, dtype=bool) & known
    return end.refuse(unlike, "the goal lasts longer or shorter than its period")


ORIGINS: Final = (
    Origin(
        "freshsales_goals",
        "Freshsales goals",
        _FRESHSALES_GOALS,
        needs("person_email goal_type start_date end_date quota"),
        read_goals,
    ),
)
