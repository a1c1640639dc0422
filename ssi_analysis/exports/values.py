"""From text cells to numbers, a column at a time.

A blank is missing. A cell that cannot be read keeps its reason instead of a value,
so that nothing is repaired and nothing is lost in silence. Whether a comma or a point
is the decimal mark, which one cell may leave open, the whole column decides.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "OPEN_MARK",
    "Values",
    "blanked",
    "factors",
    "flags",
    "leading_numbers",
    "money",
    "numbers",
    "scores",
]

NOT_A_NUMBER: Final = "not a number"
OPEN_MARK: Final = (
    "thousands and decimals cannot be told apart; write it without a mark between"
    " thousands"
)

_BARE = re.compile(r"[0-9.\-]*")
_ENGLISH = re.compile(r"(?:(?:-?\$?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d\d?)?|\d*)\n)*")
_PLAIN: Final = str.maketrans("", "", "$,")
_MONEY = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?(?:[A-Z]{2,3}\$?|[A-Z]?\$|[€£¥])?\s*"
    r"(?P<inner>[-+])?(?P<digits>\d[\d.,' ]*|[.,]\d+)"
    r"\s*(?P<scale>[kKmM])?(?P<after>-)?\s*(?:[A-Z]{3}|[$€£¥])?(?P<close>\))?"
)
_SPACED = re.compile(r"\d{1,3}(?:[ '.,]\d{3})+(?:[.,]\d+)?")
_OPEN = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}")
_SPREADSHEET = re.compile(r"([-+]?\d)(?:[.,](\d+))?E\+(\d\d)")
_NARROW: Final[dict[int, int | str]] = {
    **{0xFF01 + at: 0x21 + at for at in range(94)},
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " "),
    **{ord("\u2212"): "-", ord("\u2019"): "'"},
}
"""Full-width letters, and blanks and signs of print, as those of a keyboard."""
_NOTHING = re.compile(r"-{1,3}|[–—]|n/?a|null", re.IGNORECASE)
_OTHER: Final = {".": ",", ",": "."}
_LEADING = re.compile(r"\D*?(\d+(?:[.,]\d+)?)(?:\D.*)?")
_YES: Final = frozenset({"true", "yes", "y", "1", "x", "t"})
_NO: Final = frozenset({"false", "no", "n", "0", "f", ""})


class Values(NamedTuple):
    """A converted column: values, and by position the reason where there is none."""

    values: np.ndarray
    reasons: Mapping[int, str]


def blanked(cells: Sequence[str]) -> list[str]:
    """Return the cells, blank where a sign or a word says that there is nothing.

    >>> blanked(["7", "-", "–", "N/A", "null", "-7", "nothing"])
    ['7', '', '', '', '', '-7', 'nothing']
    """
    return ["" if _NOTHING.fullmatch(cell) else cell for cell in cells]


def numbers(cells: Sequence[str], *, decimal_comma: bool = False) -> Values:
    """Read counts and money: `$1,234,567`, `45k`, `1.2M`, `EUR 12.000,50`, `(3.50)`.

    Where a number or its column shows the decimal mark, that decides; `decimal_comma`
    decides where they do not.

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
    return _amounts(cells, dict.fromkeys(".,", "," if decimal_comma else "."))


def money(cells: Sequence[str], *, delimiter: str) -> Values:
    """Read amounts of money, of which a lone mark before three digits is in doubt.

    Where the column does not show its decimal mark, `1,234` has thousands and `1.234`
    is refused; between `;` it is the other way round. The bare numbers of a worksheet,
    whose `delimiter` is blank, have a decimal point.

    Examples
    --------
    >>> money(["12.000", "1,5"], delimiter=",").values.tolist()
    [12000.0, 1.5]
    >>> money(["12.000"], delimiter=",").reasons
    {0: 'thousands and decimals cannot be told apart; write it without a mark between \
thousands'}
    """
    if delimiter == ";":
        return _amounts(cells, {".": ","})
    if _ENGLISH.fullmatch("\n".join([*cells, ""])):
        cells = [cell.translate(_PLAIN) for cell in cells]
    in_doubt = delimiter and any(map(_OPEN.fullmatch, cells))
    plain = None if in_doubt else _floats(cells)
    return _amounts(cells, {",": "."}) if plain is None else Values(plain, {})


