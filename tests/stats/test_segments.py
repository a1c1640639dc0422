"""Between all reps and inside segments."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.segments import segments


def steady(panel_of, x, y, names: str):
    """Each rep keeps their level over two periods."""
    own, other = (np.repeat(np.array(each, float)[:, None], 2, 1) for each in (x, y))
    other = other + np.array([0.0, 0.1])
    return panel_of(own, other, segments=names)


@pytest.fixture(name="reversed_team")
def _reversed_team(panel_of):
    """Two segments of ten: enterprise has more of both, inside it falls."""
    rng = np.random.default_rng(3)
    x = np.concatenate([np.linspace(40, 50, 10), np.linspace(60, 70, 10)])
    y = np.repeat([0.5, 1.3], 10) - 0.03 * (x - np.repeat([45, 65], 10))
    return x, y + rng.normal(0, 0.02, 20), "S" * 10 + "E" * 10


def test_a_reversal_is_seen(panel_of, reversed_team) -> None:
    x, y, _ = reversed_team
    found = segments(steady(panel_of, *reversed_team), "ssi_total", "attainment")
    assert found.sign_flips
    assert found.overall.r == pytest.approx(stats.pearsonr(x, y).statistic)
    assert found.overall.slope.value == pytest.approx(stats.linregress(x, y).slope)
    assert [part.name for part in found.shown] == ["E", "S"]
    assert found.shown[1].slope.value == pytest.approx(
        stats.linregress(x[:10], y[:10]).slope
    )


def test_the_common_slope_is_that_of_distances_from_the_segments_mean(
    panel_of, reversed_team
) -> None:
    x, y, names = reversed_team
    found = segments(steady(panel_of, x, y, names), "ssi_total", "attainment").inside
    own = x - np.repeat([x[:10].mean(), x[10:].mean()], 10)
    other = y - np.repeat([y[:10].mean(), y[10:].mean()], 10)
    slope = (own * other).sum() / (own**2).sum()
    rest = other - slope * own
    error = math.sqrt((rest**2).sum() / 17 / (own**2).sum())
    assert found.slope.value == pytest.approx(slope)
    assert found.slope.high - slope == pytest.approx(
        float(stats.t.ppf(0.975, 17)) * error
    )


def test_the_share_between_segments_is_eta_squared(panel_of, reversed_team) -> None:
    x, y, names = reversed_team
    found = segments(steady(panel_of, x, y, names), "ssi_total", "attainment")
    f = stats.f_oneway(x[:10], x[10:]).statistic
    assert found.x_between == pytest.approx(f / (f + 18))


def test_of_five_to_nine_reps_only_the_direction_is_told(panel_of) -> None:
    x, y = np.arange(15.0), np.concatenate([np.arange(10.0), -np.arange(5.0)])
    found = segments(
        steady(panel_of, x, y, "A" * 10 + "B" * 5), "ssi_total", "attainment"
    )
    few = found.shown[1]
    assert (few.name, few.n_reps, few.direction) == ("B", 5, -1)
    assert few.slope.reason == "5 reps; only the direction, a slope needs 10"
    assert math.isnan(few.r)


@pytest.mark.parametrize(
    ("sizes", "shown", "n_hidden"),
    [
        ({"A": 10, "B": 6}, ["A", "B"], 0),
        ({"A": 10, "B": 4, "C": 3}, ["A"], 7),
        # Four alone would be what the others leave: B is hidden with them.
        ({"A": 10, "B": 6, "C": 4}, ["A"], 10),
        ({"A": 10, "B": 6, "C": 1, "D": 3}, ["A"], 10),
        ({"A": 12, "B": 2}, [], 14),
    ],
)
def test_small_segments_are_not_shown_nor_left_over(
    panel_of, sizes, shown, n_hidden
) -> None:
    names = "".join(name * size for name, size in sizes.items())
    x, y = np.random.default_rng(1).normal(size=(2, len(names)))
    found = segments(steady(panel_of, x, y, names), "ssi_total", "attainment")
    assert [part.name for part in found.shown] == shown
    assert found.n_hidden == n_hidden


def test_reps_without_a_segment_take_no_part(panel_of) -> None:
    x, y = np.random.default_rng(1).normal(size=(2, 14))
    panel = steady(panel_of, x, y, "A" * 14)
    frame = panel.frame.assign(
        segment=panel.frame["segment"].mask(panel.frame["rep_id"] < "R-002")
    )
    found = segments(panel.from_frame(frame), "ssi_total", "attainment")
    assert (found.overall.n_reps, found.n_unknown) == (12, 2)


def test_too_few_reps_are_refused(panel_of) -> None:
    found = segments(
        steady(panel_of, [1, 2, 3], [3, 2, 1], "AAB"), "ssi_total", "attainment"
    )
    assert found.overall.slope.reason == "3 reps; a slope like this needs at least 6"
    assert found.reason == "3 reps; a slope like this needs at least 7"
    assert not found.sign_flips
    assert isinstance(found.to_frame(), pd.DataFrame)


def test_a_refused_measure_gives_its_reason(panel_of, reversed_team) -> None:
    panel = steady(panel_of, *reversed_team).drop_measure("attainment", reason="why")
    found = segments(panel, "ssi_total", "attainment")
    assert (found.reason, found.shown) == ("why", ())


def test_an_unknown_column_is_named(panel_of, reversed_team) -> None:
    with pytest.raises(ParameterError) as refusal:
        segments(
            steady(panel_of, *reversed_team), "ssi_total", "attainment", by="segmnt"
        )
    assert str(refusal.value) == (
        "column 'segmnt' is not known; did you mean 'segment'? Known: attainment,"
        " period, rep_id, segment, ssi_total"
    )
