"""Which currency does an amount say it is in, by its code or a sign of its own?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DOLLAR", "DOLLARS", "currencies"]

DOLLAR: Final = "$"
"""The sign of many currencies: some dollar, and so neither euros nor pounds."""

_ISO_CODE = re.compile(r"(?<![A-Z])(?:(?<=\d)[KM])?([A-Z]{3})(?![A-Z])")
DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "MXN", "SGD", "TWD"})
"""Codes of the currencies that are written with a bare `$`."""

_DOLLARS: Final = {
    "US": "USD",
    "CA": "CAD",
    "A": "AUD",
    "NZ": "NZD",
    "HK": "HKD",
    "MX": "MXN",
    "R": "BRL",
}
_SYMBOLS: Final = {f"{of}$": code for of, code in _DOLLARS.items()} | {
    "€": "EUR",
    "£": "GBP",
    "$": DOLLAR,
}


def currencies(cells: Sequence[str]) -> list[str]:
    """Return the ISO currency code in each cell of money, blank where there is none.

    `$` alone stays as it is: which dollar it is, other exports have to say.

    >>> currencies(["EUR 12.000,00", "£3", "$4", "5"])
    ['EUR', 'GBP', '$', '']
    """
    return [_currency(cell) for cell in cells]


def _currency(cell: str) -> str:
    found = _ISO_CODE.search(cell)
    if found:
        return found[1]
    return next((code for sign, code in _SYMBOLS.items() if sign in cell), "")
