"""Sales Navigator usage reporting: one row per seat for one span of days.

A blank is a seat without data, not a zero, and saved leads are running totals that
must not be summed. Where the range is longer than 30 days, LinkedIn counts the whole
weeks that it touches; scores are those of the last day that was asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import extract
from ssi_analysis.exports.counts import count_table
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.report_days import stated_span, whole_weeks
from ssi_analysis.exports.scores import score_table
from ssi_analysis.exports.sheets import with_cells, with_footer
from ssi_analysis.exports.text import fold, is_total
from ssi_analysis.exports.values import blanked
from ssi_analysis.schema import METRICS, PILLARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Columns, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_usage"]

_SALES_NAVIGATOR: Final = {
    "person_name": (
        "Name | Full Name | User | User Name | Seat holder | Seat holder name"
    ),
    "person_email": "Email | Email Address | Work email | Invited email",
    "first_name": "First name",
    "last_name": "Last name",
    "start_date": "Start date | From | Period start",
    "end_date": "End date | To | Period end",
    "searches": "Searches performed | Searches",
    "profile_views": "Profile views | Profiles viewed",
    "days_active": "Days active",
    "leads_saved": "Leads saved | Total leads saved",
    "accounts_saved": "Accounts saved | Total accounts saved",
    "inmails_sent": "InMails sent | InMail messages sent",
    "inmails_accepted": "InMails accepted",
    "messages_sent": "Messages sent",
    "connections_made": "Connections made | Connections | Unique connections",
    "ssi_total": (
        "SSI | SSI score | Social Selling Index | SSI total | SSI - total"
        " | SSI - overall"
    ),
    "activity_tracking": (
        "Activity tracking | LinkedIn.com activity tracking"
        " | LinkedIn activity tracking"
    ),
    "opted_out": "Opted out | Opted out of activity tracking",
}
_NOT_READ: Final = {
    "seat_status": "Seat status | Status | License status | Activated",
    "groups": "Group | Groups | Team | Teams | Tag | Tags",
    "lists_created": "Lists created",
    # A share of the InMails sent says how many were accepted only roughly.
    "inmail_accept_rate": "InMail acceptance rate | InMail accept rate",
    "coach_level": "Coach level",
}
"""Columns that are known and say nothing that is counted here."""

_AVERAGE = re.compile(r"(?:team |overall )?(?:averages?|avg\.?|mean|totals?):?", re.I)
_TRACKED: Final = frozenset(("on", "yes", "true", "1", "active", "enabled", ""))
_OUT: Final = frozenset(("yes", "true", "1", "x", "optedout"))


def read_usage(sheet: Sheet, options: Options) -> Extract:
    """Read usage figures and, where the export has them, the scores of the last day."""
    whole = _with_blanks(with_footer(sheet, _is_summary))
    seats, aside = extract.split(whole, _summaries(whole))
    first, last = stated_span(seats, options)
    begins, ends = whole_weeks(first, last, options.settings.calendar)
    counts, unread = count_table(seats, begins, ends)
    tables, rejects = {"activity": counts}, [*aside, *unread]
    if any(name in seats for name in ("ssi_total", *PILLARS)):
        tables["ssi"], unusable = score_table(seats, last)
        rejects += [reject for reject in unusable if reject.is_loss]
    if "activity_tracking" in seats or "opted_out" in seats:
        tables["optouts"] = _opted_out(seats, ends)
    return extract.finish(whole, "sales_navigator", tables, rejects)


def _with_blanks(sheet: Sheet) -> Sheet:
    """Return a report in which a seat without a figure has a blank and no sign."""
    for name in (*METRICS, "ssi_total", *PILLARS, "activity_tracking", "opted_out"):
        if name in sheet:
            sheet = with_cells(sheet, name, blanked(sheet.cells(name)))
    return sheet


def _is_summary(row: Sequence[str]) -> bool:
    label = next(filter(None, row), "")
    return is_total(label) or _AVERAGE.fullmatch(label) is not None


def _summaries(sheet: Sheet) -> dict[int, tuple[str, str]]:
    names = sheet.cells("person_name")
    return {
        at: (next(filter(None, row)), "a line of totals or averages")
        for at, (row, name) in enumerate(zip(sheet.rows, names, strict=True))
        if _is_summary(row) or _is_summary([name])
    }


def _opted_out(sheet: Sheet, last: Column) -> Columns:
    """Return the seats whose activity on LinkedIn.com itself is not counted."""
    table, _ = extract.build(sheet, {"date": last})
    out = [
        at
        for at, cells in enumerate(
            zip(sheet.cells("activity_tracking"), sheet.cells("opted_out"), strict=True)
        )
        if fold(cells[0]) not in _TRACKED or fold(cells[1]) in _OUT
    ]
    kept = set(np.asarray(sheet.numbers)[out].tolist())
    inside = [at for at, row in enumerate(table["row"]) if row not in kept]
    return extract.without(table, inside)


ORIGINS: Final = (
    Origin(
        "sales_navigator",
        "Sales Navigator usage report",
        {**_SALES_NAVIGATOR, **_NOT_READ},
        needs(
            "searches profile_views",
            "days_active searches",
            "days_active profile_views",
            "days_active leads_saved",
            "days_active inmails_sent",
            "days_active messages_sent",
            "days_active connections_made",
            "leads_saved accounts_saved",
            "inmails_sent messages_sent",
            "inmails_sent inmails_accepted",
            "days_active ssi_total",
            "searches ssi_total",
            "profile_views ssi_total",
        ),
        read_usage,
        shared=("person", "pillars"),
    ),
)
