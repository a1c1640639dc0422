"""Random panels, the time that an answer takes, and tables of such times."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.defaults import SEED
from ssi_analysis.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

PILLARS: Final = ("ssi_total", "ssi_brand", "ssi_people", "ssi_insights", "ssi_links")
OUTCOMES: Final = tuple(f"outcome_{number}" for number in range(1, 10))


def panel_of(
    n_reps: int,
    n_weeks: int,
    *,
    gaps: float = 0.0,
    outcomes: tuple[str, ...] = OUTCOMES,
) -> Panel:
    """Draw a panel of sticky scores and of outcomes without any relation to them."""
    rng = np.random.default_rng(SEED)
    shape = (n_reps, n_weeks)
    reps, weeks = np.indices(shape)
    days = pd.to_timedelta(7 * weeks.ravel(), unit="D")
    frame = {
        "rep_id": np.array([f"R-{rep:05}" for rep in range(n_reps)])[reps.ravel()],
        "period": pd.Timestamp("2018-01-01") + days,
    }
    for name in (*PILLARS, *outcomes):
        drift = rng.normal(0, 0.3, shape).cumsum(axis=1)
        noise = rng.normal(size=n_reps)[:, None] + rng.normal(size=shape)
        frame[name] = (50 + 5 * drift + 3 * noise if name in PILLARS else noise).ravel()
    cells = pd.DataFrame(frame)
    return Panel.from_frame(cells[rng.random(len(cells)) >= gaps])


def shortest(answer: Callable[[], object], what: str, runs: int = 7) -> float:
    """Return the seconds of the shortest run, of several."""
    say(what)
    times = []
    for _ in range(runs):
        start = time.process_time()
        answer()
        times.append(time.process_time() - start)
    return min(times)


def named(size: tuple[int, int], gaps: float = 0.0) -> str:
    """Name a panel by its size."""
    n_reps, n_weeks = size
    missing = f", {gaps:.0%} of cells missing" if gaps else ""
    return f"{n_reps:,} reps, {n_weeks} weeks{missing}"


def milliseconds(seconds: float) -> str:
    """Write a time."""
    return f"{1000 * seconds:,.{0 if seconds > 0.01 else 1}f} ms"


def table(rows: list[dict[str, str]]) -> str:
    """Write rows as a table of Markdown, numbers to the right."""
    names = list(rows[0])
    lines = [names, ["---", *["---:"] * (len(names) - 1)]]
    lines += [[row[name] for name in names] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def say(what: str) -> None:
    """Tell on standard error what is being measured."""
    print(what, file=sys.stderr, flush=True)
