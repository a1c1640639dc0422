"""Spearman's forms: ranks of what is left, against scipy and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.associate import associate
from ssi_analysis.stats.ranks import associate_ranks


def two_way(values: np.ndarray) -> np.ndarray:
    rows, columns = values.mean(axis=1, keepdims=True), values.mean(axis=0)
    return values - rows - columns + values.mean()


def linked(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x, luck = rng.normal(size=(2, 9, 15))
    return x, x + luck + rng.normal(0, 5, (9, 1))


def test_ranks_of_what_is_left_are_correlated_after_demeaning(panel_of) -> None:
    x, y = linked()
    ranks = [
        two_way(stats.rankdata(two_way(each)).reshape(each.shape)) for each in (x, y)
    ]
    expected = (ranks[0] * ranks[1]).sum() / math.sqrt(
        (ranks[0] ** 2).sum() * (ranks[1] ** 2).sum()
    )
    found = associate_ranks(panel_of(x, y), "ssi_total", "attainment")
    assert found.estimate.value == pytest.approx(expected)
    assert found.estimate.method.startswith("Spearman; ")
    assert found.slope.reason == "ranks have no units"


def test_one_huge_week_moves_ranks_little(panel_of) -> None:
    x, y = np.random.default_rng(3).normal(size=(2, 12, 20))
    x[0, 0] = y[0, 0] = 60.0
    values, ranks = (
        ask(panel_of(x, y), "ssi_total", "attainment").estimate.value
        for ask in (associate, associate_ranks)
    )
    assert values > 0.9
    assert abs(ranks) < 0.2


def test_between_reps_it_is_spearmans_of_usual_levels(panel_of) -> None:
    x, y = linked()
    found = associate_ranks(
        panel_of(x, y), "ssi_total", "attainment", question="between"
    )
    expected = stats.spearmanr(x.mean(axis=1), y.mean(axis=1)).statistic
    assert found.estimate.value == pytest.approx(expected)
    assert (found.n_reps, found.n_periods, found.n_rows) == (9, 15, 135)
    width = 1.959964 * math.sqrt(1.06 / 6)
    assert found.estimate.low == pytest.approx(
        math.tanh(math.atanh(expected) - width), abs=1e-6
    )


def test_between_few_reps_every_ordering_of_ranks_is_tried(panel_of) -> None:
    x, y = linked()
    x, y = x[:7], y[:7]
    found = associate_ranks(
        panel_of(x, y), "ssi_total", "attainment", question="between"
    )
    means = x.mean(axis=1), y.mean(axis=1)
    exact = stats.permutation_test(
        means[:1],
        lambda order: abs(stats.spearmanr(order, means[1]).statistic),
        permutation_type="pairings",
        alternative="greater",
        n_resamples=np.inf,
    )
    assert found.p_value == pytest.approx(exact.pvalue)


def test_gaps_leave_ranks_of_the_cells_that_are_there(panel_of, holey) -> None:
    x, y = holey
    found = associate_ranks(panel_of(x, y), "ssi_total", "attainment")
    values = associate(panel_of(x, y), "ssi_total", "attainment")
    assert (found.n_reps, found.n_rows) == (values.n_reps, values.n_rows)
    assert found.estimate.is_given


def test_scale_and_shift_change_no_rank(panel_of) -> None:
    x, y = linked()
    found, other = (
        associate_ranks(panel_of(*each), "ssi_total", "attainment")
        for each in ((x, y), (3 * x + 50, y / 7))
    )
    assert found.estimate.low == pytest.approx(other.estimate.low)
    assert found.p_value == other.p_value


@pytest.mark.parametrize("question", ["within", "between", "pooled"])
def test_few_reps_have_no_rank_correlation(panel_of, question) -> None:
    x, y = linked()
    found = associate_ranks(
        panel_of(x[:4], y[:4]), "ssi_total", "attainment", question=question
    )
    assert found.reason.startswith("4 reps")
    assert math.isnan(found.p_value)


def test_pooled_ranks_are_refused(panel_of) -> None:
    found = associate_ranks(
        panel_of(*linked()), "ssi_total", "attainment", question="pooled"
    )
    assert found.reason == (
        "ranks of all rows mix differences between reps with changes within reps"
    )


def test_a_score_that_never_moves_has_no_ranks(panel_of) -> None:
    _, y = linked()
    flat = np.repeat(np.arange(9.0)[:, None], 15, axis=1)
    found = associate_ranks(panel_of(flat, y), "ssi_total", "attainment")
    assert found.reason.startswith("0 reps")
    calendar = np.repeat(np.arange(15.0)[None], 9, axis=0)
    found = associate_ranks(panel_of(calendar, y), "ssi_total", "attainment")
    assert not found.estimate.is_given


def test_an_unknown_question_is_refused(panel_of) -> None:
    with pytest.raises(ParameterError) as refusal:
        associate_ranks(panel_of(*linked()), "ssi_total", "attainment", question="in")
    assert str(refusal.value) == (
        "question 'in' is not known; did you mean 'within'?"
        " Known: between, pooled, within"
    )
