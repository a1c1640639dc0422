"""A company's rep-quarters are those of its teams' pages, and of those in no team."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.panel import build_panel
from ssi_analysis.panel.teams import panel_of_teams
from ssi_analysis.team import load_team

ROSTER = """\
rep_id,name,team,start_date,end_date
a,Ann,North,,
b,Ben,South,,
m,Mo,North,2025-01-01,2026-05-31
m,Mo,South,2026-06-01,
x,Xe,,,
"""


@pytest.fixture
def company(tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTER)
    days = pd.date_range("2026-01-01", "2026-12-31", freq="7D")
    rows = [f"{rep},{day:%Y-%m-%d},50" for rep in "abmx" for day in days]
    (tmp_path / "ssi.csv").write_text("\n".join(["rep_id,date,ssi_total", *rows]))
    return load_team(tmp_path)


def keys(panel):
    return set(panel.frame[["rep_id", "period"]].itertuples(index=False, name=None))


def test_what_the_company_has_more_than_its_teams_is_of_reps_in_no_team(company):
    found = panel_of_teams(company, grain="quarter")

    north, south = (
        keys(build_panel(company.only(team=team), grain="quarter"))
        for team in ("North", "South")
    )
    assert {rep for rep, _ in keys(found) - north - south} == {"x"}
    assert north | south < keys(found)


def test_the_quarter_in_which_a_rep_changed_the_team_is_left_out_and_counted(company):
    whole = build_panel(company, grain="quarter")
    found = panel_of_teams(company, grain="quarter")

    assert keys(whole) - keys(found) == {("m", pd.Timestamp("2026-04-01"))}
    assert found.coverage.rows()[-1] == {
        "what": "rep-quarters",
        "count": 1,
        "reason": "the rep changed the team in it",
    }
    # Nor does a score of the time in the other team stand before one in this.
    before = found.frame.set_index(["rep_id", "period"])["ssi_total_before"]
    assert pd.isna(before["m", pd.Timestamp("2026-07-01")])
    assert before["a", pd.Timestamp("2026-07-01")] == 50
    assert found.frame.dtypes.equals(whole.frame.dtypes)
