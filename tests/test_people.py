"""Every identity that a row can carry leads to one rep or to a reason."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.people import Match, People
from ssi_analysis.schema import REPS

ROSTER = REPS.conform(
    pd.DataFrame(
        [
            ("007", "Ana Réis", "ana@acme.com", "300", "00599000000HofhAAC"),
            ("r2", "Bo Li", "bo@acme.com", "301", "77"),
            ("r3", "Bo Li", "bo.li@acme.com", "302", "00599000000HOFHAA4"),
            ("12", "Cy Wu", None, None, None),
        ],
        columns=["rep_id", "name", "email", "linkedin_seat_id", "crm_user_id"],
    )
)
PEOPLE = People.from_reps(ROSTER)


def find(**identity: str) -> Match:
    blank = dict.fromkeys(("rep_id", "email", "seat", "crm", "name"), "")
    return PEOPLE.find(**{**blank, **identity})


@pytest.mark.parametrize(
    "identity",
    [
        {"rep_id": "007"},
        {"email": "ANA@acme.com"},
        {"seat": "300"},
        {"crm": "00599000000Hofh"},
        {"crm": "00599000000HofhAAC"},
        {"name": "ana  reis"},
        {"name": "ana@acme.com"},
        {"name": "00599000000Hofh"},
        {"rep_id": "unknown", "name": "Ana Réis"},
    ],
)
def test_every_identity_leads_to_its_rep(identity: dict[str, str]) -> None:
    assert find(**identity) == Match("007")


def test_crm_ids_differ_by_case() -> None:
    assert find(crm="00599000000HOFH") == Match("r3")


def test_a_bare_name_of_two_reps_is_ambiguous_unless_an_id_settles_it() -> None:
    assert find(name="Bo Li") == Match(None, "several reps in the roster match: r2, r3")
    assert find(name="Bo Li", crm="77") == Match("r2")


def test_identities_that_contradict_each_other_are_no_match() -> None:
    assert find(rep_id="007", email="bo@acme.com").rep_id is None


def test_leading_zeros_count() -> None:
    assert find(rep_id="7") == Match(None, "no rep in the roster matches '7'")


@pytest.mark.parametrize(
    ("path", "rep_id"),
    [
        ("ssi/007/2026-11-08.json", "007"),
        ("ssi_ana_reis_2026-11-08.json", "007"),
        ("Ana Reis/r2/ssi.json", "r2"),
        ("r2/ssi-Ana-Reis.csv", "007"),
        ("bo@acme.com/ssi.csv", "r2"),
        ("x/Ana Réis (1).csv", "007"),
    ],
)
def test_the_nearest_part_of_the_path_names_the_rep(path: str, rep_id: str) -> None:
    assert PEOPLE.in_path(path) == Match(rep_id)


@pytest.mark.parametrize(
    "path",
    [
        "ssi_2026-05-12.csv",
        "ssi (12).csv",
        "ssi_20260512.csv",
        "ssi_2026_05_12.csv",
        "ssi_2026-05-13T12-00-00Z.csv",
        "Bo Li/ssi.csv",
    ],
)
def test_dates_copies_and_shared_names_are_nobody(path: str) -> None:
    assert PEOPLE.in_path(path).rep_id is None
