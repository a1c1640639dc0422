"""An origin as data: what its files are called, how their columns are spelt, who reads.

Every module in `exports/origins/` lists its own in ORIGINS, so that a new origin is
one new file. Spellings are compared without case, accents, spaces, underscores and
punctuation; the first spelling present in a file wins.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

from ssi_analysis.exports.text import fold
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Document, Sheet

__all__ = ["DocumentOrigin", "Origin", "needs", "shared_spellings"]


@dataclass(frozen=True, eq=False)
class Origin:
    """One kind of table: its columns, those that give it away, and its reader.

    `columns` has the spellings of each canonical column, " | " between them; `shared`
    names the blocks of aliases.toml that go with them. A header row is of this origin
    where it has all the columns of one of the sets in `requires`. `further` finds
    columns that no list can name, such as one per month, given the header cells.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    requires: Sequence[frozenset[str]]
    read: Callable[[Sheet, Options], Extract]
    shared: Sequence[str] = ("person",)
    further: Callable[[Sequence[str]], Mapping[str, int]] | None = None

    @cached_property
    def spelt(self) -> Mapping[str, tuple[str, ...]]:
        """Every canonical column with its folded spellings."""
        every = {
            name: known
            for block in self.shared
            for name, known in shared_spellings()[block].items()
        }
        every |= {name: known.split(" | ") for name, known in self.columns.items()}
        return {name: _folded(name, known) for name, known in every.items()}

    def positions(
        self, header: Sequence[str], own: Mapping[str, Sequence[str]]
    ) -> dict[str, int]:
        """Return where each canonical column stands; the owner's spellings come first.

        Nothing is returned where no set of `requires` is complete.
        """
        at = {fold(cell): place for place, cell in reversed(list(enumerate(header)))}
        at.pop("", None)
        mine = {name: tuple(map(fold, known)) for name, known in own.items()}
        found = {
            name: next(at[spelling] for spelling in known if spelling in at)
            for name in self.spelt
            if not at.keys().isdisjoint(
                known := (*mine.get(name, ()), *self.spelt[name])
            )
        }
        more = self.further(header) if self.further else {}
        found |= {name: place for name, place in more.items() if name not in found}
        return found if any(self.requires_met(found)) else {}

    def requires_met(self, found: Mapping[str, int]) -> list[bool]:
        """Say for each set in `requires` whether all its columns were found."""
        return [names <= found.keys() for names in self.requires]


@dataclass(frozen=True)
class DocumentOrigin:
    """One kind of JSON or HTML: how to know it, and its reader."""

    name: str
    title: str
    holds: Callable[[object], bool]
    read: Callable[[Document, Options], Extract]


def needs(*sets: str) -> tuple[frozenset[str], ...]:
    """Return sets of column names, each written as one text with spaces between.

    >>> needs("date ssi") == (frozenset({"date", "ssi"}),)
    True
    """
    return tuple(frozenset(names.split()) for names in sets)


def _folded(name: str, known: Sequence[str]) -> tuple[str, ...]:
    plain = [fold(spelling) for spelling in known]
    if name in PILLARS:
        plain += [f"ssi{spelling}" for spelling in plain]
    return tuple(plain)


@cache
def shared_spellings() -> dict[str, dict[str, Any]]:
    """Return the spellings that several origins share: aliases.toml as it stands."""
    text = resources.files(__package__).joinpath("aliases.toml").read_text("utf-8")
    return tomllib.loads(text)
