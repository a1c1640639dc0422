"""Who is who, and when: rows kept by hand, and LinkedIn's own list of users.

A rep may have several rows, each a time in one team, territory, seat or role; they must
not overlap. A list of users fills the blanks of rows kept by hand and adds nobody to
them; where nothing is kept by hand, it is the roster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports.extract import Aside
from ssi_analysis.intake.stack import places, stacked
from ssi_analysis.people import People
from ssi_analysis.schema import EARLIEST, LATEST, REPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssi_analysis.exports.extract import Extract, Reject

__all__ = ["Roster", "assemble", "one_row_each"]

_NOT_KEPT: Final = "not in the roster that is kept by hand"
_FILLED: Final = ("email", "linkedin_seat_id", "crm_user_id", "name", "team")


@dataclass(frozen=True)
class Roster:
    """The rows that name people; `spells` has one per time of a rep in a role.

    `rows` are those of the files, `aside` what a list of users has beyond them.
    """

    rows: pd.DataFrame
    spells: pd.DataFrame
    aside: tuple[Reject, ...] = ()

    @property
    def problems(self) -> list[SSIError]:
        """The rows that end before they begin, and the reps of two rows at once."""
        ended = self.spells[self.spells["end_date"] < self.spells["start_date"]]
        backwards: list[SSIError] = [
            ExportError.ended_before(f"{file} row {row}")
            for file, row in sorted(places(ended))
        ]
        again = self.spells[self.spells["rep_id"].duplicated(keep=False)]
        return backwards + [
            ExportError.repeated_rep(
                str(rep_id), [f"{file} row {row}" for file, row in sorted(places(rows))]
            )
            for rep_id, rows in again.groupby("rep_id")
            if _overlap(rows)
        ]

    def people(self, owners: Mapping[str, tuple[str, ...]]) -> People:
        """Index everybody by every identity."""
        return People.from_reps(self.spells, owners=owners)


def one_row_each(spells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per rep: what held last, from the first day to the last."""
    ordered = spells.sort_values("start_date", na_position="first", kind="stable")
    first = ordered.drop_duplicates("rep_id").set_index("rep_id")["start_date"]
    last = ordered.drop_duplicates("rep_id", keep="last").sort_index()
    starts = first.reindex(last["rep_id"].tolist()).to_numpy()
    return REPS.conform(last.assign(start_date=starts))


def _overlap(rows: pd.DataFrame) -> bool:
    ordered = rows.sort_values("start_date", na_position="first")
    ends = ordered["end_date"].fillna(LATEST)
    starts = ordered["start_date"].fillna(EARLIEST)
    return bool((starts.iloc[1:].to_numpy() <= ends.iloc[:-1].to_numpy()).any())


def assemble(extracts: Iterable[Extract]) -> Roster:
    """Put the rosters of all files together."""
    rows = stacked(extracts, "reps")
    listed = _flag(rows, "is_supplement")
    by_hand, users = rows[~listed], rows[listed]
    if by_hand.empty or users.empty:
        return Roster(rows, _spells(rows))
    filled, aside = _filled(by_hand, users)
    return Roster(rows, _spells(filled), aside)


def _flag(rows: pd.DataFrame, name: str) -> pd.Series:
    if name not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows[name].map(lambda value: value is True).astype(bool)


def _filled(
    by_hand: pd.DataFrame, users: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Reject, ...]]:
    """Fill the blanks of the rows kept by hand from a list of users."""
    people = People.from_reps(_spells(by_hand))
    cells = ("rep_id", "email", "linkedin_seat_id", "name")
    named = zip(*(users[name].fillna("").tolist() for name in cells), strict=True)
    matches = [
        people.find(rep_id, email, seat, "", name).rep_id
        for rep_id, email, seat, name in named
    ]
    known = users.assign(rep_id=np.array(matches, object))
    first = known.dropna(subset=["rep_id"]).drop_duplicates("rep_id")
    more = first.set_index("rep_id")
    filled = by_hand.assign(
        **{
            name: by_hand[name].mask(
                by_hand[name].isna() | by_hand[name].eq(""),
                by_hand["rep_id"].map(more[name]),
            )
            for name in _FILLED
            if name in by_hand and name in more
        }
    )
    strangers = known[known["rep_id"].isna()]
    places_ = zip(strangers["file"].tolist(), strangers["row"].tolist(), strict=True)
    aside = [
        Aside(file, row, "", "", _NOT_KEPT, is_loss=False) for file, row in places_
    ]
    return filled, tuple(aside)


def _spells(rows: pd.DataFrame) -> pd.DataFrame:
    """Type the rows; those whom others report to manage, where no row says so."""
    spells = REPS.conform(rows)
    people = People.from_reps(spells)
    managers = spells["manager_id"].map(
        lambda named: people.find(named, named, "", "", named).rep_id or named,
        na_action="ignore",
    )
    leads = spells["rep_id"].isin(managers)
    flag = spells["is_manager"]
    unsaid = (
        rows["is_manager"].isna().to_numpy()
        if "is_manager" in rows
        else pd.Series(data=True, index=spells.index)
    )
    more = {name: rows[name].to_numpy() for name in ("file", "row")}
    if "other_names" in rows:
        more["other_names"] = rows["other_names"].to_numpy()
    return spells.assign(
        manager_id=managers, is_manager=flag | (unsaid & leads), **more
    )
