"""Findings count what a reader must know and name nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.display import number
from ssi_analysis.findings import Finding, audit
from ssi_analysis.periods import CIVIL, Calendar
from ssi_analysis.settings import Settings
from ssi_analysis.steps import common_steps
from ssi_analysis.team import load_team

if TYPE_CHECKING:
    from collections.abc import Callable

ROSTER = (
    "rep_id,name,crm_user_id,manager_id,is_manager,team,end_date\n"
    "r1,Ana Reis,77,r3,no,EMEA,\n"
    "r2,Bo Li,78,r3,no,EMEA,2026-10-01\n"
    "r3,Cy Wu,79,,{flag},EMEA,\n"
)
SSI = (
    "rep_id,date,ssi,brand,people,insights,rel\n"
    "r1,2026-10-31,53.5,20.5,10,10,13\n"
    "r1,2026-10-30,53,20.5,10,10,13\n"
    "r1,2026-10-29,53,20.5,10,10,11\n"
    "r2,2026-09-30,50,20,10,10,10\n"
)
QUOTA = (
    "hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id\n"
    "100,2026-10-01,2026-12-31,77\n"
    "100,2026-10-01,2026-12-31,78\n"
    "200,2026-10-01,2026-12-31,79\n"
)
DEALS = (
    "Record ID,Deal Stage,Amount,Close Date,Create Date,Deal owner\n"
    "1,Closed Won,50,2026-11-15,2026-10-01,Ana Reis\n"
)


def findings(folder: Path, *, flag: str = "yes", **files: str) -> dict[str, Finding]:
    written = {"people": ROSTER.format(flag=flag), "ssi": SSI, "quota": QUOTA}
    for name, text in {**written, "deals": DEALS, **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return {item.kind: item for item in audit(load_team(folder)).items}


def test_a_rep_in_service_whose_feed_fell_silent_is_found(tmp_path: Path) -> None:
    stale = findings(tmp_path)["stale SSI"]
    assert (stale.count, stale.example) == (1, "r1: last on 2026-10-31")


def test_a_total_off_its_pillars_beyond_rounding_is_found(tmp_path: Path) -> None:
    off = findings(tmp_path)["total is not the sum of its pillars"]
    assert (off.count, off.example) == (1, "r1 on 2026-10-29")


def test_a_manager_quota_is_noted_and_an_unmarked_one_is_a_warning(
    tmp_path: Path,
) -> None:
    assert findings(tmp_path)["manager quota"].example == "r3"
    unmarked = findings(tmp_path, flag="no")["quota is the sum of others'"]
    assert (unmarked.severity, unmarked.example) == ("warning", "r3")


def test_reps_without_quota_and_quotas_without_ssi_are_found(tmp_path: Path) -> None:
    short = "\n".join(QUOTA.splitlines()[:2])
    assert findings(tmp_path, quota=short)["rep without quota"].example == "r2"
    assert findings(tmp_path, flag="no")["quota without SSI"].example == "r3"


def test_unknown_files_and_rejected_rows_are_found_without_names(
    tmp_path: Path,
) -> None:
    deals = DEALS + "2,Closed Won,5,2026-11-01,2026-10-01,Eve Ode\n"
    found = findings(tmp_path, deals=deals, **{"for Ana Reis": "call"})
    assert found["unknown file"].example == "r1"
    assert found["rejected rows"].example == "deals.csv, row 3"
    text = " ".join(
        str(value) for item in found.values() for value in vars(item).values()
    )
    assert not any(name in text for name in ("Ana", "Reis", "Bo Li", "Cy Wu", "Eve"))


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER.format(flag="no"), encoding="utf-8")
    found = audit(load_team(tmp_path))
    assert found.has_errors
    assert [item.kind for item in found.items] == ["no ssi", "no quota", "no deals"]


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
def _stepped(tmp_path: Path) -> Callable[..., list[str]]:
    (tmp_path / "people.csv").write_text(ROSTER.format(flag="no"), encoding="utf-8")
    empty = load_team(tmp_path)

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


def test_a_step_has_one_size_in_days_and_in_weeks(stepped) -> None:
    scores = read_every(1, seed=1, step=-7.0)
    (example,) = stepped(scores)
    wide = scores.pivot_table(index="date", columns="rep_id", values="ssi_total")
    weeks = wide.resample("W-SUN").mean().to_numpy().T
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
