"""What no export can say of itself and only its owner knows.

Column names in another language, the order of day and month, the currency, when the
week and the fiscal year begin: these stand in `ssi-analysis.toml` in the folder of
exports, so that every run reads them alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from ssi_analysis.defaults import HIGH_SSI, LOW_SSI, MIN_GROUP
from ssi_analysis.periods import Calendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["DateOrder", "FileRule", "QuotaPeriod", "Settings", "YearName"]

DateOrder = Literal["dmy", "mdy"]

QuotaPeriod = Literal["month", "quarter"]
"""How long a quota lasts where its file does not tell."""

YearName = Literal["", "start", "end"]
"""Whether a fiscal year is named by the year it begins or ends in; blank: not said."""

_HOLDS_MORE = re.compile(r"(?<=\.zip)/|#")


@dataclass(frozen=True)
class FileRule:
    """What is said of the files whose path below the folder matches `path`.

    `path` is a glob as `crm/*.csv`; `origin` is the name of an origin, or "ignore";
    `rep` names whose file it is; `columns` gives headers by canonical name.
    """

    path: str = ""
    origin: str = ""
    rep: str = ""
    first_day: str = ""
    last_day: str = ""
    date_order: DateOrder | None = None
    quota_period: QuotaPeriod | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def matches(self, path: str) -> bool:
        """Say whether this holds for a path below the folder, whatever its case.

        `*` and `?` are within a name, `**` is any number of folders, and everything
        else is itself. What holds for a ZIP or a workbook holds for all in it.

        >>> FileRule("CRM/**/*.xlsx").matches("crm/2026/q3.xlsx#Deals")
        True
        >>> FileRule("*.csv").matches("crm/deals.csv")
        False
        """
        plain, pattern = _plain(path), _plain(self.path).split("/")
        ends = [found.start() for found in _HOLDS_MORE.finditer(plain)]
        return any(_fits(plain[:end].split("/"), pattern) for end in [None, *ends])

    def and_then(self, later: FileRule) -> FileRule:
        """Return what holds where a later rule matches too, which wins key by key."""
        said = {
            key.name: getattr(later, key.name)
            for key in fields(later)
            if key.name != "path" and getattr(later, key.name)
        }
        columns = {**self.columns, **later.columns}
        return replace(self, **{**said, "columns": columns})


def _plain(path: str) -> str:
    # macOS writes an accent as a character of its own.
    return unicodedata.normalize("NFC", path).casefold()


def _fits(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Follow all ways through the pattern at once, so that none is tried twice."""
    reached = _beyond_folders({0}, pattern)
    for name in names:
        kept = {at for at in reached if pattern[at : at + 1] == ["**"]}
        taken = {
            at + 1
            for at in reached - kept
            if at < len(pattern) and fnmatchcase(name, pattern[at].replace("[", "[[]"))
        }
        reached = _beyond_folders(kept | taken, pattern)
    return len(pattern) in reached


def _beyond_folders(reached: set[int], pattern: Sequence[str]) -> set[int]:
    every = set(reached)
    for at, name in enumerate(pattern):
        if at in every and name == "**":
            every.add(at + 1)
    return every


@dataclass(frozen=True)
class Settings:
    """Everything that `ssi-analysis.toml` can settle, with what holds without it.

    `time_zone` is an IANA name; where it is blank, the day of a timestamp is the one
    that is written. `columns` gives further headers by canonical name, for all files,
    and `column_lines` the line on which each of these names stands.
    """

    date_order: DateOrder | None = None
    quota_period: QuotaPeriod | None = None
    currency: str = ""
    time_zone: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    fiscal_year_named_by: YearName = ""
    high_ssi: float = HIGH_SSI
    low_ssi: float = LOW_SSI
    min_group: int = MIN_GROUP
    won_stages: tuple[str, ...] = ()
    lost_stages: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[FileRule, ...] = ()
    column_lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def rule(self, path: str) -> FileRule:
        """Return what is said of one path below the folder.

        Of all rules that match, the later wins key by key; what none says is as in
        these settings.

        >>> rules = FileRule("*", rep="R1"), FileRule("a.csv", date_order="mdy")
        >>> rule = Settings(date_order="dmy", files=rules).rule("a.csv")
        >>> rule.rep, rule.date_order
        ('R1', 'mdy')
        """
        found = FileRule(
            path, date_order=self.date_order, quota_period=self.quota_period
        )
        for rule in self.files:
            if rule.matches(path):
                found = found.and_then(rule)
        return found
