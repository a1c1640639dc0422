"""Pipedrive deals: the day that counts, and exports of a few columns."""

from __future__ import annotations

from typing import Any

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import Settings

HEADER = (
    "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Owner,"
    "Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,"
    "Deal - Expected close date,Deal - Deal created\n"
)


def read(text: str, **options: Any) -> Extract:
    found = read_export("p.csv", text.encode(), Options(**options))
    assert found is not None
    assert found.origin == "pipedrive_deals"
    return found


def column(found: Extract, name: str) -> list[Any]:
    values = found.tables["deals"][name]
    return list(values.astype(str)) if values.dtype.kind == "M" else values.tolist()


def test_the_status_says_whether_a_deal_is_won_and_which_day_counts() -> None:
    found = read(
        HEADER
        + '1,A,"1,200.50",EUR,Ana Reis,Demo,Won,2026-03-05 14:15:33,,2026-04-01,'
        + "2026-01-02 09:00:00\n"
        + "2,B,300,EUR,Ana Reis,Demo,Lost,,2026-03-06 10:00:00,2026-04-01,\n"
        + "3,C,,EUR,Bo Li,Contacted,Open,,,2026-04-01,\n"
    )
    assert column(found, "deal_id") == ["1", "2", "3"]
    assert column(found, "is_won") == [True, False, False]
    assert column(found, "close_date") == ["2026-03-05", "2026-03-06", "2026-04-01"]
    assert str(column(found, "amount")) == "[1200.5, 300.0, nan]"
    assert column(found, "currency") == ["EUR", "EUR", "EUR"]
    assert column(found, "created_date")[0] == "2026-01-02"
    assert column(found, "person_name") == ["Ana Reis", "Ana Reis", "Bo Li"]


def test_a_won_deal_without_the_time_it_was_won_is_rejected() -> None:
    found = read(
        HEADER + "1,A,5,EUR,Ana,Demo,Won,,,2026-04-01,\n2,B,6,EUR,Ana,,Open,,,,\n"
    )
    assert column(found, "deal_id") == ["2"]
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (2, "Deal - Won time", "", "blank, though the deal is won")
    ]


def test_a_few_columns_are_enough() -> None:
    found = read(
        "Deal - Title,Deal - Value,Deal - Owner,Deal - Status,Deal - Deal closed on\n"
        "A,5 EUR,Ana,Won,2026-03-05\nA,6 EUR,Ana,Won,2026-03-06\n"
    )
    assert column(found, "deal_id") == [
        "made up: A | 2026-03-05 | won | 5.0 | EUR",
        "made up: A | 2026-03-06 | won | 6.0 | EUR",
    ]
    assert column(found, "close_date") == ["2026-03-05", "2026-03-06"]
    assert column(found, "currency") == ["EUR", "EUR"]


def test_an_export_without_any_day_has_its_won_deals_rejected() -> None:
    found = read(
        "Deal - Title,Deal - Value,Deal - Owner,Deal - Status\n"
        "A,5,Ana,Won\nB,6,Ana,Open\n"
    )
    assert column(found, "deal_id") == ["made up: B | Open | 6.0"]
    assert found.rejects[0].reason == "blank, though the deal is won"


def test_a_deleted_deal_is_set_aside_and_a_stated_zone_counts() -> None:
    found = read(
        HEADER
        + "1,A,5,EUR,Ana,Demo,Won,2026-03-31T23:30:00Z,,,\n"
        + "2,B,6,EUR,Ana,,Deleted,,,,\n",
        settings=Settings(time_zone="Europe/Berlin"),
    )
    assert column(found, "close_date") == ["2026-04-01"]
    assert found.rows_read == 2
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (3, "", "Deleted", "a deleted deal", False)
    ]


def test_a_status_in_another_language_needs_the_settings() -> None:
    text = HEADER + "1,A,5,EUR,Ana,Demo,Gewonnen,2026-03-05,,2026-06-01,\n"
    found = read(text, settings=Settings(won_stages=("Gewonnen",)))
    assert column(found, "is_won") == [True]
    assert column(found, "close_date") == ["2026-03-05"]
    assert column(read(text), "is_won") == [False]
