"""The Social Selling Index as people keep it: a history with one row per day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import extract
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.scores import score_table

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_wide"]

_SSI_WIDE: Final = {
    "first_name": "first name",
    "last_name": "last name",
}


def read_wide(sheet: Sheet, options: Options) -> Extract:
    """Read a history with one row per day, of one person or of many."""
    day = extract.day_columns(sheet, ["date"], order=options.date_order)["date"]
    table, rejects = score_table(sheet, extract.needed(day))
    return extract.finish(sheet, "ssi_wide", {"ssi": table}, rejects)


ORIGINS: Final = (
    Origin(
        "ssi_wide",
        "SSI history",
        _SSI_WIDE,
        needs(
            "date ssi_total ssi_brand",
            "date ssi_total ssi_relationships",
            "date ssi_brand ssi_people ssi_insights ssi_relationships",
            "date ssi_named",
        ),
        read_wide,
        shared=("person", "pillars", "ssi"),
    ),
)
