"""How SSI and bookings come about, day by day, for any number of reps at once.

A rep has a lasting SSI level and a lasting attainment level, tied by skill. Around
the level SSI wanders slowly; deals arrive at random, a little more often while the
rep's SSI is above that rep's own level. Both rise towards the end of a quarter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from ssi_analysis.sample import plan

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Days",
    "Levels",
    "draw_amounts",
    "draw_deviation",
    "draw_levels",
    "draw_pillars",
    "draw_totals",
    "draw_won",
    "link_in_large_company",
]

Array: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"
Ints: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"


@dataclass(frozen=True)
class Days:
    """Consecutive days, with where each lies in its week and its quarter."""

    dates: tuple[dt.date, ...]
    week: Ints
    is_workday: Array
    days_left: Array

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> Days:
        """Lay out the days from `first` to `last`, both inclusive."""
        dates = [
            first + dt.timedelta(days=day) for day in range((last - first).days + 1)
        ]
        monday = first - dt.timedelta(days=first.weekday())
        return cls(
            dates=tuple(dates),
            week=np.array([(date - monday).days // 7 for date in dates]),
            is_workday=np.array([float(date.weekday() < 5) for date in dates]),
            days_left=np.array([float((_quarter_end(d) - d).days) for d in dates]),
        )


def _quarter_end(date: dt.date) -> dt.date:
    month = 3 * ((date.month - 1) // 3) + 4
    first_after = dt.date(date.year + month // 13, (month - 1) % 12 + 1, 1)
    return first_after - dt.timedelta(days=1)


@dataclass(frozen=True)
class Levels:
    """What lasts of each rep: SSI level, attainment level, pillar mix, deal rhythm."""

    ssi: Array
    attainment: Array
    mix: Array
    weekly_deals: Array


def draw_levels(
    rng: np.random.Generator, *, groups: Sequence[int], weekly_deals: Sequence[float]
) -> Levels:
    """Draw lasting levels; each group (team) spans the whole range of SSI levels.

    The draws are standardised over the company, so that the planned means, spreads
    and correlation hold exactly in it, and are then dealt out evenly over `groups`.
    """
    n_reps = len(groups)
    ssi, other = _standardised(rng.standard_normal((2, n_reps)))
    attained = plan.SKILL_R * ssi + np.sqrt(1 - plan.SKILL_R**2) * other
    dealt = np.argsort(ssi)[_evenly_spread(rng, np.asarray(groups))]
    mix = rng.normal(0, 1.6, (n_reps, 4)) + np.asarray(plan.PILLAR_OFFSETS)
    return Levels(
        ssi=plan.SSI_MEAN + plan.SSI_BETWEEN_SD * ssi[dealt],
        attainment=plan.ATTAINMENT_MEDIAN
        * np.exp(plan.ATTAINMENT_LOG_SD * attained[dealt]),
        mix=mix - mix.mean(axis=1, keepdims=True),
        weekly_deals=np.asarray(weekly_deals, dtype=float),
    )


def _standardised(draws: Array) -> Array:
    first, second = draws - draws.mean(axis=1, keepdims=True)
    second = second - first * (first @ second) / (first @ first)
    return np.stack([first / first.std(), second / second.std()])


def _evenly_spread(rng: np.random.Generator, groups: Ints) -> Ints:
    """Rank all members so that each group's ranks are spread over the whole range."""
    position = np.empty(len(groups))
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        order = rng.permutation(len(members))
        position[members] = (order + 0.5) / len(members)
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[np.argsort(position, kind="stable")] = np.arange(len(groups))
    return ranks


def draw_deviation(rng: np.random.Generator, *, n_series: int, n_days: int) -> Array:
    """Draw standard AR(1) series: .9 from one week to the next, day by day."""
    daily = plan.SSI_WEEKLY_AR ** (1 / 7)
    steps = rng.standard_normal((n_days, n_series))
    series = np.empty_like(steps)
    series[0] = steps[0]
    for day in range(1, n_days):
        series[day] = daily * series[day - 1] + np.sqrt(1 - daily**2) * steps[day]
    return series.T


def draw_totals(
    rng: np.random.Generator,
    levels: Levels,
    *,
    days: Days,
    deviation: Array,
    step_date: dt.date,
) -> Array:
    """Draw each rep's SSI of each day, before it is split into pillars."""
    season = plan.SSI_QUARTER_END * np.exp(-days.days_left / 14)
    step = plan.STEP_POINTS * np.array([date >= step_date for date in days.dates])
    noise = rng.normal(0, plan.SSI_DAY_SD, deviation.shape)
    wandering = plan.SSI_WITHIN_SD * deviation + noise
    centred = season - season.mean()
    totals = levels.ssi[:, None] + wandering + centred + step
    return np.asarray(np.clip(totals, 8, 97))


