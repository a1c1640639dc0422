"""The score and its pillars, which every file of them holds alike.

A rank is "top n %": low is good, and it is no score. Scores outside their range are
misreadings of the page and are refused, never capped.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import days, extract, values
from ssi_analysis.exports.origin import shared_spellings
from ssi_analysis.exports.paths import moment_in_path
from ssi_analysis.exports.text import Sheet, fold
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Column, Columns, Options, Reject

__all__ = [
    "NO_DAY",
    "RANKS",
    "day_column",
    "file_day",
    "nested",
    "score_named",
    "score_table",
    "sheet_of",
]

NO_DAY: Final = (
    "no date in the file, its name or its folder; name it by its day, as in"
    " ssi_2026-11-15.json"
)
RANKS: Final = ("industry_top_pct", "network_top_pct")
_EXACT: Final = 1e-3
_SCORES: Final = ("ssi_total", *PILLARS)
COLUMNS: Final = ("date", *_SCORES, *RANKS)
_AROUND = re.compile(
    r"\A(?:parsed|data|scores|pillars|components|memberscore|result|values|ssi)+(?=.)"
)
"""What trackers put around a score: `parsed.overall`, `data.pillars.brand`."""


def day_column(sheet: Sheet, options: Options) -> Column:
    """Return the day of each row: its own, else that of the file.

    A time that states its zone counts on the day it was in the owner's time zone.
    """
    if "date" in sheet:
        found = extract.day_columns(
            sheet,
            ["date"],
            order=options.date_order,
            time_zone=options.settings.time_zone,
        )
        return extract.needed(found["date"])
    cells = [file_day(sheet.path, options)] * len(sheet)
    day = extract.Column("date", cells, *days.dates(cells))
    return day.refuse(np.array([not cell for cell in cells], bool), NO_DAY)


def file_day(path: str, options: Options) -> str:
    """Return the day of a whole file: what its owner says, else what its path says."""
    return options.rule.last_day or moment_in_path(path)


def nested(header: Sequence[str]) -> dict[str, int]:
    """Return where scores and their day stand under names with something around them.

    >>> nested(["data.date", "parsed.prof_brand", "parsed.industry.top"])
    {'date': 0, 'industry_top_pct': 2, 'ssi_brand': 1}
    >>> nested(["parsed.industry.ssi", "parsed.industry.prof_brand"])
    {}
    """
    backwards = reversed([*enumerate(header)])
    named = {score_named(cell) or _day_named(cell): at for at, cell in backwards}
    return {name: at for name, at in sorted(named.items()) if name}


def score_named(spelling: str) -> str:
    """Return the canonical name of a score, a pillar or a rank; else a blank.

    >>> score_named("Find the right people"), score_named("parsed.relationship")
    ('ssi_people', 'ssi_relationships')
    >>> score_named("rank"), score_named("parsed.industry.ssi")
    ('', '')
    """
    names = _names()
    return names.get(fold(spelling)) or names.get(_unwrapped(spelling), "")


def _unwrapped(spelling: str) -> str:
    return _AROUND.sub("", fold(spelling), count=1)


def _day_named(spelling: str) -> str:
    return "date" if _unwrapped(spelling) in _day_names() else ""


@cache
def _day_names() -> frozenset[str]:
    return frozenset(map(fold, shared_spellings()["ssi"]["date"]))


@cache
def _names() -> dict[str, str]:
    spelt = shared_spellings()
    totals = [*spelt["ssi"]["ssi_named"], *spelt["ssi"]["ssi_total"]]
    known = {
        "ssi_total": totals,
        **spelt["pillars"],
        **{name: spelt["ssi"][name] for name in RANKS},
    }
    return {fold(each): name for name, every in known.items() for each in every}


def score_table(
    sheet: Sheet, day: Column, *, time_zone: str = ""
) -> tuple[Columns, list[Reject]]:
    """Read the score columns of a sheet whose days are known.

    A rank that cannot be read costs the rank; a score costs the row.
    """
    total_name = "ssi_named" if "ssi_named" in sheet else "ssi_total"
    total = extract.read(sheet, total_name, values.scores)
    pillars = {name: extract.read(sheet, name, values.scores) for name in PILLARS}
    table, rejects = extract.build(
        sheet,
        {
            "date": day,
            "time": days.times(day.cells, time_zone=time_zone),
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
        extract.Aside(sheet.path, row, "", "", "no score in this row", is_loss=False)
        for row in table["row"][empty]
    ]
    return extract.without(table, np.flatnonzero(empty).tolist()), [*rejects, *blank]


def sheet_of(
    path: str,
    snapshots: Sequence[Mapping[str, str]],
    numbers: Sequence[int],
    *,
    labels: Mapping[str, str] | None = None,
) -> Sheet:
    """Return snapshots as a Sheet; `labels` are what the file calls its values."""
    names = (*COLUMNS, *extract.PERSON)
    return Sheet(
        path=path,
        header=tuple([(labels or {}).get(name, name) for name in names]),
        columns={name: at for at, name in enumerate(names)},
        rows=tuple(
            tuple([snapshot.get(name, "") for name in names]) for snapshot in snapshots
        ),
        numbers=tuple(numbers),
    )
