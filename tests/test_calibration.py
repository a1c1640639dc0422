"""Null teams through the whole of `evidence`: each test keeps to 5 %.

Each team is simulated with stable differences between reps in both measures and
AR(1) .8 within them, without any relation; `calendar` adds one shared factor per
measure, independent of each other, of 30 % of the within variance. `SSI_CALIBRATION`
sets the number of teams per cell; 2,000 take a quarter of an hour and gave, in percent
(26 weeks; Monte Carlo error .5; covered is the true zero), with E3 or higher reached
through either of the two tests:

                  reps  within  covrd  betwn   covrd   E3+
    null            10     4.9    96.1     4.7    95.0     3.1
    null            30     5.1    94.7     5.0    95.0     4.6
    calendar        10     5.1    95.2     5.7    94.0     4.5
    calendar        30     5.5    95.0     5.0    95.2     5.2
    late joiners    10     3.5    96.1     5.1    94.6     2.9
    late joiners    30     4.2    94.9     5.3    94.5     3.9
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from ssi_analysis.panel import Panel
from ssi_analysis.stats.ladder import Evidence, Level, evidence

TEAMS = int(os.environ.get("SSI_CALIBRATION", "150"))
CELLS = [
    (shape, n_reps, gaps)
    for shape, gaps in (("null", False), ("calendar", False), ("null", True))
    for n_reps in (10, 30)
]
N_WEEKS = 26
STICKINESS = 0.8

pytestmark = pytest.mark.calibration


@dataclass(frozen=True)
class Rates:
    """Shares of teams without any relation."""

    within_alarms: float
    within_covered: float
    between_alarms: float
    between_covered: float
    at_least_e3: float


def sticky(rng: np.random.Generator, n_reps: int) -> np.ndarray:
    noise = rng.normal(size=(n_reps, N_WEEKS))
    noise[:, 1:] *= math.sqrt(1 - STICKINESS**2)
    return np.asarray(lfilter([1], [1, -STICKINESS], noise))


def measure(rng: np.random.Generator, shape: str, n_reps: int) -> np.ndarray:
    usual = rng.normal(0, math.sqrt(0.6), (n_reps, 1))
    own = sticky(rng, n_reps)
    if shape == "calendar":
        own = math.sqrt(0.7) * own + math.sqrt(0.3) * sticky(rng, 1)
    return usual + math.sqrt(0.4) * own


def team(rng: np.random.Generator, shape: str, n_reps: int, *, gaps: bool) -> Panel:
    x, y = measure(rng, shape, n_reps), measure(rng, shape, n_reps)
    if gaps:
        joined = rng.integers(0, N_WEEKS - 8, n_reps)
        late = np.arange(N_WEEKS) < joined[:, None] * (rng.random((n_reps, 1)) < 0.5)
        x = np.where(late, np.nan, x)
    reps, weeks = np.indices(x.shape)
    cells = {"rep_id": reps, "period": weeks, "ssi_total": x, "attainment": y}
    frame = pd.DataFrame({name: cell.ravel() for name, cell in cells.items()})
    return Panel.from_frame(frame.dropna())


def rates(shape: str, n_reps: int, *, gaps: bool) -> Rates:
    rng = np.random.default_rng([len(shape), n_reps, int(gaps)])
    found: list[Evidence] = [
        evidence(
            team(rng, shape, n_reps, gaps=gaps), "ssi_total", "attainment", rng=rng
        )
        for _ in range(TEAMS)
    ]
    within = [each.decomposition.within for each in found]
    between = [each.decomposition.between for each in found]
    return Rates(
        within_alarms=float(np.mean([each.p_value < 0.05 for each in within])),
        within_covered=float(
            np.mean([not each.estimate.excludes_zero for each in within])
        ),
        between_alarms=float(np.mean([each.p_value < 0.05 for each in between])),
        between_covered=float(
            np.mean([not each.estimate.excludes_zero for each in between])
        ),
        at_least_e3=float(np.mean([each.level >= Level.E3 for each in found])),
    )


@pytest.mark.parametrize(("shape", "n_reps", "gaps"), CELLS)
def test_null_teams_raise_no_more_alarms_than_agreed(
    shape: str, n_reps: int, *, gaps: bool
) -> None:
    found = rates(shape, n_reps, gaps=gaps)
    # Three Monte Carlo standard errors, and one point that the method itself is off.
    slack = 0.01 + 3 * math.sqrt(0.05 * 0.95 / TEAMS)
    print(shape, n_reps, gaps, found)
    assert found.within_alarms < 0.05 + slack
    assert found.within_covered > 0.95 - slack
    assert found.between_alarms < 0.05 + slack
    assert found.between_covered > 0.95 - slack
    assert found.at_least_e3 < 0.05 + slack
