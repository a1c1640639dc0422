"""What is wrong with the data, counted, with an example and what to do about it.

Loading refuses what cannot be used; this says what was used all the same and should
be known: feeds that fell silent, totals that do not add up, reps without a quota, and
a day on which LinkedIn changed everybody's score. No name stands in it, only rep_id.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.display import Tabular, count, number
from ssi_analysis.exports.text import fold
from ssi_analysis.periods import start_of
from ssi_analysis.schema import PILLARS
from ssi_analysis.steps import common_steps, step_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.periods import Calendar
    from ssi_analysis.steps import Matrix, Step
    from ssi_analysis.team import TeamData

__all__ = ["Finding", "Findings", "audit"]

Severity = Literal["error", "warning", "note"]
_SUM_TOLERANCE = 0.6  # the page rounds the total, not the pillars
_SUM_OF_ROUNDED = 2.6  # four pillars and a total, each rounded by up to a half


@dataclass(frozen=True)
class Finding:
    """One kind of fault: how often, one example, and what to do."""

    kind: str
    severity: Severity
    count: int
    example: str
    what_to_do: str


@dataclass(frozen=True)
class Findings(Tabular):
    """Every fault that was found; the gravest first."""

    items: tuple[Finding, ...]

    def rows(self) -> list[dict[str, object]]:
        """Return one row per finding."""
        return [dict(vars(item)) for item in self.items]

    @property
    def has_errors(self) -> bool:
        """Whether something must be put right before any comparison."""
        return any(item.severity == "error" for item in self.items)


def audit(team: TeamData) -> Findings:
    r"""Look through loaded data for what a reader of results must know.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ssi_analysis.team import load_team
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "who.csv").write_text("rep_id,name,team\nr1,Ana Reis,EMEA\n")
    >>> for finding in audit(load_team(folder)).items[:1]:
    ...     print(finding.severity, finding.kind)
    error no ssi
    """
    found = [
        *_missing_tables(team),
        *_unknown_files(team),
        *_rejected_rows(team),
        *_stale_reps(team),
        *_stale_origins(team),
        *_sums(team),
        *_managers(team),
        *_reps_without(team),
        *_steps(team),
    ]
    order = ("error", "warning", "note")
    return Findings(tuple(sorted(found, key=lambda item: order.index(item.severity))))


def _missing_tables(team: TeamData) -> Iterator[Finding]:
    what = {
        "ssi": "an SSI history or the page's JSON",
        "quota": "a quota export of the CRM",
        "deals": "a deal or opportunity export of the CRM",
    }
    for name, export in what.items():
        if getattr(team, name).empty:
            todo = f"add {export} to the folder; nothing can be compared without it"
            yield Finding(f"no {name}", "error", 1, str(team.source.name), todo)


def _unknown_files(team: TeamData) -> Iterator[Finding]:
    files = team.files.loc[team.files["origin"] == "unknown", "file"]
    if len(files):
        yield Finding(
            "unknown file",
            "warning",
            len(files),
            _masked(team, files.iloc[0]),
            "export it again as CSV with its header row, or take it out of the folder",
        )


def _masked(team: TeamData, path: str) -> str:
    """Return a path in which folders and files named after a rep show the rep_id."""
    named = {
        fold(name): rep_id
        for column in ("name", "email")
        for name, rep_id in zip(team.reps[column], team.reps["rep_id"], strict=True)
        if isinstance(name, str) and fold(name)
    }
    return "/".join(
        next((rep for name, rep in named.items() if name in fold(part)), part)
        for part in path.split("/")
    )


def _rejected_rows(team: TeamData) -> Iterator[Finding]:
    for file, rejects in team.rejects.groupby("file", sort=True):
        first = rejects.iloc[0]
        column = f", column {first['column']}" if first["column"] else ""
        yield Finding(
            "rejected rows",
            "warning",
            rejects["row"].nunique(),
            f"{_masked(team, str(file))}, row {first['row']}{column}",
            "correct these rows in the export, or add the missing people to the roster",
        )


def _stale_reps(team: TeamData) -> Iterator[Finding]:
    last = team.ssi.groupby("rep_id")["date"].max()
    left = team.reps.set_index("rep_id")["end_date"].reindex(last.index)
    silent = last < team.as_of - pd.Timedelta(days=defaults.STALE_DAYS)
    stale = last[silent & ~(left < team.as_of)].sort_index()
    if len(stale):
        yield Finding(
            "stale SSI",
            "warning",
            len(stale),
            f"{stale.index[0]}: last on {stale.iloc[0]:%Y-%m-%d}",
            "collect the missing days; until then the newest weeks are without them",
        )


def _stale_origins(team: TeamData) -> Iterator[Finding]:
    last = team.files.groupby("origin")["last_date"].max().dropna()
    limit = team.as_of - pd.Timedelta(days=defaults.STALE_DAYS)
    for origin, day in last[last < limit].items():
        yield Finding(
            "stale source",
            "warning",
            1,
            f"{origin}: last on {day:%Y-%m-%d}",
            f"export it again up to {team.as_of:%Y-%m-%d}",
        )


def _sums(team: TeamData) -> Iterator[Finding]:
    parts = team.ssi[list(PILLARS)]
    rounded = (parts % 1 == 0).all(axis=1)
    allowed = rounded.map({True: _SUM_OF_ROUNDED, False: _SUM_TOLERANCE})
    difference = parts.sum(axis=1, skipna=False) - team.ssi["ssi_total"]
    off = team.ssi[difference.abs() > allowed]
    if len(off):
        first = off.iloc[0]
        yield Finding(
            "total is not the sum of its pillars",
            "warning",
            len(off),
            f"{first['rep_id']} on {first['date']:%Y-%m-%d}",
            "compare with the page; one of the five numbers was misread",
        )


def _managers(team: TeamData) -> Iterator[Finding]:
    flagged = set(team.reps.loc[team.reps["is_manager"], "rep_id"])
    held = sorted(flagged & set(team.quota["rep_id"]))
    if held:
        yield Finding(
            "manager quota",
            "note",
            len(held),
            held[0],
            "nothing: it repeats the team's and is left out of comparisons",
        )
    doubled = sorted(_sums_of_reports(team) - flagged)
    if doubled:
        yield Finding(
            "quota is the sum of others'",
            "warning",
            len(doubled),
            doubled[0],
            "set is_manager in the roster, or the team's quota counts twice",
        )


def _sums_of_reports(team: TeamData) -> set[str]:
    span = ["start_date", "end_date"]
    if team.quota.empty:
        return set()
    bosses = team.reps.set_index("rep_id")["manager_id"].dropna()
    quota = team.quota.assign(boss=team.quota["rep_id"].map(bosses))
    below = quota.groupby(["boss", *span])["quota"].sum().rename("below").reset_index()
    both = team.quota.merge(below, left_on=["rep_id", *span], right_on=["boss", *span])
    alike = both[np.isclose(both["quota"], both["below"]) & (both["quota"] > 0)]
    return set(alike["rep_id"])


def _reps_without(team: TeamData) -> Iterator[Finding]:
    sellers = set(team.reps.loc[~team.reps["is_manager"], "rep_id"])
    with_quota, with_ssi = set(team.quota["rep_id"]), set(team.ssi["rep_id"])
    lacking = {
        "rep without quota": (
            sellers - with_quota if with_quota else set(),
            "add the quota, or the rep is left out of attainment",
        ),
        "quota without SSI": (
            sellers & with_quota - with_ssi if with_ssi else set(),
            "collect the rep's SSI, or the rep is left out of comparisons",
        ),
    }
    for kind, (reps, todo) in lacking.items():
        if reps:
            yield Finding(kind, "warning", len(reps), min(reps), todo)


def _steps(team: TeamData) -> Iterator[Finding]:
    calendar = team.settings.calendar
    for when, step in [] if team.ssi.empty else _dated_steps(team.ssi, calendar):
        yield Finding(
            "score changed for most reps at once",
            "warning",
            step.n_reps,
            f"{when}, {number(step.size, 1)} points in the median of"
            f" {count(step.n_reps, 'rep')}",
            "do not compare scores across this date; LinkedIn has changed its formula"
            " before",
        )


def _dated_steps(ssi: pd.DataFrame, calendar: Calendar) -> Iterator[tuple[str, Step]]:
    """Find steps between days where readings are daily, else between weeks.

    Both are sized between weeks, as in a weekly panel.
    """
    first = ssi["date"].min()
    start = start_of(pd.Series([first]), "week", calendar=calendar)[0]
    days, weeks = _laid_out(ssi, calendar)
    dated = {
        step.at: f"week of {start + pd.Timedelta(weeks=step.at):%Y-%m-%d}"
        for step in common_steps(weeks, season=13)
    }
    for step in common_steps(days, season=91):
        # A step shows in the week of which it changes most days, else in the next.
        week = ((first - start).days + step.at + 3) // 7
        dated = {at: when for at, when in dated.items() if abs(at - week) > 1}
        dated[week] = f"{first + pd.Timedelta(days=step.at):%Y-%m-%d}"
    for week, when in sorted(dated.items()):
        step = step_at(weeks, week, season=13)
        if math.isfinite(step.size):
            yield when, step


def _laid_out(ssi: pd.DataFrame, calendar: Calendar) -> tuple[Matrix, Matrix]:
    """Return totals as reps by days and their means as reps by weeks."""
    read = ssi.pivot_table(index="date", columns="rep_id", values="ssi_total")
    days = read.asfreq("D")
    week = start_of(days.index.to_series(), "week", calendar=calendar)
    weeks = days.groupby(week).mean()
    return days.to_numpy().T, weeks.to_numpy().T
