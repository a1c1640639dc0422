"""Whose row is this? Every identity that exports carry, resolved through the roster.

Ids, e-mails, seats and CRM ids come first and must agree; a name comes last, and only
where one rep bears it. An identity that passed from one rep to another belongs to the
one whose row of the roster has the day. A file that names nobody belongs to the rep
whom its own name or the nearest folder names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from ssi_analysis.exports.extract import PERSON
from ssi_analysis.exports.folder import folder_of
from ssi_analysis.exports.paths import whose_path
from ssi_analysis.exports.text import fold
from ssi_analysis.schema import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Set

__all__ = ["SEVERAL", "Match", "People", "crm_key"]

SEVERAL: Final = ";"
"""Stands between the ids, addresses or names of one rep in one cell of the roster."""

_SPOKEN: Final = {
    "person_id": "id",
    "person_email": "e-mail",
    "person_seat": "seat",
    "person_crm": "CRM id",
    "person_name": "name",
}
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
_CRM_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_Row = tuple[str, ...]


class Match(NamedTuple):
    """A rep, or the reason why there is none."""

    rep_id: str | None
    reason: str = ""


class _Holder(NamedTuple):
    """A rep and the days on which an identity was theirs."""

    rep_id: str
    first: np.datetime64
    last: np.datetime64


_Index = dict[str, set[_Holder]]


@dataclass(frozen=True)
class People:
    """The roster, indexed by every identity that a row can carry.

    `owners` holds by folder what a file of a LinkedIn archive says of its member.
    """

    indexes: Mapping[str, Mapping[str, set[_Holder]]]
    """By column of `PERSON`: identity -> the reps who have or had it."""
    owners: Mapping[str, _Row] = field(default_factory=dict)

    @classmethod
    def from_reps(
        cls, reps: pd.DataFrame, *, owners: Mapping[str, _Row] | None = None
    ) -> People:
        """Index a roster; several rows of one rep are times in different roles."""
        names = reps["name"].fillna("") + SEVERAL + _other_names(reps)
        identities: dict[str, tuple[pd.Series, Callable[[str], str]]] = {
            "person_id": (reps["rep_id"], str),
            "person_email": (reps["email"], str.casefold),
            "person_seat": (reps["linkedin_seat_id"], str),
            "person_crm": (reps["crm_user_id"], crm_key),
            "person_name": (names, fold),
        }
        indexes: dict[str, _Index] = {name: {} for name in identities}
        holders = [_Holder(*row) for row in _terms(reps)]
        for name, (cells, key) in identities.items():
            for holder, cell in zip(holders, cells, strict=True):
                for each in _several(cell):
                    indexes[name].setdefault(key(each), set()).add(holder)
        return cls(indexes, owners or {})

    def resolve(self, table: pd.DataFrame, days: pd.Series) -> list[Match]:
        """Return a match for each row of a table with the columns of `PERSON`.

        `days` tells who of several had an identity when the row happened.
        """
        files = table["file"].tolist()
        rows = list(zip(*(table[name].tolist() for name in PERSON), strict=True))
        named = {file for file, row in zip(files, rows, strict=True) if any(row)}
        by_row = {row: self.find(*row) for row in set(rows)}
        nobody = set(files) - named | self._of_one_stranger(files, rows)
        by_file = {file: self.of_file(file) for file in nobody}
        shared = {row for row, match in by_row.items() if match.rep_id is None}
        when = days.to_numpy("datetime64[D]")
        return [
            by_file.get(file)
            or (self.find(*row, day=day) if row in shared else by_row[row])
            for file, row, day in zip(files, rows, when, strict=True)
        ]

    def _of_one_stranger(self, files: list[str], rows: list[_Row]) -> set[str]:
        """Return the files in which one id that is not of the roster is on every row.

        A tracker's own id of its only person names nobody, and the path may.
        """
        persons: dict[str, set[_Row]] = {}
        for file, row in zip(files, rows, strict=True):
            persons.setdefault(file, set()).add(row)
        return {
            file
            for file, found in persons.items()
            for rep_id, *others in found
            if len(found) == 1 and rep_id and not any(others)
            if rep_id not in self.indexes["person_id"] and self.of_file(file).rep_id
        }

    def of_file(self, file: str) -> Match:
        """Return whose file this is, by the archive it lies in, else by its path."""
        by_path = self.in_path(file)
        owner = self.owners.get(folder_of(file))
        said = self.find(*owner) if owner else by_path
        if said.rep_id and by_path.rep_id and said.rep_id != by_path.rep_id:
            reason = (
                f"the path is that of {by_path.rep_id}, the profile beside the file"
                f" that of {said.rep_id}"
            )
            return Match(None, reason)
        return said if said.rep_id else by_path

    def find(  # noqa: PLR0913  # one for each way to name a person, and the day
        self,
        rep_id: str,
        email: str,
        seat: str,
        crm: str,
        name: str,
        *,
        day: np.datetime64 | None = None,
    ) -> Match:
        """Return the rep whom these identities name, blanks allowed."""
        if not any((rep_id, email, seat, crm, name)):
            return Match(None, "the row names no person")
        keys = (rep_id, email.casefold(), seat, crm_key(crm))
        found = set().union(
            *(
                self._had(column, key, day)
                for column, key in zip(PERSON[:4], keys, strict=True)
            )
        )
        found = found or self._called(name, day)
        if not found and (crm or seat) and not (rep_id or email or name):
            return _unlisted(crm, seat)
        return _only(found, rep_id or email or crm or name)

    def how(self, person: Mapping[str, str]) -> str:
        """Say by which of its identities a person with a match was found."""
        keys: dict[str, Callable[[str], str]] = {
            "person_email": str.casefold,
            "person_crm": crm_key,
            "person_name": fold,
        }
        return next(
            (
                _SPOKEN[column]
                for column in PERSON
                if person[column]
                if keys.get(column, str)(person[column]) in self.indexes[column]
            ),
            _SPOKEN["person_name"],
        )

    def _had(self, column: str, key: str, day: np.datetime64 | None) -> set[str]:
        """Return who has an identity: of several reps those who had it on that day."""
        holders = self.indexes[column].get(key, set()) if key else set()
        reps = {holder.rep_id for holder in holders}
        if len(reps) < 2 or day is None or np.isnat(day):
            return reps
        then = {who.rep_id for who in holders if who.first <= day <= who.last}
        return then or reps

    def _called(self, name: str, day: np.datetime64 | None) -> set[str]:
        # An owner column holds a name, an e-mail or an id, as the export was set up.
        keys = {
            "person_name": fold(name),
            "person_email": name.casefold(),
            "person_crm": crm_key(name),
            "person_id": name,
        }
        return next(
            (
                found
                for column, key in keys.items()
                if (found := self._had(column, key, day))
            ),
            set(),
        )

    def in_path(self, path: str) -> Match:
        """Return the rep whom the file name, or else the nearest folder, names."""
        found = whose_path(path, *self._in_paths)
        if found is None:
            return Match(None, f"no rep in the roster matches the path '{path}'")
        if len(found.reps) == 1 and found.doubt:
            return Match(None, found.doubt)
        return _only(found.reps, found.part)

    @cached_property
    def _in_paths(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Return the reps by what a path may call them, and by their ids as written."""
        spoken: dict[str, set[str]] = {}
        for column in ("person_id", "person_email", "person_name"):
            for key, found in self.indexes[column].items():
                reps = {holder.rep_id for holder in found}
                spoken.setdefault(fold(key), set()).update(reps)
        ids = self.indexes["person_id"].items()
        return spoken, {key: {who.rep_id for who in found} for key, found in ids}


