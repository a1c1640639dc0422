"""What happens to 5 % and 95 % where teams are not as the method would like them.

`python -m benchmarks.gaps` simulates teams with gaps, with managers, with lumpy
bookings, of 6 to 8 reps, and writes the tables into docs/how_sure.md; names of tables
after it make only those. `--teams` sets how many teams stand behind a cell.
"""

from __future__ import annotations

import argparse
import math
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from benchmarks.batches import (
    Ranges,
    fisher_ranges,
    jackknife_z_ranges,
    left_out_ranges,
    orderings,
    swap_p_values,
    two_way,
    wider_ranges,
    within_ranges,
)
from benchmarks.tables import error, markdown, percentage, spread, write_between
from ssi_analysis.defaults import ALPHA
from ssi_analysis.stats.histories import Histories
from ssi_analysis.stats.simulate import SCENARIOS, Scenario, mixed, simulate, sticky
from ssi_analysis.stats.within import within

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Row = dict[str, object]
    Draw = Callable[[np.random.Generator], Histories]

PAGE = Path(__file__).parents[1] / "docs" / "how_sure.md"
WEEKS = 26


def histories_of(x: Matrix, y: Matrix) -> Histories:
    """Lay out one team; a cell counts where both measures are known."""
    known = np.isfinite(x) & np.isfinite(y)
    own, other = (np.where(known, each, np.nan) for each in (x, y))
    one_segment = np.zeros(len(x), np.intp)
    return Histories("ssi_total", "won_per_quota", own, other, one_segment, x.size)


def answer(pair: Histories, truth: float, rng: np.random.Generator) -> tuple:
    """Return whether one team raises an alarm, and whether its range has the truth."""
    found = within(pair, rng=rng)
    if found.reason:
        return math.nan, math.nan
    covered = found.estimate.low <= truth <= found.estimate.high
    return found.p_value < ALPHA, covered


def rates(
    draw: Callable[[np.random.Generator], Histories],
    truth: float,
    teams: int,
    seed: int,
) -> tuple[float, float]:
    """Return alarms and coverage over many teams, in percent."""
    rng = np.random.default_rng(seed)
    alarms, covered = zip(
        *(answer(draw(rng), truth, rng) for _ in range(teams)), strict=True
    )
    return percentage(alarms), percentage(covered)


# --- gaps in the panel ---------------------------------------------------------------


def _late(size: tuple[int, int], rng: np.random.Generator) -> Matrix:
    """Half of the reps joined some time before the last 8 weeks."""
    n_reps, n_weeks = size
    first = rng.integers(0, n_weeks - 8, (n_reps, 1)) * (rng.random((n_reps, 1)) < 0.5)
    return np.arange(n_weeks) < first


def _left(size: tuple[int, int], rng: np.random.Generator) -> Matrix:
    return _late(size, rng)[:, ::-1]


def _cells(size: tuple[int, int], rng: np.random.Generator) -> Matrix:
    """One cell in five, and every fourth period for half of the reps."""
    away = rng.random((size[0], 1)) < 0.5
    return (rng.random(size) < 0.2) | (away & (np.arange(size[1]) % 4 == 3))


GAPS = {
    "none": lambda size, _: np.zeros(size, bool),
    "half join late": _late,
    "late joiners and leavers": lambda size, rng: (
        _late(size, rng) | (_left(size, rng) & (rng.random((size[0], 1)) < 0.3))
    ),
    "cells and periods missing": _cells,
}


def _holed(
    scenario: Scenario, gaps: str, n_reps: int, rng: np.random.Generator
) -> Histories:
    size = (n_reps, WEEKS)
    x, y = simulate(scenario, size, rng=rng)
    return histories_of(np.where(GAPS[gaps](size, rng), np.nan, x), y)


def _unbalanced(teams: int, cell: tuple[str, int]) -> Row:
    gaps, n_reps = cell
    found = {}
    for name, truth in (("null", 0.0), ("effect0.2", 0.2), ("calendar", 0.0)):
        draw = partial(_holed, SCENARIOS[name], gaps, n_reps)
        found[name] = rates(draw, truth, teams, seed=n_reps)
    return {
        "gaps": gaps,
        "reps": n_reps,
        **{f"{name}: alarms": rate[0] for name, rate in found.items()},
        **{f"{name}: covered": rate[1] for name, rate in found.items()},
    }


def unbalanced(teams: int) -> list[Row]:
    """Two-way r on panels with gaps: late joiners, leavers, missing cells."""
    cells = [*product(GAPS, (6, 8, 10, 30))]
    return spread(partial(_unbalanced, teams), cells, what="unbalanced")


# --- managers ------------------------------------------------------------------------


def _managed(
    shape: tuple[int, int], teams: int, rng: np.random.Generator
) -> tuple[Matrix, Matrix]:
    """Give 30 % of each measure's movement to the manager, apart for each measure."""
    manager = np.repeat(np.arange(shape[0]), shape[1])
    both = simulate(SCENARIOS["null"], (teams, len(manager), WEEKS), rng=rng)
    shocks = sticky((2, teams, shape[0], WEEKS), 0.8, rng=rng)
    x, y = (
        math.sqrt(0.7) * own + math.sqrt(0.3 * 0.4) * shock[:, manager]
        for own, shock in zip(both, shocks, strict=True)
    )
    return x, y


