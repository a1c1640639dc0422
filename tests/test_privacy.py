from __future__ import annotations

import hashlib
import hmac
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.errors import ParameterError
from ssi_analysis.privacy import (
    can_be_counted,
    can_be_told,
    checked_group,
    initials,
    named,
    pseudonyms,
    told_groups,
)
from ssi_analysis.team import load_team

MANY = [f"r{number}" for number in range(3000)]
CODE = r"rep ([BCDFGHJKLMNPQRSTVWXZ][2-9])+[BCDFGHJKLMNPQRSTVWXZ]"


def test_a_pseudonym_is_read_off_a_keyed_hash_of_the_rep_id():
    whole = hmac.digest(b"secret", b"rep r1", hashlib.sha256)
    number = int(whole.hex(), 16)
    letters, digits = "BCDFGHJKLMNPQRSTVWXZ", "23456789"
    code = letters[number % 20] + digits[number // 20 % 8]
    code += letters[number // 160 % 20] + digits[number // 3200 % 8]
    code += letters[number // 25600 % 20]

    assert pseudonyms(["r1"], key="secret") == {"r1": f"rep {code}"}


def test_a_rep_keeps_the_pseudonym_whoever_else_is_there():
    alone = pseudonyms(["r7"], key="k")
    among = pseudonyms(MANY[:50], key="k")

    assert among["r7"] == alone["r7"]
    assert pseudonyms(reversed(MANY[:50]), key="k") == among


def test_another_key_gives_other_pseudonyms():
    one, other = (pseudonyms(MANY[:50], key=key) for key in ("k", "l"))

    assert not set(one.values()) & set(other.values())


def test_no_two_of_many_reps_share_a_pseudonym():
    codes = pseudonyms(MANY, key="k")

    assert len(set(codes.values())) == len(MANY)
    assert all(re.fullmatch(CODE, code) for code in codes.values())
    # 3000 reps in 512,000 codes: a few pairs had to be told apart by longer ones.
    assert 1 < sum(len(code) > len("rep K7Q4X") for code in codes.values()) < 60


def test_the_order_of_pseudonyms_is_not_the_order_of_ids():
    codes = pseudonyms(MANY[:40], key="k")
    ordered = sorted(codes, key=codes.__getitem__)
    pairs = list(combinations(ordered, 2))

    kept = sum(int(one[1:]) < int(other[1:]) for one, other in pairs)
    # 780 pairs; of unrelated orders half are kept, give or take 43 (one sd).
    assert abs(kept - 390) < 3 * 43


PEOPLE = {
    **{"r1": "Ana Reis", "r2": "Aldo Ruiz", "r3": "Ben Ode"},
    **{"r4": "", "r5": "007", "r6": "Ben Ode"},
}


def test_what_several_reps_share_is_numbered_as_only_the_key_knows():
    orders = set()
    for key in map(str, range(20)):
        shown = named(PEOPLE, names="initials", key=key)
        assert sorted([shown["r1"], shown["r2"]]) == ["A. R. 1", "A. R. 2"]
        orders.add(shown["r1"])

    assert orders == {"A. R. 1", "A. R. 2"}


def test_full_names_are_told_apart_and_who_has_none_keeps_the_code():
    codes = pseudonyms(PEOPLE, key="k")

    shown = named(PEOPLE, names="full", key="k")

    assert shown["r1"] == "Ana Reis"
    assert {shown["r3"], shown["r6"]} == {"Ben Ode 1", "Ben Ode 2"}
    assert shown["r4"] == codes["r4"]
    assert named(PEOPLE, names="initials", key="k")["r5"] == codes["r5"]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Ana", "A."),
        ("Ana de la Cruz", "A. C."),
        ("\u202eEve\u202c <b>Lee</b>", "E. B."),
        ("\u6771 \u4eac", "\u6771. \u4eac."),
        ("\U0001f600 42", ""),
    ],
)
def test_initials_are_letters_alone(name, right):
    assert initials(name) == right


def test_a_part_is_told_only_where_it_and_the_rest_are_enough():
    told = [part for part in range(13) if can_be_told(part, 12)]

    assert told == [0, 5, 6, 7, 12]
    assert [part for part in range(10) if can_be_told(part, 9)] == [0, 9]
    assert [part for part in range(21) if can_be_told(part, 20, least=8)] == [
        *(0, 8, 9, 10, 11, 12, 20)
    ]


def test_how_many_did_something_is_told_of_teams_that_could_be_parted_in_two():
    assert [part for part in range(10) if can_be_counted(part, 9)] == [0, 9]
    assert all(can_be_counted(part, 10) for part in range(11))
    assert [part for part in range(5) if can_be_counted(part, 4)] == []
    assert not can_be_counted(3, 12, least=8)


def test_groups_may_be_made_larger_only():
    assert checked_group(8) == 8
    with pytest.raises(ParameterError) as refusal:
        checked_group(4)

    assert str(refusal.value) == (
        "parameter 'min_group' is '4'; it must be 5 or more, because in a smaller"
        " group one could recognise a colleague"
    )


def test_the_larger_of_what_is_asked_and_what_the_settings_say_holds(company):
    (company / "ssi-analysis.toml").write_text("min_group = 8")

    assert load_team(company).settings.min_group == 8
    assert load_team(company, min_group=10).settings.min_group == 10
    assert load_team(company, min_group=6).settings.min_group == 8


def test_a_company_says_what_stands_for_each_rep(company):
    team = load_team(company)

    assert team.named(key="k") == pseudonyms(["r0", "r1", "m1"], key="k")
    assert team.named("full", key="k") == {
        **{"r0": "Rep 0", "r1": "Rep 1", "m1": "Max Lead"},
    }


def test_small_groups_are_told_of_together_or_not_at_all():
    large, four, three = range(12), "abcd", "efg"
    cases = {
        (): {"large": "alone"},
        (four,): {"large": "alone", 0: "not"},
        (four, three): {"large": "alone", 0: "together", 1: "together"},
        # The same two people in both: four of them, not six.
        (four, "ab"): {"large": "alone", 0: "not", 1: "not"},
    }
    for small, expected in cases.items():
        groups = {"large": large, **dict(enumerate(small))}
        assert told_groups(groups) == expected
    assert told_groups({"only": four}) == {"only": "together"}
    assert told_groups({"a": range(9), "b": range(9)}, least=10) == dict.fromkeys(
        "ab", "together"
    )


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(5, 8))
def test_a_total_less_the_groups_with_pages_is_of_nobody_or_of_enough(sizes, least):
    groups = {
        f"T{place}": {f"{place}-{rep}" for rep in range(size)}
        for place, size in enumerate(sizes)
    }
    told = told_groups(groups, least=least)

    pages = {name for name, people in groups.items() if len(people) >= least}
    total = {rep for name in groups if told[name] != "not" for rep in groups[name]}
    left = total.difference(*(groups[name] for name in pages))
    assert not left or len(left) >= least or not pages
    assert {name for name, how in told.items() if how == "alone"} == pages
