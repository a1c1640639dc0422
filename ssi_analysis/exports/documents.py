"""JSON and saved pages: the objects in them, and lists of objects as a table.

Trackers keep their history as a list of objects, flat or nested, or as an object with
one entry per day. It becomes a Grid whose headers are the keys, a nested one as
`parsed.industry.top`, and is then recognised like any other table.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ssi_analysis.errors import ExportError
from ssi_analysis.exports.origins import origins
from ssi_analysis.exports.page import Page, page_of
from ssi_analysis.exports.strict_json import DoubledKeyError, parse_json
from ssi_analysis.exports.text import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "Page",
    "content_of",
    "flat",
    "grid_of_objects",
    "holds_table",
    "is_broken_page",
    "is_day",
    "written",
]

_DEEPEST: Final = 4
_WIDEST: Final = 500
_DAY = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ].*)?")
_Rows = list[dict[str, Any]]


def content_of(text: str) -> object:
    r"""Return what a text holds: its JSON, its lines of JSON, or the page that it is.

    Raises `DoubledKeyError` where a key stands twice in one object.

    >>> content_of('{"a": 1}'), content_of('{"a": 1}\n{"a": 2}\n')
    ({'a': 1}, [{'a': 1}, {'a': 2}])
    >>> content_of("<p><code>{&quot;a&quot;: 1}</code>").objects
    ({'a': 1},)
    >>> content_of("a,b\n1,2") is None
    True
    """
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "<":
        return page_of(text)
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
    # The last line of a log may be cut short; it is kept as text, so that it counts.
    numbered = [
        (n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()
    ]
    objects = [_line(n, line) for n, line in numbered]
    lines = [line for _, line in numbered]
    n_objects = sum(isinstance(item, dict) for item in objects)
    if n_objects < 2 or n_objects < len(lines) / 2:
        return None
    return [
        item if isinstance(item, dict) else {"line": line}
        for item, line in zip(objects, lines, strict=True)
    ]


def _line(number: int, line: str) -> object:
    try:
        return parse_json(line)
    except DoubledKeyError as error:
        place = f"line {number} {error.place}".strip()
        raise DoubledKeyError(error.key, place) from None


def grid_of_objects(path: str, content: object) -> Grid | None:
    """Return the history in some JSON as a table; None where it holds no objects.

    Of several lists the one that is a known table is it, else the longest. Raises
    `ExportError` where several are, of which one would be lost.

    >>> grid_of_objects("x.json", {"history": [{"date": 1, "a": {"b": 2.5}}]}).rows
    (('date', 'a.b'), ('1', '2.5'))
    """
    flattened = [(name, [*map(flat, rows)]) for name, rows in _tables(content)]
    found = sorted(flattened, key=lambda each: len(each[1]), reverse=True)
    known = [each for each in found if _is_known(each[1])]
    if len(known) > 1:
        raise ExportError.several_tables(path, [name for name, _ in known])
    if not found:
        return None
    rows = (known or found)[0][1]
    header = _header(rows)
    body = (tuple([row.get(key, "") for key in header]) for row in rows)
    return Grid(path, (tuple(header), *body), "")


def holds_table(content: object) -> bool:
    """Say whether some JSON holds a list of objects that a known origin writes."""
    return any(_is_known([*map(flat, rows)]) for _, rows in _tables(content))


def _is_known(rows: Sequence[Mapping[str, str]]) -> bool:
    header = _header(rows)
    return any(origin.positions(header, {}) for origin in origins())


def _header(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))[:_WIDEST]


def _tables(content: object) -> list[tuple[str, _Rows]]:
    inside = content.objects if isinstance(content, Page) else [content]
    return [each for item in inside for each in _lists(item, "", 0)]


def _lists(content: object, name: str, depth: int) -> Iterator[tuple[str, _Rows]]:
    """Yield every list of objects, and every object of objects by day, by its key."""
    if depth > _DEEPEST:
        return
    if isinstance(content, list):
        objects = [item for item in content if item is not None]
        if objects and all(isinstance(item, dict) for item in objects):
            yield name, objects
    elif isinstance(content, dict):
        if content and all(map(_is_entry, *zip(*content.items(), strict=True))):
            yield name, [{"date": day, **entry} for day, entry in content.items()]
            return
        for key, value in content.items():
            yield from _lists(value, str(key), depth + 1)


def _is_entry(key: object, value: object) -> bool:
    return is_day(key) and isinstance(value, dict)


def is_day(key: object) -> bool:
    """Say whether a key of JSON is a day.

    >>> is_day("2026-11-15"), is_day("2026-11-15T08:00:00Z"), is_day("20261115")
    (True, True, False)
    """
    return isinstance(key, str) and _DAY.fullmatch(key) is not None


def flat(item: object) -> dict[str, str]:
    """Return an object as text cells, the keys of one inside another with points.

    >>> flat({"a": {"b": 2.5}, "c": None, "d": [1]})
    {'a.b': '2.5', 'c': ''}
    """
    return dict(_flat(item, "", 0)) if isinstance(item, dict) else {}


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
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        finite = np.isfinite(value)
        return np.format_float_positional(value) if finite else str(value)
    return str(value).strip() if isinstance(value, str) else json.dumps(value)
