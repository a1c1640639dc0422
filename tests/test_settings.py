"""What is said of which file: globs, and rules put together."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.settings import FileRule, Settings


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("deals.csv", "deals.csv"),
        ("crm/*.csv", "crm/deals.csv"),
        ("CRM/*.csv", "crm/Deals.CSV"),
        ("crm/deals_202?.csv", "crm/deals_2026.csv"),
        ("crm/*/*.csv", "crm/emea/deals.csv"),
        ("**/*.csv", "deals.csv"),
        ("**/*.csv", "crm/emea/deals.csv"),
        ("crm/**", "crm/emea/deals.csv"),
        ("crm/**/deals.csv", "crm/deals.csv"),
        ("**/emea/**/q?.csv", "a/emea/b/c/q3.csv"),
        ("report [final] (1).csv", "report [final] (1).csv"),
        ("book.xlsx", "book.xlsx#Q3"),
        ("book.xlsx", "book.xlsx#Plan #2"),
        ("book.xlsx#q*", "book.xlsx#Q3"),
        ("crm/*", "crm/book.xlsx#Q3"),
        ("x.zip", "x.zip/Connections.csv"),
        ("x.zip", "X.ZIP/in/messages.csv"),
        ("x.zip/*.csv", "x.zip/Connections.csv"),
        ("x.zip", "x.zip/book.xlsx#Q3"),
        ("x.zip/book.xlsx", "x.zip/book.xlsx#Q3"),
        ("**/*.csv", "ana/x.zip/Connections.csv"),
        ("soll#1.csv", "soll#1.csv"),
        ("übersicht.csv", unicodedata.normalize("NFD", "Übersicht.csv")),
    ],
)
def test_a_rule_holds_for_the_files_that_its_path_means(glob, path):
    assert FileRule(glob).matches(path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("deals.csv", "crm/deals.csv"),
        ("*.csv", "crm/deals.csv"),
        ("crm/*.csv", "crm/emea/deals.csv"),
        ("crm", "crm/deals.csv"),
        ("crm/*", "crm/emea/deals.csv"),
        ("crm/**.csv", "crm/emea/deals.csv"),
        ("crm/**/deals.csv", "crm/emea/old_deals.csv"),
        ("deals_202?.csv", "deals_202.csv"),
        ("report [final].csv", "report f.csv"),
        ("deals.csv", "deals.csv.csv"),
        ("deals.csv", "deals_csv"),
        ("book.xlsx#Q3", "book.xlsx#Q4"),
        ("book.xlsx#Q3", "book.xlsx"),
        ("x.zip/*.csv", "x.zip/in/messages.csv"),
        ("*.csv", "x.zip/Connections.csv"),
        ("", "deals.csv"),
    ],
)
def test_a_rule_holds_for_no_other_file(glob, path):
    assert not FileRule(glob).matches(path)


PARTS = st.lists(st.sampled_from(["a", "b", "ab", "*", "?", "**", "a*"]), max_size=4)
NAMES = st.lists(st.sampled_from(["a", "b", "ab", "ba"]), min_size=1, max_size=4)


@given(PARTS.map("/".join), NAMES.map("/".join))
def test_a_path_is_matched_as_its_regular_expression_is(glob, path):
    # Independent of the function: each folder of ** is "any names, each with a slash".
    parts = re.split(r"(?:(?<=/)|^)\*\*(?:/|$)", glob)
    plain = [
        re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]") for part in parts
    ]
    whole = "(?:[^/]+/)*".join(plain)

    expected = re.fullmatch(whole, f"{path}/" if whole.endswith("/)*") else path)

    assert FileRule(glob).matches(path) == bool(expected)


def test_many_stars_take_no_longer_than_few():
    assert not FileRule("**/a/" * 40 + "b").matches("a/" * 60 + "a")
    assert not FileRule("*a" * 40 + "b").matches("a" * 200)


def test_where_nothing_is_said_of_a_file_the_settings_hold():
    settings = Settings(
        date_order="dmy", quota_period="month", files=(FileRule("b.csv", rep="R1"),)
    )

    assert settings.rule("a.csv") == FileRule(
        "a.csv", date_order="dmy", quota_period="month"
    )


def test_of_rules_that_match_the_later_wins_key_by_key():
    everything = FileRule(
        "**",
        origin="salesforce_quota",
        rep="R1",
        date_order="mdy",
        columns={"quota": ("Soll",), "currency": ("Währung",)},
    )
    later = FileRule(
        "crm/*.csv", rep="R2", quota_period="month", columns={"quota": ("Ziel",)}
    )
    settings = Settings(date_order="dmy", files=(everything, later))

    assert settings.rule("crm/q.csv") == FileRule(
        "crm/q.csv",
        origin="salesforce_quota",
        rep="R2",
        date_order="mdy",
        quota_period="month",
        columns={"quota": ("Ziel",), "currency": ("Währung",)},
    )
    assert settings.rule("q.csv").rep == "R1"


def test_columns_for_all_files_are_no_part_of_a_rule():
    assert Settings(columns={"quota": ("Soll",)}).rule("a.csv").columns == {}
