"""Changes of single reps beside what chance alone gives."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ssi_analysis.stats.rep_moves import rep_moves
from tests.stats.test_movers import team


def test_a_rise_of_one_rep_far_beyond_the_others_is_a_change(panel_of) -> None:
    x = team(12, 52, seed=6)
    x[3, -1] += 60
    found = rep_moves(panel_of(x, x))
    assert [move.rep_id for move in found.beyond] == ["R-003"]
    assert found.moves[0].rep_id == "R-003"


def test_expectation_and_range_by_hand(panel_of) -> None:
    x = team(9, 20, seed=7)
    found = rep_moves(panel_of(x, x))
    standing = x - x.mean(axis=0)
    early, late = standing[:, :6].ravel(), standing[:, 13:19].ravel()
    kept = (early @ late) / (early @ early)
    spread = np.sqrt(np.mean((late - kept * early) ** 2))
    width = spread * stats.t.ppf(1 - 0.05 / 9 / 2, 36)
    assert (found.n_pairs, found.n_reps) == (6, 9)
    assert found.kept == pytest.approx(kept)
    for move in found.moves:
        start, end = standing[int(move.rep_id[2:]), [6, 19]]
        assert move.change == pytest.approx(end - start)
        assert move.expected == pytest.approx((kept - 1) * start)
        assert move.high - move.expected == pytest.approx(width)


def test_a_step_of_everybody_moves_nobody(panel_of) -> None:
    x = team(9, 30, seed=8)
    stepped = x + 9 * (np.arange(30) >= 25)
    before, after = rep_moves(panel_of(x, x)), rep_moves(panel_of(stepped, x))
    assert [m.change for m in after.moves] == pytest.approx(
        [m.change for m in before.moves]
    )


def test_at_most_five_rises_and_five_falls_are_listed_from_the_top(panel_of) -> None:
    x = team(30, 30, seed=9)
    changes = [move.change for move in rep_moves(panel_of(x, x)).largest()]
    gains = x[:, -1] - x[:, -14]
    by_hand = np.sort(gains - gains.mean())[::-1]
    assert changes == pytest.approx([*by_hand[:5], *by_hand[-5:]])


def test_four_reps_are_told_of_as_nobody(panel_of) -> None:
    x = team(4, 40, seed=10)
    found = rep_moves(panel_of(x, x))
    assert found.moves == ()
    assert found.reason == (
        "nobody is shown of fewer than 5 reps with a score at both ends"
    )
    assert found.rows() == [{"rep_id": "all", "reason": found.reason}]


def test_a_rep_without_a_score_at_one_end_is_not_listed(panel_of) -> None:
    x = team(7, 40, seed=11)
    x[2, -1] = np.nan
    found = rep_moves(panel_of(x, x))
    assert found.n_reps == 6
    assert "R-002" not in {move.rep_id for move in found.moves}


@pytest.mark.parametrize("n_weeks", [5, 13, 17])
def test_a_short_history_says_what_it_lacks(panel_of, n_weeks) -> None:
    x = team(7, n_weeks, seed=12)
    assert rep_moves(panel_of(x, x)).reason


def test_scores_that_never_part_say_so(panel_of) -> None:
    x = np.full((6, 40), 50.0)
    assert rep_moves(panel_of(x, x)).reason.startswith("what stood apart stayed so")
