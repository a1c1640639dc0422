"""HubSpot: goals, one slice of a year per row, and deals.

A goal belongs to its owner, never to the one who created it. Its end is written both
as the last moment of the last day and as midnight of the day after.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.exports import deals, extract

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["read_deals", "read_goals"]


def read_goals(sheet: Sheet, options: Options) -> Extract:
    """Read goals: one row per owner and slice."""
    days = extract.day_columns(
        sheet, ["start_date", "end_date"], order=options.date_order
    )
    start = extract.needed(days["start_date"])
    end = _inclusive(extract.needed(days["end_date"]))
    table, rejects = extract.build(
        sheet,
        {
            "start_date": start,
            "end_date": end.refuse(
                end.values < start.values, "the end is before the start"
            ),
            "quota": deals.quota_amount(sheet),
            "currency": sheet.cells("currency"),
        },
    )
    return extract.finish(sheet, "hubspot_goals", {"quota": table}, rejects)


def _inclusive(end: Column) -> Column:
    at_midnight = np.array(["00:00:00" in cell for cell in end.cells], dtype=int)
    return replace(end, values=end.values - at_midnight)


def read_deals(sheet: Sheet, options: Options) -> Extract:
    """Read deals: one row per deal."""
    return deals.read_deals(sheet, options, origin="hubspot_deals")
