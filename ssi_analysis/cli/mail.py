"""The command that writes the mails of a week, and sends them where it is told to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

import ssi_analysis as ssi
from ssi_analysis.cli.options import DATA, FOLDER, say
from ssi_analysis.errors.base import cut, shown

if TYPE_CHECKING:
    from ssi_analysis.report.mailing import Delivery, Mailing

__all__ = ["mail"]

_LIST: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_SAID: Final = {
    "draft": "for {email}",
    "sent": "sent to {email}",
    "before": "{email} has it already",
    "refused": "not sent to {email}: {reason}",
    "unsure": "may have reached {email}: {reason}",
    "unreachable": "not sent to {email}: {reason}",
    "no page": "nothing for {email}: {reason}",
}


@click.command()
@click.argument("reports", type=DATA)
@click.option(
    "--recipients", type=_LIST, required=True, help="CSV with team, email and name."
)
@click.option("--week", help="ISO week as 2026-W46; the newest one by default.")
@click.option("--out", type=FOLDER, default=Path("mail"), help="Folder for the .eml.")
@click.option("--link", default="", help="Address under which REPORTS is served.")
@click.option("--attach", is_flag=True, help="Put the page itself into the mail.")
@click.option("--send", is_flag=True, help="Send by SMTP, as SSI_SMTP_* say.")
@click.option("--again", is_flag=True, help="Send also to those who have it already.")
def mail(  # noqa: PLR0913, PLR0917  # click passes each option on its own
    reports: Path,
    recipients: Path,
    week: str | None,
    out: Path,
    link: str,
    attach: bool,
    send: bool,
    again: bool,
) -> None:
    """Write the mail of each team's page in REPORTS as .eml; send it with --send.

    Sending takes SSI_SMTP_HOST, SSI_SMTP_FROM and, where they are needed,
    SSI_SMTP_PORT, SSI_SMTP_USER and SSI_SMTP_PASSWORD from the environment, and always
    TLS. Nobody gets the mail of a week twice.

    Exit codes: 0 all sent or written, 2 bad arguments, 4 some were not sent, 5 none.
    """
    options = ssi.MailOptions(week, out, link, attach, send, again)
    _finish(ssi.mail_reports(reports, recipients=recipients, options=options), send)


def _finish(mailing: Mailing, send: bool) -> None:
    for name, draft in mailing.drafts.items():
        say(f"{cut(shown(name))}: {draft}")
    for delivery in mailing.deliveries:
        say(_line(delivery), err=delivery.is_failed)
    if mailing.unaddressed:
        names = ", ".join(cut(shown(name)) for name in mailing.unaddressed)
        say(f"nobody gets: {names}")
    counts = [each.status for each in mailing.deliveries]
    if send:
        say(f"{mailing.week}: {counts.count('sent')} of {len(counts)} sent")
    else:
        n_waiting = counts.count("draft")
        say(f"{mailing.week}: nothing was sent; --send sends {n_waiting}")
    sys.exit(mailing.exit_code)


def _line(delivery: Delivery) -> str:
    said = _SAID[delivery.status].format(email=delivery.email, reason=delivery.reason)
    return f"{cut(shown(delivery.team))}: {said}"
