"""What is refused of mails: the list of recipients, the server, the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.requests import ParameterError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MailError"]


class MailError(ParameterError):
    """Mails that cannot be made or sent as they were asked for."""

    @classmethod
    def recipients(cls, file: str, problems: Sequence[str]) -> MailError:
        """Word all the problems of a list of recipients together.

        >>> print(MailError.recipients("r.csv", ["row 2, column 'email': blank"]))
        r.csv: 1 problem
          row 2, column 'email': blank
        """
        noun = "problem" if len(problems) == 1 else "problems"
        lines = (f"  {problem}" for problem in problems)
        return cls.joined([f"{file}: {len(problems)} {noun}", *lines])

    @classmethod
    def no_pages(cls, folder: str) -> MailError:
        """Refuse a folder without weekly pages."""
        return cls(f"'{folder}' holds no weekly pages; make them with ssi report")

    @classmethod
    def no_headline(cls, week: str, team: str) -> MailError:
        """Refuse a page whose manifest does not hold its first screen."""
        return cls(
            f"the manifest of {week} does not hold what the page of '{team}' says;"
            " make that week's pages again"
        )

    @classmethod
    def environment(cls, problems: Sequence[str]) -> MailError:
        """Name every variable of the environment that sending lacks."""
        return cls(f"to send, set in the environment: {'; '.join(problems)}")

    @classmethod
    def busy(cls, lock: str) -> MailError:
        """Refuse to send while another run does, or after one was killed."""
        return cls(
            f"another run is sending, or was ended while it did; when none runs, remove"
            f" '{lock}'"
        )

    @classmethod
    def unreadable_ledger(cls, file: str, problem: object) -> MailError:
        """Refuse to send where it cannot be known who has a mail already."""
        return cls(
            f"{file}: cannot be read as the list of mails sent ({problem}); put it"
            " right; without it every mail of the week is sent again"
        )
