"""Correlations, their intervals, and the swaps behind a p-value."""

from __future__ import annotations

import math
from typing import Final
from unittest.mock import patch

import numpy as np
from scipy import stats

from ssi_analysis.stats import resampling
from ssi_analysis.stats.between import between
from ssi_analysis.stats.pooled import pooled
from ssi_analysis.stats.within import fit_within, within
from tests.published.printed import Published, pair_of, seen_twice

# Bland and Altman 1995, BMJ 310:446: pH and PaCO2 of eight subjects.
PH = [
    [6.68, 6.53, 6.43, 6.33],
    [6.85, 7.06, 7.13, 7.17],
    [7.40, 7.42, 7.41, 7.37, 7.34, 7.35, 7.28, 7.30, 7.34],
    [7.36, 7.33, 7.29, 7.30, 7.35],
    [7.35, 7.30, 7.30, 7.37, 7.27, 7.28, 7.32, 7.32],
    [7.38, 7.30, 7.29, 7.33, 7.31, 7.33],
    [6.86, 6.94, 6.92],
    [7.19, 7.29, 7.21, 7.25, 7.20, 7.19, 6.77, 6.82],
]
PACO2 = [
    [3.97, 4.12, 4.09, 3.97],
    [5.27, 5.37, 5.41, 5.44],
    [5.67, 3.64, 4.32, 4.73, 4.96, 5.04, 5.22, 4.82, 5.07],
    [5.67, 5.10, 5.53, 4.75, 5.51],
    [4.28, 4.44, 4.32, 3.23, 4.46, 4.72, 4.75, 4.99],
    [4.78, 4.73, 5.12, 4.93, 5.03, 4.93],
    [6.85, 6.44, 6.52],
    [5.28, 4.56, 4.34, 4.32, 4.41, 3.69, 6.09, 5.58],
]

# Efron and Tibshirani 1993, table 3.1: LSAT and GPA of 15 law schools.
LSAT = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594]
GPA = [
    *[3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43],
    *[3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96],
]

# Hollander and Wolfe 1973, p. 187: colour and quality of nine lots of canned tuna.
COLOUR = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
QUALITY = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]

# Anscombe 1973, The American Statistician 27:17.
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE_Y = [
    [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
    [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74],
    [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
]


def padded(rows: list[list[float]]) -> np.ndarray:
    width = max(map(len, rows))
    return np.array([[*row, *[np.nan] * (width - len(row))] for row in rows])


def bland_and_altman() -> dict[str, float]:
    found = within(pair_of(padded(PH), padded(PACO2)), effects="rep")
    r, freedom = found.estimate.value, found.n_rows - found.n_reps - 1
    t = abs(r) * math.sqrt(freedom / (1 - r * r))
    p_value = 2 * float(stats.t.sf(t, freedom))
    return {"r": r, "df": freedom, "p": p_value}


def bland_and_altmans_slope() -> dict[str, float]:
    fit = fit_within(pair_of(padded(PACO2), padded(PH)), effects="rep")
    return {"pH per kPa": float(fit.full.slope)}


def law_schools() -> dict[str, float]:
    pair = seen_twice(LSAT, GPA)
    return {
        "r between": between(pair).estimate.value,
        "r pooled": pooled(pair).estimate.value,
    }


def tuna() -> dict[str, float]:
    ranks = [stats.rankdata(each) for each in (COLOUR, QUALITY)]
    x, y = (each - each.mean() for each in ranks)
    # Nine lots have more orderings than are gone through where a draw would do.
    with patch.object(resampling, "EXACT_ORDERINGS", math.factorial(9)):
        p_value, _ = resampling.swap_p_value(np.outer(x, y), np.zeros(9, np.intp))
    rho = between(seen_twice(*ranks)).estimate.value
    return {"rho": rho, "exact p": p_value}


def anscombe() -> dict[str, float]:
    found = {}
    for number, y in enumerate(ANSCOMBE_Y, start=1):
        answer = pooled(seen_twice(ANSCOMBE_X, y))
        found[f"r of set {number}"] = answer.estimate.value
        found[f"slope of set {number}"] = answer.slope.value
    return found


PUBLISHED: Final = (
    Published(
        "Bland and Altman 1995, BMJ 310:446; rmcorr 0.5.4 in R prints more digits",
        "`within`, effects of reps only",
        {
            "r": "-0.50677",
            "df": "38",
            "p": "0.000847108",
        },
        bland_and_altman,
    ),
    Published(
        "Bland and Altman 1995, BMJ 310:446, analysis of covariance",
        "`fit_within`, effects of reps only",
        {"pH per kPa": "-0.108"},
        bland_and_altmans_slope,
    ),
    Published(
        "Efron and Tibshirani 1993, table 3.1: law schools",
        "`between`, `pooled`",
        {"r between": "0.776", "r pooled": "0.776"},
        law_schools,
    ),
    Published(
        "Hollander and Wolfe 1973, p. 187, as in R's cor.test: tuna",
        "`between`, `swap_p_value`",
        {"rho": "0.6", "exact p": "0.0968"},
        tuna,
    ),
    Published(
        "Anscombe 1973, The American Statistician 27:17; Tufte 1983, p. 14",
        "`pooled`",
        {
            "r of set 1": "0.82",
            "slope of set 1": "0.500",
            "r of set 2": "0.82",
            "slope of set 2": "0.500",
            "r of set 3": "0.82",
            "slope of set 3": "0.500",
        },
        anscombe,
    ),
)
