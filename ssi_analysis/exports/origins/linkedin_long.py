"""A tracker with one line per value, in which a snapshot is many lines.

The same field stands there for the member, the industry and the network, so a value is
known by its section and its field together.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from math import isnan
from typing import TYPE_CHECKING, Final, NamedTuple

from ssi_analysis.exports import extract
from ssi_analysis.exports.extract import PERSON, Reject
from ssi_analysis.exports.origin import Origin, needs, shared_spellings
from ssi_analysis.exports.scores import (
    RANKS,
    day_column,
    score_named,
    score_table,
    sheet_of,
)
from ssi_analysis.exports.text import Sheet, fold
from ssi_analysis.exports.values import leading_numbers, scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.exports.extract import Extract, Options

__all__ = ["ORIGINS", "read_long"]

_SSI_LONG: Final = {
    "date": "data_referencia",
    "time": "hora_referencia",
    "section": "secao",
    "field": "campo",
    "value": "valor_numerico",
    "value_text": "valor_original",
    "unit": "unidade",
    "scale": "escala",
    "remark": "observacao",
    "made_by": "fonte",
}
_OF_THE_MEMBER: Final = (
    "Social Selling Index atual",
    "Resumo SSI",
    "Os quatro componentes da sua pontuação",
    "Componentes da pontuação",
)
_OF_OTHERS: Final = (
    "setor",
    "rede",
    "benchmark",
    "industry",
    "network",
    "pessoas",
    "média",
)
"""Sections with one of these words are of a group; any other may be the member's."""

_NAME_IT: Final = (
    "name it as the SSI page does, as 'Establish your professional brand', or delete"
    " its lines where it is none"
)


class _Line(NamedTuple):
    """One value of the member; `is_known` where its section is known as theirs."""

    name: str
    value: str
    number: int
    label: str
    is_known: bool


@dataclass(frozen=True)
class _Snapshot:
    """The lines of one person, day and time."""

    number: int
    cells: dict[str, str]
    lines: list[_Line] = field(default_factory=list)


def read_long(sheet: Sheet, options: Options) -> Extract:
    """Read a tracker with one line per value, in which a snapshot is many lines.

    A value that stands there twice and differs is left out: nobody knows which holds.
    A number of the member under a name that is not known is rejected with its name.
    """
    snapshots = _snapshots(sheet)
    kept = {snapshot.number: _kept(snapshot) for snapshot in snapshots}
    cells = [
        {**snapshot.cells, **{name: line.value for name, line in lines.items()}}
        for snapshot, lines in zip(snapshots, kept.values(), strict=True)
    ]
    wide = sheet_of(sheet.path, cells, list(kept))
    zone = options.settings.time_zone
    table, rejects = score_table(wide, day_column(wide, options), time_zone=zone)
    found = [_at_its_line(reject, kept) for reject in rejects]
    differing = [each for snapshot in snapshots for each in _differing(sheet, snapshot)]
    account = replace(wide, header=sheet.header, misfits=sheet.misfits)
    every = [*differing, *_unknown(sheet), *found]
    return extract.finish(account, "ssi_long", {"ssi": table}, every)


def _snapshots(sheet: Sheet) -> list[_Snapshot]:
    found: dict[tuple[str, ...], _Snapshot] = {}
    names = ("date", "time", "section", "field", "value", "value_text")
    persons = zip(*extract.persons(sheet).values(), strict=True)
    cells = zip(*(sheet.cells(name) for name in names), strict=True)
    for number, who, line in zip(sheet.numbers, persons, cells, strict=True):
        date, time, section, label, value, text = line
        said = {"date": f"{date} {time}".strip(), **dict(zip(PERSON, who, strict=True))}
        snapshot = found.setdefault((date, time, *who), _Snapshot(number, said))
        name, is_known = _meaning(fold(section), fold(label))
        if name:
            read = _Line(name, value or text, number, label, is_known)
            snapshot.lines.append(read)
    return list(found.values())


@cache
def _meaning(section: str, label: str) -> tuple[str, bool]:
    """Say what a value is of the member, and whether its section is a known one."""
    known = section in map(fold, _OF_THE_MEMBER)
    name = score_named(label)
    if name in RANKS:
        return name, True
    if _is_of_others(section):
        return "", False
    return ("", False) if label in _bare_totals() else (name, known)


def _is_of_others(section: str) -> bool:
    known = section in map(fold, _OF_THE_MEMBER)
    return not known and any(fold(word) in section for word in _OF_OTHERS)


@cache
def _bare_totals() -> frozenset[str]:
    # "Total" without more may be that of anything.
    return frozenset(map(fold, shared_spellings()["ssi"]["ssi_total"]))


def _kept(snapshot: _Snapshot) -> dict[str, _Line]:
    """Return the line of each score: of a known section, else of the only value."""
    by_name: dict[str, list[_Line]] = {}
    for line in snapshot.lines:
        by_name.setdefault(line.name, []).append(line)
    best = {
        name: [line for line in lines if line.is_known] or lines
        for name, lines in by_name.items()
    }
    return {
        name: lines[0]
        for name, lines in best.items()
        if len({*leading_numbers([line.value for line in lines]).values.tolist()}) == 1
    }


def _differing(sheet: Sheet, snapshot: _Snapshot) -> Iterator[Reject]:
    kept = _kept(snapshot)
    first: dict[str, int] = {}
    for name, value, number, label, _ in snapshot.lines:
        if name not in kept and first.setdefault(name, number) != number:
            reason = f"row {first[name]} holds another value of it, so neither counts"
            yield Reject(sheet.path, number, label, value, reason, is_loss=False)


def _unknown(sheet: Sheet) -> Iterator[Reject]:
    """Yield each name of a number that is no known score, where it stands first."""
    rows: dict[tuple[str, str], list[tuple[int, str]]] = {}
    names = ("section", "field", "value", "value_text")
    for number, *cells in zip(sheet.numbers, *map(sheet.cells, names), strict=True):
        section, label, value, text = cells
        is_known = _meaning(fold(section), fold(label))[0] != ""
        if not is_known and not _is_of_others(fold(section)):
            rows.setdefault((section, label), []).append((number, value or text))
    for (section, label), found in rows.items():
        numbers = scores([value for _, value in found]).values
        at = [row for row, each in zip(found, numbers, strict=True) if not isnan(each)]
        if at:
            where = f"field '{label}' of section '{section}', in {len(at)} rows,"
            reason = f"{where} is no score by its name; {_NAME_IT}"
            yield Reject(sheet.path, at[0][0], label, at[0][1], reason, is_loss=False)


def _at_its_line(reject: Reject, kept: dict[int, dict[str, _Line]]) -> Reject:
    """Point at the line of a value, where its snapshot is many lines long."""
    line = kept[reject.row].get(reject.column)
    return reject._replace(row=line.number, column=line.label) if line else reject


ORIGINS: Final = (
    Origin(
        "ssi_long",
        "Tracker of one value per line",
        _SSI_LONG,
        needs("date section field value", "date section field value_text"),
        read_long,
    ),
)
