"""Everybody whom the exports name, whom each was taken for, and a roster to complete.

No file of LinkedIn's shares a key with a file of the CRM's, so who is who has to be
said once, in the roster. This lists what there is to say: each identity as the files
write it, how it was matched, and for those without a match a row to fill in.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ssi_analysis.display import Tabular, without_formula
from ssi_analysis.errors import SSIError
from ssi_analysis.exports.extract import PERSON, Extract
from ssi_analysis.exports.folder import folder_of, read_folder
from ssi_analysis.exports.text import fold
from ssi_analysis.intake import join_people, named_rows
from ssi_analysis.people import SEVERAL
from ssi_analysis.schema import REPS
from ssi_analysis.team import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ssi_analysis.exports import Reading
    from ssi_analysis.people import People
    from ssi_analysis.settings import DateOrder, QuotaPeriod

__all__ = ["Identities", "identify"]

_COLUMN: Final = {
    "person_id": "rep_id",
    "person_email": "email",
    "person_seat": "linkedin_seat_id",
    "person_crm": "crm_user_id",
    "person_name": "name",
}
"""Which column of the roster each identity belongs in."""

_NAMED: Final = (
    "person_name",
    "person_email",
    "person_id",
    "person_seat",
    "person_crm",
    "place",
)
_ROSTER: Final = [*REPS.names, "other_names", "note"]
_ALIKE: Final = 0.6
"""How alike two names must be for the one to be offered for the other."""

Person = dict[str, str]


@dataclass(frozen=True)
class Identities(Tabular):
    """The identities found, one row each, and the roster that they propose.

    `found` has what the files write, where and how often, the days from and to, the
    `rep_id`, and by what it was matched or why not. `roster` has the columns of a
    roster and a note on what is still to be said. `unread` says of each file that
    could not be read why not, as it may name more.
    """

    found: pd.DataFrame
    roster: pd.DataFrame
    unread: tuple[str, ...] = ()

    def rows(self) -> list[dict[str, object]]:
        """Return one row per identity."""
        return [
            {
                "named": " / ".join(filter(None, (row[name] for name in _NAMED))),
                "in": row["origins"],
                "rows": row["rows"],
                "from": row["first_day"],
                "to": row["last_day"],
                "rep_id": row["rep_id"],
                "matched by": row["matched_by"],
            }
            for row in self.found.to_dict("records")
        ]

    def roster_csv(self) -> str:
        """Return the proposed roster as CSV, safe to open in a spreadsheet."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.roster.columns)
        for row in self.roster.itertuples(index=False):
            writer.writerow([_cell(value) for value in row])
        return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return str(value).lower()
    return without_formula(value) if isinstance(value, str) else ""


