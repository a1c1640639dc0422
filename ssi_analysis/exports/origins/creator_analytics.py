"""LinkedIn's creator analytics of one member: the worksheets of one workbook.

Dates are American. Empty cells of recent files hold a number that means nothing. The
sheet of posts has a module of its own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import extract, values
from ssi_analysis.exports.aside import set_aside
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold
from ssi_analysis.schema import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Columns, Extract, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_by_day", "read_known"]

_ENGAGEMENT: Final = {
    "date": "Date",
    "impressions": "Impressions",
    "engagements": "Engagements",
}
_FOLLOWERS: Final = {"date": "Date", "followers_gained": "New followers"}
_TITLE: Final = "the line 'Overall Performance'"
_DEMOGRAPHICS: Final = {
    "category": "Top Demographics",
    "value": "Value",
    "percentage": "Percentage",
}


def read_by_day(sheet: Sheet, options: Options, *, name: str) -> Extract:
    """Read counts of one day per row."""
    days, aside = extract.split(sheet, _fillers(sheet))
    parts = [_metric(days, metric) for metric in METRICS if metric in sheet]
    table = {
        column: np.concatenate([part[column] for part, _ in parts])
        for column in parts[0][0]
    }
    # A day that cannot be read is said once for all its counts.
    rejects = dict.fromkeys(reject for _, found in parts for reject in found)
    return extract.finish(sheet, name, {"activity": table}, [*aside, *rejects])


def _fillers(sheet: Sheet) -> dict[int, tuple[str, str]]:
    filled = [[cell for cell in row if cell] for row in sheet.rows]
    return {
        at: (cells[0], "the same in every cell, which stands for empty ones")
        for at, cells in enumerate(filled)
        if len(cells) > 1 and len(set(cells)) == 1
    }


def _metric(sheet: Sheet, name: str) -> tuple[Columns, list[Reject]]:
    day = extract.needed(extract.day_columns(sheet, ["date"], order="mdy")["date"])
    count = extract.read(sheet, name, values.numbers)
    return extract.build(
        sheet,
        {
            "start_date": day,
            "end_date": day,
            "metric": [name] * len(sheet),
            "value": extract.bounded(count, 0, what="a count"),
            "is_cumulative": [False] * len(sheet),
        },
    )


def read_known(sheet: Sheet, options: Options, *, name: str, reason: str) -> Extract:
    """Set every row aside: what is known and holds no measure of a day."""
    period = sheet.header[sheet.columns["period"]] if "period" in sheet else ""
    return set_aside(sheet, name, reason, found=period)


def _discovery(header: Sequence[str]) -> dict[str, int]:
    """Find the sheet by the line at its top, where no names of columns stand."""
    known = fold(header[0]) == "overallperformance" and len(header) > 1
    return {_TITLE: 0, "period": 1} if known else {}


_OWN: Final = partial(Origin, shared=())

ORIGINS: Final = (
    _OWN(
        "creator_engagement",
        "LinkedIn creator analytics: engagement",
        _ENGAGEMENT,
        needs("date impressions engagements"),
        partial(read_by_day, name="creator_engagement"),
    ),
    _OWN(
        "creator_followers",
        "LinkedIn creator analytics: followers",
        _FOLLOWERS,
        needs("date followers_gained"),
        partial(read_by_day, name="creator_followers"),
    ),
    _OWN(
        "creator_discovery",
        "LinkedIn creator analytics: discovery",
        {},
        [frozenset({_TITLE, "period"})],
        partial(
            read_known,
            name="creator_discovery",
            reason="a total of the period; its days stand in another sheet",
        ),
        further=_discovery,
    ),
    _OWN(
        "creator_demographics",
        "LinkedIn creator analytics: demographics",
        _DEMOGRAPHICS,
        needs("category value percentage"),
        partial(
            read_known,
            name="creator_demographics",
            reason="tells who the audience is, and nothing of what was done",
        ),
    ),
)
