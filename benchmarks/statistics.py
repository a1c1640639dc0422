"""Time the statistics, side by side with the packages that answer the same question.

    .venv/bin/python benchmarks/statistics.py > docs/performance.md

prints the page with its tables; progress goes to standard error. It takes minutes, most
of them in the other packages. Each time is the processor's, with one thread for linear
algebra, and the shortest of several runs: what else the machine does hardly counts.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Run as a script, its own folder comes first, and this file would stand in for Python's
# module of the same name.
sys.path[0] = str(Path(__file__).parents[1])
os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")

import math
import time
import tracemalloc
import warnings
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pingouin
from linearmodels.panel import PanelOLS

import ssi_analysis as ssi
from benchmarks.measuring import (
    OUTCOMES,
    PILLARS,
    milliseconds,
    named,
    panel_of,
    say,
    shortest,
    table,
)
from ssi_analysis.defaults import SWAP_PART
from ssi_analysis.stats.family import associate_family
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.lead_lag import lead_lag
from ssi_analysis.stats.resampling import pair_scores, swap_p_value
from ssi_analysis.stats.within import fit_within

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssi_analysis.stats.histories import Histories

MANY: Final = (1000, 104)
TEAM: Final = (30, 52)

PAGE: Final = """\
# Performance

Written by `benchmarks/statistics.py` in one run on two cores. Every time is the
processor's, with one thread for linear algebra, and the shortest of several runs. The
panels are random: sticky scores, reps that differ, no gaps unless said. Times start at
the panel, a table with a row per rep and week, unless said.

## One question answered in full

`evidence` takes associations between, within and pooled with their intervals, 1,999
swaps twice, the detectable r and steps of the score; `associate_family` tests five
scores against nine outcomes; `lead_lag` asks what came first.

{blocks}

## The same number from another package

"Number alone" starts at the two matrices of reps by weeks that our statistics share.

{others}

## Memory

The peak of `evidence` above what was there before, by `tracemalloc`, after a first call
that loads the modules; the panel's own size is that of its table with its text.

{memory}

## Time against size

The power is the slope of log time on log size between the last two rows: 1 is linear.
The estimate is the fit, its interval and all refits without each rep; swaps are the
1,999 of one test. Segments of more than {group} reps are divided at random before they
are swapped; no rep is left out, and no matrix of all pairs is held.

{reps}

