"""What lies between the keys of some settings, and a schema cannot say."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import available_timezones

from ssi_analysis.defaults import HIGH_SSI, LOW_SSI
from ssi_analysis.errors import ParameterError, nearest
from ssi_analysis.errors.settings import Problem
from ssi_analysis.periods import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from ssi_analysis.settings_file.by_schema import Fault
    from ssi_analysis.settings_file.lines import Path

__all__ = ["between_faults"]


def between_faults(
    values: Mapping[str, Any], *, broken: Collection[Path]
) -> Iterator[Fault]:
    """Yield what is wrong with values that are sound each by itself.

    `broken` has the paths of those that are not, and nothing is said of them again.

    >>> list(between_faults({"low_ssi": 80}, broken=[]))
    [(('low_ssi',), "'low_ssi' is 80 and 'high_ssi' is 70; 'low_ssi' must be below \
'high_ssi'")]
    """
    for keys, check in _CHECKS.items():
        if not any((key,) in broken for key in keys):
            yield from check(values)
    rules = values.get("files")
    for at, rule in enumerate(rules if isinstance(rules, list) else []):
        days = [("files", at, "first_day"), ("files", at, "last_day")]
        if isinstance(rule, dict) and not any(day in broken for day in days):
            yield from _span(days[0], rule)


def _bands(values: Mapping[str, Any]) -> Iterator[Fault]:
    low, high = values.get("low_ssi", LOW_SSI), values.get("high_ssi", HIGH_SSI)
    if not low < high:  # nan is below nothing
        key = "low_ssi" if "low_ssi" in values else "high_ssi"
        yield (key,), Problem.bands_overlap(low, high)


def _zone(values: Mapping[str, Any]) -> Iterator[Fault]:
    name = values.get("time_zone", "")
    known = available_timezones() if name else {""}
    if name not in known:
        problem = Problem.wrong("time_zone", name, "must be an IANA name, as UTC")
        if nearest(name, known) != ".":
            problem = Problem.unknown("time zone", name, known)
        yield ("time_zone",), problem


def _year_starts(values: Mapping[str, Any]) -> Iterator[Fault]:
    starts = map(dt.date.fromisoformat, values.get("fiscal_year_starts", []))
    for first, after in pairwise(sorted(starts)):
        try:
            Calendar(year_starts=(first, after))
        except ParameterError:
            problem = Problem.no_whole_weeks(first, after)
            yield ("fiscal_year_starts",), problem


def _stages(values: Mapping[str, Any]) -> Iterator[Fault]:
    won = {stage.casefold() for stage in values.get("won_stages", [])}
    for at, stage in enumerate(values.get("lost_stages", [])):
        if stage.casefold() in won:
            yield ("lost_stages", at), Problem.won_and_lost(stage)


_CHECKS: Final[
    Mapping[tuple[str, ...], Callable[[Mapping[str, Any]], Iterator[Fault]]]
] = {
    ("low_ssi", "high_ssi"): _bands,
    ("time_zone",): _zone,
    ("fiscal_year_starts",): _year_starts,
    ("won_stages", "lost_stages"): _stages,
}


def _span(path: Path, rule: Mapping[str, Any]) -> Iterator[Fault]:
    first, last = rule.get("first_day", ""), rule.get("last_day", "")
    if first > last:
        yield path, Problem.days_in_wrong_order(first, last)
