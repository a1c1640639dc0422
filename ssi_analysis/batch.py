"""Many reports of one week: each team's page, the manifest, the index.

The data are read once before any kernel starts, so that unusable data, an unknown
team or a mistyped parameter cost seconds, not a run. A report that fails is recorded
and the others go on.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.errors import DataError, ParameterError, ReportError, SSIError
from ssi_analysis.periods import label, parse_week, start_of, window
from ssi_analysis.report.index import write_index
from ssi_analysis.report.key import keep_key, key_of
from ssi_analysis.report.latest import check_latest, point_latest
from ssi_analysis.report.manifest import (
    Manifest,
    PageRecord,
    read_manifests,
    write_manifest,
)
from ssi_analysis.report.masking import name_mask
from ssi_analysis.report.neighbours import link_weeks
from ssi_analysis.report.parameters import ReportParameters
from ssi_analysis.report.provenance import versions
from ssi_analysis.report.render import PageOptions, page_path, render_page
from ssi_analysis.team import load_team
from ssi_analysis.team_names import COMPANY, find_team, slug, team_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_analysis.privacy import Names
    from ssi_analysis.team import TeamData

__all__ = ["Run", "RunOptions", "render_report", "render_teams"]

SOME_FAILED: Final = 4
NONE_MADE: Final = 5

WHOLE_COMPANY: Final = "Whole company"
"""What the page of all teams together is called."""


@dataclass(frozen=True)
class Run:
    """What became of a run: a record per team, and the index over all weeks."""

    week: str
    records: tuple[PageRecord, ...]
    out: Path
    index: Path

    def path(self, record: PageRecord) -> Path:
        """Say where a record's page lies."""
        return page_path(self.out, self.week, record.slug)

    @property
    def n_made(self) -> int:
        """How many pages were made."""
        return sum(record.status == "ok" for record in self.records)

    @property
    def exit_code(self) -> int:
        """0 when every page was made, 4 when some failed, 5 when none was made."""
        if self.n_made == len(self.records):
            return 0
        return SOME_FAILED if self.n_made else NONE_MADE


def render_teams(
    data: str | Path,
    *,
    week: str | None = None,
    teams: Sequence[str] | None = None,
    out: str | Path = "reports",
    options: RunOptions | None = None,
) -> Run:
    """Make the weekly pages of some teams or all, their manifest and the index.

    Parameters
    ----------
    data
        Folder of exports.
    week
        ISO week; the last complete one in the data by default.
    teams
        Names or slugs of teams, or none; by default those of today and those that
        somebody was in during that week.
    out
        Root of the pages.
    options
        How to run: further parameters, how many at a time, progress.
    """
    options, out = options or RunOptions(), Path(out)
    options.page.check()
    loaded = _load(data, options.more)
    week = _checked_week(week, loaded)
    wanted = _wanted(loaded, _teams_of(loaded, week) if teams is None else teams)
    wanted |= {COMPANY: WHOLE_COMPANY} if options.company else {}
    jobs = {
        name: ReportParameters.from_texts(
            week=week, team=team, data=str(Path(data).resolve()), more=options.more
        )
        for name, team in wanted.items()
    }
    _check_out(out)
    jobs = {name: _keyed(job, out) for name, job in jobs.items()}
    records = _run(jobs, out=out, options=options)
    _record(out, week, loaded, _unnamed(records, loaded, out, options.more))
    link_weeks(out)
    point_latest(out)
    return Run(week, records, out, write_index(out))


def render_report(
    data: str | Path,
    *,
    week: str | None = None,
    team: str | None = None,
    out: str | Path = "reports",
    options: RunOptions | None = None,
) -> tuple[Path, ...]:
    """Make one team's weekly page, or every team's, and return where they lie.

    Takes what `render_teams` takes. Raises `ReportError` with the reasons when a page
    could not be made; those that could are there all the same.
    """
    teams = None if team is None else [team]
    run = render_teams(data, week=week, teams=teams, out=out, options=options)
    failed = [record for record in run.records if record.status == "failed"]
    if failed:
        raise ReportError.not_made({record.name: record.error for record in failed})
    return tuple(run.path(record) for record in run.records)


@dataclass(frozen=True)
class RunOptions:
    """How to run: NAME=VALUE parameters, reports at a time, how pages are written.

    `progress` is called with the number of finished reports and of all; `company` asks
    for the whole company's page too.
    """

    more: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 2
    progress: Callable[[int, int], None] | None = None
    page: PageOptions = field(default_factory=PageOptions)
    company: bool = False


def _load(data: str | Path, more: Mapping[str, str]) -> TeamData:
    """Read the exports as the notebook will, what they leave open settled alike."""
    order, period = (more.get(name) or None for name in ("date_order", "quota_period"))
    return load_team(data, date_order=order, quota_period=period)  # type: ignore[arg-type]  # load_team checks them


