"""How sheets name a month, a quarter or a year, and which days it has.

`FY26` is the year that the company calls so, which no file tells: the settings do. A
quarter or a year without `FY` is that of the civil year, unless the settings say that
the company counts otherwise.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from ssi_analysis.errors import DataError
from ssi_analysis.periods import CIVIL, last_days, start_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.periods import Grain
    from ssi_analysis.settings import Settings

__all__ = [
    "MONTHS",
    "NO_YEAR",
    "OPEN_YEAR",
    "Name",
    "Span",
    "around",
    "first_days",
    "in_full",
    "named",
    "span",
    "sparse_months",
]

OPEN_YEAR: Final = "a fiscal year of which nothing tells when it begins"
_HALF: Final = "a half-year; give its quarters, or the first and the last day"
_NO_PERIOD: Final = "not a month, a quarter or a year"
NO_YEAR: Final = "no year"
_DAY: Final = np.timedelta64(1, "D")
_OUTSIDE: Final = "outside the fiscal years that ssi-analysis.toml lists"

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_SHORT: Final = {name[:3]: at for at, name in enumerate(MONTHS, start=1)}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|sept|{'|'.join(_SHORT)})\.?"
_QUARTER = r"(?:q(?:tr|uarter)?[ .-]?(?P<quarter>[1-4])|(?P<number>[1-4]) ?q(?:tr)?)"
_NEXT = r"(?:[/-](?P<next>\d\d))?"
_YEAR = rf"(?P<era>fy|cy)?[ -]?'?(?P<year>20\d\d|\d\d){_NEXT}"
_LONG_YEAR = rf"(?:(?P<era>fy|cy)[ -]?'?(?P<year>20\d\d|\d\d)|(?P<full>20\d\d)){_NEXT}"
_GAP = r"[ /.,_(-]*"
_FORMS: Final = [
    re.compile(form)
    for form in (
        r"(?P<year>20\d\d)[-/._ ]m?(?P<month>0?[1-9]|1[012])",
        r"(?P<year>20\d\d)m?(?P<month>0[1-9]|1[012])",
        r"(?P<month>0?[1-9]|1[012])[-/._](?P<year>20\d\d)",
        r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[012])-01(?:[t ]00:00.*)?",
        rf"{_MONTH}(?:{_GAP}{_YEAR}\)?)?",
        rf"{_LONG_YEAR}{_GAP}{_MONTH}",
        rf"{_QUARTER}(?:{_GAP}{_YEAR}\)?)?",
        rf"{_YEAR}{_GAP}{_QUARTER}",
        rf"(?:year ?)?{_LONG_YEAR}",
    )
]
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(20\d\d|\d\d)")
_HALF_YEAR = re.compile(r"(?<![a-z])(?:h[12]|[12] ?h)(?![a-z])")


class Name(NamedTuple):
    """A period as it is called; `year` is 0 where the name does not say it.

    `era` tells whose year it is: `cy` the civil one, `fy` the fiscal one of that name,
    `begins` the fiscal one that begins in it; blank whatever the company goes by.
    """

    kind: Literal["month", "quarter", "year", "half"]
    number: int
    year: int
    era: str = ""


class Span(NamedTuple):
    """The first and the last day of a period, both inclusive."""

    first: np.datetime64
    last: np.datetime64


@lru_cache(maxsize=4096)
def named(label: str) -> Name | None:
    """Return what period a label names, or None where it names none.

    >>> named("Jan-26"), named("Q1 FY26"), named("2026")
    (Name(kind='month', number=1, year=2026, era=''), Name(kind='quarter', number=1, \
year=2026, era='fy'), Name(kind='year', number=0, year=2026, era=''))
    """
    plain = " ".join(label.casefold().replace("\u2019", "'").split())
    found = next((each for form in _FORMS if (each := form.fullmatch(plain))), None)
    if not found:
        return Name("half", 0, 0) if _HALF_YEAR.search(plain) else None
    parts = {name: text for name, text in found.groupdict().items() if text}
    year = int(parts.get("year") or parts.get("full") or 0)
    year += 2000 if 0 < year < 100 else 0
    if "next" in parts and int(parts["next"]) != (year + 1) % 100:
        return None
    era = "begins" if "next" in parts else parts.get("era", "")
    if month := parts.get("month"):
        return Name("month", int(_SHORT.get(month[:3], month)), year, era)
    quarter = parts.get("quarter") or parts.get("number")
    return Name("quarter" if quarter else "year", int(quarter or 0), year, era)


def in_full(label: str, year: str) -> str:
    """Return a label with the year beside it, where it has none of its own.

    >>> in_full("Q1", "FY26"), in_full("Q1 2026", "FY26")
    ('Q1 FY26', 'Q1 2026')
    """
    name = named(label)
    return f"{label} {year}".strip() if name and not name.year else label


def first_days(labels: Sequence[str]) -> list[str]:
    """Write months that a spreadsheet gives as their first day as year and month.

    Which part is the month all labels together tell, as every day is the first.

    >>> first_days(["Rep", "1/1/2026", "2/1/2026"]), first_days(["2/1/2026", "1/1/26"])
    (['Rep', '2026-1', '2026-2'], ['2026-2', '2026-1'])
    """
    found = {label: each for label in labels if (each := _SLASHED.fullmatch(label))}
    month = next((at for at in (1, 2) if _all_first(found, 3 - at)), 0)
    if not month:
        return list(labels)
    return [
        f"20{each[3][-2:]}-{each[month]}" if (each := found.get(label)) else label
        for label in labels
    ]


def _all_first(found: Mapping[str, re.Match[str]], at: int) -> bool:
    return all(int(each[at]) == 1 for each in found.values())


def sparse_months(labels: Mapping[str, str]) -> list[str]:
    """Return the headers of months of which no two follow each other, else nothing.

    `labels` has by header the period it names.

    >>> sparse_months({"a": "Mar 2026", "b": "Jun 2026"}), sparse_months({"a": "Mar"})
    (['a', 'b'], [])
    """
    names = {header: named(label) for header, label in labels.items()}
    months = {
        12 * name.year + name.number: header
        for header, name in names.items()
        if name and name.kind == "month"
    }
    apart = [after - before for before, after in pairwise(sorted(months))]
    return list(months.values()) if apart and min(apart) > 1 else []


def span(
    label: str, settings: Settings, *, year: str = "", is_fiscal: bool = False
) -> Span | str:
    """Return the days of a period, or the reason why they are not known.

    `year` is what stands beside a label that has no year of its own; `is_fiscal` says
    that years are fiscal ones. The reason is `OPEN_YEAR` where only the settings could
    tell.

    Examples
    --------
    >>> from ssi_analysis.settings import Settings
    >>> [str(day) for day in span("Q1 2026", Settings())]
    ['2026-01-01', '2026-03-31']
    >>> span("Q1 FY26", Settings())
    'a fiscal year of which nothing tells when it begins'
    >>> [str(day) for day in span("January", Settings(), year="2026")]
    ['2026-01-01', '2026-01-31']
    """
    name = named(label)
    if not name or name.kind == "half":
        return _HALF if name else _NO_PERIOD if label else "blank"
    if not name.year:
        beside = named(year)
        if not beside or beside.kind != "year":
            return NO_YEAR
        name = name._replace(year=beside.year, era=beside.era)
    if is_fiscal and not name.era and name.kind != "month":
        name = name._replace(era="fy")
    if name.era == "cy":
        settings = replace(settings, calendar=CIVIL)
    return _month(name, settings) if name.kind == "month" else _fiscal(name, settings)


def _month(name: Name, settings: Settings) -> Span | str:
    first = np.datetime64(f"{name.year}-{name.number:02d}", "M")
    if name.era in ("fy", "begins"):
        begins = _year_start(name, settings)
        if isinstance(begins, str):
            return begins
        start = begins.astype("datetime64[M]")
        first = start + (first - start).astype(int) % 12
    # Of whole weeks, the month that is called January has the middle of January.
    middle = first.astype("datetime64[D]") + np.timedelta64(14, "D")
    return around(middle, "month", settings)


def _fiscal(name: Name, settings: Settings) -> Span | str:
    begins = _year_start(name, settings)
    if isinstance(begins, str):
        return begins
    if name.kind == "quarter":
        return _quarter(begins, name.number, settings)
    ends = _quarter(begins, 4, settings)
    return ends if isinstance(ends, str) else Span(begins, ends.last)


def _year_start(name: Name, settings: Settings) -> np.datetime64 | str:
    """Return the first day of the year that a period belongs to."""
    calendar = settings.calendar
    is_civil = calendar.fiscal_start_month == 1 and not calendar.year_starts
    if name.era == "cy" or (is_civil and not name.era):
        return np.datetime64(f"{name.year}-01-01", "D")
    by = "start" if name.era == "begins" else settings.fiscal_year_named_by
    if not by or (is_civil and name.era == "begins"):
        return OPEN_YEAR
    if not calendar.year_starts:
        year = name.year - (by == "end" and not is_civil)
        return np.datetime64(f"{year}-{calendar.fiscal_start_month:02d}-01", "D")
    starts = [np.datetime64(day, "D") for day in calendar.year_starts]
    ends = [*(day - _DAY for day in starts[1:]), starts[-1] + 363 * _DAY]
    known = starts if by == "start" else ends
    years = [day.astype("datetime64[Y]").astype(int) + 1970 for day in known]
    return starts[years.index(name.year)] if name.year in years else _OUTSIDE


def _quarter(begins: np.datetime64, number: int, settings: Settings) -> Span | str:
    if settings.calendar.year_starts:
        return around(begins + 91 * (number - 1) * _DAY, "quarter", settings)
    first = begins.astype("datetime64[M]") + np.timedelta64(3 * (number - 1), "M")
    following = (first + np.timedelta64(3, "M")).astype("datetime64[D]")
    return Span(first.astype("datetime64[D]"), following - _DAY)


def around(day: np.datetime64, grain: Grain, settings: Settings) -> Span | str:
    """Return the month or quarter of the company's calendar that a day lies in.

    The reason is returned where the calendar does not reach to the day.
    """
    days = pd.Series([pd.Timestamp(day)])
    try:
        first = start_of(days, grain, calendar=settings.calendar)
        last = last_days(first, grain, calendar=settings.calendar)
    except DataError:
        return _OUTSIDE
    return Span(first.to_numpy("datetime64[D]")[0], last.to_numpy("datetime64[D]")[0])
