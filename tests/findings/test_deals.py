"""Won deals whose amount or day cannot be right, or which count twice."""

from __future__ import annotations

import pytest

from ssi_analysis.findings import Finding

REPS = [{"rep_id": "r1", "end_date": "2026-06-30"}, {"rep_id": "r2"}]
SSI = [{"rep_id": "r1", "date": "2026-11-15", "ssi_total": 50.0}]
READ = (9, 9, 0, 0)


def a_deal(name, rep="r2", amount=5.0, closed="2026-05-05", *, won=True):
    return {
        "deal_id": name,
        "rep_id": rep,
        "amount": amount,
        "is_won": won,
        "close_date": closed,
        "created_date": "2026-01-01",
    }


def test_a_won_deal_without_an_amount_is_found(literal, of_kind):
    deals = [a_deal("1"), a_deal("2", amount=None), a_deal("3", amount=None, won=False)]
    assert of_kind(literal(reps=REPS, deals=deals), "won deal without amount") == [
        Finding(
            "won deal without amount",
            "warning",
            1,
            "r2: no amount on 2026-05-05",
            "fill in the amount; a period that has such a deal has no sum",
            "deals.csv",
            3,
        )
    ]


def test_a_won_deal_of_zero_or_less_is_found(literal, of_kind):
    deals = [a_deal("1", amount=-7.0), a_deal("2", amount=0.0)]
    deals += [a_deal("3", amount=-1.0, won=False), a_deal("4", amount=0.01)]
    assert of_kind(literal(reps=REPS, deals=deals), "won deal of zero or less") == [
        Finding(
            "won deal of zero or less",
            "warning",
            2,
            "r2: −7 on 2026-05-05",
            "look whether it is a refund or a test; it takes from what the rep has won",
            "deals.csv",
            2,
        )
    ]


def test_a_deal_won_long_after_everything_else_is_found(literal, of_kind):
    deals = [a_deal("1", closed="2027-01-31"), a_deal("2", closed="2026-12-16")]
    deals += [a_deal("3", closed="2027-01-31", won=False)]
    team = literal(reps=REPS, ssi=SSI, deals=deals)
    assert of_kind(team, "deal won in the future") == [
        Finding(
            "deal won in the future",
            "warning",
            1,
            "r2: 5 on 2027-01-31",
            "correct the close date, or export the other files up to this day; it is"
            " later than anything else",
            "deals.csv",
            2,
        )
    ]


@pytest.mark.parametrize(("closed", "found"), [("2026-06-30", 0), ("2026-07-01", 1)])
def test_a_deal_credited_after_the_last_day_is_found(literal, of_kind, closed, found):
    deals = [a_deal("1", "r1", closed=closed), a_deal("2", closed=closed)]
    team = literal(reps=REPS, ssi=SSI, deals=deals)
    expected = Finding(
        "deal past the last day",
        "warning",
        1,
        "r1: 5 on 2026-07-01, last day 2026-06-30",
        "give the deal to who holds it now, or correct the last day in the roster",
        "deals.csv",
        2,
    )
    assert of_kind(team, "deal past the last day") == [expected] * found


def in_two(literal, *deals):
    files = [("a.csv", "salesforce", *READ), ("b.csv", "hubspot", *READ)]
    team = literal(reps=REPS, deals=deals, files=files)
    team.deals["source"] = ["a.csv", "a.csv", "b.csv"]
    return team


def test_the_same_deal_in_two_crms_is_found(literal, of_kind):
    team = in_two(literal, a_deal("1", amount=9.0), a_deal("2"), a_deal("3"))
    assert of_kind(team, "deal in two CRMs") == [
        Finding(
            "deal in two CRMs",
            "warning",
            1,
            "r2: 5 on 2026-05-05, in salesforce and hubspot",
            "keep the deal in one export if it is the same; it counts twice",
            "deals.csv",
            4,
        )
    ]


@pytest.mark.parametrize(
    "other",
    [
        a_deal("3", "r1"),
        a_deal("3", amount=5.01),
        a_deal("3", closed="2026-05-06"),
        a_deal("3", won=False),
    ],
)
def test_deals_that_differ_in_anything_are_two(literal, of_kind, other):
    team = in_two(literal, a_deal("1", amount=9.0), a_deal("2"), other)
    assert of_kind(team, "deal in two CRMs") == []


def test_two_alike_in_one_crm_are_two_and_blank_amounts_are_not_compared(
    literal, of_kind
):
    team = in_two(literal, a_deal("1"), a_deal("2"), a_deal("3", amount=6.0))
    assert of_kind(team, "deal in two CRMs") == []
    blank = [a_deal(name, amount=None) for name in "123"]
    assert of_kind(in_two(literal, *blank), "deal in two CRMs") == []


@pytest.mark.parametrize(
    ("sources", "severity"),
    [(["a.csv", "a.csv", "b.csv"], "warning"), (3 * ["a.csv"], "note")],
)
def test_deals_without_an_id_are_found(literal, of_kind, sources, severity):
    deals = [a_deal("7"), a_deal("made up: b", closed=None), a_deal("made up: c")]
    team = literal(reps=REPS, deals=deals)
    team.deals["source"] = sources
    assert of_kind(team, "deals without an id") == [
        Finding(
            "deals without an id",
            severity,
            2,
            "r2: 5",
            "add the column of ids to the export; without it a deal that was changed"
            " between two exports counts as another one",
            "deals.csv",
            3,
        )
    ]
    assert of_kind(literal(reps=REPS, deals=deals[:1]), "deals without an id") == []