{periods}
"""


def main() -> None:
    """Measure everything and print the page."""
    warnings.simplefilter("ignore")
    print(
        PAGE.format(
            blocks=table(blocks()),
            others=table(others()),
            memory=table(memory()),
            group=f"{SWAP_PART:,}",
            reps=table(with_powers(by_size([(n, 104) for n in (500, 2000, 8000)]))),
            periods=table(with_powers(by_size([(500, n) for n in (26, 104, 416)]))),
        ),
        end="",
    )


def blocks() -> list[dict[str, str]]:
    """Time what a reader of a page waits for."""
    rows = []
    for size in (TEAM, MANY):
        for gaps in (0.0, 0.05):
            own = panel_of(*size, gaps=gaps)
            row = {"panel": named(size, gaps)}
            for name, answer in questions(own).items():
                row[name] = milliseconds(shortest(answer, f"{name} {row['panel']}"))
            rows.append(row)
    return rows


def questions(own: ssi.Panel) -> dict[str, Callable[[], object]]:
    """Return what can be asked of a panel."""
    x, y = PILLARS[0], OUTCOMES[0]
    found: dict[str, Callable[[], object]] = {
        "evidence": lambda: ssi.evidence(own, x, y),
        "family of 45": lambda: associate_family(own, PILLARS, OUTCOMES),
        "lead and lag": lambda: lead_lag(own, x, y),
    }
    each = list(found.values())
    return {
        "decompose": lambda: ssi.decompose(own, x, y),
        **found,
        "the last three": lambda: [ask() for ask in each],
    }


def others() -> list[dict[str, str]]:
    """Compare our numbers with those of pingouin and linearmodels."""
    own = panel_of(*MANY)
    pair = histories(own, PILLARS[0], OUTCOMES[0])
    rows = own.frame.assign(week=pd.factorize(own.frame["period"])[0])
    indexed = rows.set_index(["rep_id", "week"])
    y, x = indexed[OUTCOMES[0]], indexed[[PILLARS[0]]]

    def correlation() -> float:
        answer = pingouin.rm_corr(rows, x=PILLARS[0], y=OUTCOMES[0], subject="rep_id")
        return float(answer["r"].iloc[0])

    def two_way() -> float:
        model = PanelOLS(y, x, entity_effects=True, time_effects=True)
        fit = model.fit(cov_type="clustered", cluster_entity=True)
        return float(fit.params.iloc[0])

    def again() -> Histories:
        return histories(own, PILLARS[0], OUTCOMES[0])

    return [
        beside(
            "r, reps taken out: `pingouin.rm_corr`",
            correlation,
            lambda: float(fit_within(pair, effects="rep").full.r),
            lambda: float(fit_within(again(), effects="rep").full.r),
        ),
        beside(
            "slope and its clustered error: `PanelOLS`, two-way",
            two_way,
            lambda: slope_and_refits(pair),
            lambda: slope_and_refits(again()),
        ),
        beside(
            "the slope alone: `PanelOLS`, two-way",
            two_way,
            lambda: float(fit_within(pair).full.slope),
            lambda: float(fit_within(again()).full.slope),
        ),
    ]


def slope_and_refits(pair: Histories) -> float:
    """Return the slope, having refitted it without each rep for its interval."""
    fit = fit_within(pair)
    assert np.isfinite(fit.left_out.slope).all()
    return float(fit.full.slope)


def beside(
    what: str,
    other: Callable[[], float],
    ours: Callable[[], float],
    from_panel: Callable[[], float],
) -> dict[str, str]:
    """Time the same number three ways."""
    say(what)
    start = time.process_time()
    expected = other()
    theirs = time.process_time() - start
    number, whole = (shortest(each, what) for each in (ours, from_panel))
    return {
        "1,000 reps, 104 weeks": what,
        "theirs": milliseconds(theirs),
        "ours, from the panel": milliseconds(whole),
        "ratio": f"{theirs / whole:,.0f}",
        "ours, number alone": milliseconds(number),
        "ratio alone": f"{theirs / number:,.0f}",
        "difference": f"{abs(expected - ours()):.0e}",
    }


def memory() -> list[dict[str, str]]:
    """Measure the peak of `evidence` against the size of its panel."""
    rows = []
    for size in (MANY, (20_000, 104)):
        say(f"memory {named(size)}")
        own = panel_of(*size, outcomes=OUTCOMES[:1])
        ssi.evidence(panel_of(*TEAM), PILLARS[0], OUTCOMES[0])
        tracemalloc.start()
        ssi.evidence(own, PILLARS[0], OUTCOMES[0])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        held = int(own.frame.memory_usage(deep=True).sum())
        rows.append(
            {
                "panel": named(size),
                "size": f"{held / 1e6:,.0f} MB",
                "peak": f"{peak / 1e6:,.0f} MB",
                "times the panel": f"{peak / held:.1f}",
            }
        )
    return rows


def by_size(sizes: list[tuple[int, int]]) -> list[tuple[tuple[int, int], list[float]]]:
    """Time the estimate and the swaps for panels of several sizes."""
    found = []
    for size in sizes:
        pair = histories(
            panel_of(*size, outcomes=OUTCOMES[:1]), PILLARS[0], OUTCOMES[0]
        )
        times = [
            shortest(lambda pair=pair: slope_and_refits(pair), f"fit {named(size)}"),
            shortest(lambda pair=pair: swaps(pair), f"swaps {named(size)}", 3),
        ]
        found.append((size, times))
    return found


def swaps(pair: Histories) -> float:
    """Swap the residuals as `within` does."""
    x, y = fit_within(pair).residuals

    def scores(reps: np.ndarray) -> np.ndarray:
        return pair_scores(x[reps], y[reps], pair.present[reps])

    return swap_p_value(scores, pair.segments)[0]


def with_powers(
    found: list[tuple[tuple[int, int], list[float]]],
) -> list[dict[str, str]]:
    """Put the times in a table, and the powers of the last step under them."""
    rows = [
        {
            "panel": named(size),
            "estimate": milliseconds(estimate),
            "swaps": milliseconds(swapped),
        }
        for size, (estimate, swapped) in found
    ]
    (before, earlier), (size, times) = found[-2:]
    growth = math.log(math.prod(size) / math.prod(before))
    powers = [
        math.log(now / then) / growth for now, then in zip(times, earlier, strict=True)
    ]
    names = ("panel", "estimate", "swaps")
    last = ("power", *(f"{each:.1f}" for each in powers))
    return [*rows, dict(zip(names, last, strict=True))]


if __name__ == "__main__":
    main()
