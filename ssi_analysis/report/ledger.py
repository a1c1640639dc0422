"""Who was sent which week's mail, so that nobody gets it twice.

A line is written before a mail goes out and again once the server has taken it. A run
that ends in between leaves the first, and the next one does not send again: it says
that the mail may have arrived.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ssi_analysis.errors import MailError
from ssi_analysis.report.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Entry", "Ledger", "read_ledger", "sole_sender"]

LEDGER: Final = ".mails-sent.json"
LOCK: Final = ".mails-sent.lock"

State = Literal["sending", "accepted", "refused"]


class Entry(NamedTuple):
    """One mail to one person: the week, the page's slug, the address."""

    week: str
    slug: str
    email: str


@dataclass(frozen=True)
class Ledger:
    """What became of each mail, in a file that is private to its owner."""

    path: Path
    states: Mapping[Entry, tuple[State, str]]

    def state(self, entry: Entry) -> State | None:
        """Say what became of a mail, or that nothing is known of it."""
        found = self.states.get(_key(entry))
        return found[0] if found else None

    def noting(self, entry: Entry, state: State) -> Ledger:
        """Write what became of a mail, and return the ledger with it."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        ledger = Ledger(self.path, {**self.states, _key(entry): (state, now)})
        lines = [
            {**entry._asdict(), "state": said, "at": when}
            for entry, (said, when) in sorted(ledger.states.items())
        ]
        text = json.dumps(lines, indent=1, ensure_ascii=False)
        write_file(self.path, f"{text}\n", is_private=True)
        return ledger


def _key(entry: Entry) -> Entry:
    return entry._replace(email=entry.email.casefold())


def read_ledger(root: Path) -> Ledger:
    """Read the ledger beside the pages; without a file nothing was sent.

    Raises `MailError` where the file cannot be read, for then nobody knows who has
    got what.
    """
    path = root / LEDGER
    if not path.exists():
        return Ledger(path, {})
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
        states = {
            Entry(line["week"], line["slug"], line["email"]): (
                _known(line["state"]),
                line["at"],
            )
            for line in lines
        }
    except (ValueError, TypeError, KeyError) as error:
        raise MailError.unreadable_ledger(str(path), error) from error
    return Ledger(path, states)


def _known(state: str) -> State:
    match state:
        case "sending" | "accepted" | "refused":
            return state
    message = f"no state is '{state}'"
    raise ValueError(message)


@contextmanager
def sole_sender(root: Path) -> Iterator[None]:
    """Keep a second run from sending meanwhile.

    Raises `MailError` where another one holds the lock, or was killed with it.
    """
    lock = root / LOCK
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        raise MailError.busy(str(lock)) from None
    try:
        yield
    finally:
        lock.unlink()
