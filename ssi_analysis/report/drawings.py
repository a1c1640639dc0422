"""Charts as drawings that need no script, made by Chromium from the page itself.

A drawing is shown as an image, in which no script runs and no address is followed,
whatever its text. It has the colours of both schemes, and one each for a wide and a
narrow screen, so that its type stays readable on a phone.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from markupsafe import Markup

from ssi_analysis.errors import ReportError
from ssi_analysis.report.chromium import document_after
from ssi_analysis.report.forms import beside_plotly_js, plotly_js_name, without_script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Drawing", "Picture", "draw", "static_page"]

_HARMLESS: Final = " !$'()*+,/:;=?@"
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """One image: its address, which holds all of it, and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Drawing:
    """One chart for a wide and for a narrow screen."""

    wide: Picture
    narrow: Picture


def static_page(
    blocks: Sequence[Mapping[str, Any]], *, links: Sequence[tuple[str, str]] = ()
) -> str:
    """Write a page that needs no script, its charts drawn by Chromium."""
    return without_script(blocks, draw(blocks), links=links)


def draw(blocks: Sequence[Mapping[str, Any]]) -> list[Drawing]:
    """Draw the charts among the blocks of a page, in order.

    Refused is a chart of which Chromium has made nothing.
    """
    wanted = sum(block["kind"] == "chart" for block in blocks)
    if not wanted:
        return []
    page = beside_plotly_js(
        blocks,
        plotly_js=f"../assets/{plotly_js_name()}",
        more_scripts=["drawings.js"],
    )
    drawings = [
        Drawing(**{name: _picture(one) for name, one in both.items()})
        for both in _found(document_after(page))
    ]
    if len(drawings) != wanted:
        raise ReportError.wrong_count(len(drawings), "drawings of charts", str(wanted))
    return drawings


def _found(document: str) -> list[dict[str, dict[str, Any]]]:
    body = _BODY.search(document)
    text = html.unescape(body[1]).strip() if body else ""
    if not text.startswith("["):
        return []
    found: list[dict[str, dict[str, Any]]] = json.loads(text)
    return found


def _picture(made: Mapping[str, Any]) -> Picture:
    # Quotes apart, what is left as it stands has no meaning in an attribute; so it
    # weighs a quarter less than in base 64.
    text = made["svg"].replace('"', "'")
    address = Markup("data:image/svg+xml," + quote(text, safe=_HARMLESS))
    return Picture(address, made["width"], round(made["height"]))
