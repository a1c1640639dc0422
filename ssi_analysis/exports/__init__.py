"""Files that people really have -> canonical tables, one module per origin.

text      bytes -> a Sheet of text cells        values   text -> numbers and days
detect    which origin is this file?            extract  what every reader gives back
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import (
    detect,
    hubspot,
    linkedin_page,
    linkedin_ssi,
    plain,
    sales_navigator,
    salesforce,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssi_analysis.exports.extract import Extract, Options

__all__ = ["READERS", "SUFFIXES", "read_export"]

SUFFIXES: Final = (".csv", ".tsv", ".txt", ".json")
"""Endings of the files that are looked into."""

READERS: Final[Mapping[str, Callable[[text.Sheet, Options], Extract]]] = {
    "roster": plain.read_roster,
    "ssi_wide": linkedin_ssi.read_wide,
    "ssi_long": linkedin_ssi.read_long,
    "sales_navigator": sales_navigator.read_usage,
    "salesforce_quota": salesforce.read_quota,
    "salesforce_opportunities": salesforce.read_opportunities,
    "hubspot_goals": hubspot.read_goals,
    "hubspot_deals": hubspot.read_deals,
}
"""The reader of each origin in aliases.toml."""


def read_export(path: str, data: bytes, options: Options) -> Extract | None:
    r"""Read one file by what is in it; None where no origin is recognised.

    >>> from ssi_analysis.exports.extract import Options
    >>> found = read_export("x.csv", b"date,ssi\n2026-11-15,53.2\n", Options())
    >>> found.origin, found.tables["ssi"]["ssi_total"].tolist()
    ('ssi_wide', [53.2])
    """
    content = text.decode(data)
    if content is None:
        return None
    if content.lstrip()[:1] in ("{", "["):
        document = text.Document(path, text.parse_json(content))
        if linkedin_page.holds_score(document.content):
            return linkedin_page.read_page(document, options)
        if document.content is None and '"memberScore"' in content:
            raise ExportError.broken_page(path)
    found = detect.recognise(path, content)
    return READERS[found[0]](found[1], options) if found else None
