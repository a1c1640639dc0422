"""JSON in which no key stands twice in one object: of two values one would be lost.

Half of a letter, which is left where a text was cut inside an emoji, is no text and
could not be written again; it is marked as unreadable.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DoubledKeyError", "json_at", "parse_json"]

_HALVES: Final = re.compile(
    r"\\\\|\\ud[89ab]..\\ud[c-f]..|(?P<half>\\ud[89a-f]..)", re.IGNORECASE
)
_MARK: Final = r"\ufffd"


class DoubledKeyError(Exception):
    """A key that stands twice in one object, and where that is, as `records[3]`."""

    def __init__(self, key: str, place: str) -> None:
        super().__init__(key, place)
        self.key, self.place = key, place


def parse_json(text: str, *, strict: bool = True) -> object:
    """Return the parsed JSON, or None where it is not JSON.

    Raises `DoubledKeyError` unless it is not `strict`.

    >>> parse_json('{"a": 1}'), parse_json("{")
    ({'a': 1}, None)
    """
    hook = _Hook()
    try:
        found = json.loads(_whole(text), object_pairs_hook=hook)
    except (ValueError, RecursionError):
        return None
    if strict:
        hook.refuse(found)
    return found


def json_at(text: str, start: int) -> tuple[object, int]:
    """Return the JSON that begins at a place of a text, and where it ends.

    Raises `DoubledKeyError`, and `ValueError` where no JSON begins there.

    >>> json_at('a = {"b": 1};', 4)
    ({'b': 1}, 12)
    """
    hook = _Hook()
    found, end = json.JSONDecoder(object_pairs_hook=hook).raw_decode(text, start)
    hook.refuse(found)
    return found, end


def _whole(text: str) -> str:
    if "\\ud" not in text and "\\uD" not in text:
        return text
    return _HALVES.sub(lambda found: _MARK if found["half"] else found[0], text)


class _Hook:
    """Builds objects, and remembers those in which a key stands twice."""

    def __init__(self) -> None:
        self._doubled: list[tuple[dict[str, Any], str]] = []

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) < len(pairs):
            (key, _), *_ = Counter(key for key, _ in pairs).most_common(1)
            self._doubled.append((built, key))
        return built

    def refuse(self, whole: object) -> None:
        if self._doubled:
            built, key = self._doubled[0]
            places = (place for place, item in _inside(whole) if item is built)
            raise DoubledKeyError(key, next(places, ""))


def _inside(whole: object) -> Iterator[tuple[str, object]]:
    """Yield everything in some JSON with its place; no recursion, it may be deep."""
    left: list[tuple[str, object]] = [("", whole)]
    while left:
        place, item = left.pop()
        yield place, item
        if isinstance(item, dict):
            left += [(f"{place}.{key}".lstrip("."), part) for key, part in item.items()]
        elif isinstance(item, list):
            left += [(f"{place}[{at}]", part) for at, part in enumerate(item)]
