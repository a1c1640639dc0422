"""A day on which most scores change at once is found, and sized alike everywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.display import number
from ssi_analysis.findings import audit
from ssi_analysis.periods import CIVIL, Calendar
from ssi_analysis.settings import Settings
from ssi_analysis.steps import common_steps

if TYPE_CHECKING:
    from collections.abc import Callable


def read_every(days: int, *, seed: int, step: float) -> pd.DataFrame:
    """Two years of 12 reps' noisy scores that rise towards each quarter's end."""
    rng = np.random.default_rng(seed)
    dates = pd.date_range("2024-11-18", "2026-11-15", freq=f"{days}D")
    left = (dates + pd.offsets.QuarterEnd(0) - dates).days.to_numpy()
    drift = rng.normal(0, 0.25, (12, len(dates))).cumsum(axis=1)
    levels = rng.normal(55, 8, (12, 1)) + drift + rng.normal(0, 1, drift.shape)
    common = 2.5 * 0.5 ** (left / 10) + step * (dates >= "2025-11-14")
    wide = pd.DataFrame(levels + common, columns=dates).rename_axis("rep_id")
    long = wide.reset_index().melt("rep_id", var_name="date", value_name="ssi_total")
    return long.astype({"date": "datetime64[ns]"})


@pytest.fixture(name="stepped")
def _stepped(literal) -> Callable[..., list[str]]:
    empty = literal(reps=[{"rep_id": f"r{place}"} for place in (1, 2, 3)])

    def examples(scores: pd.DataFrame, calendar: Calendar = CIVIL) -> list[str]:
        ssi = empty.ssi.reindex(scores.index).assign(**scores)
        settings = Settings(calendar=calendar)
        found = audit(replace(empty, ssi=ssi, settings=settings)).items
        return [item.example for item in found if item.kind.startswith("score changed")]

    return examples


@pytest.mark.parametrize("size", [-4.0, 4.0])
def test_a_common_step_is_found_on_its_day(stepped, size: float) -> None:
    (example,) = stepped(read_every(1, seed=1, step=size))
    words = re.fullmatch(r"2025-11-14, (\S+) points in the median of 12 reps", example)
    assert words
    assert float(words[1].replace("−", "-")) == pytest.approx(size, abs=0.8)


@pytest.mark.parametrize(
    ("calendar", "weeks_to"), [(CIVIL, "W-SUN"), (Calendar("sunday"), "W-SAT")]
)
def test_a_step_has_one_size_in_days_and_in_weeks(
    stepped, calendar: Calendar, weeks_to: str
) -> None:
    scores = read_every(1, seed=1, step=-7.0)
    (example,) = stepped(scores, calendar)
    wide = scores.pivot_table(index="date", columns="rep_id", values="ssi_total")
    weeks = wide.resample(weeks_to).mean().to_numpy().T
    (step,) = common_steps(weeks, season=13)
    assert f", {number(step.size, 1)} points in" in example


def test_weekly_readings_give_the_week_of_the_step(stepped) -> None:
    (example,) = stepped(read_every(7, seed=2, step=-5.0))
    assert example.startswith("week of 2025-11-17, −")


def test_the_week_of_a_step_begins_when_the_companys_weeks_do(stepped) -> None:
    scores = read_every(7, seed=2, step=-5.0)
    (example,) = stepped(scores, Calendar(week_start="sunday"))
    assert example.startswith("week of 2025-11-16, −")


def test_noise_and_the_ends_of_quarters_are_no_step(stepped) -> None:
    assert stepped(read_every(1, seed=3, step=0.0)) == []


def test_a_step_in_the_newest_week_waits_for_the_next(stepped) -> None:
    daily = read_every(1, seed=1, step=-4.0)
    newest = daily["date"] <= pd.Timestamp("2025-11-16")
    assert stepped(daily[newest]) == []
    next_week = daily["date"] <= pd.Timestamp("2025-11-30")
    assert len(stepped(daily[next_week])) == 1
