"""Odds ratios over strata: does a link of two yes-or-no measures turn inside groups?

For tables of counts [[a, b], [c, d]] with n in all, Mantel and Haenszel's (1959)
common odds ratio is

    OR = sum(a d / n) / sum(b c / n)

and Breslow and Day's (1980) statistic compares each a with the one that has this
ratio. The statistic takes every count for independent of the others; rep-periods are
not, so that it is for published tables and not for a team's.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Matrix = NDArray[np.float64]

__all__ = ["breslow_day", "common_odds_ratio", "crude_odds_ratio"]


def crude_odds_ratio(tables: ArrayLike) -> float:
    """Return the odds ratio of all counts together, NaN where there is none.

    Examples
    --------
    >>> crude_odds_ratio([[[2, 1], [1, 2]], [[4, 2], [2, 4]]])
    4.0
    """
    (a, b), (c, d) = np.asarray(tables, float).sum(axis=0)
    return float(a * d / (b * c)) if b * c > 0 else math.nan


def common_odds_ratio(tables: ArrayLike) -> float:
    """Return Mantel and Haenszel's odds ratio, NaN where there is none.

    Examples
    --------
    >>> common_odds_ratio([[[2, 1], [1, 2]], [[4, 2], [2, 4]]])
    4.0
    """
    a, b, c, d, n = _cells(tables)
    below = float((b * c / n).sum())
    return float((a * d / n).sum()) / below if below > 0 else math.nan


def _cells(tables: ArrayLike) -> tuple[Matrix, ...]:
    counts = np.asarray(tables, float).reshape(-1, 4)
    counts = counts[counts.sum(axis=1) > 0]
    return (*counts.T, counts.sum(axis=1))


def breslow_day(tables: ArrayLike) -> float:
    """Return Breslow and Day's chi-square: do the strata have one odds ratio?

    Examples
    --------
    >>> round(breslow_day([[[2, 1], [1, 2]], [[4, 2], [2, 4]]]), 6)
    0.0
    """
    ratio = common_odds_ratio(tables)
    a, b, c, _, n = _cells(tables)
    row, column = a + b, a + c
    # e (n - row - column + e) = ratio (row - e)(column - e), solved for e.
    square, line = 1 - ratio, n - row - column + ratio * (row + column)
    constant = -ratio * row * column
    root = np.sqrt(line**2 - 4 * square * constant)
    expected = -2 * constant / (line + root)
    parts = (expected, row - expected, column - expected, n - row - column + expected)
    variance = 1 / sum(1 / part for part in parts)
    return float(((a - expected) ** 2 / variance).sum())
