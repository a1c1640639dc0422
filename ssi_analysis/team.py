"""A folder of exports -> TeamData: the canonical tables, joined by person.

Nothing is lost on the way without being counted: in every file, rows read are rows
used, rows rejected with a reason, and rows that another file or row repeats.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.errors import ExportError, ParameterError, SSIError
from ssi_analysis.exports.folder import read_folder
from ssi_analysis.intake import Intake, happened, join, last_known, one_row_each
from ssi_analysis.privacy import checked_group, named
from ssi_analysis.schema import ATTAINED, EARLIEST, LATEST, TABLES
from ssi_analysis.settings import Settings
from ssi_analysis.settings_file import read_settings
from ssi_analysis.team_names import find_team, team_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssi_analysis.privacy import Names
    from ssi_analysis.settings import DateOrder, QuotaPeriod

__all__ = ["TeamData", "load_team", "settle"]


@dataclass(frozen=True)
class TeamData:
    """The canonical tables of a team, and what was made of each file.

    `rejects` has one row per unusable value: file, row, column, found, reason.
    `files` has one row per file: origin, rows read, used, rejected and repeated
    (records: rows of a table, snapshots of JSON or of a long file) and its last day.
    `repeats` has one row per row set aside: which one counts in its stead, and whether
    that is the same, a later correction, or overlaps in days. `spells` is `reps` with
    one row per time in a team, territory or seat. `attained` is what an export states
    as attained, amount or share of quota. `places` holds by table the file and row of
    each of its keys; `optouts` says who has LinkedIn's activity tracking switched off
    (rep_id, date, file, row). `last_day` is the last known day of the whole folder.
    `aside` tells by row of `rejects` where nothing is lost, as in a line of totals.
    `headers` has the headers of all tables that were read, folded.
    """

    reps: pd.DataFrame
    ssi: pd.DataFrame
    activity: pd.DataFrame
    quota: pd.DataFrame
    deals: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame
    source: Path
    attained: pd.DataFrame = field(default_factory=ATTAINED.empty)
    spells: pd.DataFrame = field(default_factory=pd.DataFrame)
    repeats: pd.DataFrame = field(default_factory=pd.DataFrame)
    places: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    optouts: pd.DataFrame = field(default_factory=pd.DataFrame)
    settings: Settings = field(default_factory=Settings)
    last_day: pd.Timestamp | None = None
    aside: pd.Series = field(default_factory=lambda: pd.Series(dtype=bool))
    headers: frozenset[str] = frozenset()

    @property
    def teams(self) -> list[str]:
        """The names of the teams that have or had reps who are not managers."""
        every = [roles[~roles["is_manager"]] for roles in (self.roles, self.reps)]
        names = pd.concat([sellers["team"] for sellers in every]).dropna()
        # Of two spellings of one team that of today stands.
        return sorted({team_key(name): name for name in names}.values())

    @property
    def as_of(self) -> pd.Timestamp:
        """The last day of which anything is known; an expected close is not known.

        Nor is a day that is taken for mistyped, as `last_known` tells for all exports
        of the folder together: the audit names its row.
        """
        days = self.happened
        last = last_known(days) if self.last_day is None else self.last_day
        return pd.Timestamp(days.loc[days["day"] <= last, "day"].max())

    @property
    def happened(self) -> pd.DataFrame:
        """The days of which something is known: `table, rep_id, day, source`."""
        return happened(vars(self))

    @property
    def roles(self) -> pd.DataFrame:
        """The reps' times in a team, territory or role, one row each."""
        return self.reps if self.spells.empty else self.spells

    def named(self, names: Names = "none", *, key: str) -> dict[str, str]:
        """Say what stands for each rep on a page, by rep_id (see `privacy.named`).

        Ask it of the whole company, so that no two reps of it share one.
        """
        known = self.reps["name"].fillna("")
        people = dict(zip(self.reps["rep_id"], known, strict=True))
        return named(people, names=names, key=key)

    def only(self, *, team: str) -> TeamData:
        """Return one team, named as in the roster or by its slug.

        Of a rep who came from another team or went to one, only the time in this one
        is in it.

        Raises `ParameterError` with the nearest name where there is no such team, and
        with the names that may be meant where there are several.
        """
        name = find_team(team, self.teams)
        names = self.roles["team"].map(team_key, na_action="ignore")
        return self.in_roles(names == team_key(name))

    def in_roles(self, here: pd.Series[bool]) -> TeamData:
        """Return the reps of some of the `roles`, of each the time in these."""
        roles = self.roles
        moved = set(roles.loc[here, "rep_id"]) & set(roles.loc[~here, "rep_id"])
        spells = roles[here].reset_index(drop=True)
        return replace(
            self,
            reps=one_row_each(spells),
            spells=spells,
            ssi=_in_role(self.ssi, spells, moved),
            activity=_in_role(self.activity, spells, moved),
            quota=_in_role(self.quota, spells, moved),
            attained=_in_role(self.attained, spells, moved),
            deals=_in_role(self.deals, spells, moved),
        )

    def between(self, first: pd.Timestamp | None, last: pd.Timestamp) -> TeamData:
        """Return what was known on `last` of the days from `first` on.

        Without `first` everything before `last` counts. Spans count where they touch
        the window, counts of activity and amounts attained once they have ended. A deal
        counts where it was created or closed in it; one that closed later was still
        open.
        """
        first = EARLIEST if first is None else first
        deals = self.deals.assign(
            is_won=self.deals["is_won"] & (self.deals["close_date"] <= last)
        )
        closed = deals["close_date"].between(first, last)
        created = deals["created_date"].between(first, last)
        day = self.ssi["date"].between(first, last)
        return replace(
            self,
            ssi=self.ssi[day].reset_index(drop=True),
            activity=_ended(_touching(self.activity, first, last), last),
            quota=_touching(self.quota, first, last),
            attained=_ended(_touching(self.attained, first, last), last),
            deals=deals[closed | created].reset_index(drop=True),
        )


