"""Numbers that others published come out again, to the digits that they printed.

After a change `.venv/bin/python -m tests.published.test_published_results` writes the
table of docs/published.md anew.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

from ssi_analysis.stats.pooled import pooled
from tests.published import correlations, experiments, panels, shares
from tests.published.printed import Published, agrees, seen_twice

TABLES = (correlations, panels, experiments, shares)
ALL = tuple(each for table in TABLES for each in table.PUBLISHED)
N_NUMBERS = sum(len(each.numbers) for each in ALL)
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "published.md"
WRITE = "run .venv/bin/python -m tests.published.test_published_results"


@pytest.mark.parametrize("published", ALL, ids=lambda each: each.source)
def test_it_rounds_to_what_was_printed(published: Published) -> None:
    found = published.compute()
    assert found.keys() == published.numbers.keys()
    assert [
        (name, printed, found[name])
        for name, printed in published.numbers.items()
        if not agrees(printed, found[name])
    ] == []


def test_at_least_fifty_numbers_are_checked() -> None:
    assert N_NUMBERS >= 50


@pytest.mark.parametrize(
    ("printed", "found", "close"),
    [("0.18", 0.1849, True), ("0.18", 0.1851, False), ("38", 37.4, False)],
)
def test_the_digits_printed_say_how_close(
    printed: str, found: float, *, close: bool
) -> None:
    assert agrees(printed, found) is close


def test_the_page_lists_them_all() -> None:
    text = PAGE.read_text("utf-8")
    assert with_table(text) == text, WRITE


def test_the_jackknife_error_of_the_law_schools() -> None:
    # Efron 1982, table 3.1, prints .142, there centred at the mean of the left-out
    # values; the exact value is .1425.
    left_out = [
        pooled(
            seen_twice(
                np.delete(correlations.LSAT, at), np.delete(correlations.GPA, at)
            )
        ).estimate.value
        for at in range(15)
    ]
    error = math.sqrt(14 * float(np.var(left_out)))
    assert error == pytest.approx(0.142, abs=1e-3)


def test_anscombes_fourth_set_rests_on_one_point_and_is_refused() -> None:
    y = [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89]
    found = pooled(seen_twice([*[8] * 7, 19, *[8] * 3], y))
    assert found.reason == "no variation is left when one rep is left out"


def with_table(text: str) -> str:
    """Put the count and the table into the page."""
    rows = [
        f"| {each.source} | {each.through} | {name} | {printed} |"
        for each in ALL
        for name, printed in each.numbers.items()
    ]
    table = "\n".join(
        ["| source | through | number | printed |", "|---|---|---|---:|", *rows]
    )
    counted = re.sub(r"\d+ published numbers", f"{N_NUMBERS} published numbers", text)
    start = counted.index("| source |")
    return counted[:start] + table + "\n"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
