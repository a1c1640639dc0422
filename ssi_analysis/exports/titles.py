"""What the title of a sheet, its own name and that of its file say of its content.

People write `Q1 FY26`, `Quotas 2026` or `in thousands` above a table and leave it out
of its columns. What stands nearer to the table comes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from ssi_analysis.exports import measures
from ssi_analysis.exports.scales import parted
from ssi_analysis.exports.spans import named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ssi_analysis.exports.text import Sheet

__all__ = ["counts_named", "day_above", "measure_named", "period_named", "scale_above"]

_WORDS: Final = re.compile(r"[^\W_]+", re.UNICODE)
_QUOTAS: Final = frozenset({"quota", "quotas", "target", "targets", "goal", "goals"})
_NO_QUOTAS: Final = frozenset(
    [
        *("ssi", "linkedin", "activity", "activities", "usage", "score", "scores"),
        *("calls", "meetings", "pipeline", "forecast", "commission", "commissions"),
        *("actual", "actuals", "attainment", "vs", "versus"),
    ]
)
_AMOUNTS: Final = frozenset(
    {"booking", "bookings", "booked", "revenue", "won", "deals"}
)
"""Words that name another measure where no word for quotas stands beside them."""
_DAY = re.compile(r"20\d\d[-_.]?[01]\d[-_.]?[0-3]\d|\b\d{13}\b")
_ISO_DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")
_SCALE = re.compile(
    r"\b(?:thousands?|millions?)\b|\b000s?\b|[$€£] ?[km]\b|\bin [km]\b", re.IGNORECASE
)
_ENDING = re.compile(r"\.(?:csv|tsv|txt|xlsx|xlsm|gz|zip)\b.*$", re.IGNORECASE)
_A_NAME = re.compile(r"(?<!\bin)[\s_-](?:k|0+)$", re.IGNORECASE)
_LONGEST: Final = 3


def _texts(sheet: Sheet) -> Iterator[str]:
    """Yield the lines above the header, then the names of sheet, file and folders."""
    yield from (" ".join(filter(None, line)) for line in reversed(sheet.preamble))
    yield from reversed(re.split("[/#]", sheet.path))


def measure_named(sheet: Sheet) -> Literal["quotas", "others", "both", ""]:
    """Say what the nearest text that names a measure names.

    >>> from ssi_analysis.exports.text import Sheet
    >>> for name in ("Revenue targets.csv", "calls.csv", "Quota vs actual.csv", "x"):
    ...     print(measure_named(Sheet(name, (), {}, (), ())) or "nothing")
    quotas
    others
    both
    nothing
    """
    for text in _texts(sheet):
        words = {word.casefold() for word in _WORDS.findall(text)}
        if not words.isdisjoint(_QUOTAS):
            return "quotas" if words.isdisjoint(_NO_QUOTAS) else "both"
        if not words.isdisjoint(_NO_QUOTAS | _AMOUNTS):
            return "others"
    return ""


def counts_named(sheet: Sheet) -> str:
    """Return the word for calls, demos or units in the nearest text with a measure.

    >>> from ssi_analysis.exports.text import Sheet
    >>> for name in ("Q1 demo quotas.csv", "Demos.xlsx#Quota", "Quota.xlsx#Demos"):
    ...     print(counts_named(Sheet(name, (), {}, (), ())) or "nothing")
    nothing
    nothing
    Demos
    """
    for text in _texts(sheet):
        words = {word.casefold() for word in _WORDS.findall(text)}
        if found := measures.counted(text):
            return found
        if not words.isdisjoint(_QUOTAS | _AMOUNTS):
            return ""
    return ""


def period_named(sheet: Sheet, kinds: Collection[str]) -> str:
    """Return the one period of these kinds that the nearest text names, else a blank.

    >>> from ssi_analysis.exports.text import Sheet
    >>> sheet = Sheet("quotas/Q1 FY26.csv", (), {}, (), ())
    >>> period_named(sheet, ["quarter"]), period_named(sheet, ["month"])
    ('Q1 FY26', '')
    """
    for text in _texts(sheet):
        found = _periods(text, kinds)
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _periods(text: str, kinds: Collection[str]) -> set[str]:
    """Return the longest names of periods in a text; a day names none."""
    words = _WORDS.findall(_DAY.sub(" ", text))
    for length in range(_LONGEST, 0, -1):
        starts = range(len(words) - length + 1)
        labels = {" ".join(words[at : at + length]) for at in starts}
        found = {
            label
            for label in labels
            if (name := named(label)) and name.year and name.kind in kinds
        }
        if found:
            return found
    return set()


def scale_above(sheet: Sheet) -> str:
    """Return the text above the header, or the name of the sheet or file, with a scale.

    >>> from ssi_analysis.exports.text import Sheet
    >>> for name in ("Quotas in k€.csv", "quota.xlsx#Quota (TEUR)", "Quotas 2026.csv"):
    ...     print(scale_above(Sheet(name, (), {}, (), ())) or "nothing")
    Quotas in k€
    Quota (TEUR)
    nothing
    """
    lines = [" ".join(filter(None, line)) for line in sheet.preamble]
    above = next((line for line in lines if _SCALE.search(line) or _scaled(line)), "")
    names = [_ENDING.sub("", name) for name in re.split("[/#]", sheet.path)]
    return above or next((name for name in reversed(names) if _scaled(name)), "")


def _scaled(text: str) -> bool:
    return bool(parted(text).scale) and not _A_NAME.search(text)


def day_above(sheet: Sheet) -> str:
    """Return the day that a line above the header says the figures are from."""
    lines = (" ".join(filter(None, line)) for line in sheet.preamble)
    found = [_ISO_DAY.findall(line) for line in lines if "as of" in line.casefold()]
    return found[0][0] if found and len(found[0]) == 1 else ""