def _managers(teams: int, shape: tuple[int, int]) -> Row:
    rng = np.random.default_rng(shape)
    x, y = _managed(shape, teams, rng)
    manager = np.repeat(np.arange(shape[0]), shape[1])
    freed = two_way(x), two_way(y)
    alarms = {
        name: percentage(swap_p_values(*freed, orderings(strata, rng)) < ALPHA)
        for name, strata in (("across", np.zeros_like(manager)), ("within", manager))
    }
    apart = [
        two_way(each.reshape(-1, *shape, WEEKS)).reshape(x.shape) for each in (x, y)
    ]
    return {
        "managers": shape[0],
        "reps of each": shape[1],
        "swapped across managers: alarms": alarms["across"],
        "swapped within managers: alarms": alarms["within"],
        "range covers": percentage(within_ranges(x, y).cover(0)),
        "manager-weeks taken out, range covers": percentage(
            _apart_ranges(*apart, shape).cover(0)
        ),
    }


def _apart_ranges(x: Matrix, y: Matrix, shape: tuple[int, int]) -> Ranges:
    """Leave each rep out where each manager's reps are compared with each other."""
    own = np.array([(a * b).sum(-1) for a, b in ((x, x), (x, y), (y, y))])
    whole = own.sum(-1)
    rest = whole[..., None] - shape[1] / (shape[1] - 1) * own
    r, others = (each[1] / np.sqrt(each[0] * each[2]) for each in (whole, rest))
    n_reps = np.full(len(x), x.shape[1])
    return jackknife_z_ranges(r, others.T, n_reps)


def managers(teams: int) -> list[Row]:
    """Shocks that all reps of a manager share, in each measure on its own."""
    shapes = [(2, 5), (3, 5), (3, 10), (6, 5), (10, 3), (15, 2), (10, 10)]
    return spread(partial(_managers, teams), shapes, what="managers")


# --- between reps --------------------------------------------------------------------

LEVELS = {
    "normal": lambda size, rng: rng.normal(size=size),
    "heavy (t, 3 degrees)": lambda size, rng: rng.standard_t(3, size),
    "skewed (log-normal .5)": lambda size, rng: rng.lognormal(0, 0.5, size),
    "skewed (log-normal 1)": lambda size, rng: rng.lognormal(0, 1, size),
}


def _draw_levels(name: str, size: tuple[int, ...], rng: np.random.Generator) -> Matrix:
    return np.asarray(LEVELS[name](size, rng))


def _between(teams: int, cell: tuple[str, int]) -> Row:
    shape, n_reps = cell
    rng = np.random.default_rng(n_reps)
    row: Row = {"usual levels": shape, "reps": n_reps}
    for truth in (0.0, 0.5):
        x, other = _draw_levels(shape, (2, teams, n_reps), rng)
        y = mixed(x, other, truth)
        known = {
            "Fisher": fisher_ranges(x, y),
            "reps left out": left_out_ranges(x, y),
            "the wider": wider_ranges(x, y),
        }
        row |= {
            f"r {truth:.1f}: {name}": percentage(ranges.cover(truth))
            for name, ranges in known.items()
        }
    return row


def between(teams: int) -> list[Row]:
    """Give the between-rep r its range, one observation per rep."""
    cells = [*product(LEVELS, (6, 8, 10, 15, 20, 30))]
    return spread(partial(_between, teams), cells, what="between")


# --- lumpy bookings ------------------------------------------------------------------

LUMPY = Scenario(says="the drive to book goes along by .7", within=0.7)


def _bookings(drive: Matrix, share: float, rng: np.random.Generator) -> Matrix:
    """Return weeks that are mostly zero and now and then a deal of any size."""
    threshold = stats.norm.ppf(1 - share)
    won = mixed(drive, rng.normal(size=drive.shape), 0.7) > threshold
    return np.where(won, rng.lognormal(0, 1.2, drive.shape), 0.0)


def _lumpy_cell(teams: int, cell: tuple[float, int, int]) -> Row:
    share, *size = cell
    rng = np.random.default_rng([int(100 * share), *size])
    row: Row = {"weeks with a deal": f"{100 * share:.0f} %"}
    row |= {"reps": size[0], "weeks": size[1]}
    for name, scenario in (("null", SCENARIOS["null"]), ("linked", LUMPY)):
        many = _lumpy_teams(scenario, share, (1, 40_000, size[1]), rng)
        truth = float(within_ranges(*many).r[0]) if scenario.within else 0.0
        x, y = _lumpy_teams(scenario, share, (teams, *size), rng)
        alarms = swap_p_values(
            two_way(x), two_way(y), orderings(np.zeros(size[0], np.intp), rng)
        )
        row |= {
            f"{name}: r": f"{truth:.2f}",
            f"{name}: found": percentage(alarms < ALPHA),
            f"{name}: covered": percentage(within_ranges(x, y).cover(truth)),
        }
    return row


