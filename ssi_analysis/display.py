"""One way to show a result: rows first, then text, HTML or a DataFrame from them.

A result class says only what its rows are. Terminal, notebook and report page are
then made from the same rows, so they cannot disagree. Numbers are formatted by
the functions here and nowhere else.
"""

from __future__ import annotations

import html
import math
import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.errors.base import cut, shown, shown_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "DASH",
    "LONGEST_CELL",
    "Tabular",
    "as_written",
    "count",
    "day",
    "html_table",
    "interval",
    "number",
    "percent",
    "plain",
    "plain_json",
    "plain_lines",
    "points",
    "share",
    "text_table",
    "without_formula",
]

DASH = "\N{EN DASH}"
"""Stands where there is no value."""

# Spreadsheets in East Asia run the wide forms too.
_FORMULA = re.compile(
    r"'*[=+\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    r"\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]"
)

LONGEST_CELL: Final = 500
"""What is longer is a name made to push everything else off the page."""


class Tabular(ABC):
    """A result that can be shown as a table.

    Subclasses implement `rows`; everything else follows from it.
    """

    @abstractmethod
    def rows(self) -> list[dict[str, object]]:
        """Return the rows to show, values unformatted, same keys in each."""

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a DataFrame."""
        return pd.DataFrame(self.rows())

    def to_text(self) -> str:
        """Return the rows as aligned plain text."""
        return text_table(self.rows())

    def to_html(self) -> str:
        """Return the rows as an HTML table in which every text is escaped."""
        return html_table(self.rows(), caption=type(self).__name__)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __str__(self) -> str:
        """Show the rows as plain text."""
        return self.to_text()


def text_table(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as aligned plain text.

    >>> print(text_table([{"file": "ssi.csv", "rows": 12}]))
    file     rows
    ssi.csv  12
    """
    if not rows:
        return "nothing to show"
    cells = (
        [cut(plain(_cell(value)), LONGEST_CELL) for value in row.values()]
        for row in rows
    )
    lines = [list(rows[0]), *cells]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            text.ljust(width) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def plain(text: str) -> str:
    r"""Keep a line break or an escape code of a file from writing on a terminal.

    >>> plain("one\ntwo") == "one\N{REPLACEMENT CHARACTER}two"
    True
    """
    return shown(text)


def plain_lines(text: str) -> str:
    r"""Do the same to each line of a text, whose breaks are our own.

    >>> plain_lines("one\n\x1b[31mtwo") == "one\n\N{REPLACEMENT CHARACTER}[31mtwo"
    True
    """
    return shown_lines(text)


def plain_json(text: str) -> str:
    r"""Return JSON that says the same and can be shown on a terminal.

    >>> print(plain_json('["Ana R\u00e9is", "\u202e\x9b"]'))
    ["Ana Réis", "\u202e\u009b"]
    """
    return "".join(
        letter if letter == "\n" or shown(letter) == letter else f"\\u{ord(letter):04x}"
        for letter in text
    )


def html_table(rows: Sequence[Mapping[str, object]], *, caption: str) -> str:
    """Return rows as an accessible HTML table: caption, scopes, everything escaped.

    >>> html_table([{"name": "<b>"}], caption="Reps")
    '<table><caption>Reps</caption><thead><tr><th scope="col">name</th></tr></thead>\
<tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    heads = "".join(
        f'<th scope="col">{_escaped(str(key))}</th>'
        for key in (rows[0] if rows else ())
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td>{_escaped(_cell(value))}</td>" for value in row.values())
        + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{_escaped(caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _escaped(text: str) -> str:
    return html.escape(cut(plain_lines(text), LONGEST_CELL))


def _cell(value: object) -> str:
    if value is None or value is pd.NaT or value is pd.NA:
        return DASH
    if isinstance(value, float):
        return number(value, 3)
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return str(value)


def without_formula(value: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    One goes before those of such a text that has some already, so that `as_written`
    can take it off again. Numbers stay numbers.

    >>> without_formula("=1+1"), without_formula("Ana"), without_formula(-1)
    ("'=1+1", 'Ana', -1)
    """
    runs = isinstance(value, str) and _FORMULA.match(value)
    return f"'{value}" if runs else value


def as_written(text: str) -> str:
    """Take off the apostrophe that `without_formula` puts on.

    >>> as_written("'=1+1"), as_written("O'Neil"), as_written("'t Hooft")
    ('=1+1', "O'Neil", "'t Hooft")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def number(value: float, decimals: int = 0) -> str:
    """Write a number with a fixed count of decimals and a true minus sign.

    >>> number(1234.5), number(-0.266, 2), number(float("nan")), number(-0.001, 1)
    ('1,234', '−0.27', '–', '0.0')
    """
    if not math.isfinite(value):
        return DASH
    text = f"{value:,.{decimals}f}"
    if not any(digit in text for digit in "123456789"):
        text = text.removeprefix("-")
    return text.replace("-", "\N{MINUS SIGN}")


def percent(ratio: float) -> str:
    """Write a ratio as a percentage without decimals; the space does not break.

    >>> percent(0.414).split()
    ['41', '%']
    """
    return f"{number(100 * ratio)}\N{NO-BREAK SPACE}%" if math.isfinite(ratio) else DASH


def interval(low: float, high: float, decimals: int = 2) -> str:
    """Write an interval in words.

    >>> interval(-0.12, 0.64)
    '−0.12 to 0.64'
    """
    return f"{number(low, decimals)} to {number(high, decimals)}"


def points(difference: float, decimals: int = 0) -> str:
    """Write a change with its sign in words: up, down or level.

    >>> points(1.2), points(-3), points(0.2)
    ('up 1', 'down 3', 'level')
    """
    size = number(abs(difference), decimals)
    if not math.isfinite(difference):
        return DASH
    if float(size.replace(",", "")) == 0:
        return "level"
    return f"{'up' if difference > 0 else 'down'} {size}"


def share(part: int, whole: int) -> str:
    """Write a frequency with its denominator.

    >>> share(5, 9)
    '5 of 9'
    """
    return f"{part} of {whole}"


def count(size: int, noun: str) -> str:
    """Write a count with its noun, in the plural where it must be.

    >>> count(1, "rep"), count(12, "rep")
    ('1 rep', '12 reps')
    """
    return f"{size:,} {noun}{'' if size == 1 else 's'}"


def day(date: pd.Timestamp) -> str:
    """Write a day without its year.

    >>> day(pd.Timestamp("2026-11-09"))
    '9 Nov'
    """
    return f"{date.day} {date:%b}"
