"""What a finding is, and how all of them are shown: rows, text, JSON."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ssi_analysis.display import Tabular, plain, text_table

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SEVERITIES", "Finding", "Findings", "Severity"]

Severity = Literal["error", "warning", "note"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
"""The gravest first: nothing can be compared, some may mislead, good to know."""

_WIDTH: Final = 100


@dataclass(frozen=True)
class Finding:
    """One kind of fault: how often, one example and where it stands, what to do.

    `file` is blank where the example is in no single file, `row` is 0 where it is in
    no single row.
    """

    kind: str
    severity: Severity
    count: int
    example: str
    what_to_do: str
    file: str = ""
    row: int = 0

    @property
    def place(self) -> str:
        """The file and row of the example in words, blank where there is none.

        >>> Finding("stale SSI", "warning", 1, "r1", "collect it", "a.csv", 3).place
        'a.csv, row 3'
        """
        return f"{self.file}, row {self.row}" if self.row else self.file


@dataclass(frozen=True)
class Findings(Tabular):
    """Every fault that was found; the gravest first."""

    items: tuple[Finding, ...]

    def rows(self) -> list[dict[str, object]]:
        """Return one row per finding."""
        names = ("kind", "severity", "count", "example", "file", "row", "what_to_do")
        return [{name: getattr(item, name) for name in names} for item in self.items]

    @property
    def has_errors(self) -> bool:
        """Whether something must be put right before any comparison."""
        return self.counts["error"] > 0

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity.

        >>> Findings((Finding("stale SSI", "warning", 3, "", ""),)).counts
        {'error': 0, 'warning': 1, 'note': 0}
        """
        found = [item.severity for item in self.items]
        return {severity: found.count(severity) for severity in SEVERITIES}

    def to_text(self) -> str:
        """Return each finding in a line, and below it where it is and what to do.

        No line is longer than 100 letters, unless a single path is.
        """
        if not self.items:
            return text_table([])
        room = _WIDTH - 2 - max(map(len, _lines(self.items, 0)))
        heads, *lines = _lines(self.items, room)
        blocks = [
            "\n".join([line, *_below(item, room)])
            for line, item in zip(lines, self.items, strict=True)
        ]
        return "\n".join([heads, *blocks])

    def to_json(self) -> str:
        """Return the findings, and how many of each severity, as JSON."""
        whole = {"counts": self.counts, "findings": self.rows()}
        return json.dumps(whole, ensure_ascii=False, indent=2)


def _lines(items: Sequence[Finding], room: int) -> list[str]:
    """Return the findings as a table, the examples in it for which there is room."""
    table = [
        {
            "kind": item.kind,
            "severity": item.severity,
            "count": f"{item.count:,}",
            "example": item.example if len(item.example) <= room else "",
        }
        for item in items
    ]
    return text_table(table).split("\n")


def _below(item: Finding, room: int) -> list[str]:
    example = item.example if len(item.example) > room else ""
    place = "" if item.file and item.file in item.example else item.place
    parts = (example, place, f"-> {item.what_to_do}")
    return [_indented(part) for part in parts if part]


def _indented(text: str) -> str:
    return textwrap.fill(
        plain(text),
        width=_WIDTH,
        initial_indent="    ",
        subsequent_indent="       " if text.startswith("->") else "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
