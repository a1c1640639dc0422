"""Counts of activity that a report gives by seat: a blank is no zero."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import extract, values
from ssi_analysis.schema import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Columns, Reject
    from ssi_analysis.exports.text import Sheet
    from ssi_analysis.exports.values import Values

__all__ = ["CUMULATIVE", "count_table"]

CUMULATIVE: Final = ("leads_saved", "accounts_saved")
"""Counts that a report gives as running totals."""

_IN_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


def count_table(
    sheet: Sheet, first: Column, last: Column
) -> tuple[Columns, list[Reject]]:
    """Return every count of a sheet, those of one metric below each other.

    A cell that cannot be read costs its count; the others of its row stay.
    """
    names = [name for name in METRICS if name in sheet]
    parts = [_one(sheet, name, first, last) for name in names]
    tables = [table for table, _ in parts]
    stacked = {
        name: np.concatenate([table[name] for table in tables]) for name in tables[0]
    }
    return stacked, [reject for _, found in parts for reject in found]


def _one(
    sheet: Sheet, name: str, first: Column, last: Column
) -> tuple[Columns, list[Reject]]:
    count = extract.bounded(extract.read(sheet, name, _counts), 0, what="a count")
    if name == "days_active":
        n_days = (last.values - first.values) / np.timedelta64(1, "D") + 1
        beyond = (n_days > 0) & (count.values > n_days)
        count = count.refuse(beyond, "more days than the report has")
    return extract.build(
        sheet,
        {
            "start_date": first,
            "end_date": last,
            "value": count.refuse(count.values % 1 > 0, "a count is whole"),
            "metric": [name] * len(sheet),
            "is_cumulative": [name in CUMULATIVE] * len(sheet),
        },
    )


def _counts(cells: Sequence[str]) -> Values:
    # A count has no decimals, so a mark before three digits is one of thousands.
    plain = [
        re.sub("[.,]", "", cell) if _IN_THOUSANDS.fullmatch(cell) else cell
        for cell in cells
    ]
    return values.numbers(plain)
