"""The calibration table: seven scenarios, 6 to 100 reps, 12 to 52 weeks.

`python -m benchmarks.calibration` makes up teams, counts what each method says of
them and writes the tables into docs/how_sure.md, in a few minutes. `--teams` sets how
many teams stand behind a cell. What the package's own functions say of single teams is
held against these batches in tests/test_calibration.py.
"""

from __future__ import annotations

import argparse
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from linearmodels.panel import PanelOLS
from scipy import stats

from benchmarks.batches import (
    Ranges,
    left_out_ranges,
    orderings,
    swap_p_values,
    two_way,
    within_ranges,
)
from benchmarks.tables import error, markdown, percentage, spread, write_between
from ssi_analysis.defaults import ALPHA
from ssi_analysis.stats.detectable import variance_of_mean
from ssi_analysis.stats.guards import why_refused
from ssi_analysis.stats.naive import pooled_p_values, rep_only_p_values
from ssi_analysis.stats.simulate import (
    BETWEEN_SHARE,
    SCENARIOS,
    STICKINESS,
    simulate,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Cell = tuple[str, int, int]
    Row = dict[str, object]

PAGE = Path(__file__).parents[1] / "docs" / "how_sure.md"
REPS = (6, 10, 30, 100)
PERIODS = (12, 26, 52)
CELLS = [*product(SCENARIOS, REPS, PERIODS)]
BATCH = 250
LIBRARY_TEAMS = 400
TYPICAL = (30, 26)
TINY = 1e-20

METHODS = {
    "within": "within reps (ours): found",
    "range": "its range covers",
    "between": "between reps (ours): found",
    "between range": "its range covers too",
    "pooled": "all rows: found",
    "rep only": "rep-only: found",
    "rep only range": "its iid range covers",
}
"""The methods of the table, and how their columns are called."""


def between_truth(name: str, n_periods: int) -> float:
    """Return the r of usual levels, which the weeks' own movements water down."""
    scenario = SCENARIOS[name]
    of_mean = (1 - BETWEEN_SHARE) * variance_of_mean(STICKINESS, n_periods)
    linked = BETWEEN_SHARE * scenario.between + of_mean * scenario.within
    return linked / (BETWEEN_SHARE + of_mean)


def rates(cell: Cell, teams: int) -> dict[str, float]:
    """Return how often each method finds something, and covers, in percent."""
    name, n_reps, n_periods = cell
    rng = np.random.default_rng([[*SCENARIOS].index(name), n_reps, n_periods])
    flags = [
        _flags(name, (min(BATCH, teams - done), n_reps, n_periods), rng)
        for done in range(0, teams, BATCH)
    ]
    return {
        method: percentage(np.concatenate([part[method] for part in flags]))
        for method in flags[0]
    }


def _flags(
    name: str, size: tuple[int, int, int], rng: np.random.Generator
) -> dict[str, Matrix]:
    x, y = simulate(SCENARIOS[name], size, rng=rng)
    partners = orderings(np.zeros(size[1], np.intp), rng)
    levels = x.mean(-1), y.mean(-1)
    usual = [(each - each.mean(-1, keepdims=True))[..., None] for each in levels]
    truth, usual_truth = SCENARIOS[name].within, between_truth(name, size[-1])
    within = within_ranges(x, y)
    shuffled = swap_p_values(two_way(x), two_way(y), partners)
    return {
        "within": _found(shuffled + 0 * within.r),
        "range": within.cover(truth),
        "between": _found(swap_p_values(*usual, partners)),
        "between range": left_out_ranges(*levels).cover(usual_truth),
        "pooled": _found(pooled_p_values(x, y)),
        "rep only": _found(rep_only_p_values(x, y)),
        "rep only range": _rep_only(x, y).cover(truth),
        "refused": np.array([bool(why_refused(each, "outcome")) for each in y]),
    }


def _found(p_values: Matrix) -> Matrix:
    return np.where(np.isfinite(p_values), p_values < ALPHA, np.nan)


def _rep_only(x: Matrix, y: Matrix) -> Ranges:
    """Range of the repeated-measures correlation as it is published: Fisher's z."""
    x, y = (each - each.mean(-1, keepdims=True) for each in (x, y))
    rows = (-2, -1)
    squares = (x * x).sum(rows) * (y * y).sum(rows)
    r = (x * y).sum(rows) / np.sqrt(np.where(squares > TINY, squares, np.nan))
    freedom = x.shape[-2] * (x.shape[-1] - 1) - 1
    width = stats.norm.ppf(0.975) / np.sqrt(freedom - 1)
    z = np.arctanh(r)
    return Ranges(r, np.tanh(z - width), np.tanh(z + width))


def _row(teams: int, cell: Cell) -> Row:
    found = rates(cell, teams)
    return {"scenario": cell[0], "reps": cell[1], "weeks": cell[2]} | {
        heading: found[method] for method, heading in METHODS.items()
    }


def library(name: str, teams: int = LIBRARY_TEAMS) -> float:
    """Return how often PanelOLS with rep effects, clustered by rep, finds something."""
    rng = np.random.default_rng(1)
    x, y = simulate(SCENARIOS[name], (teams, *TYPICAL), rng=rng)
    return percentage([_panel_ols(*team) < ALPHA for team in zip(x, y, strict=True)])


def _panel_ols(x: Matrix, y: Matrix) -> float:
    reps, weeks = np.indices(x.shape)
    cells = {"rep": reps, "week": weeks, "x": x, "y": y}
    frame = pd.DataFrame({name: cell.ravel() for name, cell in cells.items()})
    frame = frame.set_index(["rep", "week"])
    model = PanelOLS(frame["y"], frame[["x"]], entity_effects=True)
    fit = model.fit(cov_type="clustered", cluster_entity=True)
    return float(fit.pvalues["x"])


def summary(rows: Sequence[Row], libraries: Sequence[float]) -> list[Row]:
    """Keep the teams of a typical size, and set a library's answer beside them."""
    typical = [row for row in rows if (row["reps"], row["weeks"]) == TYPICAL]
    return [
        {
            "what is true": SCENARIOS[str(row["scenario"])].says,
            "this package": row[METHODS["within"]],
            "its range covers": row[METHODS["range"]],
            "all rows correlated": row[METHODS["pooled"]],
            "repeated measures": row[METHODS["rep only"]],
            "PanelOLS, clustered": found,
        }
        for row, found in zip(typical, libraries, strict=True)
    ]


def main() -> None:
    """Make both tables and put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=4000)
    teams = parser.parse_args().teams
    rows = spread(partial(_row, teams), CELLS, what="calibration")
    off = f"Monte Carlo error {error(5, teams):.1f} at 5 and 95"
    note = f"{teams:,} teams a cell; {off}"
    write_between(PAGE, "calibration", f"{markdown(rows)}\n\nIn percent; {note}.")
    libraries = spread(library, [*SCENARIOS], what="PanelOLS")
    few = f"PanelOLS {LIBRARY_TEAMS} teams, error {error(5, LIBRARY_TEAMS):.1f} or more"
    short = f"{markdown(summary(rows, libraries))}\n\nIn percent; {note}; {few}."
    write_between(PAGE, "summary", short)


if __name__ == "__main__":
    main()
