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


def test_the_rate_of_the_day_converts_and_what_has_none_is_rejected(load, account):
    team = load({"deals.csv": DEALS, "rates.csv": RATES.format("2026-10-15")})
    assert team.deals["amount"].tolist() == pytest.approx([100.0, 80.0, 90.0])
    assert team.deals["currency"].tolist() == ["EUR", "EUR", "EUR"]
    assert account(team, "deals.csv") == [4, 3, 1, 0]
    assert team.rejects.values.tolist() == [
        [
            "deals.csv",
            5,
            "",
            "GBP",
            "no rate from GBP to EUR on 2026-12-01 in the table of rates",
        ]
    ]


def test_one_currency_needs_no_rates(load):
    team = load({"deals.csv": DEALS.replace("USD", "EUR")})
    assert team.deals["amount"].tolist() == [100.0] * 4
