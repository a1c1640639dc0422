"""Files that are missing or unknown, and rows of files that could not be used."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.exports.beside import ASIDE, HIDDEN, LOCK, UNREAD
from ssi_analysis.findings.finding import Finding, Severity
from ssi_analysis.findings.places import path_mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_files"]

_NEEDED: Final = {
    "ssi": "an SSI history or the page's JSON",
    "quota": "a quota export of the CRM",
    "deals": "a deal or opportunity export of the CRM",
}
_CURES: Final = {
    "type its numbers into a sheet where there are any": (
        *(".png", ".jpg", ".jpeg", ".heic", ".webp", ".bmp", ".tif", ".tiff"),
    ),
    "save its tables as CSV or Excel workbook (.xlsx) where it has any": (
        *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".ppt", ".pptx"),
    ),
    "unpack it, or pack it as ZIP": (
        *(".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst"),
    ),
}
"""What to do with files in a form that is not read, by their endings."""

_OTHER: Final = "export it again as CSV, or correct its ending where it is an export"
_UNHIDE: Final = (
    "unhide it and save the workbook where it is to be read; else say"
    ' origin = "ignore" of it in ssi-analysis.toml'
)
_CLOSE: Final = "save and close the workbook; what is not saved in it yet is not read"
_BOUND: Final = re.compile(r" (?:lies in -?\d\S* to -?\d|is at least -?\d)")
"""What a reason says where a value is outside what can be."""


def in_files(team: TeamData) -> Iterator[Finding]:
    """Find what is wrong with the files themselves."""
    yield from _missing_tables(team)
    yield from _unknown_files(team)
    yield from _named_only(team)
    yield from _empty_files(team)
    yield from _rejected_rows(team)
    yield from _impossible_values(team)
    yield from _stale_origins(team)


def _missing_tables(team: TeamData) -> Iterator[Finding]:
    for name, export in _NEEDED.items():
        if not getattr(team, name).empty:
            continue
        stated = name == "deals" and not team.attained.empty
        severity: Severity = "warning" if stated else "error"
        todo = (
            f"add {export}; without it only stated attainment can be compared"
            if stated
            else f"add {export} to the folder; nothing can be compared without it"
        )
        yield Finding(f"no {name}", severity, 1, str(team.source.name), todo)


def _unknown_files(team: TeamData) -> Iterator[Finding]:
    yield from _of_files(
        team,
        team.files["origin"] == "unknown",
        "unknown file",
        "say in ssi-analysis.toml what it is, export it again as CSV with its header"
        " row, or take it out of the folder",
    )


def _of_files(
    team: TeamData,
    wanted: pd.Series,
    kind: str,
    todo: str,
    severity: Severity = "warning",
) -> Iterator[Finding]:
    files = team.files.loc[wanted, "file"]
    if len(files):
        first = path_mask(team)(files.iloc[0])
        yield Finding(kind, severity, len(files), first, todo, first)


def _named_only(team: TeamData) -> Iterator[Finding]:
    origin = team.files["origin"]
    cures = team.files["file"].map(_cure_of_ending)
    for cure in cures[origin == UNREAD].unique():
        unread = (origin == UNREAD) & (cures == cure)
        yield from _of_files(team, unread, "file not read", cure)
    yield from _of_files(team, origin == HIDDEN, "hidden worksheet", _UNHIDE)
    yield from _of_files(team, origin == LOCK, "open workbook", _CLOSE, "note")


def _cure_of_ending(path: str) -> str:
    ending = PurePosixPath(path).suffix.lower()
    cure = next((cure for cure, known in _CURES.items() if ending in known), _OTHER)
    return f'{cure}; else say origin = "ignore" of it in ssi-analysis.toml'


def _empty_files(team: TeamData) -> Iterator[Finding]:
    known = ~team.files["origin"].isin(["unknown", *ASIDE])
    yield from _of_files(
        team,
        known & team.files["rows_read"].eq(0),
        "file without rows",
        "export it again where there should be some; it holds a header alone",
    )


def _rejected_rows(team: TeamData) -> Iterator[Finding]:
    masked = path_mask(team)
    is_aside = _is_aside(team)
    for file, rejects in team.rejects[~is_aside].groupby("file", sort=True):
        yield Finding(
            "rejected rows",
            "warning",
            int(rejects["row"].nunique()),
            _cell(masked(str(file)), rejects.iloc[0]),
            "correct these rows in the export, or add the missing people to the roster",
            masked(str(file)),
            int(rejects["row"].iloc[0]),
        )
    aside = team.rejects[is_aside]
    if len(aside):
        first = aside.iloc[0]
        yield Finding(
            "rows set aside",
            "note",
            len(aside.drop_duplicates(["file", "row"])),
            f"{_cell(masked(str(first['file'])), first)}: {first['reason']}",
            "nothing: they are no records, as lines of totals, or hold no number",
            masked(str(first["file"])),
            int(first["row"]),
        )


def _is_aside(team: TeamData) -> pd.Series[bool]:
    known = team.aside.reindex(team.rejects.index)
    return known.map(lambda is_aside: is_aside is True).astype(bool)


def _cell(file: str, reject: pd.Series) -> str:
    column = f", column {reject['column']}" if reject["column"] else ""
    return f"{file}, row {reject['row']}{column}"


def _impossible_values(team: TeamData) -> Iterator[Finding]:
    beyond = team.rejects["reason"].map(lambda reason: bool(_BOUND.search(reason)))
    values = team.rejects[beyond.astype(bool)]
    if len(values):
        first = values.iloc[0]
        column = f" in column {first['column']}" if first["column"] else ""
        yield Finding(
            "impossible value",
            "warning",
            len(values),
            f"{first['found']}{column}: {first['reason']}",
            "look at the page or the export; it was misread or typed wrong, and its"
            " row is not used",
            path_mask(team)(str(first["file"])),
            int(first["row"]),
        )


def _stale_origins(team: TeamData) -> Iterator[Finding]:
    today = team.as_of
    days = _last_days(team, today)
    last = days.groupby(team.files["origin"]).max().dropna()
    limit = today - pd.Timedelta(days=defaults.STALE_DAYS)
    for origin, day in last[last < limit].items():
        newest = (team.files["origin"] == origin) & (days == day)
        yield Finding(
            "stale source",
            "warning",
            1,
            f"{origin}: last on {day:%Y-%m-%d}",
            f"export it again up to {today:%Y-%m-%d}",
            path_mask(team)(team.files.loc[newest, "file"].iloc[0]),
        )


def _last_days(team: TeamData, today: pd.Timestamp) -> pd.Series:
    """Return the last day of each file; one in the future is not its last."""
    days = pd.to_datetime(team.files["last_date"])
    happened = team.happened
    known = happened[happened["day"] <= today].groupby("source")["day"].max()
    earlier = known.reindex(team.files["file"]).set_axis(days.index)
    return days.mask(days > today, earlier.fillna(days))
