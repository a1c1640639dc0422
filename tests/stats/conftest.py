"""Panels written as matrices: one row per rep, one column per period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.panel import Panel
from ssi_analysis.stats.histories import Histories

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    MakePanel = Callable[..., Panel]


@pytest.fixture(name="panel_of")
def _panel_of() -> MakePanel:
    def make(x: ArrayLike, y: ArrayLike, *, segments: str = "") -> Panel:
        own, other = np.asarray(x, float), np.asarray(y, float)
        reps, periods = np.indices(own.shape)
        frame = pd.DataFrame(
            {
                "rep_id": [f"R-{rep:03}" for rep in reps.ravel()],
                "period": pd.Timestamp("2025-01-06")
                + pd.to_timedelta(7 * periods.ravel(), unit="D"),
                "ssi_total": own.ravel(),
                "attainment": other.ravel(),
            }
        )
        if segments:
            frame["segment"] = [segments[rep] for rep in reps.ravel()]
        return Panel.from_frame(frame)

    return make


@pytest.fixture(name="pair_of", scope="session")
def _pair_of() -> Callable[..., Histories]:
    def make(x: np.ndarray, y: np.ndarray) -> Histories:
        complete = np.isfinite(x) & np.isfinite(y)
        own, other = (np.where(complete, each, np.nan) for each in (x, y))
        one_segment = np.zeros(len(x), np.intp)
        return Histories("ssi_total", "attainment", own, other, one_segment, x.size)

    return make


@pytest.fixture(name="holey")
def _holey() -> tuple[np.ndarray, np.ndarray]:
    """Seven reps over nine periods with gaps, a late joiner and a leaver."""
    rng = np.random.default_rng(11)
    x = rng.normal(50, 8, (7, 1)) + rng.normal(0, 3, (7, 9)).cumsum(axis=1)
    y = 0.02 * x + rng.normal(0, 0.3, (7, 9)) + rng.normal(0, 0.2, 9)
    x[0, :4] = np.nan
    y[1, 6:] = np.nan
    x[2, 3] = y[3, 5] = np.nan
    return x, y
