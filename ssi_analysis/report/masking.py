"""Texts that were not made for a page, such as errors, with nobody named in them.

A manifest lies beside the pages and the index shows why a report failed, but an error
quotes what it found. Whoever ran the report reads it in full on the terminal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssi_analysis.team import TeamData

__all__ = ["name_mask"]

_IDS: Final = ("rep_id", "name", "email", "linkedin_seat_id", "crm_user_id")


def name_mask(team: TeamData, shown: Mapping[str, str]) -> Callable[[str], str]:
    """Return what replaces names, addresses and ids of reps by what stands for them.

    A name is found where it stands by itself, in any case; `shown` is by rep_id, as
    `TeamData.named` gives it.
    """
    stands_for = {
        str(value).casefold(): shown[str(rep_id)]
        for column in _IDS
        for rep_id, value in zip(team.roles["rep_id"], team.roles[column], strict=True)
        if isinstance(value, str) and value.strip()
    }
    # The longest first, so that a name goes before a part of it.
    known = sorted(stands_for, key=len, reverse=True)
    listed = "|".join(map(re.escape, known)) or r"(?!)"
    pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)

    def masked(text: str) -> str:
        return pattern.sub(lambda found: _shown(found[0], stands_for), text)

    return masked


def _shown(found: str, stands_for: Mapping[str, str]) -> str:
    return stands_for.get(found.casefold(), "somebody")