def factors(cells: Sequence[str], *, delimiter: str) -> Values:
    """Read rates, which have many decimals and seldom thousands.

    >>> factors(["1.085", "1,385"], delimiter=",").values.tolist()
    [1.085, nan]
    """
    mark = "," if delimiter == ";" else "."
    return _amounts(cells, {mark: mark})


def _floats(cells: Sequence[str]) -> np.ndarray | None:
    # Most columns are bare numbers; checking them together is ten times quicker.
    if not _BARE.fullmatch("".join(cells)):
        return None
    try:
        found = np.array([float(cell) if cell else np.nan for cell in cells], float)
    except ValueError:
        return None
    return None if np.isinf(found).any() else found


class _Parsed(NamedTuple):
    """An amount before it is known which mark is the decimal one."""

    digits: str
    factor: float


def _amounts(cells: Sequence[str], in_doubt: Mapping[str, str]) -> Values:
    """Read amounts; `in_doubt` has the decimal mark where `.` or `,` stands alone."""
    parsed = {cell: _parsed(cell) for cell in set(cells) if cell}
    shown = {_shown_mark(found.digits) for found in parsed.values() if found} - {""}
    settled = dict.fromkeys(".,", next(iter(shown))) if len(shown) == 1 else in_doubt
    marks = {} if len(shown) == 2 else settled
    known = {cell: _amount(found, marks) for cell, found in parsed.items()}
    return _collected(cells, known)


def _collected(cells: Sequence[str], known: Mapping[str, float | str]) -> Values:
    """Return the value of each cell, or its reason where a text stands for it."""
    found = [known.get(cell, np.nan) for cell in cells]
    reasons = {at: value for at, value in enumerate(found) if isinstance(value, str)}
    plain = [np.nan if isinstance(value, str) else value for value in found]
    return Values(np.array(plain, float), reasons)


def _parsed(cell: str) -> _Parsed | None:
    cell = cell if cell.isascii() else cell.translate(_NARROW)
    if found := _SPREADSHEET.fullmatch(cell):
        return _whole(Decimal(f"{found[1]}.{found[2] or 0}E{found[3]}"))
    found = _MONEY.fullmatch(cell)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    digits = found["digits"].strip()
    is_spaced = " " in digits or "'" in digits
    signs = [found[name] for name in ("sign", "inner", "after", "open") if found[name]]
    if len(signs) > 1 or (is_spaced and not _SPACED.fullmatch(digits)):
        return None
    scale = {"k": 1e3, "m": 1e6}.get((found["scale"] or "").lower(), 1.0)
    return _Parsed(
        re.sub("[ ']", "", digits), -scale if set(signs) & {*"-("} else scale
    )


def _whole(exact: Decimal) -> _Parsed | None:
    # With more digits than its exponent has, a spreadsheet showed part of a number.
    sign = -1.0 if exact < 0 else 1.0
    return _Parsed(f"{abs(int(exact))}", sign) if exact == int(exact) else None


def _shown_mark(digits: str) -> str:
    """Return the decimal mark that a number shows by itself, blank for none."""
    found = [mark for mark in ".," if mark in digits]
    if not found or _OPEN.fullmatch(digits):
        return ""
    if len(found) == 2:
        return max(found, key=digits.rfind)
    return found[0] if digits.count(found[0]) == 1 else _OTHER[found[0]]


def _amount(found: _Parsed | None, marks: Mapping[str, str]) -> float | str:
    if not found:
        return NOT_A_NUMBER
    mark = _shown_mark(found.digits)
    if is_open := _OPEN.fullmatch(found.digits):
        mark = marks.get(is_open[1], "")
        if not mark:
            return OPEN_MARK
    amount = _grouped(found.digits, mark or ".")
    return NOT_A_NUMBER if amount is None else amount * found.factor


def _grouped(digits: str, mark: str) -> float | None:
    whole, _, decimals = digits.partition(mark)
    parts = whole.split(_OTHER[mark])
    if not (decimals or "0").isdecimal():
        return None
    groups = [len(part) for part in parts]
    if len(parts) > 1 and (groups[0] not in (1, 2, 3) or set(groups[1:]) != {3}):
        return None
    amount = float(f"{''.join(parts) or 0}.{decimals or 0}")
    return None if np.isinf(amount) else amount


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
    read = {cell: convert(cell) for cell in set(cells) if cell}
    return _collected(
        cells,
        {cell: reason if value is None else value for cell, value in read.items()},
    )