def _other_names(reps: pd.DataFrame) -> pd.Series:
    if "other_names" not in reps:
        return pd.Series("", index=reps.index)
    return reps["other_names"].fillna("").astype(str)


def _terms(reps: pd.DataFrame) -> Iterator[tuple[str, np.datetime64, np.datetime64]]:
    first = reps["start_date"].fillna(EARLIEST).to_numpy("datetime64[D]")
    last = reps["end_date"].fillna(LATEST).to_numpy("datetime64[D]")
    return zip(reps["rep_id"].tolist(), first, last, strict=True)


def _several(cell: object) -> list[str]:
    if not isinstance(cell, str):
        return []
    return [each for part in cell.split(SEVERAL) if (each := part.strip())]


def _only(found: Set[str], named: str) -> Match:
    if len(found) == 1:
        return Match(next(iter(found)))
    if found:
        reps = ", ".join(sorted(found))
        return Match(None, f"several reps in the roster match: {reps}")
    return Match(None, f"no rep in the roster matches '{named}'")


def _unlisted(crm: str, seat: str) -> Match:
    what, column = ("CRM id", "crm_user_id") if crm else ("seat", "linkedin_seat_id")
    reason = f"no rep in the roster matches '{crm or seat}', a {what}"
    return Match(None, f"{reason}; write it in the column {column} of its rep")


def crm_key(text: str) -> str:
    """Reduce an id to what identifies: of Salesforce's 18 characters the first 15.

    Only the ids of Dynamics are the same in capitals and in braces.

    >>> crm_key("00599000000HofhAAC"), crm_key("00599000000Hofh"), crm_key("5512")
    ('00599000000Hofh', '00599000000Hofh', '5512')
    >>> crm_key("{A1B2C3D4-0000-4000-8000-000000000001}")
    'a1b2c3d4-0000-4000-8000-000000000001'
    """
    if guid := _GUID.fullmatch(text):
        return guid[1].casefold()
    return text[:15] if _CRM_ID.fullmatch(text) else text
