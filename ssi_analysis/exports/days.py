"""From text cells to calendar days, a column at a time.

A time of day is left off and the day kept as written. The order of day and month is
what one cell leaves open and the whole column decides; where it cannot, it says so.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

from ssi_analysis.exports.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ssi_analysis.settings import DateOrder

__all__ = ["OPEN_ORDER", "dates", "day_month_order", "instants", "times"]

NOT_A_DATE: Final = "not a date"
DAY_NUMBER: Final = "the number of a day in a spreadsheet; format the cell as a date"
OPEN_ORDER: Final = "day and month cannot be told apart"

_MONTHS: Final = {
    "janfebmaraprmayjunjulaugsepoctnovdec"[3 * at : 3 * at + 3]: at + 1
    for at in range(12)
}
_CLOCK = r"(?:,?[T ]\s*\d{1,2}:\d{2}.*)?"
_TIME = re.compile(
    r"[T ,](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}(?:\.\d+)?))?"
    r"(?P<half>\s?[AaPp][Mm]\b)?"
)
_ZONE = re.compile(
    r"\d ?(?:Z|UTC|GMT|(?P<sign>[+-])(?P<hours>\d\d)(?::?(?P<minutes>\d\d))?)$"
)
_ISO = re.compile(rf"(\d{{4}})([-/])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}")
_NUMERIC = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})[- ]([A-Za-z]{{3,9}})[- ,]+(\d{{4}}|\d{{2}}){_CLOCK}"
)
_MONTH_FIRST = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_CLOCK}")
_DAY_NUMBER = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_EPOCH_MS = re.compile(r"1\d{12}")
_SINCE_1970 = re.compile(r"1\d{9}(?:\d{3})?")
_YEARS: Final = range(1971, 2100)
"""Without 1970, whose first day stands for no day where clocks count from it."""


def dates(
    cells: Sequence[str], *, order: DateOrder | None = None, time_zone: str = ""
) -> Values:
    """Read calendar days; a time of day is left off and the day kept as written.

    With a `time_zone`, a time that states its own (`Z`, `UTC`, `+02:00`) falls on the
    day that it was there.

    Years first, months by their English name and days before dots need no order;
    `03/04/2026` does, and without one keeps the reason `OPEN_ORDER`. Ten or thirteen
    digits are the seconds or milliseconds since 1970 that programs write, in UTC.

    Examples
    --------
    >>> dates(["2026-03-05T14:15:33+01:00", "05-Mar-2026"]).values.tolist()
    [datetime.date(2026, 3, 5), datetime.date(2026, 3, 5)]
    >>> dates(["03/04/2026"]).reasons
    {0: 'day and month cannot be told apart'}
    >>> dates(["03/04/2026"], order="dmy").values.astype(str).tolist()
    ['2026-04-03']
    >>> late = "2026-03-05T23:30:00Z"
    >>> dates([late], time_zone="Europe/Berlin").values.astype(str).tolist()
    ['2026-03-06']
    """
    iso = _iso_days(cells)
    if iso is not None:
        return Values(iso, {})
    known = {cell: _day(_plain(cell), order) for cell in set(cells) if cell}
    if time_zone:
        known = {cell: _there(cell, day, time_zone) for cell, day in known.items()}
    days = np.array([_only_day(known.get(cell)) for cell in cells], "datetime64[D]")
    reasons = {
        position: reason
        for position, cell in enumerate(cells)
        if isinstance(reason := known.get(cell), str)
    }
    return Values(days, reasons)


def _there(cell: str, day: np.datetime64 | str, time_zone: str) -> np.datetime64 | str:
    """Return the day that a stated instant was in a time zone."""
    moment = _moment(_plain(cell), day, time_zone)
    return np.datetime64(moment.date(), "D") if moment else day


def _plain(cell: str) -> str:
    if not _SINCE_1970.fullmatch(cell):
        return cell
    return f"{np.datetime64(int(cell), 's' if len(cell) == 10 else 'ms')}Z"


def _moment(cell: str, day: np.datetime64 | str, time_zone: str) -> dt.datetime | None:
    """Return a stated instant by the clock of a time zone; None where none is."""
    stated = _ZONE.search(cell)
    seconds = _seconds(cell)
    if isinstance(day, str) or not stated or seconds < 0:
        return None
    offset = dt.timedelta(
        hours=int(stated["hours"] or 0), minutes=int(stated["minutes"] or 0)
    )
    behind = -1 if stated["sign"] == "-" else 1
    clock = dt.datetime.combine(day.astype(dt.date), dt.time(), dt.UTC)
    instant = clock + dt.timedelta(seconds=seconds) - behind * offset
    return instant.astimezone(ZoneInfo(time_zone))


def _iso_days(cells: Sequence[str]) -> np.ndarray | None:
    if any(cell and (len(cell) != 10 or cell[4] != "-") for cell in cells):
        return None
    try:
        days = np.array(cells, dtype="datetime64[D]")
    except ValueError:
        return None
    years = days.astype("datetime64[Y]").astype(int) + 1970
    known = ~np.isnat(days)
    inside = (years >= _YEARS.start) & (years < _YEARS.stop)
    return days if inside[known].all() else None


def instants(cells: Sequence[str]) -> list[str]:
    """Write the cells that count milliseconds since 1970 as the instants they are.

    >>> instants(["1767225600000", "2026-01-01", ""])
    ['2026-01-01T00:00:00.000Z', '2026-01-01', '']
    """
    return [
        f"{np.datetime64(int(cell), 'ms')}Z" if _EPOCH_MS.fullmatch(cell) else cell
        for cell in cells
    ]


def times(cells: Sequence[str], *, time_zone: str = "") -> list[float]:
    """Read the seconds since midnight in timestamps; -1 where a cell has no time.

    With a `time_zone`, a time that states its own is told by the clock there.

    >>> times(["2026-03-05T14:15:33+01:00", "3/5/2026, 2:15 PM", "2026-03-05"])
    [51333.0, 51300.0, -1.0]
    >>> times(["2026-03-05T23:30:00Z"], time_zone="Europe/Berlin")
    [1800.0]
    """
    return [_clock(_plain(cell), time_zone) for cell in cells]


def _clock(cell: str, time_zone: str) -> float:
    moment = _moment(cell, _day(cell, None), time_zone) if time_zone else None
    if moment is None:
        return _seconds(cell)
    seconds = moment.second + moment.microsecond / 1e6
    return 3600.0 * moment.hour + 60 * moment.minute + seconds


def _seconds(cell: str) -> float:
    found = _TIME.search(cell)
    if not found:
        return -1.0
    half = (found["half"] or "").strip().lower()
    hour = int(found["hour"]) % 12 + 12 * (half == "pm") if half else int(found["hour"])
    return 3600.0 * hour + 60 * int(found["minute"]) + float(found["second"] or 0)


def _only_day(day: np.datetime64 | str | None) -> np.datetime64:
    return day if isinstance(day, np.datetime64) else np.datetime64("NaT", "D")


def _day(cell: str, order: DateOrder | None) -> np.datetime64 | str:
    if found := _ISO.fullmatch(cell):
        return _checked(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMERIC.fullmatch(cell):
        if order is None and found[2] != ".":
            return OPEN_ORDER
        first, second = int(found[1]), int(found[3])
        day_first = found[2] == "." or order == "dmy"
        day, month = (first, second) if day_first else (second, first)
        return _checked(_year(found[4]), month, day)
    if found := _DAY_FIRST.fullmatch(cell):
        return _checked(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(cell):
        return _checked(int(found[3]), _month(found[1]), int(found[2]))
    return DAY_NUMBER if _DAY_NUMBER.fullmatch(cell) else NOT_A_DATE


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    return _MONTHS.get(name[:3].lower(), 0)


def _checked(year: int, month: int, day: int) -> np.datetime64 | str:
    if year not in _YEARS:
        return NOT_A_DATE
    try:
        return np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "D")
    except ValueError:
        return NOT_A_DATE


def day_month_order(cells: Iterable[str]) -> DateOrder | None:
    """Tell day from month by values above 12; None where nothing or both say so.

    >>> day_month_order(["03/04/2026", "25/04/2026"])
    'dmy'
    >>> day_month_order(["03/04/2026"]) is None
    True
    """
    found = [match for cell in set(cells) if (match := _NUMERIC.fullmatch(cell))]
    slashed = [match for match in found if match[2] != "."]
    day_first = any(int(match[1]) > 12 for match in slashed)
    month_first = any(int(match[3]) > 12 for match in slashed)
    if day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"
