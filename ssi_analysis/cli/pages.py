"""Commands that make pages: demo, report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

import ssi_analysis as ssi
from ssi_analysis import resources
from ssi_analysis.cli.options import (
    DATA,
    jobs_option,
    out_option,
    page_options,
    progress_bar,
    reading,
    say,
    written,
)
from ssi_analysis.errors import ParameterError
from ssi_analysis.errors.base import cut, shown
from ssi_analysis.privacy import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ssi_analysis.batch import Run

__all__ = ["demo", "report"]


@click.command()
@written
@out_option
@jobs_option
def demo(out: Path, jobs: int, **written: Any) -> None:
    """Make the weekly pages of the simulated sample company."""
    page, _ = page_options(**written)
    options = ssi.RunOptions(
        jobs=jobs, progress=progress_bar("pages"), page=page, company=True
    )
    _finish(ssi.render_teams(resources.sample(), out=out, options=options))


@click.command()
@click.argument("data", type=DATA)
@click.option("--week", help="ISO week as 2026-W46; the last complete one by default.")
@click.option("--team", "teams", multiple=True, help="A team; may be repeated.")
@click.option("--all-teams", is_flag=True, help="Every team of the roster.")
@click.option(
    "--company",
    is_flag=True,
    help="The whole company with its teams compared, alone or beside teams.",
)
@click.option(
    "-p",
    "--parameter",
    "more",
    multiple=True,
    metavar="NAME=VALUE",
    help="A further parameter of the notebook.",
)
@click.option(
    "--names",
    type=click.Choice(NAMES),
    help="What stands for a rep: a code (none), initials or the full name.",
)
@click.option(
    "--min-group",
    type=int,
    help="Fewest reps of a group that is shown by itself; 5 or more.",
)
@reading
@written
@out_option
@jobs_option
def report(  # noqa: PLR0913, PLR0917  # click passes each option on its own
    data: Path,
    week: str | None,
    teams: Sequence[str],
    all_teams: bool,
    company: bool,
    more: Sequence[str],
    out: Path,
    jobs: int,
    **choices: Any,
) -> None:
    """Make the weekly page of a team, of all, or of the company, from DATA."""
    if teams and all_teams:
        message = "give either --team NAME or --all-teams"
        raise click.UsageError(message)
    if not (teams or all_teams or company):
        message = "give --team NAME, --all-teams or --company"
        raise click.UsageError(message)
    page, reading = page_options(**choices)
    given = {name: str(value) for name, value in reading.items() if value is not None}
    further = _once([*map(_pair, more), *given.items()])
    options = ssi.RunOptions(further, jobs, progress_bar("pages"), page, company)
    wanted = None if all_teams else teams
    _finish(ssi.render_teams(data, week=week, teams=wanted, out=out, options=options))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError.badly_typed(name, text, "given as NAME=VALUE")
    return name, value


def _once(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Refuse a parameter that is given twice: nobody could say which one counts."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            right = f"given once; it is '{found[name]}' too"
            raise ParameterError.badly_typed(name, value, right)
    return found


def _finish(run: Run) -> None:
    for record in run.records:
        name = cut(shown(record.name))
        if record.status == "ok":
            say(f"{name}: {run.path(record)}")
        else:
            say(f"{name}: failed: {record.error}", err=True)
    click.echo(f"{run.n_made} of {len(run.records)} pages; start at {run.index}")
    sys.exit(run.exit_code)
