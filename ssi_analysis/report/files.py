"""How output files get their names and their contents.

A name is made of a few safe characters, never of raw text, so it cannot be a path. A
file is there whole or not at all.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["COMPANY", "slug", "slugs", "write_file"]

COMPANY: Final = "company"
"""Slug of the whole company's page, which no team has."""


_DEVICES: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices, whatever ending a file has."""

SLUG_LENGTH: Final = 60
"""Longest slug: file systems allow 255 bytes; a reader's eye allows less."""


def write_file(path: Path, content: str | bytes, *, is_private: bool = False) -> Path:
    """Write a file so that nobody ever sees half of it.

    The temporary file lies in the same folder, because only there is replacing one
    step. A private file is for its owner alone, as it may hold addresses.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_file(folder / "north.html", "whole").read_text()
    'whole'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if not is_private:
            # mkstemp keeps files private; pages are there to be served.
            part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def slug(name: str) -> str:
    """Turn a name into lower-case ASCII letters, digits and single hyphens.

    Examples
    --------
    >>> slug("Équipe Nord / EMEA"), slug("../../etc"), slug("東京")
    ('equipe-nord-emea', 'etc', 'team')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower())
    found = words[:SLUG_LENGTH].strip("-") or "team"
    return f"{found}-team" if _DEVICES.fullmatch(found) else found


def slugs(names: Iterable[str]) -> dict[str, str]:
    """Give each name a slug of its own; of equal ones the later names are numbered.

    Names are taken in sorted order, so the order of the input does not matter. The
    slug of the whole company's page is taken from the start.

    Examples
    --------
    >>> slugs(["emea", "EMEA", "North"])
    {'EMEA': 'emea', 'North': 'north', 'emea': 'emea-2'}
    >>> slugs(["Company"])
    {'Company': 'company-2'}
    """
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        found[name] = _free(slug(name), {COMPANY, *found.values()})
    return found


def _free(wanted: str, taken: set[str]) -> str:
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
