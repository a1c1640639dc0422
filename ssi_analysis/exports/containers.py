"""Stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports.text import Grid, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES: Final = (".csv", ".tsv", ".txt", ".json")


@dataclass(frozen=True)
class Part:
    """A part."""

    path: str
    content: str | Grid


def parts(path: str, data: bytes) -> Iterator[Part]:
    """Yield it."""
    text = decode(data)
    if text is not None:
        yield Part(path, text)
