"""Ranges of ranks, beside pairs counted by hand and companies made of nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.panel import Panel
from ssi_analysis.stats.team_ranks import first_given, team_ranks


def panel(teams, *, period=1):
    """Return a panel of one list of values per team."""
    rows = [
        {"rep_id": f"{team}{place}", "period": period, "team": team, "x": value}
        for team, values in teams.items()
        for place, value in enumerate(values)
    ]
    # As the panel of a company's exports: one of one's own hides nothing.
    return replace(Panel.from_frame(pd.DataFrame(rows)), min_group=5)


def ranks(teams, **options):
    labels = {name.casefold(): name for name in teams}
    found = team_ranks(panel(teams), "x", labels=labels, **options)
    return {team.name: (team.best, team.worst) for team in found.teams}


def test_teams_whose_letters_agree_are_compared_as_two():
    low, high = (list(np.arange(12.0) + 100 * step) for step in range(2))
    assert ranks({"Team A": low, "Team A+": high}) == {
        "Team A": (2, 2),
        "Team A+": (1, 1),
    }


def test_teams_far_apart_have_one_rank_each_and_stand_by_name():
    low, middle, high = (list(np.arange(12.0) + 100 * step) for step in range(3))
    found = ranks({"Beta": high, "Alpha": low, "Gamma": middle})
    assert list(found.items()) == [
        ("Alpha", (3, 3)),
        ("Beta", (1, 1)),
        ("Gamma", (2, 2)),
    ]


def test_five_reps_each_leave_every_rank_open_whatever_they_have():
    # Of 252 ways to part ten values in halves two are the most extreme: p = .008, and
    # with eight teams there are 28 pairs.
    teams = {
        f"T{place}": [100.0 * place + rep for rep in range(5)] for place in range(8)
    }
    assert set(ranks(teams).values()) == {(1, 8)}


def test_a_pair_is_told_apart_as_counting_all_partings_tells():
    one, other = [1.0, 2, 3, 4, 6], [5.0, 7, 8, 9, 10]
    both = np.array(one + other)
    inside = [
        mask for mask in product((False, True), repeat=10) if sum(mask) == len(one)
    ]
    order = both.argsort().argsort()
    sums = np.array([order[list(mask)].sum() for mask in inside])
    as_far = np.abs(sums - sums.mean()) >= abs(sums[_place(inside)] - sums.mean())
    assert as_far.mean() < 0.05
    assert ranks({"A": one, "B": other}) == {"A": (2, 2), "B": (1, 1)}


def _place(masks):
    return masks.index((True,) * 5 + (False,) * 5)


def test_where_nothing_sets_teams_apart_few_companies_tell_them_apart():
    rng = np.random.default_rng(7)
    sizes = (5, 6, 12, 30)
    apart = 0
    for _ in range(100):
        # Skewed, with many zeros, as attainment is.
        teams = {
            f"T{size}": rng.lognormal(0, 0.8, size) * (rng.random(size) < 0.6)
            for size in sizes
        }
        apart += set(ranks(teams).values()) != {(1, 4)}
    assert apart <= 11  # at 5 of 100, more than 11 come once in 200 times


def test_too_few_reps_get_no_row_and_a_label_can_hold_several_teams():
    teams = {"A": range(6), "B": range(6), "C": [9] * 4, "D": [1] * 3, "E": [2] * 3}
    labels = {"a": "A", "b": "B", "c": "C", "d": "others", "e": "others"}
    found = team_ranks(panel(teams), "x", labels=labels, together="others")
    assert [
        (each.name, each.n_reps, each.best, each.worst) for each in found.teams
    ] == [
        ("A", 6, 1, 2),
        ("B", 6, 1, 2),
        ("others", 6, 0, 0),
    ]
    assert (found.n_ranked, found.n_apart) == (2, 0)


def test_values_that_are_all_the_same_set_nobody_apart():
    assert ranks({"A": [1.0] * 9, "B": [1.0] * 9}) == {"A": (1, 2), "B": (1, 2)}


def test_the_last_period_with_a_value_counts():
    old, new = (
        panel({"A": range(6), "B": range(6)}),
        panel({"A": [np.nan] * 6}, period=2),
    )
    both = Panel.from_frame(pd.concat([old.frame, new.frame]))
    assert team_ranks(both, "x", labels={"a": "A", "b": "B"}).period == 1


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        (
            panel({"A": range(9), "B": range(3)}),
            "1 team of 5 reps or more with a known value; a comparison needs 2",
        ),
        (panel({"A": range(9)}).drop_measure("x", reason="no quotas"), "no quotas"),
        (
            panel({"A": [np.nan] * 9}),
            "0 teams of 5 reps or more with a known value; a comparison needs 2",
        ),
    ],
)
def test_without_two_teams_there_is_a_reason(own, reason):
    found = team_ranks(own, "x", labels={"a": "A", "b": "B"})
    assert (found.teams, found.reason) == ((), reason)
    told = team_ranks(
        panel({"A": range(9), "B": range(9)}), "x", labels={"a": "A", "b": "B"}
    )
    assert first_given(found, told) == told
    assert first_given(found, found) == found
