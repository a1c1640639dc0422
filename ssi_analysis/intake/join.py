"""Extracts of many files -> canonical tables, joined by person and put in one money.

Every row that a reader gave is used, or repeats another, or is rejected with a reason;
each file is held against its loss budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports.deals import unknown_stages
from ssi_analysis.exports.extract import PERSON, Extract, Reject
from ssi_analysis.exports.folder import folder_of
from ssi_analysis.intake.account import file_table, losses, reject_table
from ssi_analysis.intake.events import counted, every_event
from ssi_analysis.intake.money import in_one_currency
from ssi_analysis.intake.quotas import quota_problems
from ssi_analysis.intake.repeats import (
    REPEAT_COLUMNS,
    Repeat,
    once,
    overlaps,
)
from ssi_analysis.intake.roster import Roster, assemble, one_row_each
from ssi_analysis.intake.stack import AT, places, stacked
from ssi_analysis.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports import Reading
    from ssi_analysis.people import People
    from ssi_analysis.settings import Settings

__all__ = ["Intake", "join", "join_people", "named_rows"]

_DAY_OF = {
    "ssi": ("date",),
    "activity": ("end_date",),
    "quota": ("start_date",),
    "attained": ("start_date",),
    "deals": ("close_date", "created_date"),
    "events": ("date",),
}
"""By table: the day on which a row's person is looked up."""


@dataclass(frozen=True)
class Intake:
    """The canonical tables, what is not in them, and what stops the run.

    `places` says by table in which file and row each of its keys stands.
    """

    tables: Mapping[str, pd.DataFrame]
    places: Mapping[str, pd.DataFrame]
    spells: pd.DataFrame
    rejects: pd.DataFrame
    repeats: pd.DataFrame
    files: pd.DataFrame
    problems: list[SSIError]


@dataclass(frozen=True)
class _Joined:
    """Rows that count, rows set aside, and rows of which nothing can be made."""

    kept: pd.DataFrame
    repeats: Sequence[Repeat] = ()
    rejects: Sequence[Reject] = ()


def join(readings: Mapping[str, Reading], settings: Settings) -> Intake:
    """Join the readings of a folder by person."""
    extracts = [found for found in readings.values() if isinstance(found, Extract)]
    roster = assemble(extracts)
    people = roster.people(_owners(extracts))
    joined = _tables(extracts, people)
    rates = stacked(extracts, "rates")
    money, without_rate, mixed = in_one_currency(
        {name: part.kept for name, part in joined.items()}, rates, settings
    )
    tables = _conformed(money, roster)
    repeats = [at for part in joined.values() for at in part.repeats]
    rejects = sorted(
        dict.fromkeys(
            [
                *(reject for found in extracts for reject in found.rejects),
                *roster.aside,
                *(reject for part in joined.values() for reject in part.rejects),
                *without_rate,
            ]
        )
    )
    files = _files(readings, roster, {**money, "rates": rates}, repeats, tables)
    problems = _roster_problems(roster, readings)
    if roster.rows.empty:  # so nobody is known, which is no fault of the other files
        problems += losses(files[files["origin"] == "roster"], rejects, extracts)
    elif not problems:
        problems = [
            *losses(files, rejects, extracts),
            *quota_problems(money["quota"], repeats, _origins(extracts)),
            *unknown_stages(extracts),
            *mixed,
        ]
    return Intake(
        tables,
        _places(money),
        roster.spells,
        reject_table(rejects),
        pd.DataFrame(repeats, columns=REPEAT_COLUMNS),
        files,
        problems,
    )


def join_people(extracts: Sequence[Extract]) -> tuple[pd.DataFrame, People]:
    """Return the roster's rows and the index of everybody in them."""
    roster = assemble(extracts)
    return roster.spells, roster.people(_owners(extracts))


def named_rows(extracts: Sequence[Extract]) -> pd.DataFrame:
    """Return whom each row of each table names, with its day, file and origin."""
    every = [
        rows.assign(day=_days(rows, name))[[*PERSON, *AT, "origin", "day"]]
        for name in _DAY_OF
        if len(rows := stacked(extracts, name))
    ]
    return _concatenated(*every, stacked((), "events").assign(day=None))


def _days(rows: pd.DataFrame, name: str) -> pd.Series:
    days = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ns]")
    for column in _DAY_OF[name]:
        days = days.fillna(rows[column].astype("datetime64[ns]"))
    return days


def _origins(extracts: Sequence[Extract]) -> dict[str, str]:
    return {found.file: found.origin for found in extracts}


def _owners(extracts: Sequence[Extract]) -> dict[str, tuple[str, ...]]:
    """Return by folder what all its files say of the archive's member."""
    owners: dict[str, tuple[str, ...]] = {}
    for found in extracts:
        if found.owner:
            folder = folder_of(found.file)
            before = owners.get(folder, ("",) * len(PERSON))
            owners[folder] = tuple(map(max, zip(before, found.owner, strict=True)))
    return owners


