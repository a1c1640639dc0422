"""Commands that read exports and say what is in them: check, panel, calibrate."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

import ssi_analysis as ssi
from ssi_analysis.cli.options import (
    BAD_DATA,
    DATA,
    FILE,
    form_of,
    progress_bar,
    reading,
    say,
    tell,
)
from ssi_analysis.defaults import TEAMS
from ssi_analysis.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from ssi_analysis.identities import Identities
    from ssi_analysis.periods import Grain
    from ssi_analysis.report.checked import Form

__all__ = ["calibrate", "check", "panel"]


@click.command()
@click.argument("data", type=DATA)
@click.option("--people", is_flag=True, help="Who is named, and a roster to complete.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    help="How to say it; html is a page. By default as --out ends, or text.",
)
@click.option("--out", type=FILE, help="File to write instead of the terminal.")
@reading
def check(
    data: Path, people: bool, form: Form | None, out: Path | None, **reading: Any
) -> None:
    """Read the exports in DATA and say what was found, used and refused.

    With --people, list everybody the exports name, and write the roster to complete
    as CSV to --out; as JSON or a page, both together.
    """
    read = (ssi.identify if people else ssi.load_team)(
        data, **reading, progress=progress_bar("files")
    )
    form = form or form_of(out)
    if isinstance(read, ssi.Identities):
        _tell_people(read, form, out)
        return
    findings = ssi.audit(read)
    tell(ssi.check_report(read, findings, form=form), out)
    if findings.has_errors:
        sys.exit(BAD_DATA)


def _tell_people(found: Identities, form: Form, out: Path | None) -> None:
    said = ssi.people_report(found, form=form)
    if form != "text":
        tell(said, out)
        return
    click.echo(said)
    if out is None:
        click.echo()
    tell(found.roster_csv(), out)


@click.command()
@click.argument("data", type=DATA)
@click.option(
    "--grain",
    type=click.Choice(["week", "month", "quarter"]),
    help="Length of a period.",
)
@click.option("--out", type=FILE, required=True, help="CSV file to write.")
@reading
def panel(
    data: Path,
    grain: Grain | None,
    out: Path,
    **reading: Any,
) -> None:
    """Write the panel of DATA, a row per rep and period, as CSV."""
    team = ssi.load_team(data, **reading, progress=progress_bar("files"))
    built = ssi.build_panel(team, grain=grain)
    if built.frame.empty:
        raise DataError.no_complete_period(str(built.grain))
    ssi.write_file(out, built.to_csv())
    click.echo(built.coverage.to_text())
    for measure, reason in built.refused.items():
        say(f"{measure} is not in it: {reason}")
    click.echo(f"{len(built.frame):,} rep-{built.grain}s: {out}")


@click.command()
@click.argument("data", type=DATA)
@click.option("--team", help="One team of the roster; everybody by default.")
@click.option(
    "--teams-simulated",
    "n_teams",
    type=click.IntRange(1),
    default=TEAMS,
    help="How many teams of each kind are made up.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    help="How to say it; by default as --out ends, or text.",
)
@click.option("--out", type=FILE, help="File to write instead of the terminal.")
@reading
def calibrate(
    data: Path,
    team: str | None,
    n_teams: int,
    form: Form | None,
    out: Path | None,
    **reading: Any,
) -> None:
    """Say how often the weekly page would be wrong on teams like yours."""
    loaded = ssi.load_team(data, **reading, progress=progress_bar("files"))
    if team is not None:
        loaded = loaded.only(team=team)
    weeks = ssi.build_panel(loaded, grain="week")
    found = ssi.calibrate(weeks, n_teams=n_teams, progress=progress_bar("teams"))
    said = (
        found.to_json()
        if (form or form_of(out)) == "json"
        else f"{ssi.say(found)}\n\n{found}"
    )
    tell(said, out)
