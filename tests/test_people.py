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


def test_a_seat_or_crm_id_alone_that_nobody_has_is_named_with_its_column() -> None:
    assert find(seat="309") == Match(
        None,
        "no rep in the roster matches '309', a seat; write it in the column"
        " linkedin_seat_id of its rep",
    )
    assert find(crm="99", seat="309") == Match(
        None,
        "no rep in the roster matches '99', a CRM id; write it in the column"
        " crm_user_id of its rep",
    )
    assert find(name="Eve", seat="309") == Match(
        None, "no rep in the roster matches 'Eve'"
    )


@pytest.mark.parametrize(
    ("path", "rep_id"),
    [
        ("ssi/007/2026-11-08.json", "007"),
        ("ssi_ana_reis_2026-11-08.json", "007"),
        ("Ana Reis/r2/ssi.json", "r2"),
        ("r2/ssi-Ana-Reis.csv", "007"),
        ("bo@acme.com/ssi.csv", "r2"),
        ("x/Ana Réis (1).csv", "007"),
        ("12/ssi_2026-11-08.csv", "12"),
        ("12 (3).csv", "12"),
        ("12/week 46/ssi.csv", "12"),
        ("12/2026/ssi.csv", "12"),
        ("2026-11-08/12.json", "12"),
        ("r2/2026-11/ssi (12).csv", "r2"),
        ("007/2026/11/12.json", "007"),
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


NUMBERED = People.from_reps(
    REPS.conform(
        pd.DataFrame(
            [
                *((number, None) for number in ("1", "2", "08", "11", "2026")),
                *(("202611", None), ("10012345", None), ("20261108", None)),
                *(("W46", None), ("E-2026-01", None), ("j7", "Jan"), ("x1", "--")),
            ],
            columns=["rep_id", "name"],
        )
    )
)


@pytest.mark.parametrize(
    "path",
    [
        "export (1).csv",
        "2026-01/ssi.csv",
        "01-2026/ssi.csv",
        "2026_11.csv",
        "2026-11-08/ssi.csv",
        "2026-W45/ssi.csv",
        "KW 45/ssi.csv",
        "week 1/ssi.csv",
        "ssi_2026_11.csv",
        "ssi_W46.csv",
        "2026-11-08T08-02-11Z.json",
        "007/ssi.csv",
        "--/ssi.csv",
    ],
)
def test_no_part_of_a_day_or_a_copy_is_the_number_of_a_rep(path: str) -> None:
    reason = f"no rep in the roster matches the path '{path}'"
    assert NUMBERED.in_path(path) == Match(None, reason)


@pytest.mark.parametrize(
    ("path", "part", "other"),
    [
        ("list 1/ssi.csv", "1", "the number of something else"),
        ("ssi 2026.csv", "2026", "the number of something else"),
        ("ssi_2_2026-11-08.csv", "2", "the number of something else"),
        ("2026/ssi.csv", "2026", "a day, week, month or year"),
        ("202611/ssi.csv", "202611", "a day, week, month or year"),
        ("20261108.json", "20261108", "a day, week, month or year"),
        ("W46/ssi.csv", "W46", "a day, week, month or year"),
        ("2026/11/ssi.csv", "11", "a day, week, month or year"),
        ("Q4 2026/11/08.json", "08", "a day, week, month or year"),
        ("11/2.json", "2", "a number below the name of another rep"),
        ("j7/2.json", "2", "a number below the name of another rep"),
    ],
)
def test_a_number_that_may_be_no_rep_is_refused_with_the_cure(
    path: str, part: str, other: str
) -> None:
    assert NUMBERED.in_path(path) == Match(None, _in_doubt(path, part, other))


def test_a_name_that_is_a_month_is_refused_with_the_cure() -> None:
    reason = _in_doubt("Jan/ssi.csv", "Jan", "a day, week, month or year", rep="j7")
    assert NUMBERED.in_path("Jan/ssi.csv") == Match(None, reason)


@pytest.mark.parametrize(
    ("path", "rep_id"),
    [
        ("E-2026-01/ssi.csv", "E-2026-01"),
        ("ssi_E-2026-01.csv", "E-2026-01"),
        ("10012345/ssi.csv", "10012345"),
        ("11/2026/ssi.csv", "11"),
        ("j7/W46/2026/ssi.csv", "j7"),
    ],
)
def test_an_id_with_a_number_like_a_month_is_still_an_id(
    path: str, rep_id: str
) -> None:
    assert NUMBERED.in_path(path) == Match(rep_id)


def _in_doubt(path: str, part: str, other: str, *, rep: str = "") -> str:
    return (
        f"in the path '{path}' '{part}' may be rep '{rep or part}' or {other};"
        ' say whose file it is, as rep = "..." under [[files]] in ssi-analysis.toml'
    )
