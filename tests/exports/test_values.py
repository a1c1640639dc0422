"""Numbers: money in the spellings that CRMs write, scores with either decimal mark."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_analysis.exports.values import flags, leading_numbers, numbers, scores

MONEY = {
    "$1,234,567": 1234567.0,
    "45k": 45000.0,
    "1.2M": 1200000.0,
    "USD 12,000.00": 12000.0,
    "(3.50)": -3.5,
    "-1,000": -1000.0,
    "12000 EUR": 12000.0,
    "€ 7": 7.0,
}


@pytest.mark.parametrize(("cell", "amount"), MONEY.items())
def test_money_is_read_as_it_is_written(cell: str, amount: float) -> None:
    assert numbers([cell]).values.tolist() == [amount]


@pytest.mark.parametrize("cell", ["n/a", "12%", "1,23,4", "nan", "inf", "1e5", "4 5 x"])
def test_what_is_no_number_keeps_its_reason(cell: str) -> None:
    assert numbers(["1", cell]).reasons == {1: "not a number"}


def test_the_column_shows_which_mark_is_the_decimal_one() -> None:
    assert numbers(["1.234", "5,5"]).values.tolist() == [1234.0, 5.5]
    assert numbers(["1,234", "5.5"]).values.tolist() == [1234.0, 5.5]
    assert numbers(["1.234"], decimal_comma=True).values.tolist() == [1234.0]
    assert numbers(["1.234"]).values.tolist() == [1.234]
    assert numbers(["1234.5"], decimal_comma=True).values.tolist() == [1234.5]


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
