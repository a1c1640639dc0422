"""The simulated company as a whole: people, their days, their deals.

Every part of it draws from its own random stream, so that a change to one part
leaves the others as they were.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.sample import plan
from ssi_analysis.sample.bookings import make_deals, make_quotas, quarter_of
from ssi_analysis.sample.history import (
    Days,
    draw_deviation,
    draw_levels,
    draw_pillars,
    draw_totals,
    draw_won,
)
from ssi_analysis.sample.people import make_managers, make_reps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.sample.bookings import Deal, Quota
    from ssi_analysis.sample.history import Array, Ints, Levels
    from ssi_analysis.sample.people import Person
    from ssi_analysis.sample.plan import Truth

__all__ = ["Company", "make_company"]


@dataclass(frozen=True)
class Company:
    """Everything the exports are written from.

    `pillars` is rep x pillar x day in hundredths; `has_ssi` says on which days a
    score can be known at all. Both cover the days of the bookings, which begin with
    the quarter of the first SSI day.
    """

    truth: Truth
    reps: tuple[Person, ...]
    managers: tuple[Person, ...]
    days: Days
    pillars: Ints
    has_ssi: Ints
    quotas: tuple[Quota, ...]
    deals: tuple[Deal, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Reps and managers."""
        return (*self.reps, *self.managers)


def make_company(truth: Truth) -> Company:
    """Simulate the company of which `truth` is true."""
    streams = np.random.default_rng(truth.seed).spawn(5)
    reps, managers = make_reps(truth), make_managers()
    days = Days.between(quarter_of(truth.first_day), truth.last_day)
    levels = _levels(reps, truth, rng=streams[0])
    deviation = draw_deviation(streams[1], n_series=len(reps), n_days=len(days.dates))
    ramp = _ramp(reps, days)
    totals = draw_totals(
        streams[2], levels, days=days, deviation=deviation, step_date=truth.step_date
    )
    begun = np.clip(totals - plan.RAMP_SSI * (1 - ramp), 8, None)
    pace = plan.RAMP[0] + (1 - plan.RAMP[0]) * ramp
    won = draw_won(streams[3], levels, days=days, deviation=deviation, pace=pace)
    return Company(
        truth=truth,
        reps=reps,
        managers=managers,
        days=days,
        pillars=draw_pillars(streams[2], levels, totals=begun),
        has_ssi=_has_ssi(reps, truth, days),
        quotas=make_quotas(
            reps, managers, first_day=truth.first_day, last_day=truth.last_day
        ),
        deals=make_deals(reps, won, days=days, rng=streams[4]),
    )


def _levels(
    reps: Sequence[Person], truth: Truth, *, rng: np.random.Generator
) -> Levels:
    drawn = draw_levels(
        rng,
        groups=[plan.TEAMS.index(rep.team) for rep in reps],
        weekly_deals=[rep.weekly_deals for rep in reps],
    )
    is_busy = np.array([rep.rep_id == truth.busy_rep.rep_id for rep in reps])
    return replace(
        drawn,
        ssi=np.where(is_busy, plan.BUSY_SSI, drawn.ssi),
        attainment=np.where(is_busy, plan.ATTAINMENT_MEDIAN, drawn.attainment),
    )


def _ramp(reps: Sequence[Person], days: Days) -> Array:
    """How far each rep is into the job, 0 to 1, on each day."""
    served = np.array(
        [[(day - rep.start_date).days for day in days.dates] for rep in reps]
    )
    return np.clip(served / plan.RAMP_DAYS, 0, 1)


def _has_ssi(reps: Sequence[Person], truth: Truth, days: Days) -> Ints:
    stale = truth.stale_feed

    def known(rep: Person, day: dt.date) -> bool:
        is_stale = rep.rep_id == stale.rep_id and day > stale.date
        return day >= truth.first_day and rep.works_on(day, day) and not is_stale

    return np.array([[int(known(rep, day)) for day in days.dates] for rep in reps])
