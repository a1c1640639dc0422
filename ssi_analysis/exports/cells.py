"""From the cell of a worksheet to the text that a person reads in it.

The value is exact and its form is the one that the readers of text cells know: days as
2026-03-05, no thousands, a decimal point. What a number's format adds to its meaning is
kept: the percent sign, zeros in front of an id, the currency.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["as_text"]

_ROUNDED_FROM: Final = 10**15
"""Spreadsheets keep 15 digits of a number; the rest of a longer id is lost."""

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_ESCAPED = re.compile("_x00(09|0A|0D|5F)_")
"""How XML writes a line break, and the underscore before what looks like one."""
_CURRENCY = re.compile(r"\[\$([A-Z]{3})\b|([€£])")


def as_text(value: object, number_format: str) -> str:
    """Return a cell as text; nothing in it is blank.

    Examples
    --------
    >>> as_text(dt.datetime(2026, 3, 5), "m/d/yyyy"), as_text(1.04, "0%")
    ('2026-03-05', '104%')
    >>> as_text(7, "000000"), as_text(12.50, "#,##0.00"), as_text(12.0, "[$€-407]0.00")
    ('000007', '12.5', '€12')

    A long id of which the end was lost does not look like an id:

    >>> as_text(1.2345678901234568e17, "0")
    '1.2345678901234568E+17'
    """
    if isinstance(value, str):
        return _ESCAPED.sub(_unescaped, value).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, _form(number_format or "General"))
    if isinstance(value, dt.datetime):
        clock = value.time()
        return str(value if clock != dt.time() else value.date())
    if isinstance(value, dt.timedelta):
        return _duration(value)
    return "" if value is None else str(value)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


class _Form(NamedTuple):
    """What the format of a number adds to its meaning."""

    percent: str
    zeros: int
    currency: str


@lru_cache(maxsize=1024)
def _form(number_format: str) -> _Form:
    positive = number_format.partition(";")[0]
    bare = _LITERAL.sub("", positive)
    percent = "scaled" if "%" in bare else "written" if "%" in positive else ""
    zeros = len(bare) if re.fullmatch("00+", bare) else 0
    found = _CURRENCY.search(positive)
    currency = (f"{found[1]} " if found[1] else found[2]) if found else ""
    return _Form(percent, zeros, currency)


def _number(value: float, form: _Form) -> str:
    whole = isinstance(value, int) or value.is_integer()
    if whole and abs(value) >= _ROUNDED_FROM and not _is_exact(value):
        return f"{Decimal(repr(value)).normalize():E}"
    if form.percent:
        scale = 100 if form.percent == "scaled" else 1
        return f"{_plain(Decimal(repr(value)) * scale)}%"
    text = str(int(value)) if whole else _plain(Decimal(repr(value)))
    return f"{form.currency}{text.zfill(form.zeros) if whole else text}"


def _is_exact(value: float) -> bool:
    """Say whether the file holds more digits than a spreadsheet would have kept."""
    return isinstance(value, int) and (
        abs(value) > 10**300 or int(float(value)) != value
    )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _duration(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02}:{rest % 60:02}"
