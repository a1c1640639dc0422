"""Finished results to draw, small enough to be checked by eye."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ssi_analysis.schema import PILLARS
from ssi_analysis.stats.counterexamples import Counterexamples
from ssi_analysis.stats.estimate import Association, Decomposition, Estimate, Share
from ssi_analysis.stats.history import History
from ssi_analysis.stats.ladder import Evidence
from ssi_analysis.stats.levels import Facts, Level


@pytest.fixture(name="history_of")
def _history_of():
    def make(medians, *, n_reps=12, half=5.0):
        """Return medians by week, the pillars at a quarter of them."""
        weeks = pd.date_range("2026-01-05", periods=len(medians), freq="7D")
        edge = half if n_reps >= 5 else np.nan
        return History(
            pd.DataFrame(
                [
                    (week, name, n_reps, value, value - edge, value + edge)
                    for name, part in [
                        ("ssi_total", 1.0),
                        *dict.fromkeys(PILLARS, 0.25).items(),
                    ]
                    for week, value in zip(
                        weeks, np.multiply(medians, part), strict=True
                    )
                ],
                columns=["period", "measure", "n_reps", "median", "low", "high"],
            )
        )

    return make


@pytest.fixture(name="cases_of")
def _cases_of():
    def make(points, *, n_reps=5):
        """Return points of (SSI, attainment), banded at 50 and 70, counted here."""
        frame = pd.DataFrame(points, columns=["x", "y"], dtype=float)
        high, low, met = frame["x"] >= 70, frame["x"] < 50, frame["y"] >= 1
        kind = np.select(
            [high & ~met, low & met], ["high-SSI miss", "low-SSI hit"], "other"
        )
        shares = [
            Share(
                "cases",
                int((band & hit).sum()),
                int(band.sum()),
                n_reps,
                Estimate.refused("few"),
            )
            for band, hit in ((high, ~met), (low, met))
        ]
        return Counterexamples(70.0, 50.0, n_reps, *shares, frame.assign(kind=kind))

    return make


@pytest.fixture(name="evidence_of")
def _evidence_of():
    def make(*, detectable=0.3, **estimates):
        """Return evidence with three estimates as (value, low, high) or a refusal."""

        def part(question):
            given = estimates[question]
            refused = isinstance(given, str)
            estimate = Estimate.refused(given) if refused else Estimate(*given)
            return Association(
                x="ssi_total",
                y="won_per_quota",
                question=question,
                estimate=estimate,
                slope=estimate,
                p_value=0.4,
                n_reps=12,
                n_periods=26,
                n_rows=312,
                null="nothing goes with anything",
            )

        facts = Facts(n_reps=12, n_periods=26, grain="week", detectable=detectable)
        parts = Decomposition(*(part(name) for name in ("between", "within", "pooled")))
        return Evidence(Level.E1, (), "More reps.", facts, parts)

    return make
