"""Exchange rates: codes, days, and numbers that are no thousands."""

from __future__ import annotations

from typing import Any

import pytest

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.exports.values import OPEN_MARK


def read(text: str) -> Extract:
    found = read_export("rates.csv", text.encode(), Options())
    assert found is not None
    assert found.origin == "rates"
    return found


def rows(found: Extract) -> list[tuple[Any, ...]]:
    table = found.tables["rates"]
    names = ("from_currency", "to_currency", "rate", "start_date")
    return [
        (source, target, rate, str(day))
        for source, target, rate, day in zip(
            *(table[name] for name in names), strict=True
        )
    ]


@pytest.mark.parametrize(
    "header",
    [
        "from_currency,to_currency,rate,start_date",
        "From,To,Exchange rate,Valid from",
    ],
)
def test_rates_hold_from_a_day_on_or_always(header: str) -> None:
    found = read(f"{header}\nEUR,USD,1.085,2026-01-01\nGBP,USD,1.3,\n")
    assert rows(found) == [
        ("EUR", "USD", 1.085, "2026-01-01"),
        ("GBP", "USD", 1.3, "NaT"),
    ]


def test_a_rate_may_have_a_decimal_comma() -> None:
    found = read("from;to;rate\nEUR;USD;1,085\n")
    assert rows(found)[0][2] == 1.085


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("EUR,USD,0", "rate", "a rate is above 0"),
        ("EUR,USD,", "rate", "blank"),
        ("eur,USD,1", "from", "not a code of three capitals"),
        ("EUR,,1", "to", "blank"),
        ("USD,USD,2", "rate", "not 1 for one currency"),
        (
            'USD,KRW,"1,385"',
            "rate",
            OPEN_MARK,
        ),
    ],
)
def test_what_is_no_rate_is_rejected(row: str, column: str, reason: str) -> None:
    found = read(f"from,to,rate\n{row}\n")
    assert rows(found) == []
    assert [(reject.column, reject.reason) for reject in found.rejects] == [
        (column, reason)
    ]
