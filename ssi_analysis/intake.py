"""Extracts of many files -> canonical tables, with an account of every row.

People are resolved, repeats set aside by one rule per table, and each file is held
against its loss budget. Of the snapshots of one rep on one day one that is not rounded
counts, then the latest, then the one in the later file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports.deals import unknown_stages
from ssi_analysis.exports.extract import PERSON, Columns, Extract, Reject
from ssi_analysis.people import People, crm_key
from ssi_analysis.schema import REPS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Intake", "join"]

FILE_COLUMNS: Final = [
    "file",
    "origin",
    "rows_read",
    "rows_used",
    "rows_rejected",
    "rows_repeated",
    "last_date",
]
REJECT_COLUMNS: Final = ["file", "row", "column", "found", "reason"]
_SHOWN: Final = 10
_AT: Final = ["file", "row"]
_Rows = set[tuple[str, int]]


@dataclass(frozen=True)
class Intake:
    """The canonical tables, what is not in them, and what stops the run."""

    tables: Mapping[str, pd.DataFrame]
    rejects: pd.DataFrame
    files: pd.DataFrame
    problems: list[SSIError]


@dataclass(frozen=True)
class _Joined:
    """One table: the rows that count, those set aside, those that name no rep."""

    kept: pd.DataFrame
    repeats: pd.DataFrame
    unmatched: list[Reject]


def join(readings: Mapping[str, Extract | SSIError | None]) -> Intake:
    """Join the readings of a folder by person."""
    extracts = [found for found in readings.values() if isinstance(found, Extract)]
    roster = _stacked(extracts, "reps")
    reps = _conformed_reps(roster)
    people = People.from_reps(reps)
    joined = {
        name: _join(_stacked(extracts, name), name, people)
        for name in TABLES
        if name != "reps"
    }
    tables = {"reps": reps} | {
        name: TABLES[name].conform(part.kept.assign(source=part.kept["file"]))
        for name, part in joined.items()
    }
    rejects = [reject for found in extracts for reject in found.rejects]
    unmatched = [reject for part in joined.values() for reject in part.unmatched]
    used = _places(roster, *(part.kept for part in joined.values()))
    repeated = _places(*(part.repeats for part in joined.values())) - used
    files = _files(readings, used, repeated, tables)
    every = sorted(dict.fromkeys([*rejects, *unmatched]))
    problems = _roster_problems(roster, readings)
    if roster.empty:  # so nobody is known, which is no fault of the other files
        problems += _losses(files[files["origin"] == "roster"], rejects, every)
    elif not problems:
        problems = [*_losses(files, rejects, every), *_overlaps(joined["quota"].kept)]
        problems += unknown_stages(extracts)
    return Intake(tables, _reject_table(every), files, problems)


def _stacked(extracts: Iterable[Extract], name: str) -> pd.DataFrame:
    tables = [found.tables[name] for found in extracts if name in found.tables]
    columns = dict.fromkeys(column for table in tables for column in table)
    if not tables:
        return TABLES[name].empty().assign(**dict.fromkeys([*PERSON, *_AT]))
    return pd.DataFrame(
        {
            column: np.concatenate(
                [table.get(column, _absent(table)) for table in tables]
            )
            for column in columns
        }
    )


def _absent(table: Columns) -> np.ndarray:
    return np.full(len(table["row"]), None, dtype=object)


def _conformed_reps(roster: pd.DataFrame) -> pd.DataFrame:
    reps = REPS.conform(roster)
    people = People.from_reps(reps)
    managers = reps["manager_id"].map(
        lambda named: people.find(named, named, "", "", named).rep_id or named,
        na_action="ignore",
    )
    flag = reps["is_manager"]
    if "is_manager" in roster:
        # Where a roster does not say who manages, those are who others report to.
        flag = flag | (roster["is_manager"].isna() & reps["rep_id"].isin(managers))
    else:
        flag = reps["rep_id"].isin(managers)
    return REPS.conform(reps.assign(manager_id=managers, is_manager=flag))


def _join(stacked: pd.DataFrame, name: str, people: People) -> _Joined:
    matches = people.resolve(stacked)
    known = stacked.assign(
        rep_id=pd.Series(
            [match.rep_id for match in matches], index=stacked.index, dtype=object
        )
    )
    lost = known["rep_id"].isna()
    reasons = [match.reason for match in matches if match.rep_id is None]
    unmatched = _unmatched(stacked[lost], reasons)
    known = known[~lost]
    ordered = known if name != "ssi" else _best_last(known)
    again = pd.DataFrame(
        {key: _comparable(ordered[key]) for key in TABLES[name].key}
    ).duplicated(keep="last")
    return _Joined(ordered[~again].sort_index(), ordered[again], unmatched)


def _unmatched(rows: pd.DataFrame, reasons: Sequence[str]) -> list[Reject]:
    names = ["file", "row", *PERSON]
    cells = zip(*(rows[name].tolist() for name in names), reasons, strict=True)
    return [
        Reject(file, row, "", next(filter(None, persons), ""), reason, is_loss=False)
        for file, row, *persons, reason in cells
    ]


def _best_last(scores: pd.DataFrame) -> pd.DataFrame:
    exact = ~scores["is_rounded"].astype(bool)
    rank = pd.DataFrame({"exact": exact, "time": scores.get("time", -1.0)})
    return scores.loc[rank.sort_values(["exact", "time"]).index]


def _comparable(key: pd.Series) -> pd.Series:
    # The same deal carries 15 characters in one export and 18 in another.
    return key.map(crm_key) if key.name == "deal_id" else key


def _places(*tables: pd.DataFrame) -> _Rows:
    return {
        place
        for table in tables
        for place in zip(table["file"].tolist(), table["row"].tolist(), strict=True)
    }


def _files(
    readings: Mapping[str, Extract | SSIError | None],
    used: _Rows,
    repeated: _Rows,
    tables: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    found = {
        file: reading if isinstance(reading, Extract) else None
        for file, reading in readings.items()
    }
    n_used, n_repeated = (
        Counter(file for file, _ in rows) for rows in (used, repeated)
    )
    counts = pd.DataFrame(
        {
            "file": list(found),
            "origin": [read.origin if read else "unknown" for read in found.values()],
            "rows_read": [read.rows_read if read else 0 for read in found.values()],
            "rows_used": [n_used[file] for file in found],
            "rows_repeated": [n_repeated[file] for file in found],
            "last_date": _last_days(tables).reindex(list(found)).to_numpy(),
        }
    )
    accounted = counts["rows_used"] + counts["rows_repeated"]
    return counts.assign(rows_rejected=counts["rows_read"] - accounted)[FILE_COLUMNS]


def _last_days(tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    deals = tables["deals"]
    closed = deals["close_date"].where(deals["is_won"])
    known = {
        "ssi": tables["ssi"]["date"],
        "activity": tables["activity"]["end_date"],
        "quota": tables["quota"]["end_date"],
        "deals": pd.concat([closed, deals["created_date"]], axis=1).max(axis=1),
    }
    days = pd.concat(
        [day.groupby(tables[name]["source"]).max() for name, day in known.items()]
    )
    last: pd.Series = days.groupby(level=0).max()
    return last


def _reject_table(rejects: Iterable[Reject]) -> pd.DataFrame:
    rows = [reject[: len(REJECT_COLUMNS)] for reject in rejects]
    return pd.DataFrame(rows, columns=REJECT_COLUMNS)


def _roster_problems(
    roster: pd.DataFrame, readings: Mapping[str, Extract | SSIError | None]
) -> list[SSIError]:
    # A file that could not be read has no origin and may have been the roster.
    found = {getattr(read, "origin", "") for read in readings.values() if read}
    if roster.empty and found.isdisjoint(("", "roster")):
        return [ExportError.no_roster(len(readings))]
    again = roster[roster["rep_id"].duplicated(keep=False)]
    return [
        ExportError.repeated_rep(
            str(rep_id),
            [f"{file} row {row}" for file, row in sorted(_places(rows))],
        )
        for rep_id, rows in again.groupby("rep_id")
    ]


def _overlaps(quota: pd.DataFrame) -> list[SSIError]:
    """Refuse the reps whose quota periods overlap: the sum would count days twice."""
    ordered = quota.sort_values(["rep_id", "start_date", "end_date"])
    following = ordered.groupby("rep_id")["start_date"].shift(-1)
    meets = following <= ordered["end_date"]
    after = meets.groupby(ordered["rep_id"]).shift(fill_value=False)
    return [
        ExportError.overlapping_quotas(str(rep_id), _spans(spans[:2]))
        for rep_id, spans in ordered[meets | after].groupby("rep_id")
    ]


def _spans(quota: pd.DataFrame) -> list[str]:
    columns = [quota[name] for name in ("start_date", "end_date", "file", "row")]
    return [
        f"{first:%Y-%m-%d} to {last:%Y-%m-%d} ({file} row {row})"
        for first, last, file, row in zip(*columns, strict=True)
    ]


def _losses(
    files: pd.DataFrame, losses: Sequence[Reject], every: Sequence[Reject]
) -> list[SSIError]:
    """Hold each file against its budget; single snapshots are judged together.

    A folder of one-snapshot files would else stop at the first misread page.
    """
    known = files[files["origin"] != "unknown"]
    single = "the single snapshots of " + known["origin"].astype(object)
    groups = known["file"].mask(known["rows_read"] == 1, single)
    return [
        error
        for name, group in known.groupby(groups, sort=False)
        if (error := _loss(str(name), group, losses, every))
    ]


def _loss(
    name: str, group: pd.DataFrame, losses: Sequence[Reject], every: Sequence[Reject]
) -> SSIError | None:
    files = set(group["file"])
    title = next(iter(files)) if len(files) == 1 else name
    read = int(group["rows_read"].sum())
    lost = {(at.file, at.row) for at in losses if at.is_loss and at.file in files}
    nothing = not (group["rows_used"] + group["rows_repeated"]).sum()
    if not nothing and len(lost) <= defaults.LOSS_BUDGET * read:
        return None
    shown = [at for at in every if at.file in files and (nothing or at.is_loss)]
    lines = [_line(at, with_file=len(files) > 1) for at in shown[:_SHOWN]]
    if nothing:
        return ExportError.nothing_usable(title, read, lines, len(shown))
    return ExportError.too_much_lost(title, len(lost), read, lines)


def _line(reject: Reject, *, with_file: bool) -> str:
    place = f"{reject.file}, row {reject.row}" if with_file else f"row {reject.row}"
    column = f", column '{reject.column}'" if reject.column else ""
    found = f" '{reject.found}':" if reject.found else ""
    return f"{place}{column}:{found} {reject.reason}"