def identify(
    folder: str | Path,
    *,
    date_order: DateOrder | None = None,
    quota_period: QuotaPeriod | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Identities:
    r"""List everybody whom the exports in a folder name; a roster need not be there.

    Takes what `load_team` takes. Raises `SSIError` where the folder or its settings
    cannot be used; a file that cannot be read names nobody and is listed.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "ssi.csv").write_text("name,date,ssi\nAna Reis,2026-11-15,53\n")
    >>> identify(folder).roster[["rep_id", "name"]].values.tolist()
    [['ana-reis', 'Ana Reis']]
    """
    source, settings = settle(folder, date_order=date_order, quota_period=quota_period)
    readings = read_folder(source, settings, progress=progress)
    extracts = [found for found in readings.values() if isinstance(found, Extract)]
    spells, people = join_people(extracts)
    found = _matched(named_rows(extracts), people)
    strangers = found[found["rep_id"] == ""].to_dict("records")
    roster = _proposed(spells, [_person(row) for row in strangers])
    return Identities(found, roster, tuple(_unread(readings)))


def _unread(readings: Mapping[str, Reading]) -> Iterator[str]:
    for path, reading in readings.items():
        if isinstance(reading, SSIError):
            yield str(reading)
        elif reading is None:
            yield f"{path}: of no known origin; see `ssi check` without --people"


def _matched(rows: pd.DataFrame, people: People) -> pd.DataFrame:
    """Return one row per identity; that of files that name nobody is their place."""
    nobody = ~rows[list(PERSON)].astype(bool).any(axis=1)
    seen = _summed(
        rows.assign(place=rows["file"].where(nobody, "")), [*PERSON, "place"]
    )
    matches = [_match(row, people) for row in seen.to_dict("records")]
    known = seen.assign(
        rep_id=[rep_id for rep_id, _ in matches], matched_by=[how for _, how in matches]
    )
    # A folder of one file a day is one place.
    folder = known["place"].map(folder_of)
    place = known["place"].where(known["rep_id"].eq("") | folder.eq(""), folder)
    return _summed(
        known.assign(place=place), [*PERSON, "place", "rep_id", "matched_by"]
    )


def _summed(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    if "origins" not in rows:
        rows = rows.assign(origins=rows["origin"], rows=1, first_day=rows["day"])
        rows = rows.assign(last_day=rows["day"])
    return (
        rows.groupby(keys, dropna=False)
        .agg(
            origins=("origins", lambda names: ", ".join(sorted(set(names)))),
            rows=("rows", "sum"),
            first_day=("first_day", "min"),
            last_day=("last_day", "max"),
        )
        .reset_index()
    )


def _match(row: dict[Any, Any], people: People) -> tuple[str, str]:
    """Return the rep and by what they were found, or a blank and the reason."""
    person = {name: str(row[name]) for name in PERSON}
    if row["place"]:
        match, how = people.of_file(row["place"]), "path"
    else:
        day = pd.Timestamp(row["last_day"]).to_datetime64()
        match, how = people.find(*person.values(), day=day), people.how(person)
    return match.rep_id or "", match.reason or how


def _person(row: dict[Any, Any]) -> Person:
    """Return what a stranger is known by; of a file that names nobody, its place."""
    if not row["place"]:
        named = {_COLUMN[name]: str(row[name]) for name in PERSON}
        # An owner column may hold addresses.
        is_address = "@" in named["name"] and not named["email"]
        return {**named, "email": named["name"], "name": ""} if is_address else named
    *folders, file = str(row["place"]).split("/")
    place = folders[-1] if folders else file.rpartition(".")[0]
    blank = dict.fromkeys(_COLUMN.values(), "")
    return {**blank, "name": re.sub(r"[_\s]+", " ", place).strip()}


def _proposed(spells: pd.DataFrame, strangers: Sequence[Person]) -> pd.DataFrame:
    """Return the roster as it is, and below it a row for each stranger."""
    known = {fold(name): rep_id for name, rep_id in _names(spells)}
    ids = set(spells["rep_id"])
    more = []
    for person in _merged(strangers):
        rep_id = person["rep_id"] or _new_id(person, ids)
        ids.add(rep_id)
        more.append({**person, "rep_id": rep_id, "note": _note(person, known)})
    frames = [spells.reindex(columns=_ROSTER), pd.DataFrame(more, columns=_ROSTER)]
    return pd.concat([frame.astype(object) for frame in frames], ignore_index=True)


def _names(spells: pd.DataFrame) -> list[tuple[str, str]]:
    rows = zip(spells["name"], spells["rep_id"], strict=True)
    return [(name, rep_id) for name, rep_id in rows if isinstance(name, str)]


def _merged(strangers: Sequence[Person]) -> list[Person]:
    """Put together those who share an id, an address or a name."""
    people: list[Person] = []
    keys: list[set[str]] = []
    for person in strangers:
        mine = _keys(person)
        same = [at for at, theirs in enumerate(keys) if theirs & mine]
        one = person
        for at in reversed(same):
            one, mine = _both(people.pop(at), one), mine | keys.pop(at)
        people.append(one)
        keys.append(mine)
    return people


def _keys(person: Person) -> set[str]:
    # The part of an address before the @ is often the name.
    spoken = {fold(person["name"]), fold(person["email"].partition("@")[0])} - {""}
    ids = {f"{column}:{value}" for column, value in person.items() if value}
    return ids - {f"name:{person['name']}", f"email:{person['email']}"} | spoken


def _both(first: Person, second: Person) -> Person:
    joined = {}
    for column in first:
        values = dict.fromkeys(filter(None, (first[column], second[column])))
        several = column in ("crm_user_id", "linkedin_seat_id")
        joined[column] = SEVERAL.join(values) if several else next(iter(values), "")
    return joined


def _new_id(person: Person, taken: set[str]) -> str:
    called = person["name"] or person["email"].partition("@")[0] or "rep"
    plain = re.sub(r"[^a-z0-9]+", "-", _ascii(called)).strip("-") or "rep"
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (plain, *numbered) if one not in taken)


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return plain.encode("ascii", "ignore").decode()


def _note(person: Person, known: dict[str, str]) -> str:
    """Say what is to be done, and whom of the roster it may be."""
    near = difflib.get_close_matches(fold(person["name"]), known, 1, _ALIKE)
    if near and person["name"]:
        return f"the same as {known[near[0]]}? then add this name to its other_names"
    return "new: say which team, or delete the row if this is nobody of yours"
