"""Weekly usage exports of Sales Navigator: activity by seat, SSI in whole points.

Activity follows SSI, because LinkedIn counts it there. One rep is busy without
being answered; seats that were never set up appear with blanks, not zeros.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.sample import plan
from ssi_analysis.sample.text import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.sample.company import Company
    from ssi_analysis.sample.history import Array, Ints
    from ssi_analysis.sample.people import Person

__all__ = ["usage_files"]

_HEADER: Final = (
    *("Name", "Seat status", "Days active", "Searches performed", "Profile views"),
    *("Leads saved", "Accounts saved", "Messages sent", "InMails sent"),
    *("InMails accepted", "Connections made", "SSI", "Professional brand"),
    *("Find the right people", "Engage with insights", "Build relationships"),
)
# Per week, at the company's mean SSI; the order of the columns from Searches on.
_USUAL: Final = (18.0, 25.0, 4.0, 1.5, 8.0, 5.0, 6.0)
_CUMULATIVE: Final = (2, 3)
_SENT: Final = 5
_ONBOARDING_DAYS: Final = 14
# Managers who were given a seat and never set it up.
_NEVER_ONBOARDED: Final = ("M002", "M004")


def usage_files(
    company: Company, *, rng: np.random.Generator
) -> Iterator[tuple[str, str]]:
    """Write one usage export per week, Monday to Sunday."""
    sundays = range(_first_sunday(company), len(company.days.dates), 7)
    counts, active_days, accepted = _draw_activity(company, sundays, rng=rng)
    for week, day in enumerate(sundays):
        last = company.days.dates[day]
        first = last - dt.timedelta(days=6)
        rows = [
            _line(
                company,
                row,
                day,
                [
                    *(active_days[row, week], *counts[row, :6, week]),
                    *(accepted[row, week], counts[row, 6, week]),
                ],
            )
            for row, rep in enumerate(company.reps)
            if rep.works_on(first, last)
        ]
        rows += [_blank(person) for person in company.managers if _has_seat(person)]
        yield (
            f"linkedin/sales_navigator/usage_{first}_{last}.csv",
            _preamble(first, last) + csv_text(_HEADER, sorted(rows)),
        )


def _first_sunday(company: Company) -> int:
    return company.days.dates.index(company.truth.first_day) + 6


def _draw_activity(
    company: Company, sundays: range, *, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    totals = company.pillars.sum(axis=1)[:, sundays] / 100
    intensity = np.exp(0.03 * (totals - plan.SSI_MEAN))
    busy = np.array(
        [rep.rep_id == company.truth.busy_rep.rep_id for rep in company.reps]
    )[:, None]
    rates = np.where(busy, plan.BUSY_FACTOR, 1.0) * intensity
    counts = rng.poisson(rates[:, None, :] * np.array(_USUAL)[None, :, None])
    reply_rate = np.where(busy, plan.BUSY_REPLY_RATE, plan.REPLY_RATE)
    accepted = rng.binomial(counts[:, _SENT, :], reply_rate)
    active_days = rng.binomial(
        6, np.clip(0.65 + 0.006 * (totals - plan.SSI_MEAN), 0.1, 0.98)
    )
    hired = _employed(company, sundays)
    for column in _CUMULATIVE:
        counts[:, column, :] = np.cumsum(counts[:, column, :] * hired, axis=1)
    return counts, active_days, accepted


def _employed(company: Company, sundays: range) -> Array:
    dates = [company.days.dates[day] for day in sundays]
    return np.array(
        [[int(rep.works_on(day, day)) for day in dates] for rep in company.reps]
    )


def _line(company: Company, row: int, day: int, activity: list[int]) -> list[str]:
    rep = company.reps[row]
    served = (company.days.dates[day] - rep.start_date).days
    if served < _ONBOARDING_DAYS:
        return _blank(rep)
    pillars = company.pillars[row, :, day]
    scores = [int(pillars.sum()), *map(int, pillars)]
    known = company.has_ssi[row, day]
    return [
        *(rep.name, "Active"),
        *map(str, activity),
        *(str(round(score / 100)) if known else "" for score in scores),
    ]


def _blank(person: Person) -> list[str]:
    return [person.name, "Invited", *[""] * (len(_HEADER) - 2)]


def _has_seat(person: Person) -> bool:
    return person.rep_id in _NEVER_ONBOARDED


def _preamble(first: dt.date, last: dt.date) -> str:
    return (
        "\ufeffSales Navigator usage report\n"
        f"Contract,{plan.COMPANY}\n"
        f"Date range,{first} to {last}\n\n"
    )
