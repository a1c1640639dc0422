"""Deals of exports that have no id: all that a row says tells them apart."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import SSIError

HEADER = "Opportunity Owner,Opportunity Name,Stage,Amount,Close Date\n"
ANA = "Ana Reis,Acme,Closed Won,400,2026-10-01\n"


def won(team):
    rows = team.deals.sort_values(["rep_id", "close_date", "amount"])
    return list(zip(rows["rep_id"], rows["amount"], strict=True))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Bo Li,Acme,Closed Won,400,2026-10-01\n", [("r1", 400.0), ("r2", 400.0)]),
        ("Ana Reis,Acme,Closed Won,900,2026-10-01\n", [("r1", 400.0), ("r1", 900.0)]),
        ("Ana Reis,Acme,Closed Won,400,2026-10-02\n", [("r1", 400.0), ("r1", 400.0)]),
        ("Ana Reis,Acme,Closed Won,400,2026-10-01\n", [("r1", 400.0), ("r1", 400.0)]),
    ],
)
def test_two_rows_of_one_report_are_two_deals(load, account, other, expected):
    team = load({"deals.csv": HEADER + ANA + other})
    assert won(team) == expected
    assert account(team, "deals.csv") == [2, 2, 0, 0]


def test_the_same_report_twice_counts_once_in_any_order_and_spelling(load, account):
    bo = "Bo Li,Acme,Closed Won,400,2026-10-01\n"
    again = (ANA + bo).replace("400", '"400.00"').replace("2026-10-01", "Oct 1 2026")
    team = load(
        {
            "a.csv": HEADER + ANA + ANA + bo,
            "b.csv": HEADER + bo + ANA + ANA,
            "c.csv": HEADER + again,
        }
    )
    assert won(team) == [("r1", 400.0), ("r1", 400.0), ("r2", 400.0)]
    assert account(team, "a.csv") == [3, 0, 0, 3]
    assert set(team.repeats["kind"]) == {"same"}


def test_the_id_says_that_it_is_made_up_and_of_what(load):
    assert load({"d.csv": HEADER + ANA + ANA}).deals["deal_id"].tolist() == [
        "made up: salesforce_opportunities | r1 | Acme | 2026-10-01 | won | 400.0",
        "made up: salesforce_opportunities | r1 | Acme | 2026-10-01 | won | 400.0 #2",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        "Ana Reis,Acme,Closed Won,500,2026-10-01\n",
        "Ana Reis,Acme,Closed Won,400,2026-10-09\n",
        "Bo Li,Acme,Closed Won,400,2026-10-01\n",
    ],
)
def test_a_deal_that_may_have_changed_between_two_exports_is_refused(load, changed):
    rest = "Bo Li,Globex,Closed Won,1,2026-09-30\n"
    files = {"a.csv": HEADER + ANA + rest, "b.csv": HEADER + rest + changed}
    with pytest.raises(SSIError) as refused:
        load(files)
    assert str(refused.value) == (
        "deals: a.csv row 2 and b.csv row 3 may be one deal that was changed, as they"
        " have no id and each stands in one of two exports of the same days; add the"
        " column of ids to both exports, or keep the later one alone"
    )


def test_deals_of_one_name_in_exports_of_other_days_are_two(load):
    november = "Ana Reis,Acme,Closed Won,500,2026-11-01\n"
    team = load({"oct.csv": HEADER + ANA, "nov.csv": HEADER + november})
    assert won(team) == [("r1", 400.0), ("r1", 500.0)]


def test_deals_of_other_names_in_exports_of_the_same_days_are_two(load):
    other = "Ana Reis,Globex,Closed Won,500,2026-10-01\n"
    team = load({"a.csv": HEADER + ANA, "b.csv": HEADER + other})
    assert won(team) == [("r1", 400.0), ("r1", 500.0)]


def test_an_open_deal_that_was_won_later_counts_once_as_won(load):
    opened = "Ana Reis,Acme,Talk,300,2026-10-01\n"
    team = load({"a.csv": HEADER + opened, "b.csv": HEADER + ANA})
    assert team.deals.loc[team.deals["is_won"], "amount"].tolist() == [400.0]


def test_without_names_the_owner_alone_says_what_may_have_changed(load):
    header = HEADER.replace("Opportunity Name,", "")
    rows = ANA.replace("Acme,", ""), ANA.replace("Acme,Closed Won,4", "Closed Won,5")
    with pytest.raises(SSIError, match=r"a\.csv row 2 and b\.csv row 2 may be one"):
        load({"a.csv": header + rows[0], "b.csv": header + rows[1]})
