"""LinkedIn Admin Center: its list of the users of Sales Navigator.

It is the one file that ties a seat to a work e-mail and to the company's own id, so it
fills the blanks of a roster kept by hand, or is the roster where there is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import extract
from ssi_analysis.exports.origin import Origin, needs

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_users"]

_USERS: Final = {
    "email": "invited_email_address",
    "first_name": "preferred_first_name",
    "last_name": "preferred_last_name",
    "employee_id": "employee_id",
    "unique_user_id": "unique_user_id",
    "linkedin_seat_id": "seat_id",
    "licence": "sales_license_current_status",
    "teamlink": "teamlink_extend_license_current_status",
    "permission": "admin_permission",
    "groups": "groups",
}
_BETWEEN_GROUPS = re.compile(r"\s*[,;|\n]\s*")


def read_users(sheet: Sheet, options: Options) -> Extract:
    """Read users: one row each, those whose licence has ended too."""
    table, rejects = extract.build(
        sheet,
        {
            "rep_id": extract.needed(_rep_ids(sheet)),
            "name": extract.full_names(sheet, "name"),
            "email": [cell.casefold() for cell in sheet.cells("email")],
            "linkedin_seat_id": sheet.cells("linkedin_seat_id"),
            "team": _teams(sheet),
            "is_supplement": [True] * len(sheet),
        },
        optional="team",
    )
    several = [
        reject._replace(is_loss=reject.column != sheet.label("groups"))
        for reject in rejects
    ]
    return extract.finish(sheet, "admin_center", {"reps": table}, several)


def _rep_ids(sheet: Sheet) -> Column:
    """Return the company's own ids, and the e-mail of those who have none."""
    names = ("employee_id", "unique_user_id", "email")
    ids = [
        employee or unique or email.casefold()
        for employee, unique, email in zip(*map(sheet.cells, names), strict=True)
    ]
    return extract.Column(sheet.label("email"), ids, np.array(ids, dtype=object))


def _teams(sheet: Sheet) -> Column:
    """Return the only group of each user, a blank where there are several."""
    cells = sheet.cells("groups")
    groups = [list(filter(None, _BETWEEN_GROUPS.split(cell))) for cell in cells]
    only = [names[0] if len(names) == 1 else "" for names in groups]
    column = extract.Column(sheet.label("groups"), cells, np.array(only, dtype=object))
    several = np.array([len(names) > 1 for names in groups], dtype=bool)
    return column.refuse(several, "several groups, of which none is taken as the team")


ORIGINS: Final = (
    Origin(
        "admin_center",
        "LinkedIn Admin Center users",
        _USERS,
        needs("email linkedin_seat_id", "email licence", "email groups"),
        read_users,
        shared=(),
    ),
)
