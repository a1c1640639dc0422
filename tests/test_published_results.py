"""Numbers that others published, typed in as facts and computed again here."""

from __future__ import annotations

import numpy as np
import pytest

from ssi_analysis.stats.between import between
from ssi_analysis.stats.counterexamples import wilson
from ssi_analysis.stats.histories import Histories
from ssi_analysis.stats.pooled import pooled
from ssi_analysis.stats.within import fit_within, within

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


def padded(rows: list[list[float]]) -> np.ndarray:
    width = max(map(len, rows))
    return np.array([[*row, *[np.nan] * (width - len(row))] for row in rows])


def pair_of(x: np.ndarray, y: np.ndarray) -> Histories:
    return Histories("x", "y", x, y, np.zeros(len(x), np.intp), x.size)


def test_bland_and_altmans_within_subject_correlation() -> None:
    pair = pair_of(padded(PH), padded(PACO2))
    found = within(pair, effects="rep")
    assert found.estimate.value == pytest.approx(-0.5067697, abs=5e-8)
    # Their degrees of freedom: observations - subjects - 1.
    assert found.n_rows - found.n_reps - 1 == 38


def test_bland_and_altmans_slope() -> None:
    # Their analysis of covariance: pH falls with PaCO2 by .108 per kPa.
    pair = pair_of(padded(PACO2), padded(PH))
    assert fit_within(pair, effects="rep").full.slope == pytest.approx(-0.108, abs=5e-4)


def test_efron_and_tibshiranis_law_schools() -> None:
    # A school is a rep, seen twice alike; both questions then have their answer.
    pair = pair_of(*(np.repeat(each, 2).reshape(15, 2) for each in (LSAT, GPA)))
    assert between(pair).estimate.value == pytest.approx(0.776, abs=5e-4)
    assert pooled(pair).estimate.value == pytest.approx(0.776, abs=5e-4)


def test_the_jackknife_error_of_the_law_schools() -> None:
    # Efron 1982, table 3.1: the jackknife standard error of this r is .142,
    # there centred at the mean of the left-out values.
    pair = pair_of(*(np.repeat(each, 2).reshape(15, 2) for each in (LSAT, GPA)))
    left_out = [
        float(
            pooled(
                pair_of(np.delete(pair.x, school, 0), np.delete(pair.y, school, 0))
            ).estimate.value
        )
        for school in range(15)
    ]
    error = np.sqrt(14 / 15 * ((left_out - np.mean(left_out)) ** 2).sum())
    assert error == pytest.approx(0.142, abs=1e-3)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_newcombes_wilson_intervals(
    hits: int, total: int, low: float, high: float
) -> None:
    # Newcombe 1998, table I, to its four decimals.
    assert wilson(hits / total, total) == pytest.approx((low, high), abs=5e-5)
