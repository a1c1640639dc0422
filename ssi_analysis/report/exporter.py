"""An executed notebook becomes a page, through our templates, in one of its forms.

`cells` says what of the notebook is published and refuses the rest by name; `forms`
says how a page draws its charts without any address outside. In JupyterLab the page is
a single file, because there is no folder for it to share a script with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traitlets import Bool, Enum, List, Unicode

from ssi_analysis.report.cells import PAGE_TAG, page_blocks
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
        blocks = page_blocks(notebook, show_code=self.show_code)
        (head,) = (block for block in blocks if block["kind"] == "headline")
        return self._page(blocks), {**resources, "headline": head}

    def _page(self, blocks: Sequence[Mapping[str, Any]]) -> str:
        if self.form == "static":
            return static_page(blocks, links=self.links)
        if self.form == "single-file":
            return single_file(blocks, links=self.links)
        return beside_plotly_js(blocks, plotly_js=self.plotly_js, links=self.links)
