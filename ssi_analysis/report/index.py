"""The shelf of all pages: weeks down, teams across, made from the manifests alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ssi_analysis.display import number
from ssi_analysis.report.files import write_file
from ssi_analysis.report.manifest import read_manifests
from ssi_analysis.report.rendering import content_hash, render, template_text
from ssi_analysis.report.sparkline import (
    HEIGHT,
    WIDTH,
    Scale,
    Sparkline,
    common_scale,
    sparkline,
)
from ssi_analysis.team_names import COMPANY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ssi_analysis.report.manifest import Manifest, PageRecord

__all__ = ["write_index"]

_ARROWS: Final = {"up": "▲", "down": "▼", "level": "▬"}


@dataclass(frozen=True)
class _Cell:
    """One page of the table; `address` is empty where no page lies."""

    page: PageRecord
    address: str
    pace: str
    arrow: str
    line: Sparkline | None


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
    styles = [template_text(name) for name in ("page.css", "index.css")]
    script = template_text("index.js")
    allowed = " ".join(f"'{content_hash(style)}'" for style in styles)
    histories = [page.history for week in manifests for page in week.pages]
    scale = common_scale(histories)
    page = render(
        "index.html.j2",
        policy=f"default-src 'none'; style-src {allowed};"
        f" script-src '{content_hash(script)}'; base-uri 'none'; form-action 'none'",
        own_style=styles[1],
        script=script,
        scale=_said(scale) if any(histories) else None,
        width=WIDTH,
        height=HEIGHT,
        teams=_teams(manifests),
        weeks=[_row(root, week, scale) for week in manifests],
    )
    return write_file(root / "index.html", page)


def _said(scale: Scale) -> dict[str, str]:
    return {"low": number(scale.low), "high": number(scale.high)}


def _teams(manifests: Sequence[Manifest]) -> list[tuple[str, str]]:
    """Return slug and newest name of each team by name, the whole company first."""
    newest_last = reversed(manifests)
    names = {page.slug: page.name for week in newest_last for page in week.pages}
    return sorted(
        names.items(),
        key=lambda team: (team[0] != COMPANY, team[1].casefold(), team[0]),
    )


def _row(root: Path, week: Manifest, scale: Scale) -> dict[str, object]:
    cells = {page.slug: _cell(root, week.week, page, scale) for page in week.pages}
    return {"week": week.week, "data_to": week.data_to, "cells": cells}


def _cell(root: Path, week: str, page: PageRecord, scale: Scale) -> _Cell:
    address = f"{week}/{page.slug}.html"
    first: Mapping[str, str] = next(iter(page.headline.get("numbers", ())), {})
    return _Cell(
        page,
        address if page.status == "ok" or (root / address).is_file() else "",
        first.get("change", ""),
        _ARROWS.get(first.get("direction", ""), ""),
        sparkline(page.history, scale),
    )
