"""What an export states as attained comes before what its deals add up to."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.panel.outcome import as_stated
from ssi_analysis.periods import CIVIL

NAN = float("nan")
ROWS = pd.DataFrame(
    {
        "rep_id": ["r1", "r2", "r3"],
        "period": pd.to_datetime(["2026-01-01"] * 3),
        "won": [80.0, NAN, NAN],
        "won_per_quota": [0.8, NAN, NAN],
        "quota": [100.0, 200.0, NAN],
        "attainment": [0.8, NAN, NAN],
    }
)


def stated(*rows: tuple[str, str, str, float, float]) -> pd.DataFrame:
    names = ["rep_id", "start_date", "end_date", "attained", "attainment"]
    frame = pd.DataFrame(rows, columns=names)
    days = {side: pd.to_datetime(frame[side]) for side in ("start_date", "end_date")}
    return as_stated(ROWS, frame.assign(**days), "quarter", calendar=CIVIL)


def test_a_stated_amount_is_divided_by_the_quota_and_replaces_the_deals() -> None:
    found = stated(
        ("r1", "2026-01-01", "2026-03-31", 90, 0.5),
        ("r2", "2026-01-01", "2026-03-31", 250, NAN),
    )
    assert found["attainment"].tolist()[:2] == [0.9, 1.25]
    assert found["won"].tolist()[:2] == [80.0, 250.0]
    assert found["won_per_quota"].tolist()[:2] == [0.8, 1.25]


def test_three_months_make_a_quarter_and_two_do_not() -> None:
    months = [
        ("r2", "2026-01-01", "2026-01-31", 50, NAN),
        ("r2", "2026-02-01", "2026-02-28", 50, NAN),
        ("r2", "2026-03-01", "2026-03-31", 50, NAN),
    ]
    assert stated(*months)["attainment"][1] == pytest.approx(0.75)
    assert pd.isna(stated(*months[:2])["attainment"][1])


def test_a_stated_share_holds_for_just_its_period() -> None:
    found = stated(("r3", "2026-01-01", "2026-03-31", NAN, 1.04))
    assert found["attainment"][2] == 1.04
    assert pd.isna(found["won"][2])


def test_a_year_is_no_quarter() -> None:
    found = stated(("r1", "2026-01-01", "2026-12-31", 900, NAN))
    assert found["attainment"].tolist()[0] == 0.8
