"""The page of `ssi check --people`: who is named, and the roster to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.display import count, html_table
from ssi_analysis.report.rendering import content_hash, render, template_text

if TYPE_CHECKING:
    from ssi_analysis.identities import Identities

__all__ = ["people_page"]

_STYLES: Final = ("page.css", "check.css")


def people_page(found: Identities) -> str:
    """Return one page without references: identities, roster, files not read."""
    hashes = " ".join(f"'{content_hash(template_text(name))}'" for name in _STYLES)
    roster = [
        {str(name): cell for name, cell in row.items()}
        for row in found.roster.to_dict("records")
    ]
    return render(
        "people.html.j2",
        policy=f"default-src 'none'; style-src {hashes};"
        " base-uri 'none'; form-action 'none'",
        more_style=template_text("check.css"),
        people=html_table(found.rows(), caption=count(len(found.found), "name")),
        roster=html_table(roster, caption="Roster to complete"),
        unread=found.unread,
    )
