"""From checked values to Settings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ssi_analysis.periods import Calendar
from ssi_analysis.settings import FileRule, Settings
from ssi_analysis.settings_file.by_schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["build"]

_ALIKE = {
    *("date_order", "quota_period", "currency", "time_zone", "fiscal_year_named_by"),
    "min_group",
}


def build(values: Mapping[str, Any]) -> Settings:
    """Return the settings that values without a fault stand for.

    >>> build({"fiscal_year_start": "february"}).calendar.fiscal_start_month
    2
    """
    said = {key: value for key, value in values.items() if key in _ALIKE}
    said |= {
        key: float(values[key]) for key in ("high_ssi", "low_ssi") if key in values
    }
    calendar = _calendar(values)
    if "fiscal_year_start" in values and calendar.fiscal_start_month == 1:
        # It begins and ends in the year that names it.
        said.setdefault("fiscal_year_named_by", "end")
    return Settings(
        **said,
        calendar=calendar,
        won_stages=tuple(values.get("won_stages", ())),
        lost_stages=tuple(values.get("lost_stages", ())),
        columns=_columns(values),
        files=tuple(_rule(rule) for rule in values.get("files", ())),
    )


def _calendar(values: Mapping[str, Any]) -> Calendar:
    said: dict[str, Any] = {}
    if "week_start" in values:
        said["week_start"] = values["week_start"]
    if "fiscal_year_start" in values:
        # Twelve names and then twelve numbers.
        months = schema()["properties"]["fiscal_year_start"]["enum"]
        said["fiscal_start_month"] = months.index(values["fiscal_year_start"]) % 12 + 1
    if "fiscal_weeks" in values:
        said["pattern"] = tuple(int(n) for n in values["fiscal_weeks"].split("-"))
        starts = map(dt.date.fromisoformat, values["fiscal_year_starts"])
        said["year_starts"] = tuple(sorted(starts))
    return Calendar(**said)


def _columns(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        name: (headers,) if isinstance(headers, str) else tuple(headers)
        for name, headers in values.get("columns", {}).items()
    }


def _rule(values: Mapping[str, Any]) -> FileRule:
    said = {key: value for key, value in values.items() if key != "columns"}
    return FileRule(**said, columns=_columns(values))
