"""One report: parameters -> executed notebook -> page on disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssi_analysis import resources
from ssi_analysis.report.chromium import find_chromium, print_page
from ssi_analysis.report.execute import execute_notebook
from ssi_analysis.report.exporter import WeeklyPageExporter
from ssi_analysis.report.files import write_file
from ssi_analysis.report.forms import copy_plotly_js
from ssi_analysis.report.manifest import PageRecord
from ssi_analysis.report.neighbours import ALL_WEEKS
from ssi_analysis.team_names import COMPANY

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from ssi_analysis.report.chromium import Paper
    from ssi_analysis.report.forms import Form
    from ssi_analysis.report.parameters import ReportParameters

__all__ = ["PageOptions", "page_path", "render_page"]

WEEKLY = "weekly_report.ipynb"
OF_COMPANY = "company_report.ipynb"


@dataclass(frozen=True)
class PageOptions:
    """How a page is written: its form, the paper of a PDF beside it, code or none."""

    form: Form = "pages"
    paper: Paper | None = None
    show_code: bool = False

    def check(self) -> None:
        """Refuse what this machine cannot make, before any notebook runs."""
        if self.form == "static" or self.paper:
            find_chromium()


def render_page(
    parameters: ReportParameters,
    *,
    name: str,
    out: Path,
    options: PageOptions | None = None,
    notebook: str | Path | None = None,
) -> PageRecord:
    """Make one page under a given file name and return its record.

    The name of the company's page has the company's notebook, any other a team's.
    """
    options = options or PageOptions()
    own = OF_COMPANY if name == COMPANY else WEEKLY
    source = Path(notebook) if notebook else resources.notebooks() / own
    executed = execute_notebook(source, parameters)
    page, found = _exported(executed, options.form, options)
    path = page_path(out, parameters.week, name)
    if options.paper:
        printed, _ = _exported(executed, "pages", options)
        write_file(path.with_suffix(".pdf"), print_page(printed, paper=options.paper))
    write_file(path, page)
    if options.form == "pages":
        copy_plotly_js(out)
    digest = hashlib.sha256(page.encode()).hexdigest()
    return PageRecord.published(
        name, parameters.team, headline=found["headline"], sha256=digest
    )


def _exported(
    executed: NotebookNode, form: Form, options: PageOptions
) -> tuple[str, dict[str, Any]]:
    exporter = WeeklyPageExporter(  # type: ignore[no-untyped-call]  # nbconvert's own
        # A file to send around has no neighbours where it goes.
        links=[] if form == "single-file" else [ALL_WEEKS],
        form=form,
        show_code=options.show_code,
    )
    return exporter.from_notebook_node(executed)


def page_path(out: Path, week: str, name: str) -> Path:
    """Say where a week's page lies under the root."""
    return out / week / f"{name}.html"
