"""The mails of a week, from the pages to what became of each mail.

Nothing leaves the machine unless it is asked for, and nobody gets the mail of a week
twice unless that is asked for too.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ssi_analysis.errors import MailError, ParameterError
from ssi_analysis.report.ledger import Entry, read_ledger, sole_sender
from ssi_analysis.report.letters import MailOptions, write_letters
from ssi_analysis.report.manifest import read_manifests
from ssi_analysis.report.post import Post, Server
from ssi_analysis.report.recipients import address_problem, read_recipients

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ssi_analysis.report.ledger import Ledger
    from ssi_analysis.report.letters import Letter
    from ssi_analysis.report.manifest import Manifest
    from ssi_analysis.report.recipients import Recipient

__all__ = ["Delivery", "Mailing", "mail_reports"]

SOME_FAILED: Final = 4
NONE_SENT: Final = 5

Status = Literal[
    "draft", "sent", "before", "refused", "unsure", "unreachable", "no page"
]


@dataclass(frozen=True)
class Delivery:
    """One mail to one person and what became of it.

    `before` is one who has it already, `unsure` one who may have it, as a sending was
    cut off; `reason` says why a mail did not go.
    """

    team: str
    email: str
    status: Status
    reason: str = ""

    @property
    def is_failed(self) -> bool:
        """Whether the person is still without the mail, or may be."""
        return self.status not in ("draft", "sent", "before")


@dataclass(frozen=True)
class Mailing:
    """What became of a week's mails, where the drafts lie, and who is not addressed."""

    week: str
    deliveries: tuple[Delivery, ...]
    drafts: Mapping[str, Path]
    unaddressed: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 when nobody is left without a mail, 4 when some are, 5 when all are."""
        failed = sum(each.is_failed for each in self.deliveries)
        if not failed:
            return 0
        return SOME_FAILED if failed < len(self.deliveries) else NONE_SENT


def mail_reports(
    root: str | Path,
    *,
    recipients: str | Path,
    options: MailOptions | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Mailing:
    """Write a mail for each page of a week that somebody is to get, and perhaps send.

    Takes the folder of the pages and the list of recipients (see `read_recipients`).
    All mails are made before the first one goes out. Raises `MailError` with what is
    wrong with the list, the environment or the ledger, and `ParameterError` for a week
    without pages.
    """
    root, options = Path(root), options or MailOptions()
    week, teams = _week(root, options.week)
    addressed = read_recipients(Path(recipients), teams)
    server = Server.from_environment(environment) if options.send else None
    letters = write_letters(
        week, addressed, root=root, options=options, sender=_sender(environment)
    )
    if server is None:
        found = list(_drafted(letters, week.week, read_ledger(root)))
    else:
        with sole_sender(root), Post(server) as post:
            found = _sent(letters, week.week, post, root=root, again=options.again)
    return Mailing(
        week.week,
        (*found, *_without_page(week, addressed, teams)),
        {letter.page.name: letter.draft for letter in letters},
        tuple(page.name for page in week.pages if page.slug not in addressed),
    )


def _week(root: Path, asked: str | None) -> tuple[Manifest, dict[str, str]]:
    """Return the week asked for or the newest one, and each page's newest name."""
    manifests = {manifest.week: manifest for manifest in read_manifests(root)}
    if not manifests:
        raise MailError.no_pages(str(root))
    if asked is not None and asked not in manifests:
        raise ParameterError.unknown("week", asked, manifests)
    oldest_first = [manifests[week] for week in sorted(manifests)]
    names = {page.slug: page.name for week in oldest_first for page in week.pages}
    return manifests[asked or max(manifests)], names


def _sender(environment: Mapping[str, str]) -> str:
    """Return from whom a mail is; a draft may be from nobody yet."""
    sender = environment.get("SSI_SMTP_FROM", "")
    if sender and address_problem(sender):
        raise MailError.environment(["SSI_SMTP_FROM, one address"])
    return sender


def _drafted(
    letters: Sequence[Letter], week: str, ledger: Ledger
) -> Iterator[Delivery]:
    for letter in letters:
        for person in letter.to:
            state = ledger.state(Entry(week, letter.page.slug, person.email))
            status: Status = "before" if state == "accepted" else "draft"
            yield Delivery(letter.page.name, person.email, status)


def _sent(
    letters: Sequence[Letter], week: str, post: Post, *, root: Path, again: bool
) -> list[Delivery]:
    ledger, found = read_ledger(root), []
    for letter in letters:
        for person in letter.to:
            entry = Entry(week, letter.page.slug, person.email)
            done = None if again else _DONE.get(ledger.state(entry))
            if done is None:
                done, ledger = post.send(letter.mail, entry, ledger=ledger)
            found.append(Delivery(letter.page.name, person.email, *done))
    return found


_DONE: Final[Mapping[str | None, tuple[Status, str]]] = {
    "accepted": ("before", ""),
    "sending": (
        "unsure",
        "an earlier run ended while it sent this mail; ask, or send it with --again",
    ),
}


def _without_page(
    week: Manifest,
    addressed: Mapping[str, tuple[Recipient, ...]],
    teams: Mapping[str, str],
) -> Iterator[Delivery]:
    pages = {page.slug: page for page in week.pages}
    for slug, people in addressed.items():
        page = pages.get(slug)
        if page is None or page.status == "failed":
            reason = page.error if page else f"it has no page of {week.week}"
            for person in people:
                yield Delivery(teams[slug], person.email, "no page", reason)
