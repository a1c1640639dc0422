"""One report: parameters -> executed notebook -> page on disk."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_analysis import resources
from ssi_analysis.report.execute import execute_notebook
from ssi_analysis.report.exporter import WeeklyPageExporter, copy_plotly_js
from ssi_analysis.report.files import write_file
from ssi_analysis.report.manifest import PageRecord

if TYPE_CHECKING:
    from ssi_analysis.report.parameters import ReportParameters

__all__ = ["page_path", "render_page"]

WEEKLY = "weekly_report.ipynb"


def render_page(
    parameters: ReportParameters,
    *,
    name: str,
    out: Path,
    notebook: str | Path | None = None,
) -> PageRecord:
    """Make one page under a given file name and return its record."""
    source = Path(notebook) if notebook else resources.notebooks() / WEEKLY
    executed = execute_notebook(source, parameters)
    exporter = WeeklyPageExporter(  # type: ignore[no-untyped-call]  # nbconvert's own
        links=[("all weeks", "../index.html")]
    )
    page, found = exporter.from_notebook_node(executed)
    copy_plotly_js(out)
    write_file(page_path(out, parameters.week, name), page)
    digest = hashlib.sha256(page.encode()).hexdigest()
    return PageRecord.published(
        name, parameters.team, headline=found["headline"], sha256=digest
    )


def page_path(out: Path, week: str, name: str) -> Path:
    """Say where a week's page lies under the root."""
    return out / week / f"{name}.html"
