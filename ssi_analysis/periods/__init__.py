"""Weeks, months and fiscal quarters, decided once and joined by everything else.

A week belongs to the ISO year of its Thursday, a day begins at local midnight, and
weeks, months and quarters begin where the company's calendar says. Engines disagree on
all of these, so none of their own rules takes part.

calendars  when weeks and fiscal years begin    days   one row per local day
spans      first and last days of periods       names  how a period is written
"""

from ssi_analysis.periods.calendars import CIVIL, GRAINS, Calendar, Grain
from ssi_analysis.periods.days import day_table, local_dates
from ssi_analysis.periods.names import iso_week, label, parse_week, window
from ssi_analysis.periods.spans import last_day, last_days, longest, start_of

__all__ = [
    "CIVIL",
    "GRAINS",
    "Calendar",
    "Grain",
    "day_table",
    "iso_week",
    "label",
    "last_day",
    "last_days",
    "local_dates",
    "longest",
    "parse_week",
    "start_of",
    "window",
]
