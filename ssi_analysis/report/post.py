"""Sending by SMTP: only through TLS, with secrets from the environment.

Each person gets a copy of their own, so that a server's refusal of one keeps nothing
from the others. What the server has not clearly refused or accepted is never sent
again by itself.
"""

from __future__ import annotations

import copy
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import format_datetime, localtime
from typing import TYPE_CHECKING, Final, Literal

from ssi_analysis.display import plain
from ssi_analysis.errors import MailError
from ssi_analysis.errors.base import cut
from ssi_analysis.report.recipients import address_problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import EmailMessage

    from ssi_analysis.report.ledger import Entry, Ledger

__all__ = ["Answer", "Post", "Server"]

Answer = tuple[Literal["sent", "refused", "unsure", "unreachable"], str]
"""What became of a mail, and why where it did not arrive."""

_IMPLICIT: Final = 465
_SUBMISSION: Final = 587
_SECONDS: Final = 60
_REFUSALS: Final = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


@dataclass(frozen=True)
class Server:
    """The server that takes mails, and as whom; the password is shown nowhere."""

    host: str
    sender: str
    port: int = _SUBMISSION
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Server:
        """Read SSI_SMTP_HOST, _PORT, _USER, _PASSWORD and _FROM.

        Raises `MailError` with every variable that is absent or cannot be meant. Port
        465 speaks TLS from the start, any other one is asked to begin it.
        """
        names = ("HOST", "FROM", "PORT", "USER", "PASSWORD")
        host, sender, port, user, password = (
            environment.get(f"SSI_SMTP_{name}", "") for name in names
        )
        port = port or str(_SUBMISSION)
        problems = {
            "SSI_SMTP_HOST, the server's name": not host,
            "SSI_SMTP_FROM, one address": bool(address_problem(sender)),
            "SSI_SMTP_PORT, a number from 1 to 65535": not _is_port(port),
            "SSI_SMTP_USER and SSI_SMTP_PASSWORD, both or neither": (
                bool(user) != bool(password)
            ),
        }
        if any(problems.values()):
            raise MailError.environment(
                [said for said, is_wrong in problems.items() if is_wrong]
            )
        return cls(host, sender, int(port), user, password)

    def connect(self) -> smtplib.SMTP:
        """Open a connection that is encrypted to a server whose name is proven.

        SSL_CERT_FILE names the certificates of an authority of one's own.
        """
        context = ssl.create_default_context()
        where = (self.host, self.port)
        if self.port == _IMPLICIT:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                *where, timeout=_SECONDS, context=context
            )
        else:
            smtp = smtplib.SMTP(*where, timeout=_SECONDS)
        try:
            if self.port != _IMPLICIT:
                smtp.starttls(context=context)
            if self.user:
                smtp.login(self.user, self.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < int(text) < 2**16


class Post:
    """A connection that is opened with the first mail and anew where it was lost.

    A server that cannot be reached is not asked again.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._why_not = ""

    def __enter__(self) -> Post:
        """Return itself; nothing is opened yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take leave of the server."""
        if self._smtp:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()

    def send(
        self, mail: EmailMessage, entry: Entry, *, ledger: Ledger
    ) -> tuple[Answer, Ledger]:
        """Send a mail to one person, and write down what became of it.

        It is noted before the server is given anything, and stays noted where the
        server neither refused nor accepted.
        """
        smtp = self._connected()
        if smtp is None:
            return ("unreachable", self._why_not), ledger
        ledger = ledger.noting(entry, "sending")
        try:
            smtp.sendmail(self._server.sender, [entry.email], _dated(mail))
        except _REFUSALS as error:
            return ("refused", _words(error)), ledger.noting(entry, "refused")
        except (OSError, smtplib.SMTPException) as error:
            return ("unsure", _words(error)), ledger
        return ("sent", ""), ledger.noting(entry, "accepted")

    def _connected(self) -> smtplib.SMTP | None:
        if self._smtp and not _answers(self._smtp):
            self._smtp.close()
            self._smtp = None
        if self._smtp is None and not self._why_not:
            try:
                self._smtp = self._server.connect()
            except (OSError, smtplib.SMTPException) as error:
                self._why_not = _words(error)
        return self._smtp


def _answers(smtp: smtplib.SMTP) -> bool:
    with suppress(OSError, smtplib.SMTPException):
        return smtp.noop()[0] == 250
    return False


def _dated(mail: EmailMessage) -> bytes:
    """Return a mail as it goes out: under the day of the data it would sink."""
    sent = copy.deepcopy(mail)
    sent.replace_header("Date", format_datetime(localtime()))
    return sent.as_bytes()


def _words(error: Exception) -> str:
    """Say what a server answered, without what would steer a terminal."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, answer),) = error.recipients.values()
        said = f"{code} {answer.decode(errors='replace')}"
    elif isinstance(error, smtplib.SMTPResponseException):
        found = error.smtp_error
        text = found.decode(errors="replace") if isinstance(found, bytes) else found
        said = f"{error.smtp_code} {text}"
    else:
        said = str(error) or type(error).__name__
    return cut(plain(" ".join(said.split())), 300)