def _checked_week(week: str | None, loaded: TeamData) -> str:
    """Return the week asked for, or the last one that is complete in the data."""
    if loaded.ssi.empty:
        raise DataError.no_scores(str(loaded.source))
    calendar = loaded.settings.calendar
    begin, end = loaded.ssi["date"].min(), loaded.as_of
    ends = pd.Series([begin, end + pd.Timedelta(days=1)])
    first, after = start_of(ends, "week", calendar=calendar)
    last = after - pd.Timedelta(weeks=1)
    if last < first:
        raise DataError.no_complete_week(
            f"{begin:%Y-%m-%d}", f"{end:%Y-%m-%d}", week_start=calendar.week_start
        )
    if week is None:
        return label(last, "week")
    if not first <= parse_week(week, calendar=calendar) <= last:
        known = f"from {label(first, 'week')} to {label(last, 'week')}"
        right = f"{known}, the weeks that the data cover"
        raise ParameterError.badly_typed("week", week, right)
    return week


def _teams_of(loaded: TeamData, week: str) -> list[str]:
    """Return the teams of today, and those that somebody was in during a week."""
    first, last = window(week, weeks=1, calendar=loaded.settings.calendar)
    roles = loaded.roles
    begun = ~(roles["start_date"] > last)
    there = roles[begun & ~(roles["end_date"] < first)]
    named = pd.concat([there, loaded.reps])["team"].dropna()
    keys = set(named.map(team_key))
    return [team for team in loaded.teams if team_key(team) in keys]


def _wanted(loaded: TeamData, teams: Sequence[str]) -> dict[str, str]:
    """Return each team asked for by its slug, as the roster spells it."""
    wanted = [find_team(each, loaded.teams) for each in teams]
    return {slug(team): team for team in wanted}


def _check_out(out: Path) -> None:
    """Find out before any kernel starts whether the run can be recorded."""
    out.mkdir(parents=True, exist_ok=True)
    read_manifests(out)
    check_latest(out)


def _keyed(parameters: ReportParameters, out: Path) -> ReportParameters:
    """Give a report the key of its run folder, unless it has another."""
    if parameters.key_file:
        return parameters
    return replace(parameters, key_file=str(keep_key(out).resolve()))


def _run(
    jobs: Mapping[str, ReportParameters], *, out: Path, options: RunOptions
) -> tuple[PageRecord, ...]:
    done: dict[str, PageRecord] = {}
    progress = options.progress or _silent
    progress(0, len(jobs))
    # Threads suffice: the work is done in each report's own kernel process.
    with ThreadPoolExecutor(options.jobs) as pool:
        waiting = {
            pool.submit(_one, name, parameters, out, options.page): name
            for name, parameters in jobs.items()
        }
        for future in as_completed(waiting):
            done[waiting[future]] = future.result()
            progress(len(done), len(jobs))
    return tuple(done[name] for name in jobs)


def _silent(done: int, total: int) -> None:
    """Show no progress."""


def _one(
    name: str, parameters: ReportParameters, out: Path, page: PageOptions
) -> PageRecord:
    try:
        return render_page(parameters, name=name, out=out, options=page)
    except SSIError as error:
        return PageRecord.failed(name, parameters.team, error=str(error))
    except OSError as error:
        # Without the path, which is the server's and no reader's business.
        reason = f"the page could not be written: {error.strerror}"
        return PageRecord.failed(name, parameters.team, error=reason)


def _unnamed(
    records: Sequence[PageRecord],
    loaded: TeamData,
    out: Path,
    more: Mapping[str, str],
) -> list[PageRecord]:
    """Return what is published of a run: an error names nobody there."""
    key = key_of(more.get("key_file") or keep_key(out))
    names: Names = more.get("names", "none")  # type: ignore[assignment]  # checked
    masked = name_mask(loaded, loaded.named(names, key=key))
    return [replace(record, error=masked(record.error)) for record in records]


def _record(
    out: Path, week: str, loaded: TeamData, records: Sequence[PageRecord]
) -> None:
    """Write the week's manifest, keeping the records of teams not in this run."""
    new = {record.slug for record in records}
    kept = [
        record
        for manifest in read_manifests(out)
        if manifest.week == week
        for record in manifest.pages
        if record.slug not in new
    ]
    # A page reads nothing after its week.
    _, last = window(week, weeks=1, calendar=loaded.settings.calendar)
    data_to = min(loaded.as_of, last)
    pages = (*kept, *records)
    teams = tuple(sorted(map(slug, _teams_of(loaded, week))))
    manifest = Manifest(week, f"{data_to:%Y-%m-%d}", versions(), pages, teams)
    write_manifest(out / week, manifest)
