"""Attainment as stated against won deals over quota."""

from __future__ import annotations

import pytest

from ssi_analysis.findings import Finding

KIND = "stated attainment differs"
REPS = [{"rep_id": "r1"}, {"rep_id": "r2"}]
Q1 = {"rep_id": "r1", "start_date": "2026-01-01", "end_date": "2026-03-31"}
Q2 = {"rep_id": "r1", "start_date": "2026-04-01", "end_date": "2026-06-30"}


def a_deal(name, amount, closed, rep="r1", *, won=True):
    return {
        "deal_id": name,
        "rep_id": rep,
        "amount": amount,
        "is_won": won,
        "close_date": closed,
    }


DEALS = [
    a_deal("1", 50.0, "2026-01-01"),
    a_deal("2", 30.0, "2026-03-31"),
    a_deal("3", 99.0, "2026-03-01", won=False),
    a_deal("4", 99.0, "2026-03-01", "r2"),
    a_deal("5", 10.0, "2026-04-01"),
]


def stating(literal, *attained, deals=DEALS):
    quota = [{**Q1, "quota": 100.0}, {**Q2, "quota": 100.0}]
    return literal(reps=REPS, quota=quota, deals=deals, attained=attained)


def test_a_stated_share_that_the_deals_do_not_give_is_found(literal, of_kind):
    team = stating(literal, {**Q2, "attainment": 0.1}, {**Q1, "attainment": 1.04})
    assert of_kind(team, KIND) == [
        Finding(
            KIND,
            "warning",
            1,
            "r1 from 2026-01-01 to 2026-03-31: stated 104\xa0%, deals give 80\xa0%",
            "look which deals one of the two leaves out, or whether they are of"
            " different days",
            "attained.csv",
            3,
        )
    ]


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"attainment": 0.85}, 0),
        ({"attainment": 0.86}, 1),
        ({"attainment": 0.75}, 0),
        ({"attainment": 0.74}, 1),
        ({"attained": 84.0}, 0),
        ({"attained": 90.0}, 1),
        ({"attainment": 0.8, "attained": 90.0}, 0),  # the share is what is stated
        ({}, 0),
    ],
)
def test_five_points_more_or_less_are_allowed(literal, of_kind, stated, found):
    assert len(of_kind(stating(literal, {**Q1, **stated}), KIND)) == found


def test_a_period_in_which_nothing_was_won_counts_as_nothing(literal, of_kind):
    others = [
        a_deal("1", 5.0, "2026-02-01", "r2"),
        a_deal("2", 5.0, "2026-05-01", "r2"),
    ]
    team = stating(literal, {**Q1, "attainment": 0.5}, deals=others)
    (item,) = of_kind(team, KIND)
    assert item.example.endswith("stated 50\xa0%, deals give 0\xa0%")


def test_periods_before_and_after_all_deals_are_not_compared(literal, of_kind):
    for day, known in (("2026-02-01", Q2), ("2026-05-01", Q1)):
        team = stating(
            literal, {**known, "attainment": 0.5}, deals=[a_deal("1", 5.0, day)]
        )
        assert of_kind(team, KIND) == []


def test_a_deal_without_amount_leaves_its_period_unknown(literal, of_kind):
    deals = [*DEALS, a_deal("6", None, "2026-02-02")]
    team = stating(literal, {**Q1, "attainment": 0.1}, deals=deals)
    assert of_kind(team, KIND) == []
