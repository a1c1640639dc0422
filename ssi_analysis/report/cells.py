"""What of a notebook's cells goes on a page, and what is refused by name.

From cells tagged `page`: our blocks, figures of plotly with a title, Markdown, and
pictures in PNG or SVG with an `alt` in the metadata of the cell. Of other cells, only
blocks. Code is left out unless asked for.
"""

from __future__ import annotations

import base64
import binascii
import html
from typing import TYPE_CHECKING, Any, Final

from ssi_analysis.errors import ReportError
from ssi_analysis.report.blocks import KINDS, MIMETYPE, grid
from ssi_analysis.report.figures import as_plain_json
from ssi_analysis.report.markdown import markdown_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbformat import NotebookNode

__all__ = ["PAGE_TAG", "page_blocks"]

PAGE_TAG: Final = "page"
"""Tag of the cells that are shown on the page, and must be shown in full."""

_PLOTLY: Final = "application/vnd.plotly.v1+json"
_SVG: Final = "image/svg+xml"
_PNG: Final = "image/png"
_TAKEN: Final = (MIMETYPE, _PLOTLY, _SVG, _PNG)
_AXES: Final = (("x", "y"), ("labels", "values"))


def page_blocks(
    notebook: NotebookNode, *, show_code: bool = False
) -> list[Mapping[str, Any]]:
    """Collect the contents of a notebook's blocks, and refuse what must not be lost.

    Refused are a cell that failed, an output of a cell tagged `page` that a page does
    not take, a figure or picture that says nothing to who cannot see it, a tagged cell
    without anything to show, and a page without exactly one headline.
    """
    blocks: list[Mapping[str, Any]] = []
    for cell in notebook.cells:
        if show_code and cell.cell_type == "code" and not _is_injected(cell):
            blocks.append({"kind": "code", "source": cell.source})
        blocks += _cell_blocks(cell)
    headlines = sum(block["kind"] == "headline" for block in blocks)
    if headlines != 1:
        raise ReportError.wrong_count(headlines, "headlines in the notebook", "1")
    return blocks


def _is_injected(cell: NotebookNode) -> bool:
    """Say whether a cell holds the parameters of a run: paths of a machine, too."""
    return "injected-parameters" in cell.metadata.get("tags", ())


def _cell_blocks(cell: NotebookNode) -> list[Mapping[str, Any]]:
    is_shown = PAGE_TAG in cell.metadata.get("tags", ())
    if cell.cell_type == "code":
        bundles = _bundles(cell)
        if is_shown:
            return _shown(cell, bundles)
        return [_known(cell, it[MIMETYPE]) for it in bundles if MIMETYPE in it]
    if not is_shown:
        return []
    if cell.cell_type != "markdown":
        raise ReportError.unknown_output(_line(cell), [f"a {cell.cell_type} cell"])
    return [{"kind": "markdown", "parts": markdown_parts(cell.source)}]


def _line(cell: NotebookNode) -> str:
    """Quote a cell by its first line."""
    return next((line for line in cell.source.splitlines() if line.strip()), "")


def _bundles(cell: NotebookNode) -> list[Mapping[str, Any]]:
    for output in cell.outputs:
        if output.output_type == "error":
            problem = f"{output.evalue} (cell '{_line(cell)}')"
            raise ReportError.failed_cell(output.ename, problem)
    return [output.get("data", {}) for output in cell.outputs]


def _shown(
    cell: NotebookNode, bundles: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Make the blocks of a tagged cell; what it prints is for the analyst."""
    strange = {
        mimetype
        for bundle in bundles
        if not any(taken in bundle for taken in _TAKEN)
        for mimetype in bundle
        if mimetype != "text/plain"
    }
    blocks = [
        _block(cell, bundle)
        for bundle in bundles
        if any(taken in bundle for taken in _TAKEN)
    ]
    if strange or not blocks:
        raise ReportError.unknown_output(_line(cell), strange or {"no block"})
    return blocks


def _block(cell: NotebookNode, bundle: Mapping[str, Any]) -> Mapping[str, Any]:
    taken = next(mimetype for mimetype in _TAKEN if mimetype in bundle)
    if taken == MIMETYPE:
        return _known(cell, bundle[taken])
    if taken == _PLOTLY:
        return _chart(cell, bundle[taken])
    return _picture(cell, taken, bundle[taken])


def _known(cell: NotebookNode, block: Mapping[str, Any]) -> Mapping[str, Any]:
    if block["kind"] not in KINDS:
        raise ReportError.unknown_block(_line(cell), block["kind"], KINDS)
    return block


def _chart(cell: NotebookNode, figure: Mapping[str, Any]) -> Mapping[str, Any]:
    """Make a chart of a figure; its title becomes the heading."""
    drawn = as_plain_json(figure)
    title = drawn["layout"].pop("title", None) or {}
    text = title.get("text", "") if isinstance(title, dict) else title
    heading = html.unescape(text or "").replace("<br>", " ")
    rows = _numbers(drawn["data"])
    if not heading.strip():
        raise ReportError.unexplained(_line(cell), "figure without a title")
    if not rows:
        raise ReportError.unexplained(_line(cell), "figure without numbers to list")
    kinds = sorted({trace.get("type", "scatter") for trace in drawn["data"]})
    return {
        "kind": "chart",
        "heading": heading,
        "subtitle": "",
        "note": "",
        "alt": f"Chart ({', '.join(kinds)}): {heading}. {len(rows)} values,"
        " listed in the table below.",
        "grid": grid(rows),
        "figure": drawn,
    }


def _numbers(traces: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """List what a figure's traces draw, where they draw pairs."""
    rows = []
    for place, trace in enumerate(traces, start=1):
        across, up = next((it for it in _AXES if trace.get(it[1])), ("", ""))
        values = trace.get(up, ())
        steps = trace.get(across) or range(len(values))
        name = html.unescape(str(trace.get("name") or f"series {place}"))
        rows += [
            {"series": name, "at": _text(step), "value": _text(value)}
            for step, value in zip(steps, values, strict=False)
        ]
    return rows


def _text(value: Any) -> Any:
    return html.unescape(value) if isinstance(value, str) else value


def _picture(cell: NotebookNode, mimetype: str, data: str) -> Mapping[str, Any]:
    """Make an image of a picture; in an image no script runs, whatever it holds."""
    alt = str(cell.metadata.get("alt", "")).strip()
    if not alt:
        raise ReportError.unexplained(_line(cell), f"picture ({mimetype}) without alt")
    coded = "".join(data.split())
    if mimetype == _SVG:
        coded = base64.b64encode(data.encode()).decode()
    try:
        base64.b64decode(coded, validate=True)
    except binascii.Error:
        raise ReportError.unknown_output(
            _line(cell), [f"{mimetype}, damaged"]
        ) from None
    return {"kind": "image", "alt": alt, "address": f"data:{mimetype};base64,{coded}"}
