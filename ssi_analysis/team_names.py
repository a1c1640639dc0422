"""How names of teams are compared, and how a name becomes the name of a file.

Both follow from a name alone, so that a team that joins a roster moves no other one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ParameterError
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["COMPANY", "find_team", "meant", "slug", "team_key"]

COMPANY: Final = "company"
"""Slug of the whole company's page, which no team has."""

SLUG_LENGTH: Final = 60
"""Longest slug: file systems allow 255 bytes; a reader's eye allows less."""

_HASH_LENGTH: Final = 8
"""Of 1,000 names that need a hash two share one in 1 of 8,600 companies."""

_DEVICES: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices, whatever ending a file has."""

_LIKE_HASHED: Final = re.compile(rf".*-[0-9a-f]{{{_HASH_LENGTH}}}")


def team_key(name: str) -> str:
    """Return what all spellings of one team's name have in common.

    Case, width of letters and white space make no other team; every sign does.

    Examples
    --------
    >>> team_key(" emea  north") == team_key("EMEA North")
    True
    >>> team_key("Team A+") == team_key("Team A")
    False
    """
    lower = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", lower).split())


def slug(name: str) -> str:
    """Turn a team's name into lower-case ASCII letters, digits and single hyphens.

    A name of other signs than ASCII letters, digits and spaces gets a hash of the
    whole name, as does one that would be too long, the whole company's, a device's, or
    like a slug with a hash. So no two teams share a slug, whatever teams there are.

    Examples
    --------
    >>> slug("EMEA North"), slug("Équipe Nord / EMEA")
    ('emea-north', 'equipe-nord-emea-f58874cc')
    >>> slug("東京"), slug("京都"), slug("Company")
    ('team-130016b2', 'team-58d07b8a', 'company-f168ccdd')
    """
    key = team_key(name)
    readable = _readable(key)
    if readable.replace("-", " ") == key and not _is_reserved(readable):
        return readable
    begin = readable[: SLUG_LENGTH - _HASH_LENGTH - 1].strip("-")
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{begin}-{digest[:_HASH_LENGTH]}"


def _readable(key: str) -> str:
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain)
    return words[:SLUG_LENGTH].strip("-") or "team"


def _is_reserved(readable: str) -> bool:
    is_taken = readable == COMPANY or _DEVICES.fullmatch(readable)
    return bool(is_taken or _LIKE_HASHED.fullmatch(readable))


def find_team(asked: str, names: Iterable[str]) -> str:
    """Return the one of some teams that somebody asks for by name or slug.

    Raises `ParameterError` where there is none, with the nearest name, and where only
    letters and digits agree and those of several teams do.

    Examples
    --------
    >>> names = ["Team A", "Team A+", "North East"]
    >>> find_team("team-a", names), find_team("NorthEast", names)
    ('Team A', 'North East')
    """
    by_slug = {slug(name): name for name in names}
    found = meant(asked, by_slug)
    if not found:
        raise ParameterError.unknown("team", asked, by_slug.values())
    if len(found) > 1:
        raise ParameterError.ambiguous("team", asked, [by_slug[one] for one in found])
    return by_slug[found[0]]


def meant(asked: str, names: Mapping[str, str]) -> list[str]:
    """Return the slugs of the teams that a text may mean, of `names` by slug.

    A whole name counts before a slug, and a slug before letters and digits alone.

    Examples
    --------
    >>> names = {"team-a": "Team A", "team-a-1c": "Team A+"}
    >>> meant("TEAM A+", names), meant("team-a", names), meant("teama", names)
    (['team-a-1c'], ['team-a'], ['team-a', 'team-a-1c'])
    """
    key, plain = team_key(asked), fold(asked)
    by_name = [slug for slug, name in names.items() if team_key(name) == key]
    by_slug = [key] if key in names else []
    alike = [
        slug
        for slug, name in names.items()
        if plain and plain in (fold(slug), fold(name))
    ]
    return by_name or by_slug or alike
