"""Markdown of a notebook as parts that templates render; all of it is text.

Paragraphs, headings, lists, quotations, emphasis and code are shown as such. Markup in
the source is shown as it is written, and an address stands as text behind its link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import mistune

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["markdown_parts"]

_TAGS: Final[Mapping[str, str]] = {
    "block_quote": "blockquote",
    "codespan": "code",
    "emphasis": "em",
    "list_item": "li",
    "paragraph": "p",
    "strong": "strong",
    "thematic_break": "hr",
}
_BREAKS: Final[Mapping[str, str]] = {"softbreak": " ", "linebreak": "\n"}


def markdown_parts(source: str) -> list[dict[str, Any]]:
    """Read Markdown into parts: a `text`, or a `tag` with the `parts` inside.

    The highest heading is of the second level, below the page's own, and none is
    left out on the way down.

    Examples
    --------
    >>> markdown_parts("# A *look* <b>")[0]["tag"]
    'h2'
    >>> markdown_parts("[Ann](javascript:alert)")[0]["parts"]
    [{'text': 'Ann'}, {'text': ' (javascript:alert)'}]
    """
    parse = mistune.create_markdown(renderer=None)
    tokens = cast("list[dict[str, Any]]", parse(source))
    used = {it["attrs"]["level"] for it in tokens if it["type"] == "heading"}
    levels = {level: place for place, level in enumerate(sorted(used), start=2)}
    return _parts(tokens, levels)


def _parts(
    tokens: Iterable[Mapping[str, Any]], levels: Mapping[int, int]
) -> list[dict[str, Any]]:
    return [part for token in tokens for part in _part(token, levels)]


def _part(token: Mapping[str, Any], levels: Mapping[int, int]) -> list[dict[str, Any]]:
    kind = token["type"]
    if kind == "blank_line":
        return []
    if kind in _BREAKS:
        return [{"text": _BREAKS[kind]}]
    inside = _parts(token.get("children", ()), levels) or _raw(token)
    if tag := _tag(token, levels):
        return [{"tag": tag, "parts": inside}]
    if kind in {"link", "image"}:
        return [*inside, {"text": f" ({token['attrs']['url']})"}]
    return inside


def _raw(token: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"text": token["raw"]}] if token.get("raw") else []


def _tag(token: Mapping[str, Any], levels: Mapping[int, int]) -> str:
    """Name the element of a token; what has none is text."""
    kind = token["type"]
    if kind == "heading":
        # Inside a quotation or a list a heading is no part of the page's outline.
        return f"h{levels.get(token['attrs']['level'], 6)}"
    if kind == "list":
        return "ol" if token["attrs"]["ordered"] else "ul"
    if kind in {"block_code", "block_html"}:
        return "pre" if kind == "block_code" else "p"
    return _TAGS.get(kind, "")
