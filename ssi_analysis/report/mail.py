"""The mail about one page: its first screen as text and as HTML, the same in both.

All of it comes from the manifest, so a mail says what its page says. It has no
script, no image and nothing that reports back; its only address is that of the page.
The same inputs give the same bytes: even the date is that of the data.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Final

from ssi_analysis.display import plain
from ssi_analysis.errors import MailError
from ssi_analysis.errors.base import cut
from ssi_analysis.report.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.report.manifest import PageRecord
    from ssi_analysis.report.recipients import Recipient

__all__ = ["Envelope", "compose"]

LONGEST_TEXT: Final = 600
"""A sentence of a page is shorter; what is longer would hide what follows it."""

_PART = re.compile(r"(\d[\d.,]*)\s*(?:%|of (\d[\d.,]*))")
_ENCODING: Final = "quoted-printable"
_LINE: Final = 76


@dataclass(frozen=True)
class Envelope:
    """To whom a mail goes, from whom, and how its page is reached.

    `where` says in words where the page is; `link` is its address, or blank.
    `attached` is the page itself under the name `file`, or nothing. Without a
    `sender` the mail is a draft, for the mail program to complete.
    """

    to: tuple[Recipient, ...]
    where: str
    sender: str = ""
    link: str = ""
    file: str = ""
    attached: bytes = b""


def compose(
    page: PageRecord, *, week: str, data_to: str, envelope: Envelope
) -> EmailMessage:
    """Make the mail about a page: text and HTML of the same words.

    Refused with `MailError` is a page whose first screen the manifest does not hold.
    """
    if not page.headline:
        raise MailError.no_headline(week, page.name)
    said = _harmless(page.headline)
    values = {"head": said, "numbers": _numbers(said), "envelope": envelope}
    mail = EmailMessage(policy=SMTP)
    mail.set_raw("Subject", _subject(said["message"]["title"]))
    mail.set_content(render("mail.txt.j2", **values), cte=_ENCODING)
    html = render("mail.html.j2", **values)
    mail.add_alternative(html, subtype="html", cte=_ENCODING)
    if envelope.attached:
        mail.add_attachment(
            envelope.attached,
            maintype="text",
            subtype="html",
            filename=envelope.file,
            params={"charset": "utf-8"},
        )
    name = f"{week}.{page.slug}"
    return _addressed(_bounded(mail), name, envelope=envelope, day=data_to)


def _subject(title: str) -> str:
    """Fold a title behind its name; the library would begin it on a line of its own."""
    charset = "us-ascii" if title.isascii() else "utf-8"
    return Header(title, charset, _LINE, "Subject").encode()


def _harmless(value: Any) -> Any:
    """Return the first screen with every text on one line, no longer than is read."""
    if isinstance(value, dict):
        return {key: _harmless(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_harmless(part) for part in value]
    return cut(plain(value), LONGEST_TEXT) if isinstance(value, str) else value


def _numbers(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**number, "filled": _filled(number["value"])} for number in said["numbers"]
    ]


def _filled(value: str) -> int | None:
    """Say how much of a bar a number fills, in percent; None where it is no part.

    >>> _filled("41 %"), _filled("5 of 9"), _filled("117 %"), _filled("52")
    (41, 56, 100, None)
    """
    found = _PART.fullmatch(value)
    if not found:
        return None
    part, whole = (float((each or "100").replace(",", "")) for each in found.groups())
    return min(100, round(100 * part / whole)) if whole else None


def _bounded(mail: EmailMessage) -> EmailMessage:
    """Mark the parts off by what they hold; neither encoding can contain the mark."""
    for part in mail.walk():
        if part.is_multipart():
            parts = "".join(str(each) for each in part.get_payload())
            part.set_boundary(f"=_{hashlib.sha256(parts.encode()).hexdigest()[:32]}")
    return mail


def _addressed(
    mail: EmailMessage, name: str, *, envelope: Envelope, day: str
) -> EmailMessage:
    content = hashlib.sha256(mail.as_bytes()).hexdigest()[:16]
    domain = envelope.sender.rpartition("@")[2] or "ssi-analysis.invalid"
    noon = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), dt.UTC)
    mail["To"] = [
        Address(cut(plain(person.name)), addr_spec=person.email)
        for person in envelope.to
    ]
    mail["Date"] = format_datetime(noon)
    mail["Message-ID"] = f"<{name}.{content}@{domain}>"
    # Nobody's absence notice is wanted in reply.
    mail["Auto-Submitted"] = "auto-generated"
    if envelope.sender:
        mail["From"] = envelope.sender
    else:
        mail["X-Unsent"] = "1"
    return mail
