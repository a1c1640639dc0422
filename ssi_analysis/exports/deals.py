"""Deals and quota amounts, which every CRM writes much alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.exports import extract, values
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["quota_amount", "read_deals"]

WON: Final = frozenset({"closedwon", "won"})


def quota_amount(sheet: Sheet) -> Column:
    """Read the amounts of quotas, which can be zero and cannot be negative."""
    amounts = extract.needed(_money(sheet, "quota"))
    return extract.bounded(amounts, 0, what="a quota")


def read_deals(sheet: Sheet, options: Options, *, origin: str) -> Extract:
    """Read one row per deal; a deal without an amount is kept, its amount missing."""
    days = extract.day_columns(
        sheet, ["close_date", "created_date"], order=options.date_order
    )
    is_won = _is_won(sheet)
    close = days["close_date"]
    amount, currency = _amount(sheet)
    table, rejects = extract.build(
        sheet,
        {
            "deal_id": _deal_ids(sheet),
            "amount": amount,
            "currency": currency,
            "is_won": is_won.tolist(),
            "close_date": close.refuse(
                is_won & np.array([not cell for cell in close.cells], bool),
                "blank, though the deal is won",
            ),
            "created_date": days["created_date"],
        },
        optional="created_date",
    )
    return extract.finish(sheet, origin, {"deals": table}, rejects)


def _is_won(sheet: Sheet) -> np.ndarray:
    if "won" in sheet:
        return values.flags(sheet.cells("won")).values
    return np.array([fold(stage) in WON for stage in sheet.cells("stage")], bool)


def _amount(sheet: Sheet) -> tuple[Column, Sequence[str]]:
    converted = "amount_converted" in sheet
    name = "amount_converted" if converted else "amount"
    stated = sheet.cells("amount_converted_currency" if converted else "currency")
    written = values.currencies(sheet.cells(name))
    codes = [code or mark for code, mark in zip(stated, written, strict=True)]
    return _money(sheet, name), codes


def _money(sheet: Sheet, name: str) -> Column:
    comma = sheet.delimiter == ";"
    return extract.read(
        sheet, name, lambda cells: values.numbers(cells, decimal_comma=comma)
    )


def _deal_ids(sheet: Sheet) -> Column | list[str]:
    if "deal_id" in sheet:
        return extract.needed(extract.text(sheet, "deal_id"))
    # Reports often leave the id out; what names a deal must then stand in for it.
    names = ("account_name", "deal_name", "created_date")
    made = zip(*(sheet.cells(name) for name in names), strict=True)
    return _told_apart([" | ".join(filter(None, parts)) for parts in made])


def _told_apart(ids: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    told = []
    for name in ids:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return told
