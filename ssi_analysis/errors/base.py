"""The one kind of which all refusals are, and the nearest name they can offer."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SSIError", "cut", "nearest", "shown", "shown_lines"]

_LONGEST: Final = 80
_LONGEST_LINE: Final = 1000
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What writes on a terminal, turns the line around, or is no letter."""
_BREAK = re.compile(r"\r\n|[\r\n](?!  \S)|\r")
"""A line break of a file; those of a message have two blanks behind them."""


class SSIError(Exception):
    r"""Any input or request that this package refuses, with what would be right.

    Nothing that a file says can write on the terminal or fill it.

    >>> print(SSIError("column 'Close\nDate': '\x1b[31m'"))
    column 'Close Date': '�[31m'
    """

    def __init__(self, message: str) -> None:
        lines = _BREAK.sub(" ", message).split("\n")
        super().__init__("\n".join(_within(shown(line)) for line in lines))

    @classmethod
    def joined(cls, messages: Iterable[str]) -> Self:
        """Put whole messages one below the other, with their line breaks."""
        error = cls("")
        lines = (line for message in messages for line in message.split("\n"))
        error.args = ("\n".join(map(shown, lines)),)
        return error


def shown(text: str) -> str:
    r"""Return a text that a terminal shows as it is: what would steer it is marked.

    >>> shown("a\x1b[31m.csv"), shown("Ana R\u00e9is")
    ('a\ufffd[31m.csv', 'Ana Réis')
    """
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def shown_lines(text: str) -> str:
    r"""Return a text of our own in which line breaks stay and nothing else steers.

    >>> shown_lines("one\n\x1b[31mtwo")
    'one\n\ufffd[31mtwo'
    """
    return "\n".join(map(shown, text.split("\n")))


def cut(text: str, longest: int = _LONGEST) -> str:
    """Return the beginning of a long text, and three points where more follows.

    >>> cut("a" * 100) == "a" * 77 + "..."
    True
    """
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def _within(line: str) -> str:
    # What would be right stands at the end.
    half = _LONGEST_LINE // 2
    is_long = len(line) > _LONGEST_LINE
    return f"{line[:half]} ... {line[-half:]}" if is_long else line


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name is nearest, ready to follow a refusal.

    >>> nearest("total_ssi", ["ssi_total", "ssi_brand"])
    "; did you mean 'ssi_total'?"
    >>> nearest("zzz", ["ssi_total"])
    '.'
    """
    by_lower = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_lower, n=1, cutoff=0.5)
    return f"; did you mean '{by_lower[found[0]]}'?" if found else "."
