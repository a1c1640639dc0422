"""The SSI page as it looks, saved without the data behind it: refused by name.

What the page shows is rounded, in the words and with the decimal mark of one language,
and the same labels stand there for the member, the industry and the network.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ExportError
from ssi_analysis.exports.documents import holds_table
from ssi_analysis.exports.origin import DocumentOrigin, shared_spellings
from ssi_analysis.exports.page import Page
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Extract, Options
    from ssi_analysis.exports.text import Document

__all__ = ["DOCUMENTS", "refuse_shown", "shows_score"]

_TITLE: Final = "social selling index"
_LONG: Final = 15
"""Letters of a pillar's name that is no single word, such as "people"."""
_OF_100 = re.compile(
    r"\b\d{1,3}\s*(?:out of|of|de|von|sur|su|/)\s*100\b", re.IGNORECASE
)


def shows_score(content: object) -> bool:
    """Say whether a saved page shows an SSI, or held one that was cut short.

    >>> shows_score(Page((), "Social Selling Index today: 53 out of 100"))
    True
    >>> shows_score(Page((), "What is the Social Selling Index?"))
    False
    """
    if not isinstance(content, Page) or holds_table(content):
        return False
    if content.is_cut_short or _TITLE not in content.text.casefold():
        return content.is_cut_short
    letters = fold(content.text)
    n_pillars = sum(any(each in letters for each in names) for names in _phrases())
    return n_pillars > 1 or _OF_100.search(content.text) is not None


@cache
def _phrases() -> list[list[str]]:
    spelt = shared_spellings()["pillars"].values()
    folded = [[fold(each) for each in names] for names in spelt]
    return [[each for each in names if len(each) >= _LONG] for names in folded]


def refuse_shown(document: Document, options: Options) -> Extract:
    """Refuse a page without its data and say where the data are."""
    content = document.content
    if isinstance(content, Page) and content.is_cut_short:
        raise ExportError.broken_page(document.path)
    raise ExportError.shown_page(document.path)


DOCUMENTS: Final = (
    DocumentOrigin("ssi_shown", "SSI page without data", shows_score, refuse_shown),
)
