"""Whose row is this? Every identity that exports carry, resolved through the roster.

Ids, e-mails, seats and CRM ids come first and must agree; a name comes last, and only
where one rep bears it. A file that names nobody belongs to the rep whom its own name
or the nearest folder names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ssi_analysis.exports.extract import PERSON
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

__all__ = ["Match", "People", "crm_key"]

_CRM_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_NOT_A_NAME = re.compile(
    r"\d{4}(?P<mark>[-_.]?)\d{2}(?P=mark)\d{2}(?:T\d[\d\-_:.]*Z?)?| ?\(\d+\)$"
)
_BETWEEN_TOKENS = re.compile(r"[_\-\s]+")
_Index = dict[str, set[str]]
_Row = tuple[str, ...]


class Match(NamedTuple):
    """A rep, or the reason why there is none."""

    rep_id: str | None
    reason: str = ""


@dataclass(frozen=True)
class People:
    """The roster, indexed by every identity that a row can carry."""

    indexes: Mapping[str, Mapping[str, set[str]]]
    """By column of `PERSON`: identity -> the reps who have it."""

    @classmethod
    def from_reps(cls, reps: pd.DataFrame) -> People:
        """Index a roster."""
        identities: dict[str, tuple[pd.Series, Callable[[str], str]]] = {
            "person_id": (reps["rep_id"], str),
            "person_email": (reps["email"], str.casefold),
            "person_seat": (reps["linkedin_seat_id"], str),
            "person_crm": (reps["crm_user_id"], crm_key),
            "person_name": (reps["name"], fold),
        }
        indexes: dict[str, _Index] = {name: {} for name in identities}
        for name, (cells, key) in identities.items():
            for rep_id, cell in zip(reps["rep_id"], cells, strict=True):
                if isinstance(cell, str) and cell:
                    indexes[name].setdefault(key(cell), set()).add(rep_id)
        return cls(indexes)

    def resolve(self, table: pd.DataFrame) -> list[Match]:
        """Return a match for each row of a table with the columns of `PERSON`."""
        files = table["file"].tolist()
        rows = list(zip(*(table[name].tolist() for name in PERSON), strict=True))
        named = {file for file, row in zip(files, rows, strict=True) if any(row)}
        by_row = {row: self.find(*row) for row in set(rows)}
        nobody = set(files) - named | self._of_one_stranger(files, rows)
        by_path = {file: self.in_path(file) for file in nobody}
        return [
            by_path.get(file) or by_row[row]
            for file, row in zip(files, rows, strict=True)
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
            if rep_id not in self.indexes["person_id"] and self.in_path(file).rep_id
        }

    def find(self, rep_id: str, email: str, seat: str, crm: str, name: str) -> Match:
        """Return the rep whom these identities name, blanks allowed."""
        if not any((rep_id, email, seat, crm, name)):
            return Match(None, "the row names no person")
        keys = (rep_id, email.casefold(), seat, crm_key(crm))
        found = set().union(
            *(
                self.indexes[column].get(key, set())
                for column, key in zip(PERSON[:4], keys, strict=True)
            )
        )
        return _only(found or self._called(name), rep_id or email or crm or name)

    def _called(self, name: str) -> set[str]:
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
                if key and (found := self.indexes[column].get(key, set()))
            ),
            set(),
        )

    def in_path(self, path: str) -> Match:
        """Return the rep whom the file name, or else the nearest folder, names."""
        spoken = self._spoken()
        for part in _parts(path):
            for name in _runs(part):
                found = spoken.get(fold(name))
                if found:
                    return _only(found, part)
        return Match(None, f"no rep in the roster matches the path '{path}'")

    def _spoken(self) -> _Index:
        spoken: _Index = {}
        for column in ("person_id", "person_email", "person_name"):
            for key, found in self.indexes[column].items():
                spoken.setdefault(fold(key), set()).update(found)
        return spoken


def _only(found: set[str], named: str) -> Match:
    if len(found) == 1:
        return Match(next(iter(found)))
    if found:
        reps = ", ".join(sorted(found))
        return Match(None, f"several reps in the roster match: {reps}")
    return Match(None, f"no rep in the roster matches '{named}'")


def _parts(path: str) -> Iterator[str]:
    *folders, name = path.split("/")
    for part in (name.rpartition(".")[0] or name, *reversed(folders)):
        # A date or the number of a copy is no rep's id.
        yield _NOT_A_NAME.sub("", part)


def _runs(part: str) -> Iterable[str]:
    yield part
    tokens = [token for token in _BETWEEN_TOKENS.split(part) if token]
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            yield "".join(tokens[start : start + length])


def crm_key(text: str) -> str:
    """Reduce a Salesforce id of 15 or 18 characters to the 15 that identify.

    >>> crm_key("00599000000HofhAAC"), crm_key("00599000000Hofh"), crm_key("5512")
    ('00599000000Hofh', '00599000000Hofh', '5512')
    """
    return text[:15] if _CRM_ID.fullmatch(text) else text
