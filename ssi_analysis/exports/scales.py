"""Headers that say their amounts are thousands or millions: `Quota ($k)`, `in Mio`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["OPEN", "Scaled", "is_scale", "parted"]

OPEN: Final = "?"
"""The scale of a header that may be of thousands, of millions or of something else."""

_MONEY: Final = r"US\$|R\$|[$€£]|[A-Z]{3}"
_CODES: Final = {"R$": "BRL"}
_THOUSANDS: Final = (
    r"k|'?000s?|thousands?|thous\.?|tsd\.?|tausend|milhares|miles|milliers"
    r"|T(?=[$€£]|EUR\b|USD\b|GBP\b|CHF\b)"
)
_MILLIONS: Final = (
    r"mm|mn|mio\.?|mln\.?|millions?|millionen|milh[õo]es|mi(?=[$€£])|millones"
)
_DOUBTFUL: Final = r"m|mil|mi|b|bn|billions?|mrd\.?|bilh[õo]es"
_SCALE: Final = (
    rf"(?:in |em |en |x )?(?P<before>{_MONEY})?\s?"
    rf"(?:(?P<k>(?i:{_THOUSANDS}))|(?P<m>(?i:{_MILLIONS}))|(?P<open>(?i:{_DOUBTFUL})))"
    rf"\s?(?:of |de )?(?P<after>{_MONEY})?"
)
_LONGEST: Final = 60
_BRACKETED = re.compile(rf"(?P<name>.*?)\s*[(\[]\s*{_SCALE}\s*[)\]]")
_BEHIND = re.compile(rf"(?P<name>.*?[^\s,_-])[\s,_-]+{_SCALE}")
_ALONE = re.compile(rf"[(\[]?\s*{_SCALE}\s*[)\]]?")


class Scaled(NamedTuple):
    """A header without its scale: `k`, `m`, `OPEN`, or a blank for none."""

    text: str
    scale: str


@lru_cache(maxsize=4096)
def parted(header: str) -> Scaled:
    """Part a header from the scale at its end; the currency beside it stays.

    >>> parted("Quota ($k)"), parted("Quota in thousands"), parted("Quota (EUR)")
    (Scaled(text='Quota ($)', scale='k'), Scaled(text='Quota', scale='k'), \
Scaled(text='Quota (EUR)', scale=''))
    >>> parted("Quota (M)").scale, parted("Quota (m€)").scale, parted("Week").scale
    ('?', 'm', '')
    """
    # A line break is a blank; only the end is looked at: a page in one cell would
    # else take minutes.
    plain = " ".join(header.split())
    head, tail = plain[:-_LONGEST], plain[-_LONGEST:]
    behind = _BEHIND.fullmatch(tail)
    found = _BRACKETED.fullmatch(tail) or behind
    money = found and (found["before"] or found["after"])
    if not found or (found is behind and found["open"] and not money):
        return Scaled(header, "")
    name = f"{head}{found['name']}".strip()
    text = f"{name} ({_CODES.get(money, money)})" if money else name
    return Scaled(text, _scale(found))


def _scale(found: re.Match[str]) -> str:
    if found["k"] or found["m"]:
        return "k" if found["k"] else "m"
    # Beside a currency `M` is a million; alone it may as well be a month.
    is_money = found["before"] or found["after"]
    return "m" if is_money and found["open"].casefold() == "m" else OPEN


def is_scale(cell: str) -> bool:
    """Say whether a cell holds a scale and nothing else, as below a header.

    >>> is_scale("k€"), is_scale("in thousands"), is_scale("12k"), is_scale("")
    (True, True, False, False)
    """
    return len(cell) <= _LONGEST and _ALONE.fullmatch(cell) is not None
