"""Findings stand the gravest first, name nobody, and find what was planted."""

from __future__ import annotations

import json
import re

import pytest

from ssi_analysis.findings import audit
from ssi_analysis.resources import sample
from ssi_analysis.team import load_team


@pytest.fixture(scope="module")
def company():
    return load_team(sample())


def test_errors_stand_before_warnings_and_warnings_before_notes(loaded):
    items = audit(loaded(ssi="rep_id,date,ssi\nr3,2026-10-31,53.5\n", deals="x")).items
    severities = [item.severity for item in items]
    assert set(severities) == {"error", "warning", "note"}
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_no_finding_names_a_person(loaded):
    deals = (
        "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner\n"
        "1,Ana Reis: seats,Closed Won,-5,2026-11-01,2026-10-01,Bo Li\n"
        "2,Bo Li: seats,Closed Won,5,2026-11-01,2026-10-01,Eve Ode\n"
        + "3,Cy Wu: seats,Closed Won,5,2026-11-01,2026-10-01,Ana Reis\n"
        * 6
    )
    text = audit(loaded(deals=deals, **{"for Ana Reis": "call"})).to_json()
    assert not re.search("Ana|Reis|Bo Li|Cy Wu|Eve", text)


def test_the_sample_has_the_findings_that_were_planted_and_no_other(company):
    found = audit(company)
    assert [(item.severity, item.kind, item.count) for item in found.items] == [
        ("warning", "unknown file", 1),
        ("warning", "rejected rows", 1),
        ("warning", "rejected rows", 1),
        ("warning", "rejected rows", 1),
        ("warning", "rejected rows", 2),
        ("warning", "impossible value", 1),
        ("warning", "stale SSI", 1),
        ("warning", "score changed for most reps at once", 39),
        ("warning", "quota past the last day", 1),
        ("note", "second reading of a day", 3749),
        ("note", "manager quota", 5),
        ("note", "ramp quota", 3),
    ]
    assert json.loads(found.to_json())["counts"] == {
        "error": 0,
        "warning": 9,
        "note": 3,
    }


@pytest.mark.parametrize(
    ("kind", "starts"),
    [
        ("ramp quota", "R012: 33,000 from 2026-01-01, 131,000"),
        ("quota past the last day", "R016: last day 2026-05-29, quota to 2026-06-30"),
        ("impossible value", "52.00 in column prof_brand: a pillar lies in 0 to 25"),
    ],
)
def test_what_was_planted_in_the_sample_is_the_example(company, of_kind, kind, starts):
    (item,) = of_kind(company, kind)
    assert item.example.startswith(starts)


def test_the_place_of_an_example_is_its_row_in_the_file(company, of_kind):
    (stale,) = of_kind(company, "stale SSI")
    (leaver,) = of_kind(company, "quota past the last day")
    for item, cells in ((stale, "2026-09-30"), (leaver, "2026-04-01")):
        lines = (sample() / item.file).read_text("utf-8").splitlines()
        assert cells in lines[item.row - 1]


def test_a_window_and_a_team_of_the_sample_can_be_looked_through(company):
    kinds = {item.kind for item in audit(company.only(team="Summit")).items}
    assert {"manager quota", "quota past the last day"} & kinds == {"manager quota"}
