"""Bands and marks in which no rep stands alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ssi_analysis.stats.counterexamples import counterexamples
from ssi_analysis.stats.unnamed import places, shown_edges, steps


def scores(*reps):
    longest = max(map(len, reps))
    return np.array([[*rep, *[np.nan] * (longest - len(rep))] for rep in reps])


def reps_in(panel, inside):
    """Count the reps with a score in a band, straight from the frame."""
    known = panel.frame.dropna(subset=["ssi_total", "attainment"])
    return known.loc[inside(known["ssi_total"]), "rep_id"].nunique()


@pytest.mark.parametrize(
    ("x", "edges"),
    [
        # Five in each band: the bands stay.
        (scores([45, 60, 75], *[[48, 62, 71]] * 4), (50, 70)),
        # Nobody is high, and of nobody it may be told.
        (scores(*[[45, 60]] * 5), (50, 70)),
        # The fifth high one stands at 66.
        (scores([45, 60, 66], *[[48, 62, 71]] * 4), (50, 65)),
        # The fifth low one stands at 53.
        (scores([53, 60, 75], *[[48, 62, 71]] * 4), (55, 70)),
        # One of five is between the bands, which leaves nobody there once they meet.
        (scores([45, 63, 75], *[[45, 71]] * 4), (50, 60)),
        (scores(*[[45]] * 4), None),
    ],
)
def test_bands_are_widened_until_each_holds_five_reps_or_nobody(x, edges):
    assert shown_edges(x, (50, 70), least=5) == edges


def test_who_met_quota_stays_above_it_and_who_missed_below():
    y = np.array([0.0, 0.949, 0.95, 0.99, 1.0, 1.0001, 1.12, -0.01])

    drawn = steps(y)

    assert ((drawn >= 1) == (y >= 1)).all()
    assert np.abs(drawn - y).max() <= 0.025 + 1e-6
    assert len(np.unique(drawn)) == 6


def read_off(seed, least):
    """Look up each score in the picture, and say how often the outcome is right."""
    rng = np.random.default_rng(seed)
    reps = np.repeat(np.arange(9), 6)
    x, y = rng.normal(60, 5, 54), rng.normal(1, 0.3, 54)
    drawn = places(x, y, reps, least=least) if least else x
    nearest = np.abs(drawn[None, :] - x[:, None]).argmin(axis=1)
    return float((nearest == np.arange(54)).mean())


def test_who_knows_a_score_cannot_read_off_the_outcome():
    assert read_off(0, 0) == 1
    # By chance one of about seven neighbours is hit.
    rates = [read_off(seed, 5) for seed in range(40)]
    assert np.mean(rates) < 1 / 5
    assert np.mean([read_off(seed, 8) for seed in range(40)]) < np.mean(rates)


def test_marks_stand_between_the_scores_of_enough_reps():
    x = np.array([1.0, 2, 3, 4, 5, 11, 12, 13, 14, 15, 21, 22])
    reps = np.array([0, 0, 1, 2, 3, 4, 1, 0, 2, 3, 4, 1])

    found = places(x, np.arange(12.0), reps, least=5)

    # The fifth rep comes with 11; the last six marks are of five reps.
    assert found[:6].min() > 1
    assert found[:6].max() < 11
    assert found[6:].min() > 12
    assert found[6:].max() < 22
    assert np.diff(sorted(found[:6])) == pytest.approx(10 / 6)


def company(panel_of, *, n_high):
    """Twelve reps over four quarters, so many of them at 75 and the others at 45."""
    rng = np.random.default_rng(2)
    x = np.full((12, 4), 45.0)
    x[:n_high] = 75
    return panel_of(x + rng.normal(0, 2, x.shape), rng.normal(1, 0.2, x.shape))


def test_a_panel_of_ones_own_keeps_its_bands_and_marks(panel_of):
    panel = company(panel_of, n_high=2)
    found = counterexamples(panel)

    assert (found.low, found.high) == (50, 70)
    assert found.high_misses.n_reps == 2
    assert sorted(found.points["x"]) == sorted(panel.frame["ssi_total"])


def test_few_high_reps_of_a_team_are_counted_with_others_or_not_at_all(panel_of):
    few = replace(company(panel_of, n_high=3), min_group=5)
    enough = replace(company(panel_of, n_high=5), min_group=5)

    assert counterexamples(few).is_hidden
    assert counterexamples(few).high_misses.total == 0
    # Twelve reps have marks, four have none.
    assert set(counterexamples(few).points["kind"]) == {"other"}
    assert len(counterexamples(few).points) == 48
    four = few.frame[few.frame["rep_id"] < "R-004"]
    assert counterexamples(replace(few, frame=four)).points.empty
    assert counterexamples(few).reason == (
        "12 reps; every band that is told needs 5 or nobody"
    )
    found = counterexamples(enough)
    assert not (found.is_hidden or found.is_widened)
    assert (found.high_misses.n_reps, found.high_misses.total) == (5, 20)


def test_a_widened_band_says_where_it_begins(panel_of):
    rng = np.random.default_rng(3)
    x = np.repeat([45, 46, 47, 48, 49, 61, 67, 68, 69, 72.0], 4).reshape(10, 4)
    panel = replace(panel_of(x, rng.normal(1, 0.2, x.shape)), min_group=5)

    found = counterexamples(panel)

    assert (found.low, found.high, found.asked) == (50, 60, (50, 70))
    assert found.is_widened
    assert found.high_misses.n_reps == reps_in(panel, lambda score: score >= 60) == 5
    assert found.high_misses.label == "ssi_total of 60 or more, missed quota"
    missed = panel.frame[(panel.frame["ssi_total"] >= 60)]["attainment"] < 1
    assert found.high_misses.hits == missed.sum()


def test_marks_of_a_team_stay_in_their_band_and_on_their_side_of_quota(panel_of):
    panel = replace(company(panel_of, n_high=6), min_group=5)
    points = counterexamples(panel).points

    exact = counterexamples(replace(panel, min_group=1)).points
    assert points["kind"].value_counts().to_dict() == (
        exact["kind"].value_counts().to_dict()
    )
    is_high, met = points["x"] >= 70, points["y"] >= 1
    assert ((points["kind"] == "high-SSI miss") == (is_high & ~met)).all()
    assert ((points["kind"] == "low-SSI hit") == ((points["x"] < 50) & met)).all()


def test_marks_stand_in_the_order_of_their_numbers(panel_of):
    panel = company(panel_of, n_high=6)
    for least in (1, 5):
        points = counterexamples(replace(panel, min_group=least)).points
        assert points["x"].is_monotonic_increasing
