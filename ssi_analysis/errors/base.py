"""The one kind of which all refusals are, and the nearest name they can offer."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SSIError", "nearest"]


class SSIError(Exception):
    """Any input or request that this package refuses, with what would be right."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name is nearest, ready to follow a refusal.

    >>> nearest("total_ssi", ["ssi_total", "ssi_brand"])
    "; did you mean 'ssi_total'?"
    >>> nearest("zzz", ["ssi_total"])
    '.'
    """
    by_lower = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_lower, n=1, cutoff=0.5)
    return f"; did you mean '{by_lower[found[0]]}'?" if found else "."
