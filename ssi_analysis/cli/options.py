"""What commands share: kinds of arguments, options, progress and where text goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

import ssi_analysis as ssi
from ssi_analysis.errors.base import shown_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssi_analysis.report.checked import Form as CheckForm
    from ssi_analysis.report.chromium import Paper
    from ssi_analysis.report.forms import Form

__all__ = [
    "BAD_DATA",
    "BAD_PARAMETERS",
    "DATA",
    "FILE",
    "FOLDER",
    "form_of",
    "jobs_option",
    "out_option",
    "page_options",
    "progress_bar",
    "reading",
    "say",
    "tell",
    "written",
]

BAD_PARAMETERS: Final = 2
BAD_DATA: Final = 3

DATA: Final = click.Path(exists=True, file_okay=False, path_type=Path)
FOLDER: Final = click.Path(file_okay=False, path_type=Path)
FILE: Final = click.Path(dir_okay=False, path_type=Path)

out_option = click.option(
    "--out", type=FOLDER, default=Path("reports"), help="Folder for the pages."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=2, help="Reports made at a time."
)


def reading(command: Callable[..., None]) -> Callable[..., None]:
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


def written(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that settle how its pages are written."""
    options = (
        click.option(
            "--single-file",
            "form",
            flag_value="single-file",
            help="Each page in one file of 2 MB, to send around.",
        ),
        click.option(
            "--static",
            "form",
            flag_value="static",
            help="Pages without any script, drawn by a Chromium.",
        ),
        click.option(
            "--pdf", is_flag=True, help="A PDF beside each page, by Chromium."
        ),
        click.option(
            "--paper",
            type=click.Choice(["A4", "letter"], case_sensitive=False),
            default="A4",
            help="Paper of the PDF.",
        ),
        click.option("--show-code", is_flag=True, help="Show the code, folded."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def page_options(
    *, form: Form | None, pdf: bool, paper: Paper, show_code: bool, **others: Any
) -> tuple[ssi.PageOptions, dict[str, Any]]:
    """Gather what `written` has read, and return the other choices beside it."""
    page = ssi.PageOptions(form or "pages", paper if pdf else None, show_code)
    return page, others


def form_of(out: Path | None) -> CheckForm:
    """Say in which form a file is to be written, by how its name ends."""
    endings: dict[str, CheckForm] = {".json": "json", ".html": "html", ".htm": "html"}
    return endings.get(out.suffix.lower(), "text") if out else "text"


def say(text: str, *, err: bool = False) -> None:
    """Print a text in which no name of a file can steer the terminal."""
    click.echo(shown_lines(text), err=err)


def tell(text: str, out: Path | None) -> None:
    """Print a text, or write it to a file and print where it lies."""
    if out is None:
        say(text)
    else:
        ssi.write_file(out, text)
        click.echo(out)


def progress_bar(what: str) -> Callable[[int, int], None]:
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
