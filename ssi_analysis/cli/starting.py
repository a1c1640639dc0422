"""Commands that write something to start from: sample, notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import ssi_analysis as ssi
from ssi_analysis import resources
from ssi_analysis.cli.options import FOLDER, progress_bar
from ssi_analysis.defaults import SEED

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["notebooks", "sample"]


@click.command()
@click.argument("out", type=FOLDER)
@click.option(
    "--seed", type=click.IntRange(0), default=SEED, help="Seed of the simulation."
)
def sample(out: Path, seed: int) -> None:
    """Write the simulated sample company to OUT in real export formats."""
    ssi.write_sample(out, seed=seed, progress=progress_bar("files"))
    click.echo(f"simulated company: {out}")


@click.command()
@click.argument("folder", type=FOLDER)
def notebooks(folder: Path) -> None:
    """Copy the notebooks to FOLDER, to explore them in JupyterLab."""
    for path in resources.copy_notebooks(folder):
        click.echo(path)
