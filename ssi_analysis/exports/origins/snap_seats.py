"""SNAP, the API of Sales Navigator: the daily summary of each seat.

Its headers are nowhere documented, so it is known by its seat and its scores under any
likely name. What was saved so far is a running total and must not be summed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import extract
from ssi_analysis.exports.counts import count_table
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.scores import day_column, score_table
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Columns, Extract, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_seats"]

_SEATS: Final = {
    "person_seat": "seatId | seat | linkedin_seat_id",
    "person_name": "name | seatHolderName | seat holder | full name",
    "first_name": "firstName",
    "last_name": "lastName",
    "date": "date | day | summaryDate | reportDate | createdAt",
    "seat_status": "seatStatus | status",
    "ssi_total": "ssi | ssiScore | socialSellingIndex | socialSellingIndexScore"
    " | ssiTotal | ssi overall",
    "connections": "connections | totalConnections | numConnections"
    " | number of connections",
    "leads_saved": "totalLeadsSaved | leadsSaved | savedLeads | totalSavedLeads",
    "accounts_saved": "totalAccountsSaved | accountsSaved | savedAccounts"
    " | totalSavedAccounts",
}
_FORM = re.compile(r"\d\d-\d\d-\d{4} \d\d:\d\d:\d\d")
"""The form of times in SNAP's other files, month first."""


def read_seats(sheet: Sheet, options: Options) -> Extract:
    """Read seats: the scores of a day and, as running totals, what was saved so far."""
    cells = [cell for cell in sheet.cells("date") if cell]
    in_form = all(map(_FORM.fullmatch, cells))
    day = day_column(sheet, replace(options, date_order="mdy") if in_form else options)
    has_counts = "leads_saved" in sheet or "accounts_saved" in sheet
    tables: dict[str, Columns] = {}
    rejects: list[Reject] = []
    if has_counts:
        tables["activity"], rejects = count_table(sheet, day, day)
    if any(name in sheet for name in ("ssi_total", *PILLARS)):
        tables["ssi"], unread = score_table(sheet, day)
        rejects += [each for each in unread if each.is_loss or not has_counts]
    return extract.finish(sheet, "snap_seats", tables, rejects)


ORIGINS: Final = (
    Origin(
        "snap_seats",
        "SNAP seats",
        _SEATS,
        needs(
            "person_seat ssi_total seat_status",
            "person_seat ssi_total connections",
            "person_seat ssi_total leads_saved",
            "person_seat seat_status leads_saved",
            "person_seat connections leads_saved",
        ),
        read_seats,
        shared=("person", "pillars"),
    ),
)
