"""Who gets the mail of which team: a CSV with the columns team, email and name.

Every problem of the file is listed at once, with its row and column, because a mail
that went to the wrong person cannot be taken back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ssi_analysis.display import plain
from ssi_analysis.errors import MailError, nearest
from ssi_analysis.errors.base import cut
from ssi_analysis.exports.text import DELIMITERS, Grid, decode, fold, grid, peek
from ssi_analysis.team_names import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["EVERY", "Recipient", "address_problem", "read_recipients"]

EVERY: Final = "*"
"""Stands in the column team for every page of the week."""

_COLUMNS: Final = {
    "team": "team",
    "email": "email",
    "mail": "email",
    "emailaddress": "email",
    "name": "name",
}
_NEEDED: Final = ("team", "email")
_LONGEST: Final = 254
# The plain form of RFC 5322: no quotes, no comments, no letters beyond ASCII.
_ADDRESS = re.compile(
    r"(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    r"(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)


@dataclass(frozen=True)
class Recipient:
    """One person's address, and the name that stands before it."""

    email: str
    name: str = ""


def read_recipients(
    path: Path, teams: Mapping[str, str]
) -> dict[str, tuple[Recipient, ...]]:
    """Read who gets which page, by the page's slug.

    `teams` has each page's name by its slug; a row names one of either (see `meant`),
    or every page by `*`. Raises `MailError` with every problem: columns that are not
    there or not known, cells that are not exactly one address, unknown teams with the
    nearest one, teams that may be several, rows that stand twice.
    """
    rows = list(_rows(_lines(path)))
    pages = {row.team: _pages(row.team, teams) for row in rows}
    problems = [*_row_problems(rows, pages, teams), *_repeated(rows, pages)]
    if problems or not rows:
        raise MailError.recipients(str(path), problems or ["it names no recipient"])
    found: dict[str, dict[str, Recipient]] = {slug: {} for slug in teams}
    for row in rows:
        wanted = teams if row.team == EVERY else pages[row.team]
        for slug in wanted:
            person = Recipient(row.email, row.name)
            found[slug].setdefault(row.email.casefold(), person)
    return {slug: tuple(people.values()) for slug, people in found.items() if people}


@dataclass(frozen=True)
class _Row:
    """One line of the file, with the number that a spreadsheet shows.

    `beyond` are cells that stand under no header.
    """

    number: int
    team: str
    email: str
    name: str
    beyond: tuple[str, ...] = ()


def _pages(team: str, teams: Mapping[str, str]) -> list[str]:
    return [EVERY] if team == EVERY else meant(team, teams)


def _lines(path: Path) -> Grid:
    text = decode(path.read_bytes())
    if text is None:
        problem = "it is no text; save the table as CSV in UTF-8"
        raise MailError.recipients(str(path), [problem])
    heads = {each: peek(text, each, 1) for each in DELIMITERS}
    delimiter = max(heads, key=lambda each: len(heads[each][0]) if heads[each] else 0)
    found = grid(str(path), text, delimiter)
    header = found.rows[0] if found.rows else ()
    if problems := list(_header_problems(header)):
        raise MailError.recipients(str(path), problems)
    return found


def _header_problems(header: Sequence[str]) -> Iterator[str]:
    known = [_COLUMNS.get(fold(name)) for name in header]
    for name, column in zip(header, known, strict=True):
        if column is None:
            yield f"column '{cut(name)}' is not known{nearest(name, _COLUMNS)}"
        elif known.count(column) > 1:
            yield f"column '{name}': there are several for the {column}; keep one"
    for column in _NEEDED:
        if column not in known:
            yield f"column '{column}' is not there; the columns are team, email, name"


def _rows(lines: Grid) -> Iterator[_Row]:
    columns = [_COLUMNS[fold(name)] for name in lines.rows[0]]
    for number, cells in enumerate(lines.rows[1:], start=2):
        if any(cells):
            filled = dict(zip(columns, cells, strict=False))
            row = {"team": "", "email": "", "name": "", **filled}
            beyond = tuple(filter(None, cells[len(columns) :]))
            yield _Row(number, **row, beyond=beyond)


def _row_problems(
    rows: Sequence[_Row], pages: Mapping[str, list[str]], teams: Mapping[str, str]
) -> Iterator[str]:
    for row in rows:
        place = f"row {row.number}, column"
        if len(found := pages[row.team]) != 1:
            yield f"{place} 'team': {_not_one(row.team, found, teams)}"
        if problem := address_problem(row.email):
            yield f"{place} 'email': {problem}"
        if plain(row.name) != row.name:
            yield f"{place} 'name': holds a line break or a control character"
        if "@" in row.name or row.beyond:
            more = cut(plain(", ".join(filter(None, (row.name, *row.beyond)))))
            yield f"row {row.number}: '{more}' follows; give each address its own row"


def _not_one(team: str, found: Sequence[str], teams: Mapping[str, str]) -> str:
    if not team:
        return "blank"
    if found:
        either = " or ".join(found)
        return f"'{cut(plain(team))}' may be the page {either}; write one of these"
    near = nearest(team, [*teams, *teams.values()]).rstrip(".")
    return f"'{cut(plain(team))}' has no page{near}"


def address_problem(text: str) -> str:
    r"""Say why a text is not exactly one address; a blank where it is one.

    >>> address_problem("ann@acme.com"), address_problem("")
    ('', 'blank')
    >>> address_problem("a@x.com, b@x.com")
    "'a@x.com, b@x.com' is not exactly one address such as ann@example.com"
    """
    if not text:
        return "blank"
    if len(text) <= _LONGEST and _ADDRESS.fullmatch(text):
        return ""
    return f"'{cut(plain(text))}' is not exactly one address such as ann@example.com"


def _repeated(rows: Sequence[_Row], pages: Mapping[str, list[str]]) -> Iterator[str]:
    first: dict[tuple[tuple[str, ...], str], int] = {}
    for row in rows:
        key = (tuple(pages[row.team]) or (row.team,), row.email.casefold())
        if key in first:
            yield (
                f"row {row.number}: the same team and address as in row {first[key]};"
                " keep one of them"
            )
        first.setdefault(key, row.number)
