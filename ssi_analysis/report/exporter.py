"""An executed notebook becomes a page: its blocks, in order, through our templates.

Nothing else of the notebook is published: no code, no Markdown, no other output. The
page draws its charts with the plotly.js of the installed plotly package, which lies
beside the pages, and refers to nothing else. A Content-Security-Policy holds that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from traitlets import Bool, Enum, List, Unicode

from ssi_analysis.errors import ReportError
from ssi_analysis.report.blocks import KINDS, MIMETYPE
from ssi_analysis.report.drawings import static_page
from ssi_analysis.report.forms import (
    FORMS,
    beside_plotly_js,
    copy_plotly_js,
    plotly_js_name,
    single_file,
)
from ssi_analysis.report.jupyter import Exporter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbformat import NotebookNode

__all__ = [
    "PAGE_TAG",
    "WeeklyPageExporter",
    "copy_plotly_js",
    "page_blocks",
    "plotly_js_name",
]

PAGE_TAG: Final = "page"
"""Tag of the cells whose outputs must all be blocks."""


class WeeklyPageExporter(Exporter):
    """The nbconvert exporter; JupyterLab offers it under *Save and Export As*.

    `resources["headline"]` hands the content of the headline to whoever keeps the
    manifest.
    """

    export_from_notebook = "Weekly page (HTML)"
    output_mimetype = "text/html"
    form = Enum(
        FORMS,
        "single-file",
        help="A single file; pages that share plotly.js; static, without script.",
    ).tag(config=True)
    plotly_js = Unicode(
        f"../assets/{plotly_js_name()}",
        help="Address of plotly.js from a page that shares it.",
    ).tag(config=True)
    show_code = Bool(False, help="Show the cells of code, folded.").tag(config=True)
    links: List[tuple[str, str]] = List(
        help="Pairs of text and address, shown on top: weeks before and after."
    ).tag(config=True)

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own return text
        self, nb: NotebookNode, resources: Any | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page as text, and the resources with its headline."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        blocks = page_blocks(notebook)
        (head,) = (block for block in blocks if block["kind"] == "headline")
        return self._page(blocks), {**resources, "headline": head}

    def _page(self, blocks: Sequence[Mapping[str, Any]]) -> str:
        if self.form == "static":
            return static_page(blocks, links=self.links)
        if self.form == "single-file":
            return single_file(blocks, links=self.links)
        return beside_plotly_js(blocks, plotly_js=self.plotly_js, links=self.links)


def page_blocks(notebook: NotebookNode) -> list[Mapping[str, Any]]:
    """Collect the contents of a notebook's blocks, and refuse what must not be lost.

    Refused are a cell that failed, an output of a cell tagged `page` that is not a
    block, such a cell without a block, and a page without exactly one headline.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    blocks = [block for cell in cells for block in _cell_blocks(cell)]
    headlines = sum(block["kind"] == "headline" for block in blocks)
    if headlines != 1:
        raise ReportError.wrong_count(headlines, "headlines in the notebook", "1")
    return blocks


def _cell_blocks(cell: NotebookNode) -> list[Mapping[str, Any]]:
    line = next((line for line in cell.source.splitlines() if line.strip()), "")
    bundles = []
    for output in cell.outputs:
        if output.output_type == "error":
            raise ReportError.failed_cell(
                output.ename, f"{output.evalue} (cell '{line}')"
            )
        bundles.append(output.get("data", {}))
    blocks = [bundle[MIMETYPE] for bundle in bundles if MIMETYPE in bundle]
    if PAGE_TAG in cell.metadata.get("tags", ()):
        _refuse_the_rest(line, bundles, blocks)
    for block in blocks:
        if block["kind"] not in KINDS:
            raise ReportError.unknown_block(line, block["kind"], KINDS)
    return blocks


def _refuse_the_rest(
    line: str, bundles: Sequence[Mapping[str, Any]], blocks: Sequence[object]
) -> None:
    strange = {
        mimetype
        for bundle in bundles
        if MIMETYPE not in bundle
        for mimetype in bundle
        if mimetype != "text/plain"
    }
    if strange or not blocks:
        raise ReportError.unknown_output(line, strange or {"no block"})
