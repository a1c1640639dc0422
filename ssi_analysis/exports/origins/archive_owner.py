"""Whose LinkedIn archive it is: its Profile.csv and its Email Addresses.csv.

Neither holds a measure. They name the member, of whom the other files of the archive
say nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import extract
from ssi_analysis.exports.aside import set_aside
from ssi_analysis.exports.origin import Origin, needs

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_emails", "read_profile"]

_PROFILE: Final = {
    "first_name": "First Name",
    "last_name": "Last Name",
    "maiden_name": "Maiden Name",
    "headline": "Headline",
    "industry": "Industry",
}
_EMAILS: Final = {
    "email": "Email Address",
    "confirmed": "Confirmed",
    "primary": "Primary",
    "updated_on": "Updated On",
}


def read_profile(sheet: Sheet, options: Options) -> Extract:
    """Read the member's name; where rows name several members, none is taken."""
    names = {name for name in extract.full_names(sheet, "name") if name}
    return _owner(sheet, "archive_profile", name=names.pop() if len(names) == 1 else "")


def read_emails(sheet: Sheet, options: Options) -> Extract:
    """Read the member's e-mail address, the primary and confirmed one first."""
    addresses = zip(*map(sheet.cells, ("email", "primary", "confirmed")), strict=True)
    ranked = sorted(
        (
            (_is_yes(primary), _is_yes(confirmed), -at, email.casefold())
            for at, (email, primary, confirmed) in enumerate(addresses)
            if "@" in email
        ),
        reverse=True,
    )
    email = ranked[0][-1] if ranked else ""
    return _owner(sheet, "archive_emails", email=email)


def _is_yes(cell: str) -> bool:
    return cell.casefold() in ("yes", "true")


def _owner(sheet: Sheet, origin: str, *, name: str = "", email: str = "") -> Extract:
    found = set_aside(sheet, origin, "says whose archive this is")
    owner = ("", email, "", "", name)
    return replace(found, owner=owner) if any(owner) else found


ORIGINS: Final = (
    Origin(
        "archive_profile",
        "LinkedIn archive: profile",
        _PROFILE,
        needs("first_name last_name maiden_name headline"),
        read_profile,
        shared=(),
    ),
    Origin(
        "archive_emails",
        "LinkedIn archive: e-mail addresses",
        _EMAILS,
        needs("email confirmed primary"),
        read_emails,
        shared=(),
    ),
)
