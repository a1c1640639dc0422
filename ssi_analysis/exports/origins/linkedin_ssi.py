"""The Social Selling Index as people and their trackers keep it.

A history has one row per day, as a table or as a list of JSON objects; a single object
is a history of one row. Where nothing in it says the day, that of the file counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import documents, extract
from ssi_analysis.exports.origin import DocumentOrigin, Origin, needs
from ssi_analysis.exports.scores import day_column, nested, score_table
from ssi_analysis.exports.text import Sheet

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Document

__all__ = ["DOCUMENTS", "ORIGINS", "holds_snapshot", "read_snapshot", "read_wide"]

_SSI_WIDE: Final = {
    "first_name": "first name",
    "last_name": "last name",
}


def read_wide(sheet: Sheet, options: Options) -> Extract:
    """Read a history with one row per day, of one person or of many."""
    table, rejects = score_table(
        sheet, day_column(sheet, options), time_zone=options.settings.time_zone
    )
    return extract.finish(sheet, "ssi_wide", {"ssi": table}, rejects)


def holds_snapshot(content: object) -> bool:
    """Say whether parsed JSON is one snapshot, and no list of them.

    >>> holds_snapshot({"ssi": 64}), holds_snapshot({"score": 64})
    (True, False)
    """
    if not isinstance(content, dict) or documents.holds_table(content):
        return False
    return bool(_SNAPSHOT.positions([*documents.flat(content)], {}))


def read_snapshot(document: Document, options: Options) -> Extract:
    """Read an object of one snapshot."""
    cells = documents.flat(document.content)
    columns = _SNAPSHOT.positions([*cells], options.columns)
    rows = (tuple(cells.values()),)
    sheet = Sheet(document.path, tuple(cells), columns, rows, (1,))
    return read_wide(sheet, options)


_SNAPSHOT: Final = Origin(
    "ssi_wide",
    "SSI history",
    _SSI_WIDE,
    needs(
        "ssi_named",
        "ssi_total ssi_brand",
        "ssi_total ssi_relationships",
        "ssi_brand ssi_people ssi_insights ssi_relationships",
    ),
    read_wide,
    shared=("person", "pillars", "ssi"),
    further=nested,
)

ORIGINS: Final = (
    Origin(
        "ssi_wide",
        "SSI history",
        _SSI_WIDE,
        needs(
            "date ssi_total ssi_brand",
            "date ssi_total ssi_relationships",
            "date ssi_named",
            "ssi_named ssi_brand",
            "ssi_named ssi_relationships",
            "ssi_brand ssi_people ssi_insights ssi_relationships",
        ),
        read_wide,
        shared=("person", "pillars", "ssi"),
        further=nested,
    ),
)

DOCUMENTS: Final = (
    DocumentOrigin("ssi_snapshot", "SSI snapshot", holds_snapshot, read_snapshot),
)
