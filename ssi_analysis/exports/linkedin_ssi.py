"""The Social Selling Index as people keep it: a wide history or a long tracker.

A rank is "top n %": low is good, and it is no score. Scores outside their range are
misreadings of the page and are refused, never capped.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import days, detect, extract, values
from ssi_analysis.exports.text import Sheet, fold
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Column, Columns, Extract, Options, Reject

__all__ = ["read_long", "read_wide", "score_table", "sheet_of"]

RANKS: Final = ("industry_top_pct", "network_top_pct")
_EXACT: Final = 1e-3
_SCORES: Final = ("ssi_total", *PILLARS)
COLUMNS: Final = ("date", *_SCORES, *RANKS)


def read_wide(sheet: Sheet, options: Options) -> Extract:
    """Read a history with one row per day, of one person or of many."""
    day = extract.day_columns(sheet, ["date"], order=options.date_order)["date"]
    table, rejects = score_table(sheet, extract.needed(day))
    return extract.finish(sheet, "ssi_wide", {"ssi": table}, rejects)


def score_table(sheet: Sheet, day: Column) -> tuple[Columns, list[Reject]]:
    """Read the score columns of a sheet whose days are known."""
    total_name = "ssi_named" if "ssi_named" in sheet else "ssi_total"
    total = extract.read(sheet, total_name, values.scores)
    pillars = {name: extract.read(sheet, name, values.scores) for name in PILLARS}
    table, rejects = extract.build(
        sheet,
        {
            "date": day,
            "time": days.times(day.cells),
            "ssi_total": extract.bounded(total, 0, 100, what="a total"),
            **{
                name: extract.bounded(column, 0, 25, what="a pillar")
                for name, column in pillars.items()
            },
            **{name: _rank(sheet, name) for name in RANKS},
        },
        optional=" ".join(RANKS),
    )
    parts = np.sum([table[name] for name in PILLARS], axis=0)
    # Where only the pillars were kept, the total is what they add up to.
    table["ssi_total"] = np.where(
        np.isnan(table["ssi_total"]), parts, table["ssi_total"]
    )
    table["is_rounded"] = _is_rounded(table)
    return _without_empty(sheet, table, rejects)


def _rank(sheet: Sheet, name: str) -> Column:
    column = extract.read(sheet, name, values.leading_numbers)
    return extract.bounded(column, 0, 100, what="a rank")


def _is_rounded(table: Columns) -> np.ndarray:
    total = table["ssi_total"]
    parts = np.column_stack([table[name] for name in PILLARS])
    known = ~np.isnan(total)
    whole = bool((total[known] % 1 == 0).all())
    # A whole total that its fractional pillars add up to exactly is no rounded one.
    exact: np.ndarray = (parts % 1 > 0).any(axis=1) & (
        np.abs(parts.sum(axis=1) - total) < _EXACT
    )
    rounded: np.ndarray = known & whole & ~exact
    return rounded


def _without_empty(
    sheet: Sheet, table: Columns, rejects: list[Reject]
) -> tuple[Columns, list[Reject]]:
    empty = np.isnan([table[name] for name in _SCORES]).all(axis=0)
    if not empty.any():
        return table, rejects
    blank = [
        extract.Reject(sheet.path, row, "", "", "no score in this row", is_loss=False)
        for row in table["row"][empty]
    ]
    return extract.without(table, np.flatnonzero(empty).tolist()), [*rejects, *blank]


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
    block = detect.spellings()
    member, wide = block["ssi_long"]["member"], block["ssi_wide"]
    ranks = {name: wide[name] for name in RANKS}
    known = section in map(fold, member["sections"])
    if name := _named(field, ranks):
        return name, True
    if not known and any(fold(word) in section for word in member["others"]):
        return "", False
    return _named(field, {**block["pillars"], "ssi_total": wide["ssi_named"]}), known


def _named(field: str, spellings: Mapping[str, Sequence[str]]) -> str:
    known = spellings.items()
    return next((name for name, spelt in known if field in map(fold, spelt)), "")


def sheet_of(
    path: str, snapshots: Sequence[Mapping[str, str]], numbers: Sequence[int]
) -> Sheet:
    """Return snapshots as a Sheet under canonical names."""
    names = (*COLUMNS, *extract.PERSON)
    return Sheet(
        path=path,
        header=names,
        columns={name: at for at, name in enumerate(names)},
        rows=tuple(
            tuple([snapshot.get(name, "") for name in names]) for snapshot in snapshots
        ),
        numbers=tuple(numbers),
    )
