"""Links from each page to the same team's week before and week after.

When a page is made nobody knows the week that comes after it. So all pages are made
without these links, and a run ends by writing them into every page whose neighbours
are no longer the ones it names: the bytes of a page depend on what lies beside it, not
on the order in which the weeks were made.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.report.files import write_file
from ssi_analysis.report.manifest import read_manifests, write_manifest
from ssi_analysis.report.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ssi_analysis.report.manifest import PageRecord

__all__ = ["ALL_WEEKS", "link_weeks"]

ALL_WEEKS: Final = ("all weeks", "../index.html")
"""Text and address of the link that every page has."""

_BACK: Final = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
_ON: Final = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"

# Texts from files are escaped, so none of them can be taken for this element.
_NAV: Final = re.compile(r'<nav aria-label="Weeks">.*?</nav>', re.DOTALL)


def link_weeks(root: Path) -> None:
    """Link every page under a folder with its neighbours, and record which they are.

    A neighbour is the nearest week that has a page of the same team: no link is dead.
    """
    manifests = read_manifests(root)
    weeks_of: dict[str, list[str]] = {}
    for manifest in reversed(manifests):
        for page in manifest.pages:
            if page.status == "ok" and _path(root, manifest.week, page).is_file():
                weeks_of.setdefault(page.slug, []).append(manifest.week)
    for manifest in manifests:
        pages = tuple(
            _linked(page, _path(root, manifest.week, page), manifest.week, weeks)
            if manifest.week in (weeks := weeks_of.get(page.slug, []))
            else page
            for page in manifest.pages
        )
        if pages != manifest.pages:
            write_manifest(root / manifest.week, replace(manifest, pages=pages))


def _path(root: Path, week: str, page: PageRecord) -> Path:
    return root / week / f"{page.slug}.html"


def _linked(
    page: PageRecord, path: Path, week: str, weeks: Sequence[str]
) -> PageRecord:
    place = weeks.index(week)
    before, after = "".join(weeks[:place][-1:]), "".join(weeks[place + 1 :][:1])
    if (page.before, page.after) == (before, after):
        return page
    nav = render("nav.html.j2", links=_links(page.slug, before, after)).strip()
    text = _NAV.sub(lambda _: nav, path.read_text(encoding="utf-8"), count=1)
    write_file(path, text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(page, before=before, after=after, sha256=digest)


def _links(slug: str, before: str, after: str) -> list[tuple[str, str]]:
    """Return text and address of each link; a week that is not there has none."""
    earlier = [(f"{_BACK} {_named(before)}", f"../{before}/{slug}.html")]
    later = [(f"{_named(after)} {_ON}", f"../{after}/{slug}.html")]
    return [*(earlier if before else []), ALL_WEEKS, *(later if after else [])]


def _named(week: str) -> str:
    return f"week {week.partition('-W')[2].lstrip('0')}"
