"""The files of a LinkedIn archive in which nothing is counted.

An archive holds what a member ever gave to LinkedIn. These tables are known so that
none of their rows passes for the header of another table: a position from `Jan 2020` to
`Mar 2022` looks like a quota sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.exports.beside import IGNORED
from ssi_analysis.exports.extract import Extract
from ssi_analysis.exports.origin import Origin
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "leave_out"]

_TABLES: Final = (
    "Company Name | Title | Started On | Finished On",
    "Company Name | Role | Cause | Started On | Finished On",
    "School Name | Start Date | End Date | Degree Name",
    "Name | Url | Authority | Started On | Finished On",
    "Name | Position | Started On | Finished On",
    "Title | Description | Url | Started On | Finished On",
    "Name | Published On | Publisher | Url",
    "Title | Description | Patent Number",
    "Endorsement Date | Skill Name | Endorsement Status",
    "First Name | Last Name | Job Title | Text | Creation Date | Status",
    "Source | FirstName | LastName | Companies | Emails | PhoneNumbers",
    "Date/Time | Media Description | Media Link",
    "Content Title | Content Description | Content Type",
    "Registered At | Registration Ip | Subscription Types",
    "Transaction Made At | Description | Invoice Number | Total Amount",
    "Event Name | Event Time | Status",
    "Login Date | IP Address | User Agent",
    "Challenge Date | IP Address | User Agent",
    "Category | Type of inference | Description | Inference",
    "Application Date | Company Name | Job Title | Job Url",
    "Saved Date | Job Url | Job Title | Company Name",
    "Locations | Industries | Job Titles | Open To Recruiters",
    "ALERT_PARAMETERS | QUERY_CONTEXT | SAVED_SEARCH_ID",
    "First name | Last name | Verification type | Verified date",
    "Service Category | Creation Time | Location | Status",
    "Member Age | Company Names | Job Titles | Member Skills",
)
"""The columns by which a table is known; it may have more."""

_WHOLE_TABLES: Final = (
    "Name | Proficiency",
    "Title | Description | Issued On",
    "Saved Item | Created Time",
    "Organization | Followed On",
    "Date | Status | Full Name",
    "HashTag | Created Time",
    "HashTag | Created Time | State",
    "Extension | Number | Type",
    "Number | Extension | Is_WhatsApp_Number",
    "Date | Link | OptionText",
    "Time | Search Query",
    "Ad clicked Date | Ad Title/Id",
    "Date | Action | Ad Title/Id",
    "Private Identity Asset Name | Private Identity Asset Raw Text",
)
"""Columns that many tables have; those of an archive have no other."""


def _folded(tables: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(map(fold, table.split(" | "))) for table in tables]


_KNOWN: Final = _folded(_TABLES)
_WHOLE: Final = _folded(_WHOLE_TABLES)


def leave_out(sheet: Sheet, options: Options) -> Extract:
    """Read nothing: the file is listed as ignored, as nothing in it is counted."""
    return Extract(sheet.path, IGNORED, {}, (), 0)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Find the columns of one of the tables; a header that stands twice is of none."""
    places = {fold(cell): at for at, cell in enumerate(header) if cell}
    names = places.keys()
    whole = [table for table in _WHOLE if table == names]
    table = next((each for each in (*whole, *_KNOWN) if each <= names), frozenset())
    if not table or len(places) < sum(map(bool, header)):
        return {}
    found = sorted(places[name] for name in table)
    return {"known": found[0]} | {f"known {at}": at for at in found}


ORIGINS: Final = (
    Origin(
        "archive_others",
        "LinkedIn archive: nothing that is counted",
        {},
        [frozenset({"known"})],
        leave_out,
        shared=(),
        further=_columns,
    ),
)
