"""What changes no analysis: names of reps, the order of rows, another unit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_analysis.display import Tabular
from ssi_analysis.panel import Panel
from ssi_analysis.stats.adjust import adjust
from ssi_analysis.stats.attrition import attrition
from ssi_analysis.stats.bands import bands
from ssi_analysis.stats.before_after import before_after
from ssi_analysis.stats.effective import effective_weeks
from ssi_analysis.stats.influence import influence
from ssi_analysis.stats.movers import movers
from ssi_analysis.stats.screen import screen
from ssi_analysis.stats.segments import segments
from ssi_analysis.stats.sensitivity import sensitivity
from ssi_analysis.stats.volatility import volatility

ASKED: dict[str, Callable[[Panel], Tabular]] = {
    "adjust": lambda panel: adjust(panel, "ssi_total", "attainment"),
    "attrition": attrition,
    "bands": lambda panel: bands(panel, rng=np.random.default_rng(1)),
    "before_after": lambda panel: before_after(
        panel, "ssi_total", "attainment", since=8
    ),
    "effective_weeks": lambda panel: effective_weeks(panel, "ssi_total", "attainment"),
    "influence": lambda panel: influence(panel, "ssi_total", "attainment"),
    "movers": movers,
    "screen": screen,
    "segments": lambda panel: segments(panel, "ssi_total", "attainment"),
    "sensitivity": sensitivity,
    "volatility": volatility,
}

UNITLESS = ("effective_weeks", "influence", "segments")

either = pytest.mark.parametrize("name", ASKED)


def team(seed: int, holes: float) -> pd.DataFrame:
    """Twelve reps of two segments over sixteen periods, some cells unknown."""
    rng = np.random.default_rng(seed)
    reps, periods = (each.ravel() for each in np.indices((12, 16)))
    usual = rng.normal(size=12)[reps]
    frame = pd.DataFrame(
        {
            "rep_id": [f"R{rep:02}" for rep in reps],
            "period": periods,
            "segment": np.where(reps % 2, "SMB", "Enterprise"),
            "ssi_total": 58 + 9 * usual + 4 * rng.normal(size=len(reps)),
            "attainment": 0.9 + 0.2 * usual + 0.3 * rng.normal(size=len(reps)),
            "days_active": rng.integers(0, 6, len(reps)).astype(float),
            "inmails_sent": rng.integers(5, 30, len(reps)).astype(float),
            "inmails_accepted": rng.integers(0, 5, len(reps)).astype(float),
        }
    )
    frame.loc[rng.random(len(frame)) < holes, ["ssi_total", "attainment"]] = np.nan
    return frame


def told(found: Tabular) -> list[dict[str, object]]:
    """Read a result off, to the digits that another order of sums leaves alone."""
    return [
        {
            key: float(f"{value:.7g}") + 0.0 if isinstance(value, float) else value
            for key, value in row.items()
        }
        for row in found.rows()
    ]


@either
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 999), holes=st.sampled_from([0.0, 0.15]))
def test_names_and_the_order_of_rows_change_nothing(name, seed, holes) -> None:
    frame = team(seed, holes)
    rng = np.random.default_rng(seed)
    new = dict(
        zip(frame["rep_id"].unique(), rng.permutation(12).astype(str), strict=True)
    )
    other = frame.assign(rep_id=frame["rep_id"].map(new)).sample(frac=1, random_state=1)
    ask = ASKED[name]
    expected, found = (told(ask(Panel.from_frame(each))) for each in (frame, other))
    pd.testing.assert_frame_equal(pd.DataFrame(found), pd.DataFrame(expected))


@pytest.mark.parametrize("name", UNITLESS)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 999), unit=st.sampled_from([0.01, 100.0]))
def test_another_unit_of_the_score_changes_no_r(name, seed, unit) -> None:
    frame = team(seed, 0.1)
    other = frame.assign(ssi_total=frame["ssi_total"] * unit)
    ask = ASKED[name]
    expected, found = (told(ask(Panel.from_frame(each))) for each in (frame, other))
    per_point = ["slope", "low", "high"] if name == "segments" else []
    kept = [pd.DataFrame(each).drop(columns=per_point) for each in (found, expected)]
    pd.testing.assert_frame_equal(*kept)
