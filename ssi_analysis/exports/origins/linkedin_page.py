"""The JSON behind LinkedIn's own SSI page: one snapshot, or several in a wrapper.

The payload names neither the member nor the day. The day comes from the wrapper, else
from the owner, the file name or the nearest folder; the member comes from the wrapper
or, like that of every file that names nobody, from the path.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from ssi_analysis.exports import extract
from ssi_analysis.exports.documents import flat, is_day, written
from ssi_analysis.exports.origin import DocumentOrigin, shared_spellings
from ssi_analysis.exports.page import Page
from ssi_analysis.exports.scores import (
    NO_DAY,
    file_day,
    score_named,
    score_table,
    sheet_of,
)
from ssi_analysis.exports.strict_json import parse_json
from ssi_analysis.exports.text import fold
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Document

__all__ = ["DOCUMENTS", "holds_score", "read_page"]

_KEY: Final = "memberScore"
_DEEPEST: Final = 12
_GROUPS: Final = {"INDUSTRY": "industry_top_pct", "NETWORK": "network_top_pct"}


class _Snapshot(NamedTuple):
    """A payload, and what stands around it: whose it is, and of which day."""

    payload: Mapping[str, Any]
    around: Mapping[str, str]


def holds_score(content: object) -> bool:
    """Say whether parsed JSON or a saved page holds the page's score anywhere.

    >>> holds_score({"data": {"memberScore": {"overall": 53}}}), holds_score({"a": 1})
    (True, False)
    """
    return bool(_found(content))


def read_page(document: Document, options: Options) -> Extract:
    """Read every snapshot in a document; each is a row."""
    fallback = file_day(document.path, options)
    snapshots = [
        {"date": fallback, **around, **_scores(payload)}
        for payload, around in _found(document.content)
    ]
    sheet = sheet_of(document.path, snapshots, range(1, len(snapshots) + 1))
    zone = options.settings.time_zone
    order = options.date_order
    day = extract.day_columns(sheet, ["date"], order=order, time_zone=zone)["date"]
    dated = day.refuse(np.array([not cell for cell in day.cells], dtype=bool), NO_DAY)
    table, rejects = score_table(sheet, dated, time_zone=zone)
    return extract.finish(sheet, "ssi_page", {"ssi": table}, rejects)


def _found(content: object) -> list[_Snapshot]:
    inside = content.objects if isinstance(content, Page) else (content,)
    return [each for item in inside for each in _snapshots(item, 0)]


def _snapshots(content: object, depth: int) -> list[_Snapshot]:
    if isinstance(content, str) and f'"{_KEY}"' in content:
        content = parse_json(content)
    if depth > _DEEPEST or not isinstance(content, dict | list):
        return []
    if isinstance(content, list):
        return _in_list(content, depth)
    is_payload = isinstance(content.get(_KEY), dict)
    found = [_Snapshot(content, {})] if is_payload else _by_key(content, depth)
    known = _context(content) if found else {}
    # What stands nearer to a score says more of it.
    return [_Snapshot(payload, {**known, **around}) for payload, around in found]


def _in_list(items: Sequence[object], depth: int) -> list[_Snapshot]:
    found = [_snapshots(item, depth + 1) for item in items]
    if not any(found):
        return []
    # An entry without a score, such as an answer of 403, is a snapshot without one.
    blank = [_Snapshot({}, {})]
    return [each for inside in found for each in inside or blank]


def _by_key(wrapper: Mapping[str, object], depth: int) -> list[_Snapshot]:
    if isinstance(wrapper.get("parsed"), dict):
        return []  # an entry of a tracker's history, which is a table
    found = {key: _snapshots(value, depth + 1) for key, value in wrapper.items()}
    filled = {key: inside for key, inside in found.items() if inside}
    # Several scores side by side are of several days or of several people.
    named = len(filled) > 1 and not any(map(is_day, filled))
    return [
        _Snapshot(payload, {**_said_by(key, is_person=named), **around})
        for key, inside in filled.items()
        for payload, around in inside
    ]


def _said_by(key: str, *, is_person: bool) -> dict[str, str]:
    if is_day(key):
        return {"date": key}
    return {"person_id": key} if is_person else {}


def _context(wrapper: Mapping[str, object]) -> dict[str, str]:
    """Return whose score a wrapper holds and of which day, as its keys say."""
    cells = {
        fold(key): written(value)
        for key, value in wrapper.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
    return {
        name: next(cells[key] for key in keys if cells.get(key))
        for name, keys in _context_keys().items()
        if any(cells.get(key) for key in keys)
    }


@cache
def _context_keys() -> dict[str, tuple[str, ...]]:
    spelt = shared_spellings()
    known = {**spelt["person"], "date": spelt["ssi"]["date"]}
    return {name: tuple(map(fold, keys)) for name, keys in known.items()}


def _scores(payload: Mapping[str, Any]) -> dict[str, str]:
    named = {score_named(key): cell for key, cell in reversed(flat(payload).items())}
    return {**named, **_pillars(payload), **_ranks(payload)}


def _pillars(payload: Mapping[str, Any]) -> dict[str, str]:
    score = payload.get(_KEY)
    parts = _objects(score.get("subScores")) if isinstance(score, dict) else []
    named = {score_named(str(part.get("pillar"))): part.get("score") for part in parts}
    return {name: written(named[name]) for name in PILLARS if name in named}


def _ranks(payload: Mapping[str, Any]) -> dict[str, str]:
    groups = {
        str(group.get("groupType")): group.get("rank")
        for group in _objects(payload.get("groupScore"))
    }
    return {
        name: written(groups[group])
        for group, name in _GROUPS.items()
        if group in groups
    }


def _objects(items: object) -> list[dict[str, Any]]:
    if not isinstance(items, list):
        return []
    return [item for item in items if isinstance(item, dict)]


DOCUMENTS: Final = (DocumentOrigin("ssi_page", "SSI page", holds_score, read_page),)
