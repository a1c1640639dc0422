"""Pipedrive deals: an export has the columns that were on the screen, and no more.

A deal is won by its status. It closed when it was won or lost; while it is open, the
day expected stands for that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import deals, extract, sheets
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Sheet
    from ssi_analysis.settings import Settings

__all__ = ["ORIGINS", "read_pipedrive"]

_PIPEDRIVE_DEALS: Final = {
    "deal_id": "Deal - ID | Deal - Pipedrive System ID | Deal - Deal ID",
    "deal_name": "Deal - Title",
    "account_name": "Deal - Organization | Organization - Name",
    "amount": "Deal - Value | Deal - Deal value",
    "currency": "Deal - Currency of value | Deal - Currency | Deal - Value currency",
    "stage": "Deal - Status",
    "won_time": "Deal - Won time",
    "lost_time": "Deal - Lost time",
    "closed_time": (
        "Deal - Deal closed on | Deal - Closed on | Deal - Close time"
        " | Deal - Deal close time"
    ),
    "expected_date": "Deal - Expected close date",
    "created_date": "Deal - Deal created | Deal - Add time | Deal - Created",
    "person_name": "Deal - Owner | Deal - Owner name",
    "person_email": "Deal - Owner email",
    "person_crm": "Deal - Owner ID | Deal - User ID",
}
_DAY_OF: Final = {
    "won": ("won_time", "closed_time"),
    "lost": ("lost_time", "closed_time"),
}
_DAYS: Final = ("won_time", "closed_time", "lost_time", "expected_date")


def read_pipedrive(sheet: Sheet, options: Options) -> Extract:
    """Read deals: one row per deal; deleted ones are set aside."""
    rows, aside = extract.split(sheet, _deleted(sheet))
    found = deals.read_deals(
        _closed(rows, options.settings), options, origin="pipedrive_deals"
    )
    rejects = (*aside, *found.rejects)
    return replace(found, rejects=rejects, rows_read=found.rows_read + len(aside))


def _deleted(sheet: Sheet) -> dict[int, tuple[str, str]]:
    return {
        at: (status, "a deleted deal")
        for at, status in enumerate(sheet.cells("stage"))
        if fold(status) == "deleted"
    }


def _closed(sheet: Sheet, settings: Settings) -> Sheet:
    """Return a sheet with one column of days, chosen by the status of each deal."""
    place = next((name for name in _DAYS if name in sheet), "")
    if not place:
        return sheet
    days = zip(*map(sheet.cells, _DAYS), strict=True)
    cells = [
        _day(deals.stage_of(status, settings), dict(zip(_DAYS, row, strict=True)))
        for status, row in zip(sheet.cells("stage"), days, strict=True)
    ]
    dated = replace(
        sheet, columns={**sheet.columns, "close_date": sheet.columns[place]}
    )
    return sheets.with_cells(dated, "close_date", cells)


def _day(status: str, days: dict[str, str]) -> str:
    names = _DAY_OF.get(status, ("expected_date",))
    return next((days[name] for name in names if days[name]), "")


ORIGINS: Final = (
    Origin(
        "pipedrive_deals",
        "Pipedrive deals",
        _PIPEDRIVE_DEALS,
        needs(
            "amount stage person_name",
            "amount stage person_email",
            "amount stage person_crm",
        ),
        read_pipedrive,
    ),
)
