"""The finished text of a page as data: the first screen, the words around a chart.

`words` makes it, the page shows it; standing below both, it is the one place that
says what a first screen and a caption are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "TITLE_LENGTH",
    "Caption",
    "Chip",
    "Direction",
    "FirstScreen",
    "KeyNumber",
    "Message",
    "Scope",
]

TITLE_LENGTH: Final = 90
"""Longest title: two lines on a desktop and three on a phone, so all fits below."""

Direction = Literal["up", "down", "level", ""]


@dataclass(frozen=True)
class Scope:
    """Whose week the page is about, each part in words ("week 46", "12 reps")."""

    team: str
    week: str
    dates: str
    data_to: str
    reps: str


@dataclass(frozen=True)
class Message:
    """The words of the first screen; `finding` is the shorter line for the index."""

    title: str
    changed: str
    so_what: str
    to_do: str
    caveat: str
    finding: str


@dataclass(frozen=True)
class KeyNumber:
    """One number of the first screen, its change said in words with a direction."""

    value: str
    label: str
    change: str = ""
    direction: Direction = ""


@dataclass(frozen=True)
class Chip:
    """The evidence level, its plain name, and sentences that open on request."""

    level: str
    name: str
    explanation: tuple[str, ...]


@dataclass(frozen=True)
class FirstScreen:
    """All of a first screen: whose week, the words, up to five numbers, the level."""

    scope: Scope
    message: Message
    numbers: tuple[KeyNumber, ...]
    chip: Chip


@dataclass(frozen=True)
class Caption:
    """The words around one chart: its message, its n, and what it shows to no eyes.

    Where there is nothing to see, as of too few reps, `alt` is empty.
    """

    heading: str
    subtitle: str
    alt: str
    note: str = ""