def draw_pillars(rng: np.random.Generator, levels: Levels, *, totals: Array) -> Ints:
    """Split totals into four pillars of 0 to 25, in hundredths that add up exactly.

    A pillar is a quarter of the total plus an offset. Offsets sum to zero and
    shrink towards both ends of the scale, which keeps every pillar within it.
    """
    n_reps, n_days = totals.shape
    drift = draw_deviation(rng, n_series=4 * n_reps, n_days=n_days)
    offsets = levels.mix[:, :, None] + 1.2 * drift.reshape(n_reps, 4, n_days)
    offsets = offsets - offsets.mean(axis=1, keepdims=True)
    offsets = offsets / np.maximum(1, np.abs(offsets).max(axis=1, keepdims=True) / 12)
    room = np.minimum(totals, 100 - totals)[:, None, :] / 50
    pillars = totals[:, None, :] / 4 + offsets * room
    return np.asarray(np.rint(100 * pillars), dtype=np.int64)


def draw_won(
    rng: np.random.Generator,
    levels: Levels,
    *,
    days: Days,
    deviation: Array,
    pace: Array | float = 1.0,
) -> Ints:
    """Draw how many deals each rep wins on each day; `pace` slows a beginner."""
    rhythm = (levels.weekly_deals * levels.attainment / 5)[:, None]
    link = np.exp(plan.LINK * deviation - plan.LINK**2 / 2)
    return rng.poisson(rhythm * _bookings_season(days) * link * pace)


def _bookings_season(days: Days) -> Array:
    plain_quarter = np.arange(91.0)
    # Divided by its own mean, the season moves bookings about but adds none.
    mean = _rise(plain_quarter).mean()
    return np.asarray(_rise(days.days_left) / mean * days.is_workday)


def _rise(days_left: Array) -> Array:
    return np.asarray(1 + plan.BOOKINGS_QUARTER_END * np.exp(-days_left / 10))


def draw_amounts(rng: np.random.Generator, *, size: int) -> Array:
    """Draw deal amounts relative to the usual deal: right-skewed, mean 1."""
    spread = plan.AMOUNT_LOG_SD
    return np.exp(spread * rng.standard_normal(size) - spread**2 / 2)


def link_in_large_company(
    rng: np.random.Generator, *, n_reps: int, n_weeks: int = 104
) -> float:
    """Measure the planted within-rep r in a company of `n_reps` ordinary reps.

    Weekly mean SSI against bookings per quota of the week, both after taking out
    rep means and week means. This is how LINK was chosen.

    >>> r = link_in_large_company(np.random.default_rng(1), n_reps=300)
    >>> 0.12 < r < 0.18
    True
    """
    last = dt.date(2026, 11, 15)
    truth = plan.make_truth(seed=0, n_weeks=n_weeks, last_day=last)
    days = Days.between(truth.first_day, last)
    rates = [plan.SEGMENTS[rep % 3].weekly_deals for rep in range(n_reps)]
    levels = draw_levels(rng, groups=[0] * n_reps, weekly_deals=rates)
    deviation = draw_deviation(rng, n_series=n_reps, n_days=len(days.dates))
    totals = draw_totals(
        rng, levels, days=days, deviation=deviation, step_date=truth.step_date
    )
    won = draw_won(rng, levels, days=days, deviation=deviation)
    amounts = draw_amounts(rng, size=int(won.sum()))
    owner_day = np.repeat(np.arange(won.size), won.ravel())
    booked = np.bincount(owner_day, amounts, minlength=won.size).reshape(won.shape)
    per_quota = booked / (13 * levels.weekly_deals[:, None])
    return _two_way_r(_weekly(totals, days.week), _weekly(per_quota, days.week))


def _weekly(daily: Array, week: Ints) -> Array:
    starts = np.flatnonzero(np.diff(week, prepend=-1))
    return np.add.reduceat(daily, starts, axis=1)


def _two_way_r(x: Array, y: Array) -> float:
    x, y = (
        values - values.mean(0) - values.mean(1, keepdims=True) + values.mean()
        for values in (x, y)
    )
    return float((x * y).sum() / np.sqrt((x**2).sum() * (y**2).sum()))
