"""Work spread over two processes, and tables written into a page between markers."""

from __future__ import annotations

import math
import os
import re
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

WORKERS = 2
Cell = TypeVar("Cell")
Found = TypeVar("Found")


def spread(
    work: Callable[[Cell], Found], cells: Sequence[Cell], *, what: str
) -> list[Found]:
    """Do the work of every cell, two at a time, with a progress bar."""
    with ProcessPoolExecutor(WORKERS, initializer=os.nice, initargs=(10,)) as pool:
        done = pool.map(work, cells)
        return list(tqdm(done, total=len(cells), desc=what, unit=" cells"))


def percentage(flags: Sequence[float]) -> float:
    """Return how many of the teams, in percent; teams without an answer left out."""
    known = [float(flag) for flag in flags if not math.isnan(flag)]
    return 100 * sum(known) / len(known) if known else math.nan


def error(rate: float, teams: int) -> float:
    """Return the Monte Carlo standard error of a rate, both in percent."""
    return 100 * math.sqrt(rate / 100 * (1 - rate / 100) / teams)


def markdown(rows: Sequence[Mapping[str, object]]) -> str:
    """Lay rows out as a table of Markdown; numbers with one decimal."""
    heads = list(rows[0])
    numbers = [all(_is_number(row[head]) for row in rows) for head in heads]
    rule = ["---:" if right else "---" for right in numbers]
    body = [[_shown(row[head]) for head in heads] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *body))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{value:.1f}"
    return str(value)


def write_between(page: Path, name: str, text: str) -> None:
    """Put a text between the two markers of this name in a page."""
    start, end = f"<!-- {name}: written by", f"<!-- end of {name} -->"
    whole = page.read_text("utf-8")
    pattern = rf"({re.escape(start)}[^\n]*\n).*?({re.escape(end)})"
    parts = re.split(pattern, whole, maxsplit=1, flags=re.DOTALL)
    before, opening, closing, after = parts
    page.write_text(f"{before}{opening}\n{text}\n\n{closing}{after}", "utf-8")
