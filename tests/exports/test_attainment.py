"""Attainment: ratios or per cent, as the whole column or its amounts tell."""

from __future__ import annotations

import numpy as np
import pytest

from ssi_analysis.exports.attainment import Ratios, ratios

DOUBT = "may be a ratio or per cent; write 104% or 1.04"


def read(*cells: str, known: list[float] | None = None, delimiter: str = ",") -> Ratios:
    amounts = np.array(known if known else [np.nan] * len(cells))
    found = ratios(cells, delimiter=delimiter, known=amounts)
    assert found is not None
    return found


def open_form(*cells: str, known: list[float] | None = None) -> bool:
    amounts = np.array(known if known else [np.nan] * len(cells))
    return ratios(cells, delimiter=",", known=amounts) is None


def test_a_percent_sign_says_per_cent_beside_either_form() -> None:
    assert read("104%", "1.04").values.tolist() == [1.04, 1.04]
    assert read("104 %", "98").values.tolist() == [1.04, 0.98]
    assert read("104,5%", delimiter=";").values.tolist() == [1.045]


def test_zeros_and_blanks_tell_no_form() -> None:
    assert str(read("0", "").values) == "[ 0. nan]"
    assert not read("0", "").reasons


@pytest.mark.parametrize(
    "cells", [("1", "2"), ("5",), ("6", "8"), ("10",), ("0.9", "1.1", "104")]
)
def test_numbers_that_may_be_both_are_open(cells: tuple[str, ...]) -> None:
    assert open_form(*cells)


def test_a_number_of_the_other_form_is_in_doubt() -> None:
    per_cent = read("104", "97", "0", "3", "3.5")
    assert per_cent.reasons == {3: DOUBT}
    assert per_cent.values.tolist() == [1.04, 0.97, 0.0, 0.03, 0.035]


def test_amounts_tell_the_form_where_most_of_them_agree() -> None:
    assert read("1", "2", known=[1.0, 2.0]).values.tolist() == [1.0, 2.0]
    assert read("1", "2", known=[0.01, 0.02]).values.tolist() == [0.01, 0.02]
    assert read("6", "7", known=[6.0, np.nan]).reasons == {1: DOUBT}
    assert open_form("1", "2", known=[0.3, 0.3])


def test_a_last_digit_may_be_cut_or_rounded() -> None:
    of = read("104%", "1.0", "0.333", "104%")
    assert of.last_digit.tolist() == pytest.approx([0.01, 0.1, 0.001, 0.01])
    known = np.array([1.0499, 1.06, 1 / 3, 1.2])
    assert of.differ(known).tolist() == [False, False, False, True]


@pytest.mark.parametrize("cell", ["n. a.", "$1.04", "104 k", "1.04x"])
def test_what_is_no_share_has_a_reason(cell: str) -> None:
    assert list(read("1.04", cell).reasons) == [1]