def _tables(extracts: Sequence[Extract], people: People) -> dict[str, _Joined]:
    joined = {
        name: _join(stacked(extracts, name), name, people)
        for name in TABLES
        if name not in ("reps", "activity")
    }
    return joined | _activity(extracts, people)


def _join(rows: pd.DataFrame, name: str, people: People) -> _Joined:
    known, rejects = _resolved(rows, name, people)
    kept, repeats = once(known, name)
    return _Joined(kept, repeats, rejects)


def _resolved(
    rows: pd.DataFrame, name: str, people: People
) -> tuple[pd.DataFrame, list[Reject]]:
    if rows.empty:
        return rows.assign(rep_id=None), []
    matches = people.resolve(rows, _days(rows, name))
    known = rows.assign(rep_id=np.array([match.rep_id for match in matches], object))
    lost = known["rep_id"].isna()
    reasons = [match.reason for match in matches if match.rep_id is None]
    return known[~lost], _unmatched(rows[lost], reasons)


def _unmatched(rows: pd.DataFrame, reasons: Sequence[str]) -> list[Reject]:
    names = ["file", "row", *PERSON]
    cells = zip(*(rows[name].tolist() for name in names), reasons, strict=True)
    return [
        Reject(file, row, "", next(filter(None, persons), ""), reason, is_loss=False)
        for file, row, *persons, reason in cells
    ]


def _activity(extracts: Sequence[Extract], people: People) -> dict[str, _Joined]:
    """Join counts and single events; each event row is accounted for on its own."""
    counts = _join(stacked(extracts, "activity"), "activity", people)
    rows, orphans = every_event(extracts)
    known, strangers = _resolved(rows, "events", people)
    events, again = once(known, "events", key=("rep_id", "metric", "event_id"))
    spans = counts.kept.assign(is_event=False)
    both = _concatenated(spans, counted(events))
    aside = overlaps(both)
    kept = both.drop(index=[row for row, _ in aside])
    covered = {row: _place(both, other) for row, other in aside}
    single, hidden = _events_left(events, both, covered)
    spanned = [
        Repeat("activity", *_place(both, row), *instead, "overlap")
        for row, instead in covered.items()
        if not both.loc[row, "is_event"]
    ]
    return {
        "activity": _Joined(kept, [*counts.repeats, *spanned], counts.rejects),
        "events": _Joined(single, [*again, *hidden], [*orphans, *strangers]),
    }


def _concatenated(*tables: pd.DataFrame) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]


def _events_left(
    events: pd.DataFrame, both: pd.DataFrame, covered: Mapping[int, tuple[str, int]]
) -> tuple[pd.DataFrame, list[Repeat]]:
    """Part the events whose day's count stands from those that a span includes."""
    rows = both.loc[[row for row in covered if both.loc[row, "is_event"]]]
    if rows.empty:
        return events, []
    instead = dict(zip(_event_keys(rows), rows.index, strict=True))
    found = [instead.get(key) for key in _event_keys(events)]
    gone = pd.Series([at is not None for at in found], index=events.index)
    places_ = zip(events["file"].tolist(), events["row"].tolist(), found, strict=True)
    hidden = [
        Repeat("activity", file, row, *covered[at], "overlap")
        for file, row, at in places_
        if at is not None
    ]
    return events[~gone], hidden


def _event_keys(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = [rows[name].tolist() for name in ("rep_id", "date", "metric")]
    return list(zip(*columns, strict=True))


def _place(rows: pd.DataFrame, index: int) -> tuple[str, int]:
    return str(rows["file"][index]), int(rows["row"][index])


def _conformed(
    money: Mapping[str, pd.DataFrame], roster: Roster
) -> dict[str, pd.DataFrame]:
    tables = {
        name: TABLES[name].conform(money[name].assign(source=money[name]["file"]))
        for name in TABLES
        if name != "reps"
    }
    return {"reps": one_row_each(roster.spells)} | tables


def _places(money: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {
        name: money[name][[*table.key, *AT]].reset_index(drop=True)
        for name, table in TABLES.items()
        if name != "reps"
    }


def _files(
    readings: Mapping[str, Reading],
    roster: Roster,
    money: Mapping[str, pd.DataFrame],
    repeats: Sequence[Repeat],
    tables: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Account for every row; one of many cells is used where any of them is."""
    spans = money["activity"]
    single = spans["is_event"].astype(bool)
    counts = {**money, "activity": spans[~single]}
    used = places(roster.rows, *counts.values())
    used -= {(at.file, at.row) for at in roster.aside}
    repeated = {(at.file, at.row) for at in repeats} - used
    return file_table(readings, used, repeated, tables)


def _roster_problems(roster: Roster, readings: Mapping[str, Reading]) -> list[SSIError]:
    # A file that could not be read has no origin and may have been the roster.
    found = {getattr(read, "origin", "") for read in readings.values() if read}
    if roster.rows.empty and found.isdisjoint(("", "roster")):
        return [ExportError.no_roster(len(readings))]
    return roster.problems
