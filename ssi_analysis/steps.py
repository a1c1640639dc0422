"""A day on which most scores stepped together: the formula changed, not the people.

The cross-rep median of day-to-day changes is close to zero on ordinary days. A step
stands far outside, most reps share its sign, the level stays changed, and it does not
come back a quarter earlier or later, as the end of a quarter does. Where readings
are weekly, week-to-week changes take the place of daily ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.periods import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Step", "common_steps"]

MIN_REPS: Final = 5
"""Fewest reps: the median of fewer is a person's own day."""

MIN_CHANGES: Final = 20
"""Fewest dates with changes: with fewer, ordinary noise is not known."""

MIN_SIZE: Final = 1.5
"""Smallest step in points: half of the smallest overnight change on record."""

OUTSIDE: Final = 6.0
"""How many usual spreads a step must lie outside."""

AGREE: Final = 0.8
"""Share of reps that must move the same way."""

STAYS: Final = 0.5
"""Share of the step that must still be there over the two weeks after it."""

WINDOW: Final = pd.Timedelta(days=14)
SEASON: Final = (pd.Timedelta(days=84), pd.Timedelta(days=98))
"""Between these distances lies the same point of the neighbouring quarter."""

DAYS_IN_A_QUARTERS_FIRST_WEEK: Final = 7


@dataclass(frozen=True)
class Step:
    """When most scores stepped, by how many points, and in how many reps."""

    date: pd.Timestamp
    size: float
    n_reps: int
    is_weekly: bool

    @property
    def when(self) -> str:
        """The date in words."""
        return f"{'week of ' if self.is_weekly else ''}{self.date:%Y-%m-%d}"


def common_steps(ssi: pd.DataFrame) -> tuple[Step, ...]:
    """Find the dates on which most reps' scores stepped and stayed.

    Examples
    --------
    >>> days = pd.date_range("2026-01-05", periods=60)
    >>> ssi = pd.DataFrame(
    ...     [(f"r{rep}", day, 50.0 + rep - 4 * (at >= 30) + 0.1 * (at % 3 == rep))
    ...      for rep in range(8) for at, day in enumerate(days)],
    ...     columns=["rep_id", "date", "ssi_total"],
    ... )
    >>> [(step.when, step.size, step.n_reps) for step in common_steps(ssi)]
    [('2026-02-04', -4.0, 8)]
    """
    if ssi["rep_id"].nunique() < MIN_REPS:
        return ()
    levels = ssi.pivot_table(index="date", columns="rep_id", values="ssi_total")
    daily = _changes(levels, "D")
    is_weekly = len(daily) < MIN_CHANGES
    changes = _changes(_by_week(levels), "7D") if is_weekly else daily
    if len(changes) < MIN_CHANGES:
        return ()
    return tuple(
        Step(day, round(float(size), 1), int(n_reps), is_weekly)
        for day, size, n_reps in _outstanding(changes)
        if _stays(levels, day, size) and not _is_seasonal(changes, day, size)
    )


def _by_week(levels: pd.DataFrame) -> pd.DataFrame:
    weeks = start_of(levels.index.to_series(), "week")
    return levels.groupby(weeks).last()


def _changes(levels: pd.DataFrame, step: str) -> pd.DataFrame:
    """Return changes between neighbouring dates, where enough reps have one."""
    changes = levels.asfreq(step).diff()
    n_reps = changes.count(axis=1)
    enough = (n_reps >= MIN_REPS) & (n_reps >= levels.shape[1] / 2)
    return changes[enough]


def _outstanding(
    changes: pd.DataFrame,
) -> Iterator[tuple[pd.Timestamp, float, int]]:
    common, n_reps = changes.median(axis=1), changes.count(axis=1)
    spread = 1.4826 * (common - common.median()).abs().median()
    up, down = (changes > 0).sum(axis=1), (changes < 0).sum(axis=1)
    agree = up.where(common > 0, down) >= AGREE * n_reps
    outside = common.abs() > max(OUTSIDE * spread, MIN_SIZE)
    days = pd.DatetimeIndex(common.index[agree & outside])
    yield from zip(days, common[days], n_reps[days], strict=True)


def _stays(levels: pd.DataFrame, day: pd.Timestamp, size: float) -> bool:
    before = levels.loc[day - WINDOW : day - pd.Timedelta(days=1)].median()
    after = levels.loc[day : day + WINDOW].median()
    moved = (after - before).median()
    return bool(moved * size > 0 and abs(moved) >= STAYS * abs(size))


def _is_seasonal(changes: pd.DataFrame, day: pd.Timestamp, size: float) -> bool:
    common = changes.median(axis=1)
    nearest, farthest = SEASON
    away = (common.index.to_series() - day).abs()
    neighbours = common[away.between(nearest, farthest)]
    if neighbours.empty:
        into = day - start_of(pd.Series([day]), "quarter").iloc[0]
        return bool(into.days < DAYS_IN_A_QUARTERS_FIRST_WEEK)
    # A third of this step a quarter away is the calendar, not the formula.
    return bool((neighbours * (1 if size > 0 else -1)).max() > abs(size) / 3)
