"""Who is in the company's numbers: what the teams' pages leave over tells of nobody."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.company import OTHERS, whole_company
from ssi_analysis.team import load_team

FIRST, LAST = pd.Timestamp("2026-11-02"), pd.Timestamp("2026-11-15")


@pytest.fixture
def cut(tmp_path):
    """Load a roster of `rep_id,team,end_date` and cut it to what may be told."""

    def load(*rows):
        lines = ["rep_id,name,team,start_date,end_date"]
        lines += [f"{rep},Rep {rep},{team},2026-01-05,{end}" for rep, team, end in rows]
        (tmp_path / "roster.csv").write_text("\n".join(lines))
        scores = [
            f"{rep},{day:%Y-%m-%d},50" for rep, *_ in rows for day in (FIRST, LAST)
        ]
        (tmp_path / "ssi.csv").write_text("\n".join(["rep_id,date,ssi_total", *scores]))
        return whole_company(load_team(tmp_path), first=FIRST, last=LAST)

    return load


def team(name, size, end=""):
    return [(f"{name}{place}", name, end) for place in range(size)]


def test_four_reps_alone_are_left_out_and_counted(cut):
    found = cut(*team("North", 12), *team("West", 4))
    assert found.n_left_out == 4
    assert found.labels == {"north": "North"}
    assert set(found.data.reps["team"]) == {"North"}
    assert set(found.data.ssi["rep_id"]) == {f"North{place}" for place in range(12)}


def test_small_teams_are_in_it_together_where_they_are_enough(cut):
    found = cut(*team("North", 12), *team("West", 4), *team("East", 1))
    assert found.n_left_out == 0
    assert found.labels == {"north": "North", "west": OTHERS, "east": OTHERS}
    assert len(found.data.reps) == 17


def test_reps_of_no_team_are_told_with_the_small_ones(cut):
    found = cut(*team("North", 6), *team("", 5))
    assert found.labels == {"north": "North", "": OTHERS}
    assert len(cut(*team("North", 6), *team("", 2)).data.reps) == 6


def test_a_team_is_as_large_as_it_is_in_the_week(cut):
    gone = team("West", 3, end="2026-11-06")
    still = [(f"{rep}s", name, "") for rep, name, _ in team("West", 4)]
    assert cut(*team("North", 6), *gone, *still).n_left_out == 4


def test_a_team_that_ended_is_as_large_as_it_was(cut):
    assert cut(*team("North", 6), *team("West", 3, end="2026-11-06")).n_left_out == 3
    found = cut(*team("North", 6), *team("West", 5, end="2026-11-06"))
    assert found.labels == {"north": "North", "west": "West"}


def test_a_company_of_one_small_team_has_nobody_to_take_away(cut):
    found = cut(*team("West", 4))
    assert (found.n_left_out, len(found.data.reps)) == (0, 4)


def test_small_teams_whose_letters_agree_are_not_one_large_team(cut):
    found = cut(*team("North", 12), *team("Team A", 3), *team("Team A+", 3))
    assert found.labels == {"north": "North", "team a": OTHERS, "team a+": OTHERS}
