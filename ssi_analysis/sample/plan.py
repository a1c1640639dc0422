"""Everything that is planted in the simulated company, as numbers.

A reader who wants to know what is true of the sample reads this module: levels,
the link between SSI and bookings, and a handful of events. Dates are counted back
from the last day, so that a company that ends elsewhere has the same history.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

__all__ = [
    "COMPANY",
    "SEGMENTS",
    "TEAMS",
    "Event",
    "Segment",
    "Team",
    "Truth",
    "make_truth",
]

COMPANY: Final = "Larkfield Instruments"

SSI_MEAN: Final = 57.0
SSI_BETWEEN_SD: Final = 12.0
SSI_WITHIN_SD: Final = 5.8
SSI_DAY_SD: Final = 0.8
SSI_WEEKLY_AR: Final = 0.9
SSI_QUARTER_END: Final = 2.5
"""Points that the last day of a quarter adds to everybody's SSI."""

PILLAR_OFFSETS: Final = (2.0, 0.5, -4.5, 2.0)
"""Typical points of each pillar above a quarter of the total, at a total of 50."""

STEP_POINTS: Final = -4.0

ATTAINMENT_MEDIAN: Final = 0.95
ATTAINMENT_LOG_SD: Final = 0.22
BOOKINGS_QUARTER_END: Final = 1.4
"""How much the last day of a quarter adds to bookings, as a share of a plain day."""

SKILL_R: Final = 0.5
"""Correlation of a rep's SSI level with the logarithm of the attainment level."""

LINK: Final = 0.2
"""Log points of bookings per within-rep standard deviation of SSI."""

WITHIN_R: Final = 0.15
"""What LINK amounts to: two-way demeaned r of weekly SSI with won_per_quota."""

AMOUNT_LOG_SD: Final = 0.5
LOST_PER_WON: Final = 0.8
OPEN_DEALS: Final = 5
QUOTA_GROWTH: Final = 1.05
"""From one calendar year to the next; segment quotas are those of 2025."""

RAMP: Final = (0.25, 0.5, 0.75)
"""Share of the full quota in a new hire's first three quarters."""

RAMP_DAYS: Final = 182
"""Days after which a new hire sells, and scores, at the lasting level."""

RAMP_SSI: Final = 12.0
"""Points below the lasting SSI level on the first day."""

BUSY_FACTOR: Final = 3.0
BUSY_SSI: Final = 74.0
REPLY_RATE: Final = 0.22
BUSY_REPLY_RATE: Final = 0.04


@dataclass(frozen=True)
class Segment:
    """A market segment: its quarterly quota and how many deals a week meet it."""

    name: str
    quota: int
    weekly_deals: float


@dataclass(frozen=True)
class Team:
    """A team: how many reps it has, which CRM it uses, how long its quotas run."""

    name: str
    size: int
    crm: str
    quota_months: int


SEGMENTS: Final = (
    Segment("SMB", 120_000, 1.4),
    Segment("Mid-market", 200_000, 1.0),
    Segment("Enterprise", 330_000, 0.7),
)

TEAMS: Final = (
    Team("North", 12, "Salesforce", 3),
    Team("South", 10, "Salesforce", 3),
    Team("West", 8, "Salesforce", 3),
    Team("Harbor", 6, "HubSpot", 1),
    Team("Summit", 4, "HubSpot", 1),
)


@dataclass(frozen=True)
class Event:
    """Something that happened to one rep on one day."""

    rep_id: str
    date: dt.date
    what: str


@dataclass(frozen=True)
class Truth:
    """What was planted in one written sample.

    `within_r` and `between_r` are population values: what a company of unlimited
    size made by the same plan would show. `unusable` lists, by file, the rows that
    a reader of the exports must reject.
    """

    seed: int
    first_day: dt.date
    last_day: dt.date
    within_r: float
    between_r: float
    step_date: dt.date
    step_points: float
    new_hire: Event
    leaver: Event
    stale_feed: Event
    busy_rep: Event
    unusable: tuple[tuple[str, str], ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that concern one rep each."""
        return (self.new_hire, self.leaver, self.stale_feed, self.busy_rep)


def make_truth(*, seed: int, n_weeks: int, last_day: dt.date) -> Truth:
    """Date the events of a company whose history ends on `last_day`.

    >>> truth = make_truth(seed=1, n_weeks=104, last_day=dt.date(2026, 11, 15))
    >>> truth.step_date.isoformat(), truth.new_hire.date.isoformat()
    ('2025-11-12', '2026-03-02')
    """
    first_day = last_day - dt.timedelta(weeks=n_weeks, days=-1)

    def event(rep_id: str, days_ago: int, what: str) -> Event:
        return Event(rep_id, last_day - dt.timedelta(days=days_ago), what)

    return Truth(
        seed=seed,
        first_day=first_day,
        last_day=last_day,
        within_r=WITHIN_R,
        between_r=SKILL_R,
        step_date=last_day - dt.timedelta(days=368),
        step_points=STEP_POINTS,
        new_hire=event("R012", 258, "starts; the quota rises over three quarters"),
        leaver=event("R016", 170, "last day; no data afterwards"),
        stale_feed=event("R026", 46, "last day with an SSI, although still employed"),
        busy_rep=Event("R005", first_day, "activity 3 times as high, few replies"),
        unusable=(
            ("linkedin/ssi_history/north.csv", "a person who is not in the roster"),
            ("linkedin/ssi_history/south.csv", "a mis-scraped pillar of 52 points"),
            ("salesforce/report*.csv", "an amount of n/a"),
            ("salesforce/report*.csv", "an owner who is not in the roster"),
            ("hubspot/deals.csv", "an owner who is not in the roster"),
        ),
    )
