"""A member's own LinkedIn archive: connections, invitations, posts and the like.

Every file is known by its header row, so neither its name nor its year matters. Of
each row only the day counts. Connections, invitations and posts of one moment are
told apart by counting them: their people hide, rename and delete themselves between
two downloads of an archive.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import numpy as np

from ssi_analysis.exports import extract
from ssi_analysis.exports.events import event_table, minutes, unnamed
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Extract, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = [
    "ORIGINS",
    "read_connections",
    "read_invitations",
    "read_reactions",
    "read_shares",
]

_CONNECTIONS: Final = {
    "connected_on": "Connected On",
    "their_first_name": "First Name",
    "their_last_name": "Last Name",
    "their_url": "URL",
    "their_email": "Email Address",
    "their_company": "Company",
    "their_position": "Position",
}
_INVITATIONS: Final = {
    "sent_at": "Sent At",
    "direction": "Direction",
    "from": "From",
    "to": "To",
    "message": "Message",
    "from_url": "inviterProfileUrl",
    "to_url": "inviteeProfileUrl",
}
_SHARES: Final = {
    "date": "Date",
    "link": "ShareLink",
    "message": "ShareCommentary",
    "shared_url": "SharedUrl",
    "media_url": "MediaUrl",
    "visibility": "Visibility",
}
_COMMENTS: Final = {"date": "Date", "link": "Link", "message": "Message"}
_REACTIONS: Final = {"date": "Date", "link": "Link", "type": "Type"}
_ALONE: Final = "no other column"
_METRICS: Final = {
    "archive_connections": "connections_made",
    "archive_shares": "posts",
    "archive_comments": "comments",
    "archive_reactions": "reactions",
}
_DIRECTIONS: Final = {
    "incoming": "invitations_received",
    "outgoing": "invitations_sent",
}


def read_connections(sheet: Sheet, options: Options) -> Extract:
    """Read connections: one row each, those who hid or closed their profile too."""
    return _read(sheet, options, name="archive_connections", day="connected_on")


def read_shares(sheet: Sheet, options: Options) -> Extract:
    """Read posts: one row each, on the day that is written, in no stated zone."""
    return _read(sheet, options, name="archive_shares")


def _read(sheet: Sheet, options: Options, *, name: str, day: str = "date") -> Extract:
    days = extract.day_columns(sheet, [day], order=options.date_order)
    table, rejects = event_table(
        sheet, day=extract.needed(days[day]), metric=[_METRICS[name]] * len(sheet)
    )
    return unnamed(extract.finish(sheet, name, {"events": table}, rejects))


def read_invitations(sheet: Sheet, options: Options) -> Extract:
    """Read invitations, sent and received; their dates are American in every year."""
    day = extract.day_columns(sheet, ["sent_at"], order="mdy")["sent_at"]
    table, rejects = event_table(
        sheet,
        day=extract.needed(day),
        metric=_directions(sheet),
        told_by=[minutes(day)],
    )
    found = extract.finish(sheet, "archive_invitations", {"events": table}, rejects)
    return unnamed(found)


def _directions(sheet: Sheet) -> Column:
    cells = sheet.cells("direction")
    metrics = [_DIRECTIONS.get(fold(cell), "") for cell in cells]
    column = extract.Column(
        sheet.label("direction"), cells, np.array(metrics, dtype=object)
    )
    unknown = np.array([not metric for metric in metrics], dtype=bool)
    return column.refuse(unknown, "neither INCOMING nor OUTGOING")


def read_reactions(
    sheet: Sheet, options: Options, *, name: str = "archive_reactions"
) -> Extract:
    """Read comments or reactions: one row each, several on one post and minute too."""
    dated, aside = _dated(sheet)
    day = extract.day_columns(dated, ["date"], order=options.date_order)["date"]
    links = [fold(unquote(cell)) for cell in dated.cells("link")]
    table, rejects = event_table(
        dated,
        day=day,
        metric=[_METRICS[name]] * len(dated),
        told_by=[minutes(day), links],
    )
    every = [*aside, *rejects]
    return unnamed(extract.finish(sheet, name, {"events": table}, every))


def _dated(sheet: Sheet) -> tuple[Sheet, list[Reject]]:
    """Set rows without a date aside: LinkedIn itself leaves it out of old comments."""
    blank = {
        at: ("", "LinkedIn gives no date")
        for at, cell in enumerate(sheet.cells("date"))
        if not cell
    }
    dated, aside = extract.split(sheet, blank)
    return dated, [reject._replace(column=sheet.label("date")) for reject in aside]


def _no_others(names: str, header: Sequence[str]) -> dict[str, int]:
    """Find a header row of these names alone; many tables have them among theirs."""
    filled = {fold(cell) for cell in header if cell}
    return {_ALONE: 0} if filled == set(names.split()) else {}


_OWN: Final = partial(Origin, shared=())

ORIGINS: Final = (
    _OWN(
        "archive_connections",
        "LinkedIn archive: connections",
        _CONNECTIONS,
        needs("connected_on their_first_name their_last_name"),
        read_connections,
    ),
    _OWN(
        "archive_invitations",
        "LinkedIn archive: invitations",
        _INVITATIONS,
        needs("sent_at direction from to"),
        read_invitations,
    ),
    _OWN(
        "archive_shares",
        "LinkedIn archive: posts",
        _SHARES,
        needs("date link message", "date link visibility"),
        read_shares,
    ),
    _OWN(
        "archive_comments",
        "LinkedIn archive: comments",
        _COMMENTS,
        [frozenset({"date", "link", "message", _ALONE})],
        partial(read_reactions, name="archive_comments"),
        further=partial(_no_others, "date link message"),
    ),
    _OWN(
        "archive_reactions",
        "LinkedIn archive: reactions",
        _REACTIONS,
        [frozenset({"date", "link", "type", _ALONE})],
        read_reactions,
        further=partial(_no_others, "date link type"),
    ),
)
