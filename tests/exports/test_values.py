"""Numbers: money in the spellings that CRMs write, scores with either decimal mark."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.exports.values import (
    OPEN_MARK,
    factors,
    flags,
    leading_numbers,
    money,
    numbers,
    scores,
)

MONEY = {
    "$1,234,567": 1234567.0,
    "45k": 45000.0,
    "1.2M": 1200000.0,
    "USD 12,000.00": 12000.0,
    "(3.50)": -3.5,
    "-1,000": -1000.0,
    "12000 EUR": 12000.0,
    "€ 7": 7.0,
    "EUR 12.000,00": 12000.0,
    "R$ 1.234,50": 1234.5,
    "1 234,50 €": 1234.5,
    "1\u202f234\u202f567 €": 1234567.0,
    "1\u2019234.50": 1234.5,
    "1,250.00-": -1250.0,
    "-$5": -5.0,
    "$-5": -5.0,
    "+5": 5.0,
    "\u22125": -5.0,
    "\uff11\uff12\uff0e\uff15": 12.5,
    "1.2E+06": 1200000.0,
    "-3E+05": -300000.0,
    "1.234.567": 1234567.0,
    "0.125": 0.125,
    "12MXN": 12.0,
    "12KUSD": 12000.0,
}


@pytest.mark.parametrize(("cell", "amount"), MONEY.items())
def test_money_is_read_as_it_is_written(cell: str, amount: float) -> None:
    assert numbers([cell]).values.tolist() == [amount]


@pytest.mark.parametrize("cell", ["n/a", "12%", "1,23,4", "nan", "inf", "1e5", "4 5 x"])
def test_what_is_no_number_keeps_its_reason(cell: str) -> None:
    assert numbers(["1", cell]).reasons == {1: "not a number"}


@pytest.mark.parametrize(
    "cell",
    [
        "(-5)",
        "--5",
        "4 5",
        "1234,567.00",
        "1.234.56",
        "1.23456E+02",
        "5²",
        "1.2B",
        "9" * 400,
    ],
)
def test_what_may_be_meant_otherwise_is_no_number(cell: str) -> None:
    assert numbers(["1", cell]).reasons == {1: "not a number"}


def test_the_column_shows_which_mark_is_the_decimal_one() -> None:
    assert numbers(["1.234", "5,5"]).values.tolist() == [1234.0, 5.5]
    assert numbers(["1,234", "5.5"]).values.tolist() == [1234.0, 5.5]
    assert numbers(["1.234"], decimal_comma=True).values.tolist() == [1234.0]
    assert numbers(["1.234"]).values.tolist() == [1.234]
    assert numbers(["1234.5"], decimal_comma=True).values.tolist() == [1234.5]


def test_a_number_that_shows_its_own_mark_needs_no_column() -> None:
    mixed = ["USD 12,000.00", "EUR 12.000,00", "1.234.567", "0,5"]
    assert numbers(mixed).values.tolist() == [12000.0, 12000.0, 1234567.0, 0.5]
    assert numbers([*mixed, "1.234"]).reasons == {4: OPEN_MARK}


@pytest.mark.parametrize(
    ("cells", "delimiter", "amounts"),
    [
        (["$1,234"], ",", [1234.0]),
        (["12.000", "7,5"], ",", [12000.0, 7.5]),
        (["12.000", "7.5"], ",", [12.0, 7.5]),
        (["12.000", "1,234.50"], "\t", [12.0, 1234.5]),
        (["€12.000"], ";", [12000.0]),
        (["12.345"], "", [12.345]),
        (["1,234"], "", [1234.0]),
        (["0.125", "1234.125"], ",", [0.125, 1234.125]),
    ],
)
def test_money_is_read_where_its_column_or_delimiter_decides(
    cells: list[str], delimiter: str, amounts: list[float]
) -> None:
    assert money(cells, delimiter=delimiter).values.tolist() == amounts


@pytest.mark.parametrize(
    ("cell", "delimiter"), [("12.000", ","), ("€12.000", ""), ("$1,234", ";")]
)
def test_money_of_which_nothing_tells_the_mark_is_refused(
    cell: str, delimiter: str
) -> None:
    assert money([cell, "5"], delimiter=delimiter).reasons == {0: OPEN_MARK}


def test_a_column_of_plain_english_amounts_is_read_at_once() -> None:
    cells = ["$1,234.50", "12", "", "-1,234,567"]
    assert str(money(cells, delimiter=",").values) == str(numbers(cells).values)
    assert money(["1,234", "0,5"], delimiter=",").values.tolist() == [1.234, 0.5]
    assert money(["0,125"], delimiter=",").values.tolist() == [0.125]


def test_a_rate_has_decimals_rather_than_thousands() -> None:
    assert factors(["1.085", "0.9"], delimiter=",").values.tolist() == [1.085, 0.9]
    assert factors(["1,085"], delimiter=";").values.tolist() == [1.085]
    assert factors(["1,385"], delimiter=",").reasons == {0: OPEN_MARK}


def test_a_blank_is_missing_and_no_fault() -> None:
    found = numbers(["", "0"])
    assert math.isnan(found.values[0])
    assert found.values[1] == 0
    assert found.reasons == {}


def test_scores_take_a_comma_or_a_point() -> None:
    assert scores(["20,998", "20.998", "53 de 100"]).values.tolist() == [
        20.998,
        20.998,
        53.0,
    ]


def test_ranks_are_read_out_of_their_phrase() -> None:
    assert leading_numbers(["Primeiros 9%", "Top 12 %", "75"]).values.tolist() == [
        9.0,
        12.0,
        75.0,
    ]


def test_a_flag_is_yes_or_no_or_refused() -> None:
    found = flags(["TRUE", "no", "maybe"])
    assert found.values.tolist() == [True, False, False]
    assert found.reasons == {2: "neither yes nor no"}


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1))
def test_thousands_separators_do_not_change_a_number(amounts: list[int]) -> None:
    cells = [f"${amount:,}" if amount >= 0 else f"-${-amount:,}" for amount in amounts]
    assert numbers(cells).values.tolist() == amounts


@given(st.lists(st.text(max_size=12), max_size=8))
def test_every_cell_has_a_value_or_is_blank_or_has_a_reason(cells: list[str]) -> None:
    found = numbers(cells)
    for at, cell in enumerate(cells):
        assert math.isnan(found.values[at]) == (not cell or at in found.reasons)
