"""Who of all the people in some messages is the member whose archive holds them.

A profile tells more than a name, so names decide only where the file has no profiles
of those who received a message.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Member", "Message", "member_of", "message_of"]

_PROFILE = re.compile(r"/in/([^/?#,\s]+)")
_BETWEEN_NAMES = re.compile(r",\s*")
_NOBODY: Final = ("", "linkedinmember")
"""What stands for the name of a member who has left, folded."""


class Message(NamedTuple):
    """Who wrote to whom: by profile, where the file has profiles, and by name."""

    sender: str
    recipients: frozenset[str]
    sender_name: str
    recipient_names: frozenset[str]


class Member(NamedTuple):
    """The one whose archive it is: by profile, else by name."""

    profiles: frozenset[str]
    names: frozenset[str]

    def wrote(self, message: Message) -> bool:
        """Say whether the member sent a message."""
        if self.profiles and message.sender:
            return message.sender in self.profiles
        return message.sender_name in self.names

    def got(self, message: Message) -> bool:
        """Say whether the member is among those who received a message."""
        if self.profiles and message.recipients:
            return not self.profiles.isdisjoint(message.recipients)
        return not self.names.isdisjoint(message.recipient_names)


def message_of(sender_url: str, recipient_urls: str, sender: str, to: str) -> Message:
    """Return who wrote to whom, from the cells of a row.

    >>> message_of("https://www.linkedin.com/in/Bo-Li/?x", "", "Bo Li, Ph.D.", "Ann")
    Message(sender='bo-li', recipients=frozenset(), sender_name='boli', \
recipient_names=frozenset({'ann'}))
    """
    sender_profile = _PROFILE.findall(sender_url.casefold())
    return Message(
        sender_profile[0] if sender_profile else "",
        frozenset(_PROFILE.findall(recipient_urls.casefold())),
        _name(sender),
        frozenset(_names(to)),
    )


def _name(text: str) -> str:
    """Return a folded name without what follows it, as `, Ph.D.`."""
    return fold(_BETWEEN_NAMES.split(text)[0])


def _names(text: str) -> Iterator[str]:
    # Names are joined with a comma and may have one: a title after it has no blank.
    for at, part in enumerate(_BETWEEN_NAMES.split(text)):
        if (name := fold(part)) and (at == 0 or " " in part):
            yield name


def member_of(messages: Sequence[Message], owner: str) -> Member | None:
    """Return the member: who is called as the owner, else who alone is on every row.

    Returns None where that is nobody, or two people of one name.
    """
    by_profile = any(message.recipients for message in messages)
    on_all = _on_all(messages, by_profile=by_profile)
    alone = on_all if len(on_all) == 1 else frozenset()
    named = frozenset({_name(owner)} - {""}) or (frozenset() if by_profile else alone)
    profiles = _profiles(named, messages)
    if by_profile:
        profiles = _on_most(profiles, messages) or alone
    if len(profiles) > 1 or not (profiles or named):
        return None
    names = named or frozenset(m.sender_name for m in messages if m.sender in profiles)
    return Member(profiles, names.difference(_NOBODY))


def _on_all(messages: Sequence[Message], *, by_profile: bool) -> frozenset[str]:
    """Return who is on every row that has recipients; the others tell of one side."""
    sides = {
        (m.recipients, m.sender) if by_profile else (m.recipient_names, m.sender_name)
        for m in messages
    }
    rows = [recipients | {sender} for recipients, sender in sides if recipients]
    common = frozenset.intersection(*rows) if rows else frozenset()
    return common.difference(_NOBODY)


def _profiles(named: frozenset[str], messages: Sequence[Message]) -> frozenset[str]:
    wrote = {m.sender for m in messages if m.sender_name in named}
    got = {
        profile
        for m in messages
        if len(m.recipients) == 1 and m.recipient_names == named
        for profile in m.recipients
    }
    return frozenset(wrote | got).difference(_NOBODY)


def _on_most(profiles: frozenset[str], messages: Sequence[Message]) -> frozenset[str]:
    """Return of several profiles the one on most rows, several where rows tie."""
    rows = Counter(
        profile for m in messages for profile in {m.sender, *m.recipients} & profiles
    )
    return frozenset(each for each in rows if rows[each] == max(rows.values()))
