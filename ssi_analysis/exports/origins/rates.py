"""A table of exchange rates, by which amounts of several currencies become one.

One unit of the first currency is worth so many of the second, from a day on where one
is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import extract, values
from ssi_analysis.exports.origin import Origin, needs

if TYPE_CHECKING:
    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_rates"]

_RATES: Final = {
    "from_currency": (
        "from_currency | from | currency from | source currency | base currency"
        " | currency"
    ),
    "to_currency": (
        "to_currency | to | currency to | target currency | quote currency"
    ),
    "rate": "rate | exchange rate | fx rate | conversion rate",
    "start_date": (
        "start_date | valid from | effective date | effective from | rate date | date"
    ),
}
_CODE = re.compile(r"[A-Z]{3}")


def read_rates(sheet: Sheet, options: Options) -> Extract:
    """Read rates: a blank day is one from which on the rate always held."""
    days = extract.day_columns(sheet, ["start_date"], order=options.date_order)
    rate = extract.read(
        sheet, "rate", lambda cells: values.factors(cells, delimiter=sheet.delimiter)
    )
    source, target = _code(sheet, "from_currency"), _code(sheet, "to_currency")
    same = np.equal(source.values, target.values).astype(bool)
    rate = rate.refuse(same & (rate.values != 1), "not 1 for one currency")
    table, rejects = extract.build(
        sheet,
        {
            "from_currency": source,
            "to_currency": target,
            "rate": _above_zero(extract.needed(rate)),
            "start_date": days["start_date"],
        },
    )
    return extract.finish(sheet, "rates", {"rates": table}, rejects)


def _code(sheet: Sheet, name: str) -> Column:
    column = extract.needed(extract.text(sheet, name))
    wrong = [not _CODE.fullmatch(cell) for cell in column.cells]
    return column.refuse(np.array(wrong, dtype=bool), "not a code of three capitals")


def _above_zero(rate: Column) -> Column:
    with np.errstate(invalid="ignore"):
        return rate.refuse(rate.values <= 0, "a rate is above 0")


ORIGINS: Final = (
    Origin(
        "rates",
        "Exchange rates",
        _RATES,
        needs("from_currency to_currency rate"),
        read_rates,
        shared=(),
    ),
)
