"""Odds ratios over strata, against what is printed of Berkeley's admissions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats.strata import breslow_day, common_odds_ratio, crude_odds_ratio

# Bickel, Hammel and O'Connell 1975: admitted and rejected, men above women, for
# departments A to F.
BERKELEY = [
    [[512, 313], [89, 19]],
    [[353, 207], [17, 8]],
    [[120, 205], [202, 391]],
    [[138, 279], [131, 244]],
    [[53, 138], [94, 299]],
    [[22, 351], [24, 317]],
]


def test_berkeleys_men_had_better_odds_until_departments_are_told_apart() -> None:
    assert crude_odds_ratio(BERKELEY) == pytest.approx(1.84108, abs=5e-6)
    assert common_odds_ratio(BERKELEY) == pytest.approx(0.904697, abs=5e-7)


def test_berkeleys_departments_do_not_have_one_ratio() -> None:
    found = breslow_day(BERKELEY)
    assert found == pytest.approx(18.83, abs=5e-3)
    assert stats.chi2.sf(found, 5) < 0.01


def test_the_expected_counts_have_the_common_ratio() -> None:
    # With one stratum it is its own ratio, so that nothing is left over.
    assert breslow_day([[[7, 3], [2, 9]]]) == pytest.approx(0, abs=1e-12)


def test_an_empty_stratum_says_nothing() -> None:
    empty = [[0, 0], [0, 0]]
    assert common_odds_ratio([*BERKELEY, empty]) == common_odds_ratio(BERKELEY)


def test_a_ratio_over_nothing_is_not_given() -> None:
    table = np.array([[[3, 0], [2, 5]]])
    assert math.isnan(crude_odds_ratio(table))
    assert math.isnan(common_odds_ratio(table))
