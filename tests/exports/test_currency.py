"""Currencies: a code, or a sign that only one of them has."""

from __future__ import annotations

from ssi_analysis.exports.currency import currencies


def test_a_currency_is_named_by_its_code_or_a_sign_of_its_own() -> None:
    cells = ["12000EUR", "12KUSD", "45KES", "US$ 5", "R$5", "£3", "$4", "¥5", "1.2M"]
    codes = ["EUR", "USD", "KES", "USD", "BRL", "GBP", "$", "", ""]
    assert currencies(cells) == codes
