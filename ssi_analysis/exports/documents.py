"""JSON and saved pages: the objects in them, and lists of objects as a table.

Trackers keep their history as a list of objects, flat or nested. Such a list becomes a
Grid whose headers are the keys, a nested one as `parsed.industry.top`, and is then
recognised like any other table.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ssi_analysis.exports.text import Grid, parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["content_of", "grid_of_objects", "is_broken_page", "written"]

_DEEPEST: Final = 4
_WIDEST: Final = 500
_HOLDING: Final = ("code", "script", "pre", "textarea")


def content_of(text: str) -> object:
    r"""Return what a text holds: its JSON, its lines of JSON, or the JSON in its page.

    >>> content_of('{"a": 1}'), content_of('{"a": 1}\n{"a": 2}\n')
    ({'a': 1}, [{'a': 1}, {'a': 2}])
    >>> content_of("<p><code>{&quot;a&quot;: 1}</code>")
    [{'a': 1}]
    >>> content_of("a,b\n1,2") is None
    True
    """
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "<":
        page = _Page()
        page.feed(text)
        return page.objects or None
    if start not in ("{", "["):
        return None
    whole = parse_json(text)
    return whole if whole is not None else _lines(text)


def is_broken_page(text: str) -> bool:
    """Say whether a text is an SSI page that was cut short.

    >>> is_broken_page('{"memberScore": {"over'), is_broken_page("a,b")
    (True, False)
    """
    return text.lstrip()[:1] in ("{", "[") and '"memberScore"' in text


def _lines(text: str) -> list[object] | None:
    objects = [parse_json(line) for line in text.splitlines() if line.strip()]
    several = len(objects) > 1 and all(isinstance(item, dict) for item in objects)
    return objects if several else None


class _Page(HTMLParser):
    """Collects the JSON objects that stand as the text of an element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.objects: list[object] = []
        self._inside = ""
        self._texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _HOLDING:
            self._inside, self._texts = tag, []

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != self._inside:
            return
        self._inside = ""
        text = "".join(self._texts).strip()
        if text.startswith(("{", "[")) and (found := parse_json(text)) is not None:
            self.objects.append(found)


def grid_of_objects(path: str, content: object) -> Grid | None:
    """Return the longest list of objects in some JSON as a table; None where none is.

    >>> grid_of_objects("x.json", {"history": [{"date": 1, "a": {"b": 2.5}}]}).rows
    (('date', 'a.b'), ('1', '2.5'))
    """
    lists = sorted(_lists(content, 0), key=len, reverse=True)
    if not lists:
        return None
    rows = [dict(_flat(item, "", 0)) for item in lists[0]]
    header = list(dict.fromkeys(key for row in rows for key in row))[:_WIDEST]
    body = (tuple([row.get(key, "") for key in header]) for row in rows)
    return Grid(path, (tuple(header), *body), "")


def _lists(content: object, depth: int) -> Iterator[Sequence[dict[str, Any]]]:
    if depth > _DEEPEST:
        return
    if isinstance(content, list):
        if content and all(isinstance(item, dict) for item in content):
            yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _lists(value, depth + 1)


def _flat(item: dict[str, Any], above: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        name = f"{above}{str(key).strip()}"
        if isinstance(value, dict):
            if depth < _DEEPEST:
                yield from _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, str | int | float) or value is None:
            yield name, written(value)


def written(value: object) -> str:
    """Write a value of JSON as a text cell; what is missing is blank.

    >>> written(0.1), written(7), written(None), written(True)
    ('0.1', '7', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        finite = np.isfinite(value)
        return np.format_float_positional(value) if finite else str(value)
    return str(value).strip() if isinstance(value, str) else json.dumps(value)
