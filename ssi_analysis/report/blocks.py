"""What a notebook hands over to its page: finished words, numbers and figures.

A cell ends in a block. In JupyterLab a block shows itself to the analyst; on the page
it is rendered by our templates from its plain JSON content. No HTML of a page is made
in the kernel, so no text from a file can become markup on its way. The rule for
figures stands at `figures.literal`.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ssi_analysis.display import (
    DASH,
    LONGEST_CELL,
    html_table,
    number,
    plain,
    plain_lines,
)
from ssi_analysis.errors import ReportError
from ssi_analysis.errors.base import cut
from ssi_analysis.pagetext import TITLE_LENGTH
from ssi_analysis.report.figures import as_plain_json, literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from ssi_analysis.pagetext import Caption, FirstScreen

__all__ = [
    "KINDS",
    "MIMETYPE",
    "Block",
    "chart",
    "folded",
    "grid",
    "headline",
    "prose",
    "table",
]

MIMETYPE: Final = "application/vnd.ssi-analysis.block.v1+json"
"""The type by which the exporter knows a block among a cell's outputs."""

KINDS: Final = ("headline", "chart", "table", "prose", "folded")
"""Every kind of block that the templates render."""

MOST_NUMBERS: Final = 5
"""Most numbers on the first screen: what a reader takes in at one look."""

_TITLE_ROOM: Final = 80
"""Pixels above a chart in JupyterLab, for its title and what stands over the plot."""

_PLOTLY: Final = "application/vnd.plotly.v1+json"
_NUMERIC = re.compile(r"[-+\N{MINUS SIGN}]?[\d.,]*\d\s?%?")


@dataclass(frozen=True)
class Block:
    """One part of a page: its content as plain JSON, and what an analyst sees of it.

    `content` has a `kind` out of `KINDS`; `preview` maps mimetypes to what JupyterLab
    shows.
    """

    content: Mapping[str, Any]
    preview: Mapping[str, Any]

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, Any]:
        return {MIMETYPE: self.content, **self.preview}


def headline(screen: FirstScreen, *, history: Sequence[float | None] = ()) -> Block:
    """Make the first screen of a page. A page has exactly one.

    By convention the first number is attainment; the index repeats it, and draws
    `history` as a small line: the median SSI of the last weeks, the newest last, None
    where it is not known.

    Examples
    --------
    >>> from ssi_analysis.pagetext import (
    ...     Chip, FirstScreen, KeyNumber, Message, Scope
    ... )
    >>> screen = FirstScreen(
    ...     Scope("North", "week 46", "9-15 Nov 2026", "15 Nov", "12 reps"),
    ...     Message("A quiet week", "Nothing.", "Nothing.", "Wait.", "5 of 9", "Quiet"),
    ...     (KeyNumber("41 %", "of quota"),),
    ...     Chip("E1", "nothing detected", ("12 reps were compared.",)),
    ... )
    >>> headline(screen).content["message"]["title"]
    'A quiet week'
    """
    message, numbers = screen.message, screen.numbers
    if len(message.title) > TITLE_LENGTH:
        raise ReportError.title_too_long(message.title, TITLE_LENGTH)
    if not 1 <= len(numbers) <= MOST_NUMBERS:
        raise ReportError.wrong_count(
            len(numbers), "numbers in a headline", f"1 to {MOST_NUMBERS}"
        )
    shown = _lines(
        message.changed, message.so_what, message.to_do, message.caveat
    ) + html_table([asdict(key_number) for key_number in numbers], caption="Numbers")
    content = {"kind": "headline", **asdict(screen), "history": list(history)}
    return Block(content, _text(message.title, shown))


def chart(
    figure: go.Figure, caption: Caption, *, table: Sequence[Mapping[str, object]]
) -> Block:
    """Make a chart from a figure, with its words and its numbers as a table.

    Without a text alternative there is nothing to see: words and numbers stand alone.

    Examples
    --------
    >>> import plotly.graph_objects as go
    >>> from ssi_analysis.pagetext import Caption
    >>> block = chart(
    ...     go.Figure(go.Scatter(x=["<b>Ann</b>"], y=[3])),
    ...     Caption("SSI is flat", "1 rep", "Scatter of one rep."),
    ...     table=[{"rep": "Ann", "SSI": 3}],
    ... )
    >>> block.content["figure"]["data"][0]["x"]
    ['&lt;b&gt;Ann&lt;/b&gt;']
    """
    if not caption.alt:
        return _undrawn(caption, table)
    drawn = as_plain_json(json.loads(figure.to_json(engine="json")))
    content = {
        "kind": "chart",
        **asdict(caption),
        "grid": grid(table),
        "figure": drawn,
    }
    # A name between dollars is a name, not mathematics.
    unsent = {"showSendToCloud": False, "displaylogo": False}
    config = {**unsent, "typesetMath": False}
    layout = _titled(drawn["layout"], literal(caption.heading))
    shown = {"data": drawn["data"], "layout": layout, "config": config}
    text = f"{caption.heading}\n{caption.alt}"
    return Block(content, {_PLOTLY: shown, "text/plain": text})


