"""`ssi`, the command line: parse, call, print.

Exit codes: 0 done, 2 bad arguments or parameters, 3 the data cannot be used, 4 some
reports failed, 5 none was made. Public names load on first use, so `--help` does not
wait for pandas.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

import ssi_analysis as ssi
from ssi_analysis import resources
from ssi_analysis.defaults import SEED, TEAMS
from ssi_analysis.errors import DataError, ParameterError, SSIError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ssi_analysis.batch import Run
    from ssi_analysis.identities import Identities
    from ssi_analysis.periods import Grain
    from ssi_analysis.report.checked import Form

__all__ = ["main"]

BAD_PARAMETERS: Final = 2
BAD_DATA: Final = 3

_DATA = click.Path(exists=True, file_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_out = click.option(
    "--out", type=_FOLDER, default=Path("reports"), help="Folder for the pages."
)
_jobs = click.option(
    "--jobs", type=click.IntRange(1), default=2, help="Reports made at a time."
)


def _reading(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that settle what exports leave open."""
    order = click.option(
        "--date-order",
        type=click.Choice(["dmy", "mdy"]),
        help="Order of day and month where the exports leave it open.",
    )
    period = click.option(
        "--quota-period",
        type=click.Choice(["month", "quarter"]),
        help="Length of quotas where the exports leave it open.",
    )
    return order(period(command))


