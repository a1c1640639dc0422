"""What a path says of a file: on which day it was made."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["day_in_path", "moment_in_path"]

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_HOUR = re.compile(r"\d[T_ ]([01]\d|2[0-3])[-_.:]?([0-5]\d)(?:[-_.:]?([0-5]\d))?(?!\d)")
_LINKEDIN = re.compile(r"LinkedInDataExport_(\d\d)-(\d\d)-(\d{4})", re.IGNORECASE)
_EPOCH_MS = re.compile(r"(?<!\d)(1\d{12})(?!\d)")
"""Salesforce names its reports `report1794787200000.csv`."""


def day_in_path(path: str) -> str:
    """Return the day in the file name or the nearest folder, else a blank.

    >>> day_in_path("r01/2026-11-08/ssi.json"), day_in_path("r01/20261108.json")
    ('2026-11-08', '2026-11-08')
    >>> day_in_path("Basic_LinkedInDataExport_11-08-2026.zip/Shares.csv")
    '2026-11-08'
    >>> day_in_path("report1794787200000.csv"), day_in_path("r01/ssi.json")
    ('2026-11-16', '')
    """
    parts = reversed(path.split("/"))
    return next((day for part in parts if (day := _day(part))), "")


def moment_in_path(path: str) -> str:
    """Return the day in a path, with the hour where one stands behind it.

    >>> moment_in_path("a_2026-04-06T20-15-00.json"), moment_in_path("20260406.json")
    ('2026-04-06T20:15:00', '2026-04-06')
    """
    day = day_in_path(path)
    hour = _HOUR.search(path.rpartition("/")[2])
    return f"{day}T{hour[1]}:{hour[2]}:{hour[3] or '00'}" if day and hour else day


def _day(part: str) -> str:
    if found := _DAY.findall(part):
        year, _, month, day = found[-1]
        return f"{year}-{month}-{day}"
    if archive := _LINKEDIN.search(part):
        return f"{archive[3]}-{archive[1]}-{archive[2]}"
    if stamp := _EPOCH_MS.search(part):
        moment = dt.datetime.fromtimestamp(int(stamp[1]) / 1000, dt.UTC)
        return moment.date().isoformat()
    return ""
