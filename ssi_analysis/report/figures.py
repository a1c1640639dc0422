"""Figures of plotly as small plain JSON: for a page, and for the page as a whole.

Plotly writes numbers as coded bytes, dates with their midnight and every figure with
its template. A page of four figures weighs half of that when numbers stand in the
digits that a screen can show and what figures have in common stands once.
"""

from __future__ import annotations

import base64
import html
import json
import math
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ssi_analysis.display import plain
from ssi_analysis.errors.base import cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["SAME", "as_plain_json", "literal", "share"]

SAME: Final = "same_as"
"""Key of an object that stands for a part which figures have in common."""

DIGITS: Final = 6
"""Digits of a number in a figure: a screen shows four."""

WORTH_SHARING: Final = 40
"""Characters from which a part is written once; a reference takes 15."""

_LONGEST_LABEL: Final = 60
"""Of a line of a label; a longer one would take the place of what it labels."""

# Plotly reads a bare date as its midnight; two years of weeks weigh a third so.
_MIDNIGHT = re.compile(r"(?<=\d)T00:00:00(\.0+)?$")


def as_plain_json(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data and layout of a figure's JSON with text that is only text.

    Numbers keep six digits; larger ones, as moments in milliseconds, keep all.

    Examples
    --------
    >>> as_plain_json({"data": [{"y": [0.123456789], "x": ["2026-11-09T00:00:00"]}]})
    {'data': [{'y': [0.123457], 'x': ['2026-11-09']}], 'layout': {}}
    """
    drawn = {"data": figure["data"], "layout": figure.get("layout", {})}
    plain: dict[str, Any] = literal(_plain(drawn))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() >= {"dtype", "bdata"}:
            return _plain(_decoded(value))
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return _rounded(value)
    return _MIDNIGHT.sub("", value) if isinstance(value, str) else value


def _decoded(coded: Mapping[str, Any]) -> list[Any]:
    """Read an array that plotly has written as bytes."""
    values = np.frombuffer(base64.b64decode(coded["bdata"]), coded["dtype"])
    if "shape" in coded:
        shape = [int(size) for size in str(coded["shape"]).split(",")]
        values = values.reshape(shape)
    found: list[Any] = values.tolist()
    return found


def _rounded(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    if value.is_integer():
        return int(value)
    return float(f"{value:.{DIGITS}g}") if abs(value) < 10**DIGITS else value


def literal(value: Any) -> Any:
    """Make every string of a figure stand for itself, wherever it sits.

    Plotly reads `<b>`, `<a href>` and entities in any text it draws. So all of it is
    escaped, data and layout alike, and exactly two marks of our own plots survive:
    `<br>` breaks a line, `<extra></extra>` empties the side box of a hover label.
    Plots therefore never escape, and never use `<` or `>` in a number format. What
    would turn the line around is marked, and a name longer than any label is cut.

    Examples
    --------
    >>> literal({"text": ["<b>Ann</b>", "R&D<br>42"]})
    {'text': ['&lt;b&gt;Ann&lt;/b&gt;', 'R&amp;D<br>42']}
    """
    if isinstance(value, dict):
        return {key: literal(part) for key, part in value.items()}
    if isinstance(value, list):
        return [literal(_label(part)) for part in value]
    if not isinstance(value, str):
        return value
    escaped = html.escape(plain(value), quote=False)
    for mark in ("<br>", "<extra></extra>"):
        escaped = escaped.replace(html.escape(mark), mark)
    return escaped


def _label(value: Any) -> Any:
    """Cut each line of a text that stands among data: a name, never our own words."""
    if not isinstance(value, str):
        return value
    return "<br>".join(cut(line, _LONGEST_LABEL) for line in value.split("<br>"))


def share(figures: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return the parts that stand more than once, and the figures that refer to them.

    A part is a template, an array of dates: any object or array that is worth a
    reference. The largest that repeats is taken, so no part refers to another.

    Examples
    --------
    >>> weeks = ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]
    >>> share([{"x": weeks}, {"x": weeks, "y": [1]}])[1]
    [{'x': {'same_as': 0}}, {'x': {'same_as': 0}, 'y': [1]}]
    """
    counts: dict[str, int] = {}
    for figure in figures:
        _count(figure, counts)
    places: dict[str, int] = {}
    referring = [_referring(figure, counts, places) for figure in figures]
    return [json.loads(text) for text in places], referring


def _text(part: Any) -> str:
    return json.dumps(part, separators=(",", ":"), sort_keys=True)


def _count(part: Any, counts: dict[str, int]) -> None:
    if not isinstance(part, dict | list):
        return
    text = _text(part)
    counts[text] = counts.get(text, 0) + 1
    # What lies inside a repeated part repeats with it and is written with it.
    if counts[text] == 1:
        for inner in part.values() if isinstance(part, dict) else part:
            _count(inner, counts)


def _referring(part: Any, counts: Mapping[str, int], places: dict[str, int]) -> Any:
    if not isinstance(part, dict | list):
        return part
    text = _text(part)
    if counts[text] > 1 and len(text) >= WORTH_SHARING:
        return {SAME: places.setdefault(text, len(places))}
    if isinstance(part, dict):
        return {name: _referring(inner, counts, places) for name, inner in part.items()}
    return [_referring(inner, counts, places) for inner in part]
