"""A tracker with one line per value, in which a snapshot is many lines.

The same field stands there for the member, the industry and the network, so a value is
known by its section and its field together.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from ssi_analysis.exports import extract
from ssi_analysis.exports.origin import Origin, needs, shared_spellings
from ssi_analysis.exports.scores import RANKS, score_table, sheet_of
from ssi_analysis.exports.text import Sheet, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Extract, Options

__all__ = ["ORIGINS", "read_long"]

_SSI_LONG: Final = {
    "date": "data_referencia",
    "time": "hora_referencia",
    "section": "secao",
    "field": "campo",
    "value": "valor_numerico",
    "value_text": "valor_original",
}
_OF_THE_MEMBER: Final = (
    "Social Selling Index atual",
    "Resumo SSI",
    "Os quatro componentes da sua pontuação",
    "Componentes da pontuação",
)
_OF_OTHERS: Final = (
    "setor",
    "rede",
    "benchmark",
    "industry",
    "network",
    "pessoas",
    "média",
)
"""Sections with one of these words are of a group; any other may be the member's."""


def read_long(sheet: Sheet, options: Options) -> Extract:
    """Read a tracker with one line per value, in which a snapshot is many lines.

    The same field stands there for the member, the industry and the network, so a
    value is known by section and field together.
    """
    wide = _pivot(sheet)
    day = extract.day_columns(wide, ["date"], order=options.date_order)["date"]
    table, rejects = score_table(wide, extract.needed(day))
    account = replace(wide, header=sheet.header, misfits=sheet.misfits)
    return extract.finish(account, "ssi_long", {"ssi": table}, rejects)


def _pivot(sheet: Sheet) -> Sheet:
    snapshots: dict[tuple[str, str], dict[str, str]] = {}
    guesses: dict[tuple[str, str], dict[str, set[str]]] = {}
    numbers: dict[tuple[str, str], int] = {}
    names = ("date", "time", "section", "field", "value", "value_text")
    lines = zip(*(sheet.cells(name) for name in names), strict=True)
    for number, line in zip(sheet.numbers, lines, strict=True):
        date, time, section, field, value, text = line
        key = (date, time)
        snapshot = snapshots.setdefault(key, {"date": f"{date} {time}".strip()})
        numbers.setdefault(key, number)
        name, is_known = _meaning(fold(section), fold(field))
        if name and is_known:
            snapshot.setdefault(name, value or text)
        elif name:
            guesses.setdefault(key, {}).setdefault(name, set()).add(value or text)
    filled = [_only(guesses.get(key, {})) | known for key, known in snapshots.items()]
    return sheet_of(sheet.path, filled, list(numbers.values()))


def _only(guesses: Mapping[str, set[str]]) -> dict[str, str]:
    # A value under an unknown heading counts only where no other contradicts it.
    return {name: found.pop() for name, found in guesses.items() if len(found) == 1}


@cache
def _meaning(section: str, field: str) -> tuple[str, bool]:
    """Say what a value is of the member, and whether its heading is a known one."""
    spelt = shared_spellings()
    known = section in map(fold, _OF_THE_MEMBER)
    if name := _named(field, {name: spelt["ssi"][name] for name in RANKS}):
        return name, True
    if not known and any(fold(word) in section for word in _OF_OTHERS):
        return "", False
    scores = {**spelt["pillars"], "ssi_total": spelt["ssi"]["ssi_named"]}
    return _named(field, scores), known


def _named(field: str, spellings: Mapping[str, Sequence[str]]) -> str:
    known = spellings.items()
    return next((name for name, spelt in known if field in map(fold, spelt)), "")


ORIGINS: Final = (
    Origin(
        "ssi_long",
        "Tracker of one value per line",
        _SSI_LONG,
        needs("date section field value"),
        read_long,
        shared=(),
    ),
)
