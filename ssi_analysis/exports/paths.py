"""What a path says of a file: on which day it was made, and whose it is."""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ssi_analysis.exports.spans import named
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Whose", "book_and_sheet", "day_in_path", "moment_in_path", "whose_path"]

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_HOUR = re.compile(r"\d[T_ ]([01]\d|2[0-3])[-_.:]?([0-5]\d)(?:[-_.:]?([0-5]\d))?(?!\d)")
_LINKEDIN = re.compile(r"LinkedInDataExport_(\d\d)-(\d\d)-(\d{4})", re.IGNORECASE)
_EPOCH_MS = re.compile(r"(?<!\d)(1\d{12})(?!\d)")
"""Salesforce names its reports `report1794787200000.csv`."""

_SHEET = re.compile(r"(.*?\.\w+)#(.*)", re.DOTALL)
_COPY = re.compile(r" ?\(\d+\)$")
_WEEK = r"(?:20\d\d[-_. ]?)?(?:w|kw|week|woche)[-_. ]?\d{1,2}(?:[-_. ]?20\d\d)?"
_NOT_A_NAME = re.compile(
    r"\d{4}(?P<mark>[-_.]?)\d{2}(?P=mark)\d{2}(?:T\d[\d\-_:.]*Z?)?"
    rf"|(?<![^\W_])(?:20\d\d[-_. ]?[01]\d|[01]\d[-_. ]?20\d\d|{_WEEK})(?![^\W_])",
    re.IGNORECASE,
)
_A_WEEK = re.compile(_WEEK, re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"\d\d?")
_BETWEEN_TOKENS = re.compile(r"[_\-\s]+")
_LAST_IN_YEAR: Final = 53
"""The days of a month, the months and the weeks of a year have no higher number."""


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


def book_and_sheet(path: str) -> tuple[str, str]:
    """Part the path of a worksheet from its name, which is blank for other files.

    >>> book_and_sheet("crm/q3.xlsx#Deals"), book_and_sheet("deals #3.csv")
    (('crm/q3.xlsx', 'Deals'), ('deals #3.csv', ''))
    """
    found = _SHEET.fullmatch(path)
    return (found[1], found[2]) if found else (path, "")


class Whose(NamedTuple):
    """The reps whom a part of a path names, and why that may not be meant."""

    reps: frozenset[str]
    part: str
    doubt: str = ""


class _Hit(NamedTuple):
    """A part of a path that some reps bear: as a name, as a number, or perhaps."""

    reps: frozenset[str]
    part: str
    kind: Literal["name", "number", "period", "one of several"]


def whose_path(
    path: str, names: Mapping[str, set[str]], ids: Mapping[str, set[str]]
) -> Whose | None:
    """Return whom the file's name, or else the nearest folder, names; None for nobody.

    `names` holds the reps by folded spelling, `ids` by the id as it is written. A
    number names a rep where it is all of a name, and no day, month, week or year.

    >>> ids = {"12": {"12"}, "r2": {"r2"}}
    >>> [whose_path(path, ids, ids).reps for path in ("ssi_r2.csv", "12/ssi (1).csv")]
    [frozenset({'r2'}), frozenset({'12'})]
    >>> print(whose_path("list 12/ssi.csv", ids, ids).doubt)
    in the path 'list 12/ssi.csv' '12' may be rep '12' or the number of something \
else; say whose file it is, as rep = "..." under [[files]] in ssi-analysis.toml
    """
    parts = list(_parts(path))
    above = [_above(parts[at + 1 :]) for at in range(len(parts))]
    pairs = zip(parts, above, strict=True)
    hits = [hit for pair in pairs if (hit := _hit(*pair, names, ids))]
    sure = [hit for hit in hits if hit.kind in ("name", "number")]
    if not hits:
        return None
    first = (sure or hits)[0]
    rivals = first.kind == "number" and any(hit.reps != first.reps for hit in sure)
    doubt = "" if sure and not rivals else _doubt(path, first)
    return Whose(first.reps, first.part, doubt)


def _parts(path: str) -> Iterator[str]:
    """Yield the file's name and the folders, the nearest first, no copy's number."""
    *folders, name = path.split("/")
    for part in (name.rpartition(".")[0] or name, *reversed(folders)):
        yield _COPY.sub("", part).strip()


def _above(parts: Sequence[str]) -> str:
    # Between a year and a day there may be the number of a month.
    return next((part for part in parts if not _SHORT_NUMBER.fullmatch(part)), "")


def _hit(
    part: str,
    above: str,
    names: Mapping[str, set[str]],
    ids: Mapping[str, set[str]],
) -> _Hit | None:
    if whole := _bearers(part, names, ids):
        if _is_period(part, above):
            return _Hit(whole, part, "period")
        return _Hit(whole, part, "number" if fold(part).isdigit() else "name")
    without_days = _NOT_A_NAME.sub(" ", part)
    for run in chain(_runs(without_days), _runs(part)):
        plain = not fold(run).isdigit() and not _is_period(run, "")
        if plain and (found := _bearers(run, names, ids)):
            return _Hit(found, run, "name")
    for token in _BETWEEN_TOKENS.split(without_days):
        if found := _bearers(token, names, ids):
            return _Hit(found, token, "one of several")
    return None


def _bearers(
    text: str, names: Mapping[str, set[str]], ids: Mapping[str, set[str]]
) -> frozenset[str]:
    key = fold(text)
    # Zeros in front of a number and the marks in it tell it apart from another.
    found = ids.get(text) if key.isdigit() else names.get(key) if key else None
    return frozenset(found or ())


def _is_period(text: str, above: str) -> bool:
    """Say whether a text may be a day, a month, a quarter, a year or a week."""
    name = named(text)
    if name is not None and name.kind != "half":
        return True
    if _A_WEEK.fullmatch(text) or (day_in_path(text) and fold(text).isdigit()):
        return True
    in_year = named(above) is not None and text.isdecimal()
    return in_year and int(text) <= _LAST_IN_YEAR


def _runs(part: str) -> Iterator[str]:
    tokens = [token for token in _BETWEEN_TOKENS.split(part) if token]
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            yield "".join(tokens[start : start + length])


def _doubt(path: str, hit: _Hit) -> str:
    reps = " and ".join(f"'{rep}'" for rep in sorted(hit.reps))
    other = {
        "period": "a day, week, month or year",
        "number": "a number below the name of another rep",
    }.get(hit.kind, "the number of something else")
    return (
        f"in the path '{path}' '{hit.part}' may be rep {reps} or {other}; say whose"
        ' file it is, as rep = "..." under [[files]] in ssi-analysis.toml'
    )
