"""Deals: which are won, what amount counts, on which day they closed."""

from __future__ import annotations

from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.deals import unknown_stages
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import Settings

HEADER = "Record ID,Deal owner,Deal Stage,Amount,Currency,Close Date,Create Date\n"
CONVERTED = (
    "Opportunity ID,Opportunity Owner,Stage,Amount Currency,Amount,"
    "Amount (converted) Currency,Amount (converted),Close Date\n"
)


def extract(text: str, **settings: Any) -> Extract:
    found = read_export("d.csv", text.encode(), Options(settings=Settings(**settings)))
    assert found is not None
    return found


def column(found: Extract, name: str) -> list[Any]:
    values = found.tables["deals"][name]
    return list(values.astype(str)) if values.dtype.kind == "M" else values.tolist()


def test_stages_that_the_owner_names_are_won_or_lost() -> None:
    text = HEADER + "".join(
        f"{at},Ana,{stage},5,USD,2026-03-05,\n"
        for at, stage in enumerate(["signed!", "Dropped (EMEA)", "Closed Won", "Talk"])
    )
    found = extract(text, won_stages=("Signed",), lost_stages=("dropped", "closed won"))
    assert column(found, "is_won") == [True, False, False, False]
    assert column(found, "stage") == ["won", "lost", "lost", "Talk"]


def test_a_won_column_says_what_no_stage_does() -> None:
    found = extract(
        "Record ID,Deal owner,Deal Stage,Is Closed Won,Amount,Close Date\n"
        "1,Ana,998,true,5,2026-03-05\n2,Ana,998,false,5,2026-03-05\n"
    )
    assert column(found, "stage") == ["won", "lost"]
    assert unknown_stages([found]) == []


def test_a_deal_without_a_stage_is_rejected() -> None:
    found = extract(HEADER + "1,Ana,,5,USD,2026-03-05,\n2,Ana,Won,5,USD,2026-03-05,\n")
    assert column(found, "deal_id") == ["2"]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (2, "Deal Stage", "", "blank", True)
    ]


def test_a_stated_time_zone_counts_where_the_settings_name_one() -> None:
    text = HEADER + "1,Ana,Won,5,USD,2026-03-31T23:30:00Z,2026-03-01T00:00:00Z\n"
    there = extract(text, time_zone="Europe/Berlin")
    assert column(there, "close_date") == ["2026-04-01"]
    assert column(extract(text), "close_date") == ["2026-03-31"]
    west = extract(text, time_zone="America/New_York")
    assert column(west, "created_date") == ["2026-02-28"]


def test_a_converted_amount_that_lacks_costs_the_row() -> None:
    found = extract(
        CONVERTED
        + "1,Ana,Closed Won,GBP,100,USD,125,2026-03-05\n"
        + "2,Ana,Closed Won,GBP,100,USD,,2026-03-05\n"
        + "3,Ana,Closed Won,GBP,,USD,,2026-03-05\n"
    )
    assert column(found, "deal_id") == ["1", "3"]
    assert column(found, "amount")[0] == 125.0
    assert column(found, "currency") == ["USD", "USD"]
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (3, "Amount (converted)", "", "blank, though 'Amount' is not")
    ]


def test_amounts_count_where_no_converted_one_is_there() -> None:
    found = extract(CONVERTED + "1,Ana,Closed Won,gbp,100,USD,,2026-03-05\n")
    assert column(found, "amount") == [100.0]
    assert column(found, "currency") == ["GBP"]


def test_won_deals_of_which_none_has_an_amount_are_refused() -> None:
    rows = "1,Ana,Closed Won,,USD,2026-03-05,\n2,Ana,Talk,7,USD,2026-03-05,\n"
    with pytest.raises(ExportError) as refused:
        extract(HEADER + rows)
    assert str(refused.value) == (
        "d.csv: 1 problem\n  column 'Amount' is blank in every won deal; export it as a"
        " user who can see the amounts"
    )
    one = extract(HEADER + rows + "3,Ana,Won,5,USD,2026-03-05,\n")
    assert str(column(one, "amount")) == "[nan, 7.0, 5.0]"


def test_a_currency_beside_the_amount_counts_where_no_column_names_one() -> None:
    found = extract(
        "Record ID,Deal owner,Deal Stage,Amount,Close Date\n"
        '1,Ana,Won,"USD 12,000.00",2026-03-05\n2,Ana,Won,"EUR 12.000,00",2026-03-05\n'
    )
    assert column(found, "amount") == [12000.0, 12000.0]
    assert column(found, "currency") == ["USD", "EUR"]


def test_an_id_that_a_spreadsheet_rounded_is_rejected() -> None:
    rows = "1.2E+11,Ana,Won,5,USD,2026-03-05,\n12E7,Ana,Won,6,USD,2026-03-05,\n"
    found = extract(HEADER + rows)
    assert column(found, "deal_id") == ["12E7"]
    assert [reject.reason for reject in found.rejects] == [
        "an id that a spreadsheet has rounded; export it again"
    ]


def test_the_number_of_a_day_costs_a_won_deal_its_row() -> None:
    rows = "1,Ana,Won,5,USD,46082,\n2,Ana,Won,5,USD,2026-03-05,46082\n"
    found = extract(HEADER + rows)
    assert column(found, "deal_id") == ["2"]
    reason = "the number of a day in a spreadsheet; format the cell as a date"
    assert [tuple(reject)[1:5] for reject in found.rejects] == [
        (2, "Close Date", "46082", reason),
        (3, "Create Date", "46082", reason),
    ]


def test_a_mark_that_may_be_of_thousands_costs_the_row() -> None:
    rows = "1,Ana,Won,12.000,EUR,2026-03-05,\n2,Ana,Won,900,EUR,2026-03-05,\n"
    found = extract(HEADER + rows)
    assert column(found, "amount") == [900.0]
    assert [tuple(reject)[1:4] for reject in found.rejects] == [(2, "Amount", "12.000")]
