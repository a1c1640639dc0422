"""Extracts of many files -> canonical tables, joined by person and put in one money.

Every row that a reader gave is used, or repeats another, or is rejected with a reason;
each file is held against its loss budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports.beside import ASIDE
from ssi_analysis.exports.deals import unknown_stages
from ssi_analysis.exports.extract import PERSON, Aside, Extract
from ssi_analysis.exports.folder import folder_of
from ssi_analysis.exports.text import fold
from ssi_analysis.intake.account import file_table, losses, reject_table, shortened
from ssi_analysis.intake.activity import join_activity
from ssi_analysis.intake.contradictions import contradictions
from ssi_analysis.intake.deals import join_deals
from ssi_analysis.intake.money import in_one_currency
from ssi_analysis.intake.quotas import quota_problems
from ssi_analysis.intake.repeats import REPEAT_COLUMNS, Repeat
from ssi_analysis.intake.resolved import Joined, join_table, resolved
from ssi_analysis.intake.roster import Roster, assemble, one_row_each
from ssi_analysis.intake.stack import AT, places, stacked
from ssi_analysis.intake.worksheets import sheet_problems
from ssi_analysis.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports import Reading
    from ssi_analysis.exports.extract import Reject
    from ssi_analysis.people import People
    from ssi_analysis.settings import Settings

__all__ = ["Intake", "join", "join_people"]


@dataclass(frozen=True)
class Intake:
    """The canonical tables, what is not in them, and what stops the run.

    `places` says by table in which file and row each of its keys stands; `optouts` who
    has LinkedIn's activity tracking switched off: `rep_id, date, file, row`; `aside` by
    row of `rejects` where nothing is lost; `headers` has those of all tables, folded.
    """

    tables: Mapping[str, pd.DataFrame]
    places: Mapping[str, pd.DataFrame]
    optouts: pd.DataFrame
    spells: pd.DataFrame
    rejects: pd.DataFrame
    aside: pd.Series
    headers: frozenset[str]
    repeats: pd.DataFrame
    files: pd.DataFrame
    problems: list[SSIError]


def join(readings: Mapping[str, Reading], settings: Settings) -> Intake:
    """Join the readings of a folder by person."""
    extracts = [found for found in readings.values() if isinstance(found, Extract)]
    roster = assemble(extracts)
    people = roster.people(_owners(extracts))
    joined = _tables(extracts, people)
    rates = stacked(extracts, "rates")
    money, unrated, mixed = in_one_currency(
        {name: part.kept for name, part in joined.items()}, rates, settings
    )
    tables = _conformed(money, roster)
    repeats = [at for part in joined.values() for at in part.repeats]
    rejects = _rejects(extracts, roster, joined, unrated)
    files = _files(readings, roster, {**money, "rates": rates}, repeats, tables)
    problems = _roster_problems(roster, readings)
    if roster.rows.empty:  # so nobody is known, which is no fault of the other files
        problems += losses(files[files["origin"] == "roster"], rejects, extracts)
    elif not problems:
        problems = losses(files, rejects, extracts)
        problems += _contradictions(joined, money["quota"], extracts)
        problems += [*unknown_stages(extracts), *mixed]
    return Intake(
        tables=tables,
        places=_places(money),
        optouts=resolved(stacked(extracts, "optouts"), "optouts", people)[0],
        spells=roster.spells,
        rejects=reject_table(rejects),
        aside=pd.Series([isinstance(at, Aside) for at in rejects], dtype=bool),
        headers=frozenset(fold(cell) for found in extracts for cell in found.header),
        repeats=pd.DataFrame(repeats, columns=REPEAT_COLUMNS),
        files=files,
        problems=problems,
    )


def _contradictions(
    joined: Mapping[str, Joined], quota: pd.DataFrame, extracts: Sequence[Extract]
) -> list[SSIError]:
    """Refuse rows of which nobody can say whether the one replaces the other."""
    repeats = [at for part in joined.values() for at in part.repeats]
    return [
        *contradictions(repeats),
        *quota_problems(quota, repeats, _origins(extracts)),
        *sheet_problems(repeats, extracts),
        *(problem for part in joined.values() for problem in part.problems),
    ]


def _rejects(
    extracts: Sequence[Extract],
    roster: Roster,
    joined: Mapping[str, Joined],
    unrated: Sequence[Reject],
) -> list[Reject]:
    """Return every reject once, in the order of files and rows."""
    every = [
        *(reject for found in extracts for reject in found.rejects),
        *roster.aside,
        *(reject for part in joined.values() for reject in part.rejects),
        *unrated,
    ]
    return sorted(dict.fromkeys(map(shortened, every)))


def join_people(extracts: Sequence[Extract]) -> tuple[pd.DataFrame, People]:
    """Return the roster's rows and the index of everybody in them."""
    roster = assemble(extracts)
    return roster.spells, roster.people(_owners(extracts))


def _origins(extracts: Sequence[Extract]) -> dict[str, str]:
    return {found.file: found.origin for found in extracts}


def _owners(extracts: Sequence[Extract]) -> dict[str, tuple[str, ...]]:
    """Return by folder what all its files say of the archive's member."""
    owners: dict[str, tuple[str, ...]] = {}
    for found in extracts:
        if found.owner:
            folder = folder_of(found.file)
            before = owners.get(folder, ("",) * len(PERSON))
            both = zip(before, found.owner, strict=True)
            # Two people in one folder: nobody says whose it is.
            owners[folder] = tuple(
                one if not other or one == other else "" if one else other
                for one, other in both
            )
    return owners


def _tables(extracts: Sequence[Extract], people: People) -> dict[str, Joined]:
    joined = {
        name: join_table(stacked(extracts, name), name, people)
        for name in TABLES
        if name not in ("reps", "activity", "deals")
    }
    deals = {"deals": join_deals(extracts, people)}
    return joined | deals | join_activity(extracts, people)


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
        return [ExportError.no_roster(sum(map(_is_data, readings.values())))]
    return roster.problems


def _is_data(reading: Reading) -> bool:
    return getattr(reading, "origin", "") not in ASIDE
