"""A log of everything a tracker did, in which a score is packed into one text cell.

`SSI,2026-11-08T08:15:00Z,ssi-score,,total:52 brand:17 people:14 insights:14 rel:7,`.
Other rows are of other people and of messages: nothing is kept of them but their kind,
and no cell is quoted in which there are words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import extract
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.scores import (
    day_column,
    score_named,
    score_table,
    sheet_of,
)
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Extract, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "packed", "read_log"]

_SSI_LOG: Final = {
    "category": "Category",
    "date": "Date",
    "kind": "Type",
    "other_name": "Name",
    "detail": "Detail",
    "link": "URL",
}
_SCORE: Final = fold("ssi-score")
_PACKED = re.compile(r"([^\W\d][\w ]*?)\s*[:=]\s*(-?\d+(?:[.,]\d+)?)")
_FIGURES = re.compile(r"[\d\s:/.,+-]*(?:T[\d:.]+)?Z?")


def read_log(sheet: Sheet, options: Options) -> Extract:
    """Read the scores in a log; its other rows are set aside by their kind."""
    others = {
        at: (kind, "an entry of another type than ssi-score")
        for at, kind in enumerate(sheet.cells("kind"))
        if fold(kind) != _SCORE
    }
    scores, aside = extract.split(sheet, others)
    cells = zip(scores.cells("date"), scores.cells("detail"), strict=True)
    snapshots = [{"date": date, **packed(detail)} for date, detail in cells]
    names = {name: f"{sheet.label('detail')}: {name}" for name in _named(snapshots)}
    labels = {**names, "date": sheet.label("date")}
    wide = sheet_of(sheet.path, snapshots, scores.numbers, labels=labels)
    day = day_column(wide, options)
    zone = options.settings.time_zone
    table, rejects = score_table(wide, day, time_zone=zone)
    every = [*aside, *map(_without_words, rejects)]
    return extract.finish(sheet, "ssi_log", {"ssi": table}, every, is_private=True)


def packed(detail: str) -> dict[str, str]:
    """Return the scores in a text by canonical name.

    >>> packed("total:52 brand:17 rel:7")
    {'ssi_total': '52', 'ssi_brand': '17', 'ssi_relationships': '7'}
    """
    pairs = [(score_named(name), value) for name, value in _PACKED.findall(detail)]
    # A text in which no score stands is no score, and no number.
    return {name: value for name, value in pairs if name} or {"ssi_total": detail}


def _without_words(reject: Reject) -> Reject:
    """Quote numbers and days alone: a message may stand in any other cell."""
    return reject if _FIGURES.fullmatch(reject.found) else reject._replace(found="")


def _named(snapshots: list[dict[str, str]]) -> set[str]:
    return {name for snapshot in snapshots for name in snapshot}


ORIGINS: Final = (
    Origin(
        "ssi_log",
        "Tracker's log with packed scores",
        _SSI_LOG,
        needs("category date kind detail"),
        read_log,
        shared=(),
    ),
)
