"""What became of a week's reports, kept beside its pages as manifest.json.

The index is made from these files alone, so it can be made again at any time. Nothing
here comes from the clock: the same week gives the same bytes.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from ssi_analysis.errors import ReportError
from ssi_analysis.report.files import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = [
    "LATEST",
    "MANIFEST",
    "Manifest",
    "PageRecord",
    "read_manifests",
    "write_manifest",
]

MANIFEST: Final = "manifest.json"
_SLUG: Final = re.compile(r"[a-z0-9-]+")

LATEST: Final = "latest"
"""Name of the folder that stands for the newest whole week."""


@dataclass(frozen=True)
class PageRecord:
    """One team's report of one week; the page lies at `slug`.html.

    `name`, `finding`, `level`, `level_name` and `attainment` are what the index shows;
    `headline` is all of the page's first screen, from which the mail is made; `error`
    says why a failed report is not there; `before` and `after` are the weeks that the
    page links to.
    """

    slug: str
    name: str
    status: Literal["ok", "failed"]
    finding: str = ""
    level: str = ""
    level_name: str = ""
    attainment: str = ""
    sha256: str = ""
    error: str = ""
    headline: Mapping[str, Any] = field(default_factory=dict)
    before: str = ""
    after: str = ""

    @property
    def history(self) -> Sequence[float | None]:
        """The median SSI of the last weeks; empty in manifests of older versions."""
        known: Sequence[float | None] = self.headline.get("history", ())
        return known

    def __post_init__(self) -> None:
        """Refuse a slug that could lead out of the folder of the week."""
        if not _SLUG.fullmatch(self.slug):
            message = f"'{self.slug}' is no slug of a page"
            raise ValueError(message)

    @classmethod
    def published(
        cls, slug: str, name: str, *, headline: Mapping[str, Any], sha256: str
    ) -> PageRecord:
        """Record a page from the headline that its exporter handed out."""
        first = headline["numbers"][0]
        return cls(
            slug=slug,
            name=name,
            status="ok",
            finding=headline["message"]["finding"],
            level=headline["chip"]["level"],
            level_name=headline["chip"]["name"],
            attainment=f"{first['value']} {first['label']}",
            sha256=sha256,
            headline=headline,
        )

    @classmethod
    def failed(cls, slug: str, name: str, *, error: str) -> PageRecord:
        """Record a report that could not be made.

        Examples
        --------
        >>> PageRecord.failed("north", "North", error="no reps").status
        'failed'
        """
        return cls(slug=slug, name=name, status="failed", error=error)


@dataclass(frozen=True)
class Manifest:
    """A week's reports; `week` is ISO (2026-W46) and names the folder.

    `teams` are the slugs of all teams that there were, with a report or without one.
    """

    week: str
    data_to: str
    versions: Mapping[str, str]
    pages: tuple[PageRecord, ...]
    teams: tuple[str, ...] = ()


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write a week's manifest beside its pages, pages in the order of their slugs.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> root = Path(tempfile.mkdtemp())
    >>> week = Manifest("2026-W46", "2026-11-15", {"ssi-analysis": "0.1.0"}, ())
    >>> path = write_manifest(root / "2026-W46", week)
    >>> read_manifests(root) == [week]
    True
    """
    content = asdict(manifest)
    content["pages"] = sorted(content["pages"], key=lambda page: str(page["slug"]))
    text = json.dumps(content, indent=1, sort_keys=True)
    return write_file(folder / MANIFEST, f"{text}\n")


def read_manifests(root: Path) -> list[Manifest]:
    """Read the manifests of all weeks, the newest week first."""
    paths = root.glob(f"[!.]*/{MANIFEST}")
    manifests = [_read(path) for path in paths if path.parent.name != LATEST]
    return sorted(manifests, key=lambda manifest: manifest.week, reverse=True)


def _read(path: Path) -> Manifest:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        pages = tuple(PageRecord(**page) for page in content.pop("pages"))
        teams = tuple(content.pop("teams", ()))
        manifest = Manifest(**content, pages=pages, teams=teams)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReportError.unreadable_manifest(str(path), error) from error
    if manifest.week != path.parent.name:
        problem = f"it is about {manifest.week}"
        raise ReportError.unreadable_manifest(str(path), problem)
    return manifest
