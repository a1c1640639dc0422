"""What may be said at which evidence level, as data.

Readers do not tell "is linked to" from "makes": an explicit caveat is needed with
every association, and causal verbs are left out altogether below a randomized test
(Adams et al. 2017; Haber et al. 2022; van der Bles et al. 2020).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "CAVEAT_OF_ASSOCIATION",
    "PILLAR_WORDS",
    "forbidden_words",
]

CAVEAT_OF_ASSOCIATION: Final = (
    "This compares what happened together; it cannot tell us that changing SSI would"
    " change sales."
)
"""Follows every association from E3 to E5."""

_ALLOWED: Final = (
    CAVEAT_OF_ASSOCIATION,
    "isn't a guarantee of sales",
    "fixed effects",
    "effective sample size",
)

_FORBIDDEN: Final = re.compile(
    r"\b(caus(?:es?|ed|ing|al)|driv(?:es?|ing|en)|drove|boost\w*|lift(?:s|ed|ing)?"
    r"|impact\w*|effects?|leads? to|led to|results? in|resulted in|because of"
    r"|thanks to|improv\w+|ROI|predict\w*|guarantee\w*|prov(?:es?|ed|en|ing)"
    r"|significan\w*|trend(?:s|ing)? towards?|approaching|no relationship"
    r"|strong(?:er|ly)?|weak(?:er|ly)?|very|raise[sd]? (?:quota|sales|attainment))\b",
    re.IGNORECASE,
)

PILLAR_WORDS: Final = {
    "ssi_brand": "brand",
    "ssi_people": "right people",
    "ssi_insights": "insights",
    "ssi_relationships": "relationships",
}
"""The four pillars in one or two words."""


_FORBIDDEN_AT: Final = {
    # In the plural it is the name of a pillar.
    "E0": r"tend(?:s|ed)? to|g(?:o|oes|one) with|went with|relationship(?!s)"
    r"|associat\w+|linked\b",
    "E1": r"tend(?:s|ed)? to|no link\b(?! found)|no association",
    "E2": r"tend(?:s|ed)? to|will\b",
    "E3": r"own usual|will\b|raise|should",
    "E4": r"will\b|raise|should|tend(?:s|ed)? to come before",
    "E5": r"will\b|raise|should",
}
"""Words that a level's own findings may not use, beside those forbidden to all."""


def forbidden_words(text: str, *, level: str = "E5") -> list[str]:
    """List the words in a text that a result of this level may not carry.

    >>> forbidden_words("A higher SSI drives sales")
    ['drives']
    >>> forbidden_words("Reps with higher SSI tended to have more", level="E1")
    ['tended to']
    >>> forbidden_words("A high SSI isn't a guarantee of sales: 5 of 9 missed quota")
    []
    """
    for allowed in _ALLOWED:
        text = text.replace(allowed, "")
    own = _FORBIDDEN_AT.get(level, r"(?!)")
    patterns = [_FORBIDDEN, re.compile(rf"\b(?:{own})", re.IGNORECASE)]
    return [found[0] for pattern in patterns for found in pattern.finditer(text)]
