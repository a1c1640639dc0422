from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.panel.build import build_panel
from ssi_analysis.panel.tenure import with_tenure


def test_tenure_is_the_time_since_the_first_day_in_a_role(team):
    found = with_tenure(build_panel(team, grain="week"), team).frame
    years = found.set_index(["rep_id", "period"])["tenure_years"]

    # 2020-01-01 to 2026-01-05 are 2,196 days; b began on the Monday itself.
    assert years["a", pd.Timestamp("2026-01-05")] == pytest.approx(2196 / 365.25)
    assert years["b", pd.Timestamp("2026-02-09")] == 0


def test_a_rep_whose_first_day_is_open_has_no_tenure(team, reps):
    reps.loc[reps["rep_id"] == "a", "start_date"] = pd.NaT
    team = replace(team, reps=team.reps.assign(start_date=reps["start_date"]))
    found = with_tenure(build_panel(team, grain="week"), team).frame

    assert found.loc[found["rep_id"] == "a", "tenure_years"].isna().all()
    assert found.loc[found["rep_id"] == "b", "tenure_years"].notna().all()


def test_the_panel_is_otherwise_the_same(team):
    panel = build_panel(team, grain="week")
    found = with_tenure(panel, team)

    assert found.frame.drop(columns="tenure_years").equals(panel.frame)
    assert found.grain == panel.grain
