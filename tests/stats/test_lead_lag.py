"""Order in time: coefficients by regression on dummies, periods by the calendar."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ssi_analysis.errors import ParameterError
from ssi_analysis.panel import Panel
from ssi_analysis.stats.lead_lag import lead_lag


def series(n_reps: int = 9, n_weeks: int = 20, seed: int = 1) -> np.ndarray:
    """x, then y that follows x of the week before."""
    x, luck = np.random.default_rng(seed).normal(size=(2, n_reps, n_weeks + 1))
    return np.array([x[:, 1:], 0.8 * x[:, :-1] + luck[:, 1:]])


def panel_of(x: np.ndarray, y: np.ndarray, periods: object = None) -> Panel:
    reps, weeks = np.indices(x.shape)
    named = range(x.shape[1]) if periods is None else periods
    frame = pd.DataFrame(
        {
            "rep_id": [f"R{rep:02}" for rep in reps.ravel()],
            "period": [named[week] for week in weeks.ravel()],
            "ssi_total": x.ravel(),
            "attainment": y.ravel(),
        }
    )
    return Panel.from_frame(frame)


def ask(x: np.ndarray, y: np.ndarray, **options: object):
    return lead_lag(panel_of(x, y), "ssi_total", "attainment", **options)


def by_dummies(x: np.ndarray, y: np.ndarray, lag: int) -> np.ndarray:
    """Regress y on x before, at the same time and after, rep and period dummies."""
    rows = [
        (rep, week, x[rep, week - lag], x[rep, week], x[rep, week + lag], y[rep, week])
        for rep in range(len(x))
        for week in range(lag, x.shape[1] - lag)
    ]
    table = np.array([row for row in rows if np.isfinite(row).all()])
    reps, weeks = np.unique(table[:, 0]), np.unique(table[:, 1])
    design = np.hstack(
        [table[:, 2:5], table[:, :1] == reps, table[:, 1:2] == weeks]
    ).astype(float)
    return np.linalg.lstsq(design, table[:, 5], rcond=None)[0][:3]


@pytest.mark.parametrize("lag", [1, 2])
@pytest.mark.parametrize("holes", [0.0, 0.1])
def test_slopes_are_those_of_a_regression_on_dummies(lag: int, holes: float) -> None:
    x, y = series()
    x[np.random.default_rng(2).random(x.shape) < holes] = np.nan
    (found,) = ask(x, y, lags=(lag,)).lags
    slopes = found.before.value, found.same.value, found.after.value
    assert slopes == pytest.approx(by_dummies(x, y, lag))


def test_ranges_leave_out_one_rep_at_a_time() -> None:
    x, y = series()
    x[2, 5] = y[4, 9] = np.nan
    (found,) = ask(x, y, lags=(1,)).lags
    whole = by_dummies(x, y, 1)
    rest = [by_dummies(np.delete(x, i, 0), np.delete(y, i, 0), 1) for i in range(9)]
    error = np.sqrt(8 / 9 * ((np.array(rest) - whole) ** 2).sum(axis=0))
    width = stats.t(8).ppf(0.975) * error
    assert found.before.low == pytest.approx(whole[0] - width[0])
    assert found.after.high == pytest.approx(whole[2] + width[2])
    expected = 2 * stats.t(8).sf(np.abs(whole / error))
    p_values = found.before_p, found.same_p, found.after_p
    assert p_values == pytest.approx(expected)


def test_the_window_is_corrected_by_holm() -> None:
    found = ask(*series(seed=3), lags=(1, 2, 3)).lags
    first, second, third = sorted(found, key=lambda lag: lag.before_p)
    steps = 3 * first.before_p, 2 * second.before_p, third.before_p
    expected = np.minimum(np.maximum.accumulate(steps), 1)
    window = first.window_p, second.window_p, third.window_p
    assert window == pytest.approx(expected)


def test_a_planted_order_is_found_at_its_lag() -> None:
    found = ask(*series())
    assert [lag.comes_before for lag in found.lags] == [True, False, False]
    assert found.ordered(direction=0.3).lag == 1
    assert found.ordered(direction=-0.3) is None


def test_a_score_that_follows_the_outcome_is_not_first() -> None:
    y, x = series(n_reps=20, n_weeks=40)
    found = ask(x, y)
    assert found.lags[0].comes_after
    assert found.ordered(direction=1) is None


def test_what_moves_in_the_same_week_has_no_order() -> None:
    rng = np.random.default_rng(5)
    sticky = rng.normal(size=(20, 40)).cumsum(axis=1)
    found = ask(sticky, sticky + rng.normal(size=(20, 40)))
    assert found.lags[0].same_p < 0.001
    assert not any(lag.comes_before or lag.comes_after for lag in found.lags)


WEEKS = pd.date_range("2025-01-06", periods=21, freq="7D")


def test_a_week_without_any_row_still_lies_between_two() -> None:
    x, y = series(n_weeks=21)
    kept = np.delete(np.arange(21), 10)
    gone = ask_with(x[:, kept], y[:, kept], WEEKS[kept])
    x[:, 10] = y[:, 10] = np.nan
    blank = ask_with(x, y, WEEKS)
    assert [lag.before for lag in gone.lags] == [lag.before for lag in blank.lags]
    rows = ask_with(x[:, kept], y[:, kept], list(range(20)))
    assert rows.lags[0].before != gone.lags[0].before


def ask_with(x: np.ndarray, y: np.ndarray, periods: object):
    return lead_lag(panel_of(x, y, periods), "ssi_total", "attainment")


@pytest.mark.parametrize(
    "periods",
    [
        WEEKS,
        [f"{week.isocalendar().year}-W{week.isocalendar().week:02}" for week in WEEKS],
        [f"{week.isocalendar().year}W{week.isocalendar().week}" for week in WEEKS],
        pd.date_range("2024-01-01", periods=21, freq="MS"),
        [f"{month:%Y-%m}" for month in pd.date_range("2024-01", periods=21, freq="MS")],
        pd.date_range("2020-02-01", periods=21, freq="3MS"),
        [f"{year}-Q{part}" for year in range(2020, 2026) for part in (1, 2, 3, 4)][:21],
        pd.period_range("2024-01", periods=21, freq="M"),
        pd.to_datetime("2024-01-01")
        + pd.to_timedelta(np.cumsum([0, *[28, 28, 35] * 7])[:21], unit="D"),
    ],
    ids=["days", "weeks", "W2", "months", "labels", "fiscal", "quarters", "M", "4-4-5"],
)
def test_neighbouring_periods_are_one_apart_however_written(periods: object) -> None:
    x, y = series(n_weeks=21)
    found, numbered = ask_with(x, y, periods), ask(x, y)
    assert [lag.before for lag in found.lags] == [lag.before for lag in numbered.lags]


def test_periods_of_unknown_distance_are_refused() -> None:
    x, y = series(n_weeks=4)
    found = ask_with(x, y, ["spring", "summer", "turn", "winter"])
    assert found.reason == "the distance between its periods is not known"
    assert math.isnan(found.lags[0].window_p)


def test_a_lag_that_leaves_too_little_is_refused_and_the_others_stand() -> None:
    found = ask(*series(n_weeks=9))
    assert [lag.reason for lag in found.lags] == [
        "",
        "",
        "3 periods with the outcome and the score before, at the same time and after;"
        " an order needs at least 4",
    ]
    window = [lag.window_p for lag in found.lags]
    before = [lag.before_p for lag in found.lags]
    assert min(window[:2]) == pytest.approx(2 * min(before[:2]))
    assert found.reason == ""


def test_few_reps_are_refused() -> None:
    x, y = series(n_reps=5)
    assert ask(x, y).reason == (
        "5 reps with the outcome and the score before, at the same time and after in"
        " two periods or more; an order needs at least 6"
    )


def test_a_refused_outcome_has_no_order() -> None:
    x, y = series()
    panel = panel_of(x, y).drop_measure("attainment", reason="known per quarter")
    assert lead_lag(panel, "ssi_total", "attainment").reason == "known per quarter"
    held = ask(x, np.repeat(y[:, :2], 10, axis=1))
    assert held.reason.startswith("attainment keeps its value in")


def test_a_score_that_only_ramps_cannot_be_told_from_its_own_past() -> None:
    x, y = series()
    x[:] = np.arange(20) * np.arange(1, 10)[:, None]
    assert ask(x, y).reason == (
        "the score before, at the same time and after cannot be told apart"
    )


@pytest.mark.parametrize("lags", [(), (0,), (1, 1), (1.5,)])
def test_a_window_is_of_whole_numbers_each_once(lags: tuple[float, ...]) -> None:
    with pytest.raises(ParameterError) as refusal:
        ask(*series(), lags=lags)
    assert str(refusal.value) == (
        f"parameter 'lags' is {str(lags)!r}; it must be whole numbers of periods from"
        " 1 upwards, each once"
    )


def test_units_and_names_change_nothing_but_the_slope() -> None:
    x, y = series()
    found, scaled = ask(x, y), ask(10 * x[::-1] + 50, y[::-1])
    for own, other in zip(found.lags, scaled.lags, strict=True):
        assert other.before.value == pytest.approx(own.before.value / 10)
        assert other.window_p == pytest.approx(own.window_p)


def test_rows_show_the_lag_and_its_placebo() -> None:
    rows = ask(*series()).rows()
    assert [row["lag"] for row in rows] == [1, 2, 3]
    assert rows[0]["p"] < 0.001 < rows[0]["p after"]
