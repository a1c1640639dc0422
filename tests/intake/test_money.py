"""Amounts in several currencies are converted by rates, or refused."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import SSIError

DEALS = (
    "Record ID,Deal Stage,Amount,Currency,Close Date,Deal owner\n"
    "1,Closed Won,100,EUR,2026-10-01,Ana Reis\n"
    "2,Closed Won,100,USD,2026-10-01,Bo Li\n"
    "3,Closed Won,100,USD,2026-11-01,Bo Li\n"
    "4,Open,100,GBP,2026-12-01,Bo Li\n"
)
RATES = "from_currency,to_currency,rate,start_date\nUSD,EUR,0.8,\nUSD,EUR,0.9,{}\n"


def test_several_currencies_are_refused_with_a_place_of_each(load):
    with pytest.raises(SSIError) as refused:
        load({"deals.csv": DEALS})
    assert str(refused.value) == (
        "amounts are in several currencies: EUR (deals.csv row 2), USD (deals.csv row"
        " 3); export converted amounts, or add a CSV of rates with the columns"
        " from_currency, to_currency, rate, start_date, and name one with currency ="
        ' "..." in ssi-analysis.toml'
    )


def test_the_rate_of_the_day_converts_and_an_open_deal_may_lack_one(load, account):
    team = load({"deals.csv": DEALS, "rates.csv": RATES.format("2026-10-15")})
    assert team.deals["amount"].tolist() == pytest.approx([100.0, 80.0, 90.0, 100.0])
    assert team.deals["currency"].tolist() == ["EUR", "EUR", "EUR", "GBP"]
    assert account(team, "deals.csv") == [4, 4, 0, 0]
    assert account(team, "rates.csv") == [2, 2, 0, 0]


def test_a_won_deal_without_a_rate_is_rejected(load):
    more = "".join(f"{n},Closed Won,1,EUR,2026-10-02,Ana Reis\n" for n in range(9, 15))
    won = DEALS.replace("4,Open", "4,Closed Won") + more
    team = load({"deals.csv": won, "rates.csv": RATES.format("2026-10-15")})
    assert team.rejects.values.tolist() == [
        [
            "deals.csv",
            5,
            "",
            "GBP",
            "no rate from GBP to EUR on 2026-12-01 in the table of rates",
        ]
    ]


def test_a_rate_of_the_other_direction_is_turned_round(load):
    rates = "from_currency,to_currency,rate\nEUR,USD,1.25\n"
    settings = 'currency = "EUR"\n'
    team = load({"deals.csv": DEALS, "rates.csv": rates, "ssi-analysis.toml": settings})
    assert team.deals["amount"].tolist() == pytest.approx([100.0, 80.0, 80.0, 100.0])


def test_rates_that_contradict_each_other_are_refused(load):
    rates = "from_currency,to_currency,rate\nUSD,EUR,0.8\nUSD,EUR,0.9\n"
    with pytest.raises(SSIError) as refused:
        load({"deals.csv": DEALS, "rates.csv": rates})
    assert str(refused.value) == (
        "rates: rates.csv row 2, rates.csv row 3 state one pair of currencies from one"
        " day on and differ; keep one of them"
    )


def test_one_currency_needs_no_rates(load):
    team = load({"deals.csv": DEALS.replace("USD", "EUR")})
    assert team.deals["amount"].tolist() == [100.0] * 4


SIGNS = (
    "Record ID,Deal Stage,Amount,Close Date,Deal owner\n"
    "1,Closed Won,$100,2026-10-01,Ana Reis\n"
)
GOAL = (
    "hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id,currency\n"
    "100,2026-10-01,2026-10-31,77,{}\n"
)


def test_a_dollar_sign_is_the_dollar_that_another_export_names(load):
    assert load({"deals.csv": SIGNS}).deals["currency"].tolist() == [None]
    team = load({"deals.csv": SIGNS, "goals.csv": GOAL.format("CAD")})
    assert team.deals["currency"].tolist() == ["CAD"]


def test_a_dollar_sign_is_no_euro(load):
    with pytest.raises(
        SSIError, match=r"several currencies: \$ \(deals.csv row 2\), EUR"
    ):
        load({"deals.csv": SIGNS, "goals.csv": GOAL.format("EUR")})