class _Commands(click.Group):
    """Turn refusals, ours and the file system's, into messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ParameterError as error:
            _stop(str(error), BAD_PARAMETERS)
        except SSIError as error:
            _stop(str(error), BAD_DATA)
        except BrokenPipeError:
            raise
        except OSError as error:
            _stop(f"{error.filename}: {error.strerror}", BAD_PARAMETERS)


def _stop(message: str, code: int) -> None:
    click.echo(f"ssi: {message}", err=True)
    sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ssi-analysis")
def main() -> None:
    """Weekly pages on LinkedIn's Social Selling Index and quota, from exports.

    Exit codes: 0 done, 2 bad arguments, 3 data cannot be used, 4 some reports
    failed, 5 none was made.
    """


@main.command()
@_out
@_jobs
def demo(out: Path, jobs: int) -> None:
    """Make the weekly pages of the simulated sample company."""
    options = ssi.RunOptions(jobs=jobs, progress=_progress("pages"))
    _finish(ssi.render_teams(resources.sample(), out=out, options=options))


@main.command()
@click.argument("data", type=_DATA)
@click.option("--people", is_flag=True, help="Who is named, and a roster to complete.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="How to say it; html is a page.",
)
@click.option("--out", type=_FILE, help="File to write instead of the terminal.")
@_reading
def check(
    data: Path, people: bool, form: Form, out: Path | None, **reading: Any
) -> None:
    """Read the exports in DATA and say what was found, used and refused.

    With --people, list everybody the exports name, and write the roster to complete
    as CSV to --out; as JSON or a page, both together.
    """
    read = (ssi.identify if people else ssi.load_team)(
        data, **reading, progress=_progress("files")
    )
    if isinstance(read, ssi.Identities):
        _tell_people(read, form, out)
        return
    findings = ssi.audit(read)
    _tell(ssi.check_report(read, findings, form=form), out)
    if findings.has_errors:
        sys.exit(BAD_DATA)


def _tell_people(found: Identities, form: Form, out: Path | None) -> None:
    said = ssi.people_report(found, form=form)
    if form != "text":
        _tell(said, out)
        return
    click.echo(said)
    if out is None:
        click.echo()
    _tell(found.roster_csv(), out)


def _tell(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text)
    else:
        ssi.write_file(out, text)
        click.echo(out)


@main.command()
@click.argument("data", type=_DATA)
@click.option(
    "--grain",
    type=click.Choice(["week", "month", "quarter"]),
    help="Length of a period.",
)
@click.option("--out", type=_FILE, required=True, help="CSV file to write.")
@_reading
def panel(
    data: Path,
    grain: Grain | None,
    out: Path,
    **reading: Any,
) -> None:
    """Write the panel of DATA, a row per rep and period, as CSV."""
    team = ssi.load_team(data, **reading, progress=_progress("files"))
    built = ssi.build_panel(team, grain=grain)
    if built.frame.empty:
        raise DataError.no_complete_period(str(built.grain))
    ssi.write_file(out, built.to_csv())
    click.echo(built.coverage.to_text())
    for measure, reason in built.refused.items():
        click.echo(f"{measure} is not in it: {reason}")
    click.echo(f"{len(built.frame):,} rep-{built.grain}s: {out}")


@main.command()
@click.argument("data", type=_DATA)
@click.option("--week", help="ISO week as 2026-W46; the last complete one by default.")
@click.option("--team", "teams", multiple=True, help="A team; may be repeated.")
@click.option("--all-teams", is_flag=True, help="Every team of the roster.")
@click.option(
    "-p",
    "--parameter",
    "more",
    multiple=True,
    metavar="NAME=VALUE",
    help="A further parameter of the notebook.",
)
@_reading
@_out
@_jobs
def report(  # noqa: PLR0913, PLR0917  # click passes each option on its own
    data: Path,
    week: str | None,
    teams: Sequence[str],
    all_teams: bool,
    more: Sequence[str],
    out: Path,
    jobs: int,
    **reading: Any,
) -> None:
    """Make the weekly page of one team, or of all, from the exports in DATA."""
    if bool(teams) == all_teams:
        message = "give either --team NAME or --all-teams"
        raise click.UsageError(message)
    given = {name: value for name, value in reading.items() if value}
    further = dict(map(_pair, more)) | given
    options = ssi.RunOptions(further, jobs, _progress("pages"))
    _finish(
        ssi.render_teams(data, week=week, teams=teams or None, out=out, options=options)
    )


@main.command()
@click.argument("data", type=_DATA)
@click.option("--team", help="One team of the roster; everybody by default.")
@click.option(
    "--teams-simulated",
    "n_teams",
    type=click.IntRange(1),
    default=TEAMS,
    help="How many teams of each kind are made up.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--out", type=_FILE, help="File to write instead of the terminal.")
@_reading
def calibrate(
    data: Path,
    team: str | None,
    n_teams: int,
    form: str,
    out: Path | None,
    **reading: Any,
) -> None:
    """Say how often the weekly page would be wrong on teams like yours."""
    loaded = ssi.load_team(data, **reading, progress=_progress("files"))
    if team is not None:
        loaded = loaded.only(team=team)
    weeks = ssi.build_panel(loaded, grain="week")
    found = ssi.calibrate(weeks, n_teams=n_teams, progress=_progress("teams"))
    said = found.to_json() if form == "json" else f"{ssi.say(found)}\n\n{found}"
    _tell(said, out)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError.badly_typed(name, text, "given as NAME=VALUE")
    return name, value


@main.command()
@click.argument("out", type=_FOLDER)
@click.option(
    "--seed", type=click.IntRange(0), default=SEED, help="Seed of the simulation."
)
def sample(out: Path, seed: int) -> None:
    """Write the simulated sample company to OUT in real export formats."""
    ssi.write_sample(out, seed=seed, progress=_progress("files"))
    click.echo(f"simulated company: {out}")


@main.command()
@click.argument("folder", type=_FOLDER)
def notebooks(folder: Path) -> None:
    """Copy the notebooks to FOLDER, to explore them in JupyterLab."""
    for path in resources.copy_notebooks(folder):
        click.echo(path)


def _progress(what: str) -> Callable[[int, int], None]:
    """Return a callback that shows progress on a terminal and is silent elsewhere."""
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars:
            from tqdm import tqdm  # noqa: PLC0415  # not for --help

            bars.append(tqdm(total=total, unit=f" {what}", disable=None, leave=False))
        bars[0].update(done - bars[0].n)
        if done == total:
            bars[0].close()

    return show


def _finish(run: Run) -> None:
    for record in run.records:
        if record.status == "ok":
            click.echo(f"{record.name}: {run.path(record)}")
        else:
            click.echo(f"{record.name}: failed: {record.error}", err=True)
    click.echo(f"{run.n_made} of {len(run.records)} pages; start at {run.index}")
    sys.exit(run.exit_code)