def _lumpy_teams(
    scenario: Scenario, share: float, size: tuple[int, ...], rng: np.random.Generator
) -> tuple[Matrix, Matrix]:
    x, drive = simulate(scenario, size, rng=rng)
    return x, _bookings(drive, share, rng)


def lumpy(teams: int) -> list[Row]:
    """Weekly bookings that are mostly zero, with deals of very different sizes."""
    cells = [*product((0.05, 0.15, 0.4), (6, 8, 10, 30), (26, 52))]
    return spread(partial(_lumpy_cell, teams), cells, what="lumpy")


# --- weekly scores, quarterly outcomes -----------------------------------------------

QUARTERS, QUARTER = 8, 13
WINDOWS = {
    "mean of the quarter": slice(0, 13),
    "mean of its first 4 weeks": slice(0, 4),
    "mean of its last 4 weeks": slice(9, 13),
    "its last week": slice(12, 13),
    "mean of the quarter before": slice(0, 13),
}


def _quarters(
    shape: tuple[int, int, int],
    links: tuple[float, float, int],
    rng: np.random.Generator,
) -> tuple[Matrix, Matrix]:
    """Let a week's outcome go by `r` with the score of `lag` weeks before."""
    stickiness, r, lag = links
    n_weeks = (QUARTERS + 1) * QUARTER
    score, other = sticky((2, *shape[:2], n_weeks), stickiness, rng=rng)
    outcome = other.copy()
    outcome[..., lag:] = mixed(score[..., : n_weeks - lag], other[..., lag:], r)
    usual = rng.normal(0, 1.2, (*shape[:2], 1))
    by_quarter = (*shape[:2], QUARTERS + 1, QUARTER)
    return (score + usual).reshape(by_quarter), outcome.reshape(by_quarter).mean(-1)


def _aggregated(teams: int, cell: tuple[float, int]) -> list[Row]:
    stickiness, n_reps = cell
    rng = np.random.default_rng([int(100 * stickiness), n_reps])
    partners = orderings(np.zeros(n_reps, np.intp), rng)
    rows: dict[str, Row] = {
        name: {"stickiness": f"{stickiness:.2f}", "reps": n_reps, "score": name}
        for name in WINDOWS
    }
    cases = {"null": (0.0, 0), "same week": (0.3, 0), "six weeks later": (0.3, 6)}
    for case, link in cases.items():
        x, y = _quarters((teams, n_reps, 0), (stickiness, *link), rng)
        for name, weeks in WINDOWS.items():
            score = x[..., weeks].mean(-1)
            score = score[..., :-1] if name.endswith("before") else score[..., 1:]
            p = swap_p_values(two_way(score), two_way(y[..., 1:]), partners)
            rows[name][f"{case}: found"] = percentage(p < ALPHA)
    return [*rows.values()]


def aggregated(teams: int) -> list[Row]:
    """Which weeks of the score to set beside a quarter's outcome."""
    cells = [*product((0.8, 0.95), (10, 30))]
    parts = spread(partial(_aggregated, teams), cells, what="quarters")
    return [row for part in parts for row in part]


# --- 6 to 8 reps ---------------------------------------------------------------------

SMALL = {
    "null": (SCENARIOS["null"], 0.0),
    "r .2": (SCENARIOS["effect0.2"], 0.2),
    "r .5": (Scenario(says="within reps r is .5", within=0.5), 0.5),
    "calendar": (SCENARIOS["calendar"], 0.0),
    "heavy": (SCENARIOS["heavy"], 0.0),
}


def _small(teams: int, size: tuple[int, int]) -> Row:
    rng = np.random.default_rng(size)
    covers = {
        name: percentage(
            within_ranges(*simulate(scenario, (teams, *size), rng=rng)).cover(truth)
        )
        for name, (scenario, truth) in SMALL.items()
    }
    return {"reps": size[0], "periods": size[1], **covers}


def small(teams: int) -> list[Row]:
    """Give the within-rep r its range in the smallest teams."""
    sizes = [*product((4, 5, 6, 7, 8), (3, 8, 12, 26, 52))]
    return spread(partial(_small, teams), sizes, what="small")


TABLES = {
    "gaps": unbalanced,
    "managers": managers,
    "between": between,
    "lumpy": lumpy,
    "quarters": aggregated,
    "small": small,
}


def main() -> None:
    """Make the tables that were asked for and put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", help=f"of {', '.join(TABLES)}")
    parser.add_argument("--teams", type=int, default=2000)
    asked = parser.parse_args()
    for name in asked.tables or TABLES:
        rows = TABLES[name](asked.teams)
        note = f"{asked.teams:,} teams a cell; error {error(5, asked.teams):.1f} points"
        write_between(
            PAGE, name, f"{markdown(rows)}\n\nIn percent; {note} at 5 and 95."
        )


if __name__ == "__main__":
    main()
