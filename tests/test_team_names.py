"""A team is compared and its page is called by its name alone, whoever joins it."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.errors import ParameterError
from ssi_analysis.team_names import COMPANY, find_team, meant, slug, team_key

ODD = st.text(st.sampled_from("aAbB1 -+.é東京🚀ß\u00a0\u0301"), max_size=8)


def short_hash(key):
    return hashlib.sha256(key.encode()).hexdigest()[:8]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("North", "north"),
        (" North\u00a0 East 2", "north-east-2"),
        ("Team", "team"),
        ("Con Team", "con-team"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_name_that_its_slug_carries_whole_gets_no_hash(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("Équipe Nord", "equipe-nord"),
        ("North-East", "north-east"),
        ("Team A+", "team-a"),
        ("Region 1.1", "region-1-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("東京", "team"),
        ("🚀", "team"),
        ("", "team"),
        ("x" * 100, "x" * 51),
        (f"{'x' * 50} {'y' * 50}", "x" * 50),
        ("Company", "company"),
        ("CON", "con"),
        ("lpt1", "lpt1"),
        ("Team deadbeef", "team-deadbeef"),
    ],
)
def test_a_name_that_its_slug_carries_in_part_gets_a_hash(name, begin):
    assert slug(name) == f"{begin}-{short_hash(name.casefold())}"


def test_the_slug_of_another_team_cannot_be_taken_by_its_words():
    assert slug(slug("東京").replace("-", " ")) != slug("東京")


@given(st.text())
def test_a_slug_is_never_a_path_nor_long_nor_the_companys(name):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) <= 60
    assert slug(name) != COMPANY


@given(st.text() | ODD, st.text() | ODD)
def test_two_teams_share_a_slug_only_where_they_are_one(one, other):
    assert (slug(one) == slug(other)) == (team_key(one) == team_key(other))


@given(ODD)
def test_case_and_white_space_around_a_name_change_nothing(name):
    assert team_key(f" {name.casefold()}\t") == team_key(name)
    assert team_key(team_key(name)) == team_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Team A", "Team A+"),
        ("Region 1.1", "Region 11"),
        ("🚀", "✨"),
        ("Sud", "Süd"),
        ("North East", "NorthEast"),
    ],
)
def test_every_sign_of_a_name_tells_teams_apart(one, other):
    assert team_key(one) != team_key(other)


@pytest.mark.parametrize("other", ["emea ", "\uff25\uff2d\uff25\uff21", "\u00a0Emea\n"])
def test_spellings_of_one_team_have_one_key(other):
    assert team_key("EMEA") == team_key(other)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("team a", "Team A"),
        ("Team A+", "Team A+"),
        ("team-a", "Team A"),
        (slug("Team A+"), "Team A+"),
        (slug("東京").upper(), "東京"),
        ("southeast", "South East"),
    ],
)
def test_a_team_is_found_by_name_then_slug_then_letters(asked, found):
    assert find_team(asked, ["Team A+", "Team A", "東京", "South East"]) == found


def test_letters_that_several_teams_share_are_refused_with_these_teams():
    with pytest.raises(ParameterError) as refused:
        find_team("teama", ["Team A", "North", "Team A+"])
    assert str(refused.value) == (
        "team 'teama' may be 'Team A' or 'Team A+'; write one of these in full"
    )


def test_a_name_without_letters_is_not_any_other_one_without():
    with pytest.raises(ParameterError) as refused:
        find_team("✨", ["🚀"])
    assert str(refused.value) == "team '✨' is not known. Known: 🚀"


def test_a_page_of_an_earlier_week_keeps_its_slug():
    assert meant("team-2", {"team-2": "東京"}) == ["team-2"]