def _undrawn(caption: Caption, rows: Sequence[Mapping[str, object]]) -> Block:
    if not rows:
        return prose(caption.subtitle, heading=caption.heading)
    words = {"caption": caption.subtitle, "note": caption.note}
    return table(rows, heading=caption.heading, **words)


def _titled(layout: dict[str, Any], title: str) -> dict[str, Any]:
    """Give a figure its heading and the room for it, as JupyterLab has no page."""
    place = {"x": 0, "xref": "paper", "y": 0.98, "yref": "container", "yanchor": "top"}
    margin = layout.get("margin", {}) | {"t": _TITLE_ROOM}
    height = layout.get("height", 400) + _TITLE_ROOM
    return layout | {
        "title": {"text": title, "font": {"size": 17}, **place},
        "margin": margin,
        "height": height,
    }


def table(
    rows: Sequence[Mapping[str, object]],
    *,
    caption: str,
    heading: str = "",
    note: str = "",
) -> Block:
    """Make a table; the keys of the first row are its columns.

    Examples
    --------
    >>> block = table([{"file": "ssi.csv", "rows": 1200}], caption="Rows by file")
    >>> block.content["grid"]["rows"]
    [['ssi.csv', '1,200']]
    """
    listed = grid(rows)
    names = [column["name"] for column in listed["columns"]]
    texts = [dict(zip(names, row, strict=True)) for row in listed["rows"]]
    content = {
        "kind": "table",
        "heading": heading,
        "caption": caption,
        "note": note,
        "grid": listed,
    }
    return Block(content, _text(heading, html_table(texts, caption=caption)))


def prose(*paragraphs: str, heading: str = "") -> Block:
    """Make paragraphs of plain text.

    Examples
    --------
    >>> prose("One.", "Two.").content["paragraphs"]
    ['One.', 'Two.']
    """
    content = {"kind": "prose", "heading": heading, "paragraphs": list(paragraphs)}
    return Block(content, _text(heading, _lines(*paragraphs)))


def folded(*blocks: Block, heading: str) -> Block:
    """Put tables and prose behind a heading that opens on request.

    Examples
    --------
    >>> block = folded(prose("This compares."), heading="Limits")
    >>> block.content["blocks"][0]["kind"]
    'prose'
    """
    kinds = [block.content["kind"] for block in blocks]
    for kind in kinds:
        if kind not in ("table", "prose"):
            raise ReportError.not_foldable(kind)
    content = {
        "kind": "folded",
        "heading": heading,
        "blocks": [block.content for block in blocks],
    }
    shown = "".join(block.preview["text/html"] for block in blocks)
    return Block(content, _text(heading, shown))


def grid(rows: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    """Lay rows out as texts, with what is known of their columns.

    Examples
    --------
    >>> grid([{"rep": "Ann", "SSI": 52.5}])["rows"]
    [['Ann', '52.50']]
    """
    names = list(rows[0]) if rows else []
    texts = [[_cell(row[name]) for name in names] for row in rows]
    columns = [
        {"name": name, "is_numeric": _is_numeric(cells)}
        for name, cells in zip(names, zip(*texts, strict=True), strict=True)
    ]
    return {"columns": columns, "rows": texts}


def _cell(value: object) -> str:
    if value == "" or pd.isna(value):  # type: ignore[call-overload]  # any scalar
        return DASH
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Real):
        return number(float(value), 0 if float(value).is_integer() else 2)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return cut(plain_lines(str(value)), LONGEST_CELL)


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell != DASH]
    return bool(filled) and all(_NUMERIC.fullmatch(cell) for cell in filled)


def _lines(*sentences: str) -> str:
    return "".join(f"<p>{html.escape(plain(sentence))}</p>" for sentence in sentences)


def _text(heading: str, shown: str) -> dict[str, str]:
    title = f"<h3>{html.escape(heading)}</h3>" if heading else ""
    return {"text/html": title + shown, "text/plain": heading or "text"}
