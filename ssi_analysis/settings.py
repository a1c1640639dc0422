"""What no export can say of itself and only its owner knows.

Column names in another language, the order of day and month, the currency, when the
week and the fiscal year begin: these stand in `ssi-analysis.toml` in the folder of
exports, so that every run reads them alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ssi_analysis.defaults import HIGH_SSI, LOW_SSI
from ssi_analysis.periods import Calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DateOrder", "FileRule", "QuotaPeriod", "Settings"]

DateOrder = Literal["dmy", "mdy"]

QuotaPeriod = Literal["month", "quarter"]
"""How long a quota lasts where its file does not tell."""


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


@dataclass(frozen=True)
class Settings:
    """Everything that `ssi-analysis.toml` can settle, with what holds without it.

    `time_zone` is an IANA name; where it is blank, the day of a timestamp is the one
    that is written. `columns` gives further headers by canonical name, for all files.
    """

    date_order: DateOrder | None = None
    quota_period: QuotaPeriod | None = None
    currency: str = ""
    time_zone: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    high_ssi: float = HIGH_SSI
    low_ssi: float = LOW_SSI
    won_stages: tuple[str, ...] = ()
    lost_stages: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[FileRule, ...] = ()

    def rule(self, path: str) -> FileRule:
        """Return what is said of one path, the settings' own where nothing is."""
        return FileRule(
            path, date_order=self.date_order, quota_period=self.quota_period
        )
