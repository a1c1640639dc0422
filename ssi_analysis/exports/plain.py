"""The roster: a plain table, kept by hand, that says who is who.

No file of LinkedIn's shares a key with a file of the CRM's, so this table is what
joins them. It comes first and everything else is resolved through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.exports import extract, values
from ssi_analysis.schema import REPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["read_roster"]


def read_roster(sheet: Sheet, options: Options) -> Extract:
    """Read the roster: one row per rep."""
    days = extract.day_columns(
        sheet, ["start_date", "end_date"], order=options.date_order
    )
    columns: dict[str, Column | Sequence[object]] = {
        name: sheet.cells(name) for name in REPS.names
    }
    columns |= {
        **days,
        "rep_id": extract.needed(extract.text(sheet, "rep_id")),
        "name": extract.full_names(sheet, "name"),
        "email": [cell.casefold() for cell in sheet.cells("email")],
        "is_manager": extract.read(sheet, "is_manager", values.flags),
    }
    if "is_manager" not in sheet:
        del columns["is_manager"]
    table, rejects = extract.build(
        sheet, columns, optional="start_date end_date is_manager"
    )
    return extract.finish(sheet, "roster", {"reps": table}, rejects)
