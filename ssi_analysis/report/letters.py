"""The drafts of a week: for each page that somebody is to get, one .eml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssi_analysis.display import plain
from ssi_analysis.errors import ParameterError
from ssi_analysis.errors.base import cut
from ssi_analysis.report.exporter import plotly_js_name
from ssi_analysis.report.files import write_file
from ssi_analysis.report.mail import Envelope, compose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import EmailMessage

    from ssi_analysis.report.manifest import Manifest, PageRecord
    from ssi_analysis.report.recipients import Recipient

__all__ = ["Letter", "MailOptions", "write_letters"]

_LINK: Final = re.compile(r"https?://[A-Za-z0-9._~:\[\]-]+(/[A-Za-z0-9._~%/+@:-]*)?")


@dataclass(frozen=True)
class MailOptions:
    """How mails are made, and whether they go out.

    `week` is the newest one by default, `out` the folder of the drafts. `link` is the
    address under which the folder of pages is served; `attach` puts the page itself
    into the mail. Without `send` nothing leaves the machine; with `again` those who
    have the week's mail get it once more.
    """

    week: str | None = None
    out: Path = Path("mail")
    link: str = ""
    attach: bool = False
    send: bool = False
    again: bool = False

    def __post_init__(self) -> None:
        """Refuse a link that is more or less than an address."""
        if self.link and not _LINK.fullmatch(self.link):
            right = "an address such as https://example.com/reports"
            raise ParameterError.badly_typed("link", cut(plain(self.link)), right)


@dataclass(frozen=True)
class Letter:
    """A page's mail, to whom it goes, and where its draft lies."""

    page: PageRecord
    to: tuple[Recipient, ...]
    mail: EmailMessage
    draft: Path


def write_letters(
    week: Manifest,
    addressed: Mapping[str, tuple[Recipient, ...]],
    *,
    root: Path,
    options: MailOptions,
    sender: str,
) -> list[Letter]:
    """Write the mail of each page that was made and that somebody is to get.

    `addressed` has the recipients by slug, `root` is the folder of the pages. Raises
    `MailError` before anything is written where a manifest does not hold the words.
    """
    letters = []
    for page in week.pages:
        if page.status != "ok" or page.slug not in addressed:
            continue
        to = addressed[page.slug]
        file = f"{week.week}/{page.slug}.html"
        envelope = _envelope(to, file, root=root, options=options, sender=sender)
        mail = compose(page, week=week.week, data_to=week.data_to, envelope=envelope)
        draft = options.out / week.week / f"{page.slug}.eml"
        letters.append(Letter(page, to, mail, draft))
    for letter in letters:
        # It names people, so only its owner is to read it.
        write_file(letter.draft, letter.mail.as_bytes(), is_private=True)
    return letters


def _envelope(
    to: tuple[Recipient, ...],
    file: str,
    *,
    root: Path,
    options: MailOptions,
    sender: str,
) -> Envelope:
    link = f"{options.link.rstrip('/')}/{file}" if options.link else ""
    attached = (root / file).read_bytes() if options.attach else b""
    name = file.replace("/", "-")
    said = []
    if attached:
        said.append(f"The page is attached as {name}.")
        if plotly_js_name().encode() in attached:
            said.append(
                "Its charts are not drawn there; their numbers stand in tables."
            )
    if link:
        said.append("The page with its charts:")
    if not said:
        said.append(f"The page is {file} among the weekly pages.")
    return Envelope(to, " ".join(said), sender, link, name, attached)
