"""For a file that nobody recognised: what it may be, as lines for ssi-analysis.toml.

The header names are compared with every spelling of every origin, exactly and by
likeness. What is proposed is never used by itself: a column that was guessed would be
a wrong number that nobody notices. The line may be one of data, so what is in no way
like a header is counted and not quoted.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import SSIError
from ssi_analysis.exports import documents
from ssi_analysis.exports.containers import parts
from ssi_analysis.exports.detect import heads
from ssi_analysis.exports.origins import origins
from ssi_analysis.exports.text import Grid, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_analysis.exports.origin import Origin
    from ssi_analysis.team import TeamData

__all__ = ["Proposal", "propose"]

_ALIKE: Final = 0.6
"""How alike a header and a spelling must be for the one to be offered."""

_SURELY: Final = 0.8
"""How alike they must be for the header to be quoted where it is not asked for."""

_SHOWN: Final = 12
_DATA: Final = re.compile(r"@|://|\d")
"""What stands in addresses, links and amounts."""

_BY_HAND: Final = ("ssi_wide", "quota_sheet", "roster", "rates")
"""Origins that people keep by hand, with headers of their own: tried first."""

_NOTHING_ALIKE: Final = 'anything; say origin = "ignore" where it is no export'


@dataclass(frozen=True)
class Proposal:
    """An unknown table: its header, the origin that fits best, and what that lacks.

    `columns` has for each column that this origin needs the header proposed for it,
    blank where none is alike.
    """

    path: str
    header: tuple[str, ...]
    origin: str
    title: str
    columns: dict[str, str]

    def to_toml(self) -> str:
        """Return the lines that would settle it, blanks to fill in.

        >>> header = ("Rates", "Eve Ode")
        >>> found = Proposal("x.csv", header, "rates", "Rates", {"rate": "Rates"})
        >>> print(found.to_toml())
        # x.csv: perhaps Rates; its headers: Rates and 1 more
        [[files]]
        path = "x.csv"
        origin = "rates"
        [files.columns]
        rate = "Rates"
        """
        named = _named(self.header)
        columns = [f"{name} = {_quoted(cell)}" for name, cell in self.columns.items()]
        lines = [
            f"# {self.path}: perhaps {self.title}; its headers: {named}",
            "[[files]]",
            f"path = {_quoted(self.path)}",
            f"origin = {_quoted(self.origin)}",
            *(["[files.columns]", *columns] if columns else []),
        ]
        return "\n".join(" ".join(line.split("\n")) for line in lines)


def _named(header: Sequence[str]) -> str:
    """List the cells that are like a known header, and say how many are not."""
    alike = [cell for cell in header if _is_like_a_header(cell)][:_SHOWN]
    n_more = len(header) - len(alike)
    more = [f"{n_more} more" if alike else f"{n_more} unknown"] if n_more else []
    return " and ".join([*filter(None, [", ".join(alike)]), *more])


def _is_like_a_header(cell: str) -> bool:
    known = difflib.get_close_matches(fold(cell), _spellings(), 1, _SURELY)
    return bool(known) and not _DATA.search(cell)


@cache
def _spellings() -> tuple[str, ...]:
    every = (known for origin in origins() for known in origin.spelt.values())
    return tuple({spelling for known in every for spelling in known})


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def propose(team: TeamData) -> list[Proposal]:
    """Return a proposal for each table of a folder that no origin was found for."""
    unknown = team.files.loc[team.files["origin"] == "unknown", "file"]
    return [found for path in unknown for found in _proposals(team, path)]


def _proposals(team: TeamData, path: str) -> Iterator[Proposal]:
    file = team.source / path.partition("#")[0]
    if not file.is_file():  # a member of a ZIP, named by its path inside
        return
    for part in parts(path.partition("#")[0], file.read_bytes()):
        if isinstance(part, SSIError) or part.path != path:
            continue
        header = _header(part.path, part.content)
        if header:
            yield _best(path, _without_names(header, team))


def _without_names(header: Sequence[str], team: TeamData) -> tuple[str, ...]:
    """Return the cells, blank where the roster has one as a name."""
    names = {fold(name) for name in team.roles["name"].dropna()}
    return tuple("" if fold(cell) in names else cell for cell in header)


def _header(path: str, content: str | Grid) -> tuple[str, ...]:
    """Return the first line that could be a header: several names, no numbers."""
    inside = documents.content_of(content) if isinstance(content, str) else None
    listed = documents.grid_of_objects(path, inside) if inside is not None else None
    for _, lines in heads(listed or content):
        for line in lines:
            filled = [cell for cell in line if cell]
            if len(filled) > 1 and not any(cell[0].isdigit() for cell in filled):
                return tuple(filled)
    return ()


def _best(path: str, header: tuple[str, ...]) -> Proposal:
    found = [
        (len(columns) - 2 * list(columns.values()).count(""), origin, columns)
        for origin in sorted(origins(), key=lambda origin: origin.name not in _BY_HAND)
        for columns in _likely(origin, header)
    ]
    _, origin, columns = max(found, key=lambda each: each[0])
    if not any(columns.values()):
        return Proposal(path, header, "", _NOTHING_ALIKE, {})
    return Proposal(path, header, origin.name, origin.title, columns)


def _likely(origin: Origin, header: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield for each set of columns that an origin requires what each may be."""
    # Of a person's name, parts are often like a header: one word may be offered.
    by_fold = {
        fold(cell): cell
        for cell in header
        if _is_like_a_header(cell) or not (" " in cell or _DATA.search(cell))
    }
    for names in origin.requires:
        yield {
            name: _nearest(origin.spelt.get(name, ()), by_fold)
            for name in sorted(names)
        }


def _nearest(spellings: Sequence[str], by_fold: dict[str, str]) -> str:
    for spelling in spellings:
        if spelling in by_fold:
            return by_fold[spelling]
    near = [
        name
        for spelling in spellings
        for name in difflib.get_close_matches(spelling, by_fold, 1, _ALIKE)
    ]
    return by_fold[near[0]] if near else ""
