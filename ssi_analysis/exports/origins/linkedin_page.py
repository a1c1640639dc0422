"""The JSON behind LinkedIn's own SSI page: one snapshot, or several in a wrapper.

The payload names neither the member nor the day. The day comes from the wrapper,
else from the file name, else from the nearest folder; the member comes from the
wrapper or, like that of every file that names nobody, from the path.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ssi_analysis.exports import extract
from ssi_analysis.exports.origin import DocumentOrigin, shared_spellings
from ssi_analysis.exports.scores import score_table, sheet_of
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Document

__all__ = ["DOCUMENTS", "date_in_path", "holds_score", "read_page"]

_KEY: Final = "memberScore"
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_EPOCH_MS: Final = 10**11
_GROUPS: Final = {"INDUSTRY": "industry_top_pct", "NETWORK": "network_top_pct"}


def holds_score(content: object) -> bool:
    """Say whether parsed JSON holds the page's score anywhere.

    >>> holds_score({"data": {"memberScore": {"overall": 53}}}), holds_score({"a": 1})
    (True, False)
    """
    return next(_payloads(content, {}), None) is not None


def read_page(document: Document, options: Options) -> Extract:
    """Read every snapshot in a document."""
    fallback = date_in_path(document.path)
    snapshots = [
        {"date": fallback} | around | _scores(payload)
        for payload, around in _payloads(document.content, {})
    ]
    sheet = sheet_of(document.path, snapshots, range(1, len(snapshots) + 1))
    day = extract.day_columns(sheet, ["date"], order=options.date_order)["date"]
    dated = day.refuse(
        np.array([not cell for cell in day.cells], dtype=bool),
        "no date in the file, its name or its folder; name it by its day, as in"
        " ssi_2026-11-15.json",
    )
    table, rejects = score_table(sheet, dated)
    return extract.finish(sheet, "ssi_page", {"ssi": table}, rejects)


def date_in_path(path: str) -> str:
    """Return the date in the file name or the nearest folder, else a blank.

    >>> date_in_path("r01/2026-11-08/ssi.json"), date_in_path("r01/20261108.json")
    ('2026-11-08', '2026-11-08')
    >>> date_in_path("r01/ssi.json")
    ''
    """
    for part in reversed(path.split("/")):
        found = _DAY.findall(part)
        if found:
            year, _, month, day = found[-1]
            return f"{year}-{month}-{day}"
    return ""


def _payloads(
    content: object, around: Mapping[str, str]
) -> Iterator[tuple[Mapping[str, Any], dict[str, str]]]:
    if isinstance(content, list):
        for item in content:
            yield from _payloads(item, around)
    if not isinstance(content, dict):
        return
    known = {**around, **_context(content)}
    if isinstance(content.get(_KEY), dict):
        yield content, known
        return
    for value in content.values():
        yield from _payloads(value, known)


def _context(wrapper: Mapping[str, object]) -> dict[str, str]:
    names = _context_names()
    return {
        names[fold(key)]: _written(value)
        for key, value in wrapper.items()
        if fold(key) in names and isinstance(value, str | int)
    }


@cache
def _context_names() -> dict[str, str]:
    spelt = shared_spellings()
    known = {**spelt["person"], "date": spelt["ssi"]["date"]}
    return {fold(key): name for name, keys in known.items() for key in keys}


def _written(value: object) -> str:
    if isinstance(value, int) and value > _EPOCH_MS:
        return str(np.datetime64(value, "ms"))
    return str(value).strip()


def _scores(payload: Mapping[str, Any]) -> dict[str, str]:
    score = payload[_KEY]
    pillars = {
        fold(spelling): name
        for name, known in shared_spellings()["pillars"].items()
        for spelling in known
    }
    parts = {
        pillars[fold(part["pillar"])]: _number(part.get("score"))
        for part in _objects(score.get("subScores"))
        if fold(str(part.get("pillar"))) in pillars
    }
    ranks = {
        _GROUPS[group["groupType"]]: _number(group.get("rank"))
        for group in _objects(payload.get("groupScore"))
        if group.get("groupType") in _GROUPS
    }
    total = _number(score.get("overall", score.get("ssi")))
    return {"ssi_total": total, **parts, **ranks}


def _objects(items: object) -> list[dict[str, Any]]:
    if not isinstance(items, list):
        return []
    return [item for item in items if isinstance(item, dict)]


def _number(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return np.format_float_positional(value)
    return str(value)


DOCUMENTS: Final = (DocumentOrigin("ssi_page", "SSI page", holds_score, read_page),)
