"""One question or all three, asked of the same rows."""

from __future__ import annotations

import numpy as np
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.associate import associate, decompose


def test_an_unknown_question_is_refused_with_the_nearest(panel_of, holey) -> None:
    with pytest.raises(ParameterError) as refusal:
        associate(panel_of(*holey), "ssi_total", "attainment", question="witin")
    assert str(refusal.value) == (
        "question 'witin' is not known; did you mean 'within'?"
        " Known: between, pooled, within"
    )


def test_the_three_together_are_the_three_alone(panel_of, holey) -> None:
    panel = panel_of(*holey)
    parts = decompose(panel, "ssi_total", "attainment")
    for question in ("between", "within", "pooled"):
        alone = associate(panel, "ssi_total", "attainment", question=question)
        assert getattr(parts, question).estimate == alone.estimate


def test_seller_skill_shows_between_and_pooled_but_not_within(panel_of) -> None:
    rng = np.random.default_rng(1)
    skill = rng.normal(0, 1, (40, 1))
    x, y = skill + rng.normal(0, 1, (2, 40, 26))
    parts = decompose(panel_of(x, y), "ssi_total", "attainment", rng=rng)
    assert parts.between.p_value < 0.001
    assert parts.pooled.estimate.excludes_zero
    assert not parts.within.estimate.excludes_zero
