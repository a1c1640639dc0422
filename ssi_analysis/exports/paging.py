"""A page of what an API gives: whether there are further ones, and how they are named.

The services say so each in their own way, beside the list of records: HubSpot,
Dynamics, Salesforce, Pipedrive, and LinkedIn with a start, a count and a total.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["neighbour", "pages_beyond"]

_DEEPEST: Final = 2
_FURTHER: Final = (
    "paging.next",
    "@odata.nextLink",
    "nextRecordsUrl",
    "additional_data.pagination.more_items_in_collection",
    "additional_data.next_cursor",
    "hasMore",
    "has-more",
    "has_more",
)
"""Keys that hold something where a further page follows."""

_NUMBERED = re.compile(r"(.*\D)?(\d{1,3})(\)?\.[^/\d][^/]*)")
_IN_DAY = re.compile(r"(?<!\d)\d{4}[-_.](?:\d\d[-_.])?$")


def pages_beyond(content: object) -> dict[int, str]:
    """Return by 1 and -1 the key that says that a page follows or goes before.

    >>> pages_beyond({"value": [], "@odata.nextLink": "https://x"})
    {1: '@odata.nextLink'}
    >>> pages_beyond({"elements": [{}], "paging": {"start": 1, "count": 1, "total": 2}})
    {-1: 'paging.start'}
    >>> pages_beyond({"records": [], "done": True}), pages_beyond([{"hasMore": True}])
    ({}, {})
    """
    found: dict[int, str] = {}
    for item in _objects(content, 0):
        further = [key for key in _FURTHER if _at(item, key)]
        if isinstance(item.get("records"), list) and item.get("done") is False:
            further.append("done")
        if further:
            found.setdefault(1, further[0])
        for step, key in _counted(item):
            found.setdefault(step, key)
    return found


def _objects(content: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(content, dict) and depth <= _DEEPEST:
        yield content
        for value in content.values():
            yield from _objects(value, depth + 1)


def _at(item: Mapping[str, Any], key: str) -> object:
    found: object = item
    for name in [key] if key.startswith("@") else key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _counted(item: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    names = ("start", "count", "total")
    start, count, total = (_at(item, f"paging.{name}") for name in names)
    size = max(
        (len(part) for part in item.values() if isinstance(part, list)), default=0
    )
    if isinstance(start, int) and start > 0:
        yield -1, "paging.start"
    if isinstance(total, int) and isinstance(count, int):
        first = start if isinstance(start, int) else 0
        if total > first + size:
            yield 1, "paging.total"


def neighbour(path: str, step: int) -> re.Pattern[str] | None:
    """Return how the page beyond is called, None where a path has no number.

    >>> found = neighbour("crm/deals_09.json", 1)
    >>> bool(found.fullmatch("crm/deals_10.json")), neighbour("crm/deals.json", 1)
    (True, None)
    """
    found = _NUMBERED.fullmatch(path)
    if not found or _IN_DAY.search(found[1] or ""):
        return None
    number = int(found[2]) + step
    before, after = re.escape(found[1] or ""), re.escape(found[3])
    return re.compile(f"{before}0*{number}{after}")
