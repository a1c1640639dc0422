"""An executed notebook becomes a page: its blocks, in order, through our templates.

Nothing else of the notebook is published: no code, no Markdown, no other output. The
page draws its charts with the plotly.js of the installed plotly package, which lies
beside the pages, and refers to nothing else. A Content-Security-Policy holds that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import plotly
from plotly.offline import get_plotlyjs_version
from traitlets import List, Unicode

from ssi_analysis.errors import ReportError
from ssi_analysis.report.blocks import KINDS, MIMETYPE
from ssi_analysis.report.figures import share
from ssi_analysis.report.files import write_file
from ssi_analysis.report.jupyter import Exporter
from ssi_analysis.report.rendering import content_hash, render, template_text

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


def plotly_js_name() -> str:
    """Name the shared script by its own version, so that old pages keep theirs.

    Examples
    --------
    >>> plotly_js_name().endswith(".min.js")
    True
    """
    return f"plotly-{get_plotlyjs_version()}.min.js"


def copy_plotly_js(root: Path) -> Path:
    """Lay the installed plotly.js into the assets beside the pages.

    Written only when it is absent or different.

    Examples
    --------
    >>> import tempfile
    >>> copy_plotly_js(Path(tempfile.mkdtemp())).parent.name
    'assets'
    """
    source = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    script = source.read_bytes()
    target = root / "assets" / plotly_js_name()
    if not target.exists() or target.read_bytes() != script:
        write_file(target, script)
    return target


class WeeklyPageExporter(Exporter):
    """The nbconvert exporter; JupyterLab offers it under *Save and Export As*.

    `resources["headline"]` hands the content of the headline to whoever keeps the
    manifest.
    """

    export_from_notebook = "Weekly page (HTML)"
    output_mimetype = "text/html"
    plotly_js = Unicode(
        f"../assets/{plotly_js_name()}", help="Address of plotly.js from the page."
    ).tag(config=True)
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
        page = _page(blocks, head, plotly_js=self.plotly_js, links=self.links)
        return page, {**resources, "headline": head}


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


def _page(
    blocks: Sequence[Mapping[str, Any]],
    head: Mapping[str, Any],
    *,
    plotly_js: str,
    links: Sequence[tuple[str, str]],
) -> str:
    script = template_text("page.js")
    drawn = [block["figure"] for block in blocks if block["kind"] == "chart"]
    common, figures = share(drawn)
    policy = (
        # 'self' lets the script beside the page run, from disk as from a server;
        # plotly.js sets style attributes, so styles cannot be held to a hash.
        f"default-src 'none'; script-src '{content_hash(script)}' 'self';"
        " style-src 'unsafe-inline'; img-src data: blob:;"
        " base-uri 'none'; form-action 'none'"
    )
    return render(
        "page.html.j2",
        policy=policy,
        script=script,
        plotly_js=plotly_js,
        links=links,
        head=head,
        blocks=[block for block in blocks if block is not head],
        common=common,
        figures=figures,
    )
