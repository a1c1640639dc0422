"""A page saved by a browser: the JSON that stands in it, and what a reader sees.

LinkedIn keeps the data of a page as JSON inside elements that are not shown, among
many others, escaped or in a comment. What is shown is rounded and in the reader's
language, so nothing is read from that.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports.strict_json import json_at, parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Page", "page_of"]

_HOLDING: Final = ("code", "script", "pre", "textarea")
_UNSEEN: Final = ("script", "style")
_SCORE: Final = '"memberScore"'
_STARTS = re.compile(r'\{\s*"(?:activeSeat|memberScore)"')


@dataclass(frozen=True)
class Page:
    """The JSON in a page, its text, and whether a score in it was cut short."""

    objects: tuple[object, ...]
    text: str
    is_cut_short: bool = False


def page_of(text: str) -> Page:
    """Return what a saved page holds.

    >>> page = page_of('<h1>Score</h1><code><!--{"a": 1}--></code><script>b = 2')
    >>> page.objects, page.text
    (({'a': 1},), 'Score')
    """
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:  # what html.parser says of a declaration it does not know
        pass
    reader.finish()
    seen = " ".join(" ".join(reader.seen).split())
    # A browser that shows JSON in colours saves it as text.
    shown = list(_inside(seen)) if _SCORE in seen else []
    return Page((*reader.objects, *shown), seen, reader.is_cut_short)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.objects: list[object] = []
        self.seen: list[str] = []
        self.is_cut_short = False
        self._inside = ""
        self._texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _HOLDING or tag in _UNSEEN:
            self.finish()
            self._inside = tag

    def handle_data(self, data: str) -> None:
        (self._texts if self._inside else self.seen).append(data)

    def handle_comment(self, data: str) -> None:
        if self._inside:
            self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self.finish()

    def finish(self) -> None:
        """Take what stands in the element that ends here."""
        text, tag = "".join(self._texts).strip(), self._inside
        self._texts, self._inside = [], ""
        plain = html.unescape(text) if "&quot;" in text else text
        found = list(_objects(plain)) if tag in _HOLDING else []
        self.objects += found
        self.is_cut_short |= not found and _STARTS.search(plain) is not None
        if not found and tag not in _UNSEEN:
            self.seen.append(text)


def _objects(text: str) -> Iterator[object]:
    """Yield the JSON that a text is, or that stands in it as `name = {...};`."""
    has_score = _SCORE in text  # other data of the page are not read
    whole = parse_json(text, strict=has_score) if text[:1] in ("{", "[") else None
    if whole is not None:
        yield whole
    elif has_score:
        yield from _inside(text)


def _inside(text: str) -> Iterator[object]:
    first = max(text.find("{"), 0)
    end = 0
    for start in [first, *(found.start() for found in _STARTS.finditer(text))]:
        if start < end:
            continue
        try:
            found, end = json_at(text, start)
        except (ValueError, RecursionError):
            continue
        yield found
