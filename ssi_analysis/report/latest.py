"""`latest/`: the newest week of which every page is there, under one lasting address.

It is a link to that week's folder, swung over in one step; where the file system has
no links it is a copy, put in place by its name. A run that fails leaves it as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_analysis.errors import ReportError
from ssi_analysis.report.manifest import LATEST, MANIFEST, read_manifests

if TYPE_CHECKING:
    from ssi_analysis.report.manifest import Manifest

__all__ = ["check_latest", "point_latest"]


def check_latest(root: Path) -> None:
    """Refuse a `latest` that somebody else put there, before a run costs anything."""
    link = root / LATEST
    if link.is_symlink() or not link.exists():
        return
    if not (link / MANIFEST).is_file():
        raise ReportError.latest_is_taken(str(link))


def point_latest(root: Path) -> str:
    """Let `latest` be the newest whole week; return that week, or nothing.

    A week is whole when a page is there of each team that it was made for, and of
    each of its teams that has a page of an earlier week.

    Examples
    --------
    >>> point_latest(Path(tempfile.mkdtemp()))
    ''
    """
    check_latest(root)
    manifests = read_manifests(root)
    whole = [
        week.week
        for place, week in enumerate(manifests)
        if _is_whole(root, week, manifests[place + 1 :])
    ]
    if not whole:
        return ""
    _swing(root, whole[0])
    return whole[0]


def _is_whole(root: Path, week: Manifest, earlier: list[Manifest]) -> bool:
    before = {page.slug for each in earlier for page in each.pages}
    due = {page.slug for page in week.pages} | (before & set(week.teams))
    return bool(due) and all(
        (root / week.week / f"{slug}.html").is_file() for slug in due
    )


def _swing(root: Path, week: str) -> None:
    link = root / LATEST
    part = Path(tempfile.mkdtemp(dir=root, prefix=f".{LATEST}-"))
    try:
        try:
            (part / LATEST).symlink_to(week, target_is_directory=True)
            (part / LATEST).replace(link)
        except OSError:
            _copy(root / week, link, part)
    finally:
        shutil.rmtree(part)


def _copy(folder: Path, link: Path, part: Path) -> None:
    shutil.copytree(folder, part / "new")
    if link.exists():
        link.rename(part / "old")
    (part / "new").rename(link)
