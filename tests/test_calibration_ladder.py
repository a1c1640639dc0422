"""The ladder on simulated teams: no level above what is true, and E4 where it is.

Teams differ between reps (60 % of variance) and move with AR(1) .8 within them.
`between` ties usual levels only (r .5), `calendar` adds one shared factor to each
measure, `trend` lets everybody rise in both, `quarterly` writes one outcome on to 13
weeks, `heavy` has t(3) shocks and reps of unequal spread. `same week` ties both within
reps (r .3) in the same week, `outcome first` ties the score to the outcome of the week
before, `score first` the outcome to the score of the week before.

`SSI_CALIBRATION` sets the number of teams per cell; 200 gave, in percent (Monte Carlo
error 1.5 at 5 %; the first four at 26 weeks, the last three at 52):

                 10 reps      30 reps
    null         E3+ 3.5      4.5
    calendar     E3+ 6.5      3.0
    trend        E3+ 3.0      3.0
    heavy        E3+ 2.5      4.5    3.8 of the 1,600 teams of these four, error .5
    between      E4+ 3.0      4.0    E3 5.5 and 38.0: there it is right
    same week    E5  2.5      1.5    E4+ 77.0 and 100.0
    outcome first  E5 0.5     0.0
    score first    E5  -     98.5
"""

from __future__ import annotations

import math
import os
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from ssi_analysis.panel import Panel
from ssi_analysis.stats.ladder import Level, evidence

TEAMS = int(os.environ.get("SSI_CALIBRATION", "60"))
STICKINESS = 0.8
WITHIN_R = 0.3
SHIFTS = {"same week": 0, "outcome first": 1, "score first": -1}
"""Weeks by which the score of the tie lies after the outcome."""

pytestmark = pytest.mark.calibration


def sticky(rng: np.random.Generator, shape: tuple[int, int], scenario: str = ""):
    noise = rng.normal(size=shape)
    if scenario == "heavy":
        noise = rng.standard_t(3, shape) / math.sqrt(3)
        noise *= rng.uniform(0.3, 1.7, (shape[0], 1))
    noise[:, 1:] *= math.sqrt(1 - STICKINESS**2)
    return np.asarray(lfilter([1], [1, -STICKINESS], noise))


def usual(rng: np.random.Generator, scenario: str, n_reps: int):
    shared, own, other = rng.normal(size=(3, n_reps, 1))
    if scenario != "between":
        return own, other
    return tuple(math.sqrt(0.5) * (shared + each) for each in (own, other))


def ups_and_downs(rng, scenario: str, n_reps: int, n_weeks: int):
    edge = 5
    x, y = (sticky(rng, (n_reps, n_weeks + 2 * edge), scenario) for _ in range(2))
    weeks = slice(edge, edge + n_weeks)
    if scenario in SHIFTS:
        first = edge + SHIFTS[scenario]
        tie = x[:, first : first + n_weeks]
        return x[:, weeks], WITHIN_R * tie + math.sqrt(1 - WITHIN_R**2) * y[:, weeks]
    if scenario == "calendar":
        x, y = (
            math.sqrt(0.7) * own + math.sqrt(0.3) * sticky(rng, (1, own.shape[1]))
            for own in (x, y)
        )
    if scenario == "trend":
        rise = np.linspace(0, 1, x.shape[1])
        x, y = x + rise, y + rise
    if scenario == "quarterly":
        y = np.repeat(y[:, ::13], 13, axis=1)[:, : x.shape[1]]
    return x[:, weeks], y[:, weeks]


def team(rng: np.random.Generator, scenario: str, n_reps: int, n_weeks: int) -> Panel:
    parts = zip(
        usual(rng, scenario, n_reps),
        ups_and_downs(rng, scenario, n_reps, n_weeks),
        strict=True,
    )
    x, y = (math.sqrt(0.6) * lasting + math.sqrt(0.4) * own for lasting, own in parts)
    reps, weeks = np.indices(x.shape)
    cells = {"rep_id": reps, "period": weeks, "ssi_total": x, "attainment": y}
    return Panel.from_frame(pd.DataFrame({k: v.ravel() for k, v in cells.items()}))


def levels(scenario: str, n_reps: int, n_weeks: int) -> Counter[Level]:
    rng = np.random.default_rng([len(scenario), n_reps, n_weeks])
    found = Counter(
        evidence(
            team(rng, scenario, n_reps, n_weeks), "ssi_total", "attainment", rng=rng
        ).level
        for _ in range(TEAMS)
    )
    print(scenario, n_reps, n_weeks, {str(key): found[key] for key in sorted(found)})
    return found


def share(found: Counter[Level], lowest: Level) -> float:
    return sum(size for level, size in found.items() if level >= lowest) / TEAMS


# Three Monte Carlo standard errors, and one point that the method itself is off.
SLACK = 0.01 + 3 * math.sqrt(0.05 * 0.95 / TEAMS)


@pytest.mark.parametrize("n_reps", [10, 30])
@pytest.mark.parametrize("scenario", ["null", "calendar", "trend", "heavy"])
def test_teams_without_a_link_seldom_reach_e3(scenario: str, n_reps: int) -> None:
    assert share(levels(scenario, n_reps, 26), Level.E3) < 0.05 + SLACK


@pytest.mark.parametrize("n_reps", [10, 30])
def test_a_link_between_reps_seldom_passes_for_one_within(n_reps: int) -> None:
    assert share(levels("between", n_reps, 26), Level.E4) < 0.05 + SLACK


def test_a_quarterly_outcome_on_weeks_is_described_only() -> None:
    assert set(levels("quarterly", 30, 52)) == {Level.E0}


@pytest.mark.parametrize("n_reps", [10, 30])
@pytest.mark.parametrize("scenario", ["same week", "outcome first"])
def test_the_score_seldom_passes_for_coming_first(scenario: str, n_reps: int) -> None:
    assert share(levels(scenario, n_reps, 52), Level.E5) < 0.05 + SLACK


def test_a_year_of_thirty_reps_shows_a_link_of_three_tenths_at_e4() -> None:
    error = math.sqrt(0.8 * 0.2 / TEAMS)
    assert share(levels("same week", 30, 52), Level.E4) > 0.8 - 3 * error


def test_a_score_that_does_come_first_is_seen_to() -> None:
    assert share(levels("score first", 30, 52), Level.E5) > 0.5
