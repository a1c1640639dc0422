from __future__ import annotations

import json

import pytest

from ssi_analysis.batch import RunOptions, render_teams
from ssi_analysis.report.masking import name_mask
from ssi_analysis.team import load_team

ROSTER = """\
rep_id,name,email,linkedin_seat_id,crm_user_id,team
7,Ana Reis,ana@acme.example,300107919,0055g0,North
8,Ana Reis-Lund,,,,North
"""


@pytest.fixture
def team(tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTER)
    return load_team(tmp_path)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("KeyError: 'ANA REIS'", "KeyError: 'A'"),
        ("'Ana Reis-Lund' twice", "'B' twice"),
        ("ana@acme.example, 300107919, 0055g0", "A, A, A"),
        ("row 7 of Montana Reisen in 2027", "row A of Montana Reisen in 2027"),
        ("nobody", "nobody"),
    ],
)
def test_what_names_a_rep_is_replaced_by_what_stands_for_the_rep(team, text, right):
    assert name_mask(team, {"7": "A", "8": "B"})(text) == right


def test_why_a_report_failed_names_nobody_beside_the_pages(
    company, tmp_path, short_notebook
):
    short_notebook("raise ValueError('Rep 0 (r0) has no quota')")
    out = tmp_path / "out"

    run = render_teams(company, teams=["North"], out=out)

    assert run.records[0].error.endswith("ValueError: Rep 0 (r0) has no quota")
    (page,) = json.loads((out / "2026-W46" / "manifest.json").read_text())["pages"]
    assert "has no quota" in page["error"]
    for text in (page["error"], run.index.read_text("utf-8")):
        assert "Rep 0" not in text
        assert "r0" not in text
    options = RunOptions({"names": "full"})
    run = render_teams(company, teams=["North"], out=out, options=options)
    assert "Rep 0 (Rep 0) has no quota" in run.index.read_text("utf-8")
