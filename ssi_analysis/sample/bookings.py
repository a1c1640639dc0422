"""What the CRM of the simulated company holds: quotas by period, deals by owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.sample import plan
from ssi_analysis.sample.history import draw_amounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_analysis.sample.history import Days, Ints
    from ssi_analysis.sample.people import Person

__all__ = ["Deal", "Quota", "make_deals", "make_quotas", "quarter_of"]


@dataclass(frozen=True)
class Quota:
    """What one person has to win from `start` to the day before `end`."""

    person: Person
    start: dt.date
    end: dt.date
    amount: int


@dataclass(frozen=True)
class Deal:
    """One opportunity; `close` is an expectation while the stage is `open`."""

    owner: Person
    created: dt.date
    close: dt.date
    amount: int
    stage: str


def quarter_of(day: dt.date) -> dt.date:
    """Return the first day of the calendar quarter that `day` lies in.

    >>> quarter_of(dt.date(2026, 11, 15)).isoformat()
    '2026-10-01'
    """
    return dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def make_quotas(
    reps: Sequence[Person],
    managers: Sequence[Person],
    *,
    first_day: dt.date,
    last_day: dt.date,
) -> tuple[Quota, ...]:
    """Give every rep a quota per period of the CRM, every manager the team's sum."""
    of_reps = [quota for rep in reps for quota in _quotas_of(rep, first_day, last_day)]
    sums = {
        (manager.rep_id, quota.start): Quota(manager, quota.start, quota.end, 0)
        for manager in managers
        for quota in of_reps
        if quota.person.manager_id == manager.rep_id
    }
    for quota in of_reps:
        key = (quota.person.manager_id, quota.start)
        total = sums[key].amount + quota.amount
        sums[key] = Quota(sums[key].person, quota.start, quota.end, total)
    return (*of_reps, *sums.values())


def _quotas_of(rep: Person, first_day: dt.date, last_day: dt.date) -> Iterator[Quota]:
    start = quarter_of(first_day)
    ramp = iter(plan.RAMP if rep.start_date > start else ())
    while start <= last_day:
        end = _month_after(start, 3)
        if rep.works_on(start, end - dt.timedelta(days=1)):
            yield from _slices(rep, start, _full_quota(rep, start) * next(ramp, 1.0))
        start = end


def _slices(rep: Person, start: dt.date, amount: float) -> Iterator[Quota]:
    months = rep.team.quota_months
    part = round(amount * months / 3 / 500) * 500
    for month in range(0, 3, months):
        first = _month_after(start, month)
        yield Quota(rep, first, _month_after(first, months), part)


def _month_after(month: dt.date, months: int) -> dt.date:
    place = month.year * 12 + month.month - 1 + months
    return dt.date(place // 12, place % 12 + 1, 1)


def _full_quota(rep: Person, day: dt.date) -> float:
    return float(rep.quarter_quota * plan.QUOTA_GROWTH ** (day.year - 2025))


def make_deals(
    reps: Sequence[Person], won: Ints, *, days: Days, rng: np.random.Generator
) -> tuple[Deal, ...]:
    """Turn counts of won deals into deals, and add lost and open ones beside them."""
    employed = np.array(
        [[rep.works_on(day, day) for day in days.dates] for rep in reps]
    )
    weekdays = days.is_workday / days.is_workday.mean()
    usual = plan.LOST_PER_WON * won.mean(axis=1, keepdims=True) * weekdays
    lost = np.asarray(rng.poisson(usual * employed))
    deals = (
        *_closed(reps, won * employed, "won", days=days, rng=rng),
        *_closed(reps, lost, "lost", days=days, rng=rng),
        *_open(reps, days.dates[-1], rng=rng),
    )
    return tuple(
        sorted(deals, key=lambda deal: (deal.close, deal.owner.rep_id, deal.amount))
    )


def _closed(
    reps: Sequence[Person],
    counts: Ints,
    stage: str,
    *,
    days: Days,
    rng: np.random.Generator,
) -> Iterator[Deal]:
    owners, places = (np.repeat(at, counts[counts > 0]) for at in counts.nonzero())
    sizes = draw_amounts(rng, size=len(owners))
    ages = rng.integers(14, 120, len(owners))
    for owner, place, size, age in zip(owners, places, sizes, ages, strict=True):
        rep, close = reps[int(owner)], days.dates[place]
        created = close - dt.timedelta(days=int(age))
        yield Deal(rep, created, close, _amount(rep, close, size), stage)


def _open(
    reps: Sequence[Person], last_day: dt.date, *, rng: np.random.Generator
) -> Iterator[Deal]:
    working = [rep for rep in reps if rep.works_on(last_day, last_day)]
    owners = [rep for rep in working for _ in range(plan.OPEN_DEALS)]
    ahead, age = rng.integers(1, 110, (2, len(owners)))
    sizes = draw_amounts(rng, size=len(owners))
    for rep, days_ahead, days_old, size in zip(owners, ahead, age, sizes, strict=True):
        close = last_day + dt.timedelta(days=int(days_ahead))
        created = last_day - dt.timedelta(days=int(days_old))
        yield Deal(rep, created, close, _amount(rep, last_day, size), "open")


def _amount(rep: Person, day: dt.date, size: float) -> int:
    usual = _full_quota(rep, day) / 13 / rep.weekly_deals
    return max(500, round(usual * float(size) / 10) * 10)
