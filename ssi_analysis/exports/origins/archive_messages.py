"""The messages of a member's LinkedIn archive: which were sent, which received.

A sent message stands in the same folder as a received one, so only who the member is
tells them apart: the owner said for the archive, else the one person who is on every
row. Drafts, advertisements and the spam folder are no messages of the member's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import OwnerError
from ssi_analysis.exports import days, extract
from ssi_analysis.exports.events import event_table, unnamed
from ssi_analysis.exports.member import member_of, message_of
from ssi_analysis.exports.origin import Origin, needs

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.member import Member, Message
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_messages"]

_MESSAGES: Final = {
    "conversation_id": "CONVERSATION ID",
    "conversation_title": "CONVERSATION TITLE",
    "from": "FROM",
    "from_url": "SENDER PROFILE URL",
    "to": "TO",
    "to_urls": "RECIPIENT PROFILE URLS",
    "date": "DATE",
    "subject": "SUBJECT",
    "content": "CONTENT",
    "folder": "FOLDER",
    "attachments": "ATTACHMENTS",
    "is_draft": "IS MESSAGE DRAFT",
    "is_draft_conversation": "IS CONVERSATION DRAFT",
}
_ADVERTISEMENT: Final = '<p class="spinmail-quill-editor'
_YES: Final = ("yes", "true")


def read_messages(sheet: Sheet, options: Options) -> Extract:
    """Read messages: one event each, in the time zone of the settings.

    Raises `OwnerError` where nothing tells whose messages these are.
    """
    kept, aside = extract.split(sheet, _no_messages(sheet))
    day = extract.day_columns(
        kept,
        ["date"],
        order=options.date_order,
        time_zone=options.settings.time_zone,
    )["date"]
    table, rejects = event_table(
        kept,
        day=extract.needed(day),
        metric=_directions(kept, options.owner),
        told_by=[days.times(day.cells), kept.cells("conversation_id")],
    )
    every = [*aside, *rejects]
    found = extract.finish(sheet, "archive_messages", {"events": table}, every)
    return unnamed(found)


def _no_messages(sheet: Sheet) -> dict[int, tuple[str, str]]:
    names = ("is_draft", "is_draft_conversation", "folder", "from_url", "content")
    rows = zip(*map(sheet.cells, names), strict=True)
    reasons = {at: _no_message(*row) for at, row in enumerate(rows)}
    return {at: ("", reason) for at, reason in reasons.items() if reason}


def _no_message(draft: str, other: str, folder: str, sender: str, content: str) -> str:
    if draft.casefold() in _YES or other.casefold() in _YES:
        return "a draft, not sent"
    if folder.casefold() == "spam":
        return "in the spam folder"
    advertised = not sender and content.startswith(_ADVERTISEMENT)
    return "an advertisement" if advertised else ""


def _directions(sheet: Sheet, owner: str) -> Column:
    names = ("from_url", "to_urls", "from", "to")
    rows = list(zip(*map(sheet.cells, names), strict=True))
    known = {row: message_of(*row) for row in set(rows)}
    messages = [known[row] for row in rows]
    member = member_of(messages, owner)
    if messages and not member:
        raise OwnerError.no_owner(sheet.path)
    metrics = [_direction(message, member) if member else "" for message in messages]
    column = extract.Column(
        sheet.label("from"), [""] * len(sheet), np.array(metrics, object)
    )
    foreign = np.array([not metric for metric in metrics], dtype=bool)
    return column.refuse(foreign, "neither from nor to the member of this archive")


def _direction(message: Message, member: Member) -> str:
    if member.wrote(message):
        return "messages_sent"
    return "messages_received" if member.got(message) else ""


ORIGINS: Final = (
    Origin(
        "archive_messages",
        "LinkedIn archive: messages",
        _MESSAGES,
        needs("conversation_id from to date"),
        read_messages,
        shared=(),
    ),
)
