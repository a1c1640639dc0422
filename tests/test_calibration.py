"""The methods keep to 5 % and 95 %: in seven scenarios, and through `evidence`.

The seven scenarios of `stats.simulate`, 6 to 100 reps and 12 to 52 weeks, are counted
by the batches behind docs/how_sure.md, which are held to the package's own functions
first; `python -m benchmarks.calibration` counts them in full size.

Null teams also go through the whole of `evidence`.

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
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from benchmarks import batches, calibration, gaps
from ssi_analysis.panel import Panel
from ssi_analysis.stats.between import between
from ssi_analysis.stats.histories import Histories
from ssi_analysis.stats.ladder import Evidence, Level, evidence
from ssi_analysis.stats.simulate import SCENARIOS, simulate
from ssi_analysis.stats.within import within

TEAMS = int(os.environ.get("SSI_CALIBRATION", "150"))
CELLS = [
    (shape, n_reps, gaps)
    for shape, gaps in (("null", False), ("calendar", False), ("null", True))
    for n_reps in (10, 30)
]
N_WEEKS = 26
STICKINESS = 0.8

counted = pytest.mark.calibration


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


@counted
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


def pair_of(x: np.ndarray, y: np.ndarray) -> Histories:
    return Histories("x", "y", x, y, np.zeros(len(x), np.intp), x.size)


@pytest.mark.parametrize(("n_reps", "n_periods"), [(6, 12), (7, 5)])
def test_batches_give_each_team_the_answer_of_the_package(n_reps, n_periods) -> None:
    rng = np.random.default_rng(n_reps)
    x, y = simulate(SCENARIOS["effect0.2"], (3, n_reps, n_periods), rng=rng)
    partners = batches.orderings(np.zeros(n_reps, np.intp), rng)
    ranges = batches.within_ranges(x, y)
    p_values = batches.swap_p_values(batches.two_way(x), batches.two_way(y), partners)
    usual = batches.left_out_ranges(x.mean(-1), y.mean(-1))
    for team in range(3):
        found = within(pair_of(x[team], y[team]))
        levels = between(pair_of(x[team], y[team])).estimate
        assert ranges.low[team] == pytest.approx(found.estimate.low)
        assert ranges.high[team] == pytest.approx(found.estimate.high)
        assert p_values[team] == pytest.approx(found.p_value)
        assert usual.low[team] == pytest.approx(levels.low)
        assert usual.high[team] == pytest.approx(levels.high)


def test_random_orderings_of_batches_stay_in_their_segment() -> None:
    segments = np.repeat([0, 1], 6)
    partners = batches.orderings(segments, np.random.default_rng(1))
    assert partners[0].tolist() == [*range(12)]
    assert (segments[partners] == segments).all()
    assert (np.sort(partners, axis=1) == np.arange(12)).all()


REDUCED = 100
SIZES = [(reps, weeks) for reps in calibration.REPS for weeks in calibration.PERIODS]


@cache
def reduced(scenario: str) -> dict[str, np.ndarray]:
    """Rates of every size, in percent of the teams that had an answer."""
    cells = [(scenario, *size) for size in SIZES]
    rates = [calibration.rates(cell, REDUCED) for cell in cells]
    return {method: np.array([each[method] for each in rates]) for method in rates[0]}


def slack(share: float, teams: int) -> float:
    """Four Monte Carlo errors, in points; of 84 cells one in 200 runs is beyond."""
    return 400 * math.sqrt(share * (1 - share) / teams)


@counted
@pytest.mark.parametrize("scenario", [*SCENARIOS])
def test_every_scenario_keeps_to_five_and_ninety_five(scenario) -> None:
    found = reduced(scenario)
    alarms = {"within": 5.0, "between": 5.0}
    alarms.pop({"effect0.2": "within", "between": "between"}.get(scenario, ""), None)
    known = np.isfinite(found["within"])
    assert known.sum() == (8 if scenario == "quarterly" else 12)
    if scenario == "effect0.2":
        # Usual levels are means of weeks, which hold a little of the weeks' link.
        alarms.pop("between")
    for method, promised in alarms.items():
        rates = found[method][np.isfinite(found[method])]
        assert rates.max() < promised + slack(0.05, REDUCED)
        # A point and a half, because outcomes held for a quarter are few.
        assert rates.mean() < promised + 1.5 + slack(0.05, REDUCED * len(rates)) / 4
    for method in ("range", "between range"):
        rates = found[method][np.isfinite(found[method])]
        assert rates.min() > 95 - slack(0.05, REDUCED)
        assert rates.mean() > 95 - 1.5


@counted
@pytest.mark.parametrize("scenario", [*SCENARIOS])
def test_common_notebooks_do_not_keep_to_five(scenario) -> None:
    found = reduced(scenario)
    assert found["pooled"].mean() > 40
    assert np.nanmean(found["rep only"]) > 15
    assert np.nanmean(found["rep only range"]) < 85


@counted
def test_outcomes_held_for_a_quarter_are_refused_before_any_of_this() -> None:
    long = [weeks >= 26 for _, weeks in SIZES]
    assert (reduced("quarterly")["refused"][long] == 100).all()
    assert (reduced("null")["refused"] == 0).all()


PAGE = calibration.PAGE.read_text("utf-8")


def table(name: str) -> list[list[str]]:
    """The cells of a table that a script has written into the page."""
    written = re.search(rf"<!-- {name}: .*?<!-- end of {name} -->", PAGE, re.DOTALL)
    assert written is not None
    rows = re.findall(r"^\| (.+) \|$", written[0], re.MULTILINE)
    return [row.split(" | ") for row in rows]


def test_the_page_has_a_row_for_each_cell_of_the_script() -> None:
    heads, _, *rows = table("calibration")
    assert heads == ["scenario", "reps", "weeks", *calibration.METHODS.values()]
    cells = [(name, int(reps), int(weeks)) for name, reps, weeks, *_ in rows]
    assert cells == calibration.CELLS
    summary = table("summary")
    assert [row[0] for row in summary[2:]] == [
        scenario.says for scenario in SCENARIOS.values()
    ]


@pytest.mark.parametrize("name", gaps.TABLES)
def test_the_page_has_every_table_of_the_gaps(name) -> None:
    assert len(table(name)) > 2


def test_the_numbers_of_the_page_keep_to_five_and_ninety_five() -> None:
    heads, _, *rows = table("calibration")
    at = {head: place for place, head in enumerate(heads)}
    for name, *numbers in rows:
        read = dict(zip(heads[1:], numbers, strict=True))
        if name != "effect0.2" and "–" not in read[calibration.METHODS["within"]]:
            assert float(read[calibration.METHODS["within"]]) < 7.0
        if "–" not in read[calibration.METHODS["range"]]:
            assert float(read[calibration.METHODS["range"]]) > 93.0
    assert len(at) == len(heads)
