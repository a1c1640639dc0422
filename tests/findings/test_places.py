"""Paths name nobody, and a row that cannot be placed has no place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssi_analysis.findings import path_mask
from ssi_analysis.findings.places import place_of, place_of_rep

REPS = [
    {"rep_id": "r1", "name": "Ana Reis", "email": "ana@acme.com"},
    {"rep_id": "r2", "name": None},
]
SSI = [{"rep_id": "r1", "date": "2026-11-15", "ssi_total": 50.0}]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("linkedin/Ana Reis/ssi.csv", "linkedin/r1/ssi.csv"),
        ("ana_reis (1).csv", "r1"),
        ("x/ana@acme.com.json", "x/r1"),
        ("crm/deals.csv", "crm/deals.csv"),
        ("crm/\udcff.csv", "crm/?.csv"),  # letters that no encoding knows
    ],
)
def test_a_part_of_a_path_that_is_named_after_a_rep_shows_the_rep_id(
    literal, path, shown
):
    assert path_mask(literal(reps=REPS))(path) == shown


def test_a_row_stands_where_its_key_does(literal):
    team = literal(reps=REPS, ssi=[{**SSI[0], "date": "2026-11-14"}, *SSI])
    assert place_of(team, "ssi", team.ssi.iloc[1]) == ("ssi.csv", 3)
    assert place_of_rep(team, "r2") == ("reps.csv", 3)
    assert place_of_rep(team, "r9") == ("", 0)


def test_the_file_of_a_place_names_nobody_either(literal):
    team = literal(reps=REPS, ssi=SSI)
    mine = team.places["ssi"].assign(file="Ana Reis/ssi.csv")
    team = replace(team, places={"ssi": mine})
    assert place_of(team, "ssi", team.ssi.iloc[0]) == ("r1/ssi.csv", 2)


def test_without_places_the_file_of_a_row_is_still_known(literal):
    team = replace(literal(reps=REPS, ssi=SSI), places={})
    assert place_of(team, "ssi", team.ssi.iloc[0]) == ("ssi.csv", 0)
    assert place_of_rep(replace(team, spells=team.reps), "r1") == ("", 0)
