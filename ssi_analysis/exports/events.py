"""Single events out of what members keep of themselves: one row each, nobody named.

Of an event only its day, its kind and an id stay. Other people's names, addresses and
words are in these files too; they go into no table and no reject.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from ssi_analysis.exports import days, extract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Columns, Extract, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = ["event_ids", "event_table", "minutes", "unnamed"]

_DATE = re.compile(
    r"(?:\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{1,2}([- ])[^\W\d_]{3,9}\.?\2\d{2,4})"
    r"(?:[T, ]+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s?(?:[AaPp][Mm]|UTC|Z))?"
)


def event_table(
    sheet: Sheet,
    *,
    day: Column,
    metric: Column | Sequence[str],
    told_by: Sequence[Sequence[object]] = (),
) -> tuple[Columns, list[Reject]]:
    """Return one event per row of a sheet, and the rows that are none.

    `told_by` are columns that tell two events of one day apart in every export.
    """
    kinds = metric.values.tolist() if isinstance(metric, extract.Column) else metric
    written = day.values.astype(str).tolist()
    return extract.build(
        sheet,
        {
            "date": day,
            "metric": metric,
            "event_id": event_ids(kinds, written, *told_by),
        },
    )


def event_ids(*columns: Sequence[object]) -> list[str]:
    """Return ids that the same events have in another export of the same member.

    Events alike in all columns are counted. The past gains nothing, so a later export
    has as many of them or, where something was deleted since, fewer.

    >>> first, second, other = event_ids(["posts"] * 3, ["1 May", "1 May", "2 May"])
    >>> first == event_ids(["posts"], ["1 May"])[0], len({first, second, other})
    (True, 3)
    """
    seen: Counter[tuple[object, ...]] = Counter()
    ids = []
    for key in zip(*columns, strict=True):
        seen[key] += 1
        told = "\x1f".join(map(str, (*key, seen[key])))
        ids.append(sha256(told.encode()).hexdigest())
    return ids


def minutes(column: Column) -> list[int]:
    """Return the minute of the day in each cell; -1 where a cell has no time.

    Spreadsheets that save an export again leave the seconds off.
    """
    return [int(second // 60) for second in days.times(column.cells)]


def unnamed(found: Extract) -> Extract:
    """Return an extract whose rejects quote dates and nothing else."""
    rejects = tuple(
        reject if _DATE.fullmatch(reject.found) else reject._replace(found="")
        for reject in found.rejects
    )
    return replace(found, rejects=rejects)
