"""The shelf of all pages: weeks down, teams across, made from the manifests alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.report.files import write_file
from ssi_analysis.report.manifest import read_manifests
from ssi_analysis.report.rendering import content_hash, render, template_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ssi_analysis.report.manifest import Manifest

__all__ = ["write_index"]


def write_index(root: Path) -> Path:
    """Write `index.html` over all weeks under a folder; the same weeks, same bytes.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> write_index(Path(tempfile.mkdtemp())).name
    'index.html'
    """
    manifests = read_manifests(root)
    style = content_hash(template_text("page.css"))
    page = render(
        "index.html.j2",
        policy=f"default-src 'none'; style-src '{style}';"
        " base-uri 'none'; form-action 'none'",
        teams=_teams(manifests),
        weeks=[
            {"week": week.week, "data_to": week.data_to, "pages": _by_slug(week)}
            for week in manifests
        ],
    )
    return write_file(root / "index.html", page)


def _teams(manifests: Sequence[Manifest]) -> list[tuple[str, str]]:
    """Return slug and newest name of each team, in the order of names."""
    newest_last = reversed(manifests)
    names = {page.slug: page.name for week in newest_last for page in week.pages}
    return sorted(names.items(), key=lambda team: (team[1].casefold(), team[0]))


def _by_slug(week: Manifest) -> dict[str, object]:
    return {page.slug: page for page in week.pages}