_SPAN = {
    "date": ("date", "date"),
    "start_date": ("start_date", "end_date"),
    "close_date": ("close_date", "close_date"),
}
"""By its first column of days: from when to when a row counts."""


def _in_role(
    table: pd.DataFrame, spells: pd.DataFrame, moved: set[str]
) -> pd.DataFrame:
    """Return the rows of a team's reps, of those who moved the days in the team."""
    stayed = set(spells["rep_id"]) - moved
    here = table["rep_id"].isin(list(stayed))
    if moved:
        first, last = next(span for name, span in _SPAN.items() if name in table)
        rows = table[table["rep_id"].isin(list(moved))].rename_axis("at").reset_index()
        times = spells[["rep_id", "start_date", "end_date"]]
        pairs = rows.merge(times, on="rep_id", suffixes=("", "_role"))
        start, end = (_role(pairs, side) for side in ("start_date", "end_date"))
        inside = (pairs[last] >= start.fillna(EARLIEST)) & (
            pairs[first] <= end.fillna(LATEST)
        )
        here |= table.index.isin(pairs.loc[inside, "at"])
    return table[here].reset_index(drop=True)


def _role(pairs: pd.DataFrame, side: str) -> pd.Series:
    return pairs[f"{side}_role" if f"{side}_role" in pairs else side]


def _touching(
    table: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    inside = (table["start_date"] <= last) & (table["end_date"] >= first)
    return table[inside].reset_index(drop=True)


def _ended(table: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    return table[table["end_date"] <= last].reset_index(drop=True)


def load_team(
    folder: str | Path,
    *,
    date_order: DateOrder | None = None,
    quota_period: QuotaPeriod | None = None,
    min_group: int = MIN_GROUP,
    progress: Callable[[int, int], None] | None = None,
) -> TeamData:
    r"""Read every export in a folder and the folders below it.

    Parameters
    ----------
    folder
        Any mix of exports; each is known by what is in it, not by its name.
    date_order
        Order of day and month where no date in a file has a day above 12.
    quota_period
        Length of quotas where a Salesforce file holds a single start date.
    min_group
        Fewest reps of a group that is told apart; the settings may ask for more.
    progress
        Called after each file with how many are done and how many there are.

    Raises
    ------
    SSIError
        Where the folder has no roster or files that cannot be used, all in one.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "who.csv").write_text("rep_id,name,team\nr1,Ana Reis,EMEA\n")
    >>> _ = (folder / "r1.csv").write_text("date,ssi\n2026-11-15,53.2\n")
    >>> load_team(folder).ssi[["rep_id", "ssi_total"]].values.tolist()
    [['r1', 53.2]]
    """
    source, settings = settle(folder, date_order=date_order, quota_period=quota_period)
    least = max(checked_group(min_group), settings.min_group)
    settings = replace(settings, min_group=least)
    readings = read_folder(source, settings, progress=progress)
    errors = [reading for reading in readings.values() if isinstance(reading, SSIError)]
    intake = join(readings, settings)
    errors += intake.problems
    if errors:
        raise ExportError.from_errors(errors)
    return _team(intake, source, settings)


def _check_options(date_order: str | None, quota_period: str | None) -> None:
    if date_order not in (None, "dmy", "mdy"):
        raise ParameterError.badly_typed("date_order", date_order, "dmy or mdy")
    if quota_period not in (None, "month", "quarter"):
        raise ParameterError.badly_typed(
            "quota_period", quota_period, "month or quarter"
        )


def settle(
    folder: str | Path,
    *,
    date_order: DateOrder | None = None,
    quota_period: QuotaPeriod | None = None,
) -> tuple[Path, Settings]:
    """Return a folder of exports and its settings; what a caller says comes first."""
    _check_options(date_order, quota_period)
    source = Path(folder)
    if not source.is_dir():
        raise ParameterError.no_folder(str(folder))
    settled = read_settings(source)
    return source, replace(
        settled,
        date_order=date_order or settled.date_order,
        quota_period=quota_period or settled.quota_period,
    )


def _team(intake: Intake, source: Path, settings: Settings) -> TeamData:
    tables = {name: intake.tables[name] for name in TABLES}
    return TeamData(
        **tables,
        rejects=intake.rejects,
        aside=intake.aside,
        headers=intake.headers,
        files=intake.files,
        places=intake.places,
        optouts=intake.optouts,
        spells=intake.spells,
        repeats=intake.repeats,
        source=source,
        settings=settings,
        last_day=last_known(happened(tables)),
    )
