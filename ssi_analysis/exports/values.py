"""From text cells to numbers, a column at a time.

A blank is missing. A cell that cannot be read keeps its reason instead of a value,
so that nothing is repaired and nothing is lost in silence. Whether a comma or a point
is the decimal mark, which one cell may leave open, the whole column decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "Values",
    "currencies",
    "flags",
    "leading_numbers",
    "numbers",
    "scores",
]

NOT_A_NUMBER: Final = "not a number"

_BARE = re.compile(r"[0-9.\-]*")
_MONEY = re.compile(
    r"(?P<open>\()?(?P<sign>-)?(?:[A-Z]{2,3}\$?|[$€£¥])?\s*(?P<minus>-)?"
    r"(?P<digits>\d[\d.,'\u00a0\u202f ]*|[.,]\d+)\s*"
    r"(?P<scale>[kKmM])?\s*(?:[A-Z]{3}|[$€£¥])?(?P<close>\))?"
)
_SPACES = re.compile(r"[\s'\u00a0\u202f]")
_LEADING = re.compile(r"\D*?(\d+(?:[.,]\d+)?)(?:\D.*)?")
_ISO_CODE = re.compile(r"\b([A-Z]{3})\b")
_SYMBOLS: Final = {"€": "EUR", "£": "GBP"}
_YES: Final = frozenset({"true", "yes", "y", "1", "x", "t"})
_NO: Final = frozenset({"false", "no", "n", "0", "f", ""})


class Values(NamedTuple):
    """A converted column: values, and by position the reason where there is none."""

    values: np.ndarray
    reasons: Mapping[int, str]


def numbers(cells: Sequence[str], *, decimal_comma: bool = False) -> Values:
    """Read counts and money: `$1,234,567`, `45k`, `1.2M`, `EUR 12.000,50`, `(3.50)`.

    Where the column itself shows its decimal mark, that decides; `decimal_comma`
    decides where it does not.

    Examples
    --------
    >>> numbers(["$1,234,567", "45k", "", "n/a"])
    Values(values=array([1234567.,   45000.,      nan,      nan]), \
reasons={3: 'not a number'})
    >>> numbers(["1.250,50", "12.000"]).values.tolist()
    [1250.5, 12000.0]
    """
    plain = _floats(cells) if not decimal_comma else None
    if plain is not None:
        return Values(plain, {})
    comma = _has_decimal_comma(cells, decimal_comma)
    return _each(cells, lambda cell: _money(cell, comma=comma), NOT_A_NUMBER)


def _floats(cells: Sequence[str]) -> np.ndarray | None:
    # Most columns are bare numbers; checking them together is ten times quicker.
    if not _BARE.fullmatch("".join(cells)):
        return None
    try:
        return np.array([float(cell) if cell else np.nan for cell in cells], float)
    except ValueError:
        return None


def _has_decimal_comma(cells: Sequence[str], otherwise: bool) -> bool:
    marks = {mark for cell in set(cells) if (mark := _decimal_mark(cell))}
    return marks == {","} if len(marks) == 1 else otherwise


def _decimal_mark(cell: str) -> str | None:
    found = [(cell.rfind(mark), mark) for mark in ".," if mark in cell]
    if not found:
        return None
    position, mark = max(found)
    decimals = re.match(r"\d*", cell[position + 1 :])
    groups = decimals is not None and len(decimals[0]) == 3
    if len(found) == 2:
        return mark
    return None if groups or cell.count(mark) > 1 else mark


def _money(cell: str, *, comma: bool) -> float | None:
    found = _MONEY.fullmatch(cell)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    amount = _grouped(_SPACES.sub("", found["digits"]), comma=comma)
    if amount is None:
        return None
    scale = {"k": 1e3, "m": 1e6}.get((found["scale"] or "").lower(), 1.0)
    negative = found["sign"] or found["minus"] or found["open"]
    return (-amount if negative else amount) * scale


def _grouped(digits: str, *, comma: bool) -> float | None:
    group, mark = (".", ",") if comma else (",", ".")
    whole, _, decimals = digits.partition(mark)
    parts = whole.split(group)
    if mark in decimals or group in decimals:
        return None
    if len(parts) > 1 and not all(len(part) == 3 for part in parts[1:]):
        return None
    return float(f"{''.join(parts) or 0}.{decimals or 0}")


def scores(cells: Sequence[str]) -> Values:
    """Read scores, which have no thousands: a comma or a point is the decimal mark.

    >>> scores(["20,998", "6.4", "53 de 100", "x"])
    Values(values=array([20.998,  6.4  , 53.   ,    nan]), reasons={3: 'not a number'})
    """
    plain = _floats(cells)
    if plain is not None:
        return Values(plain, {})
    return _each(cells, _score, NOT_A_NUMBER)


_SCORE = re.compile(r"(-?\d+(?:[.,]\d+)?)(?: ?(?:de|of|out of|/) ?(?:100|25))?")


def _score(cell: str) -> float | None:
    found = _SCORE.fullmatch(cell)
    return float(found[1].replace(",", ".")) if found else None


def leading_numbers(cells: Sequence[str]) -> Values:
    """Read the first number in a phrase, as in `Top 9%` and `Primeiros 9%`.

    >>> leading_numbers(["Top 75%", "Primeiros 9%", ""]).values.tolist()
    [75.0, 9.0, nan]
    """
    return _each(cells, _leading, NOT_A_NUMBER)


def _leading(cell: str) -> float | None:
    found = _LEADING.fullmatch(cell)
    return float(found[1].replace(",", ".")) if found else None


def currencies(cells: Sequence[str]) -> list[str]:
    """Return the ISO currency code in each cell of money, blank where there is none.

    `$` is the sign of many currencies, so it names none.

    >>> currencies(["EUR 12.000,00", "£3", "$4"])
    ['EUR', 'GBP', '']
    """
    return [_currency(cell) for cell in cells]


def _currency(cell: str) -> str:
    found = _ISO_CODE.search(cell)
    if found:
        return found[1]
    return next((code for sign, code in _SYMBOLS.items() if sign in cell), "")


def flags(cells: Sequence[str]) -> Values:
    """Read yes and no; a blank is no.

    >>> flags(["Yes", "", "0"]).values.tolist()
    [True, False, False]
    """
    lower = [cell.casefold() for cell in cells]
    reasons = {
        position: "neither yes nor no"
        for position, cell in enumerate(lower)
        if cell not in _YES and cell not in _NO
    }
    return Values(np.array([cell in _YES for cell in lower], dtype=bool), reasons)


def _each(
    cells: Sequence[str], convert: Callable[[str], float | None], reason: str
) -> Values:
    known = {cell: convert(cell) for cell in set(cells) if cell}
    found = [known.get(cell) for cell in cells]
    values = np.array([np.nan if value is None else value for value in found], float)
    reasons = {
        position: reason
        for position, (cell, value) in enumerate(zip(cells, found, strict=True))
        if cell and value is None
    }
    return Values(values, reasons)
