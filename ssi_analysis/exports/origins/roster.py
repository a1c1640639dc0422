"""The roster: a plain table, kept by hand, that says who is who.

No file of LinkedIn's shares a key with a file of the CRM's, so this table is what
joins them. It comes first and everything else is resolved through it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.display import as_written
from ssi_analysis.exports import extract, values
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.schema import REPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_roster"]

_ROSTER: Final = {
    "rep_id_named": "rep_id",
    "rep_id": "rep_id | employee_id | employee number | id",
    "name": "name | full name | rep name | rep",
    "first_name": "first name",
    "last_name": "last name",
    "other_names": (
        "other_names | former name | former names | maiden name | previous name"
        " | previous names | also known as | aliases"
    ),
    "email": "email | work email | email address | e-mail",
    "linkedin_seat_id": (
        "linkedin_seat_id | seat_id | seat | linkedin seat | sales navigator seat id"
    ),
    "crm_user_id": (
        "crm_user_id | crm_id | salesforce_user_id | hubspot owner"
        " | crm owner id | salesforce_id | salesforce user id"
        " | hubspot_owner_id | user id | owner id"
    ),
    "manager_id": "manager_id | manager | manager rep id | reports to",
    "is_manager": "is_manager | manager flag | people manager",
    "team": "team | team name | sales team",
    "segment": "segment | market segment",
    "territory": "territory | region",
    "start_date": "start_date | hire date | hired | start | joined",
    "end_date": "end_date | termination date | left | end | leave date",
}


def read_roster(sheet: Sheet, options: Options) -> Extract:
    """Read the roster: one row per rep, or per time of a rep in one role.

    Several e-mails, seats, CRM ids or other names of one rep stand in one cell with
    `;` between them. The apostrophe by which the proposed roster keeps a spreadsheet
    from running a name as a formula is no part of the name.
    """
    sheet = replace(
        sheet, rows=tuple(tuple(map(as_written, row)) for row in sheet.rows)
    )
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
        "other_names": sheet.cells("other_names"),
        "email": [cell.casefold() for cell in sheet.cells("email")],
        "is_manager": _managers(sheet),
    }
    if "is_manager" not in sheet:
        del columns["is_manager"]
    table, rejects = extract.build(
        sheet, columns, optional="start_date end_date is_manager"
    )
    return extract.finish(sheet, "roster", {"reps": table}, rejects)


def _managers(sheet: Sheet) -> Column:
    """Read who manages; a blank leaves it to who reports to whom."""
    said = extract.read(sheet, "is_manager", values.flags)
    pairs = zip(said.cells, said.values.tolist(), strict=True)
    known = [value if cell else None for cell, value in pairs]
    return replace(said, values=np.array(known, dtype=object))


ORIGINS: Final = (
    Origin(
        "roster",
        "Roster",
        _ROSTER,
        needs(
            "rep_id_named name",
            "rep_id_named email",
            "rep_id_named team",
            "rep_id name team",
            "rep_id name email",
            "rep_id email team",
            "rep_id name manager_id",
            "rep_id name start_date",
            "rep_id name crm_user_id",
            "rep_id name linkedin_seat_id",
        ),
        read_roster,
        shared=(),
    ),
)
