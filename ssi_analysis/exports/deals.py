"""Deals and quota amounts, which every CRM writes much alike."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports import extract, values
from ssi_analysis.exports.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ssi_analysis.exports.extract import Column, Columns, Extract, Options
    from ssi_analysis.exports.text import Sheet

__all__ = ["quota_amount", "read_deals", "refuse_contradictions", "unknown_stages"]

WON: Final = frozenset({"closedwon", "won"})
LOST: Final = frozenset({"closedlost", "lost"})
_PIPELINE = re.compile(r"\s*\([^()]*\)$")
_SHOWN: Final = 5


def refuse_contradictions(sheet: Sheet, quotas: Columns) -> None:
    """Refuse a file that gives one person two different quotas for one period."""
    tell = ("product_family", "sales_territory", "goal_name")
    others = dict(
        zip(sheet.numbers, zip(*map(sheet.cells, tell), strict=True), strict=True)
    )
    names = [*extract.PERSON, "start_date", "end_date"]
    keys = zip(*(quotas[name].tolist() for name in names), strict=True)
    seen: dict[tuple[object, ...], tuple[int, object]] = {}
    pairs = []
    rows = zip(quotas["row"].tolist(), quotas["quota"].tolist(), strict=True)
    for key, (row, amount) in zip(keys, rows, strict=True):
        said = (amount, others[row])
        first, before = seen.setdefault(key, (row, said))
        if any(key[: len(extract.PERSON)]) and before != said:
            pairs.append((first, row))
    if pairs:
        raise ExportError.repeated_quotas(sheet.path, pairs)


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
            "is_won": is_won,
            "stage": _stages(sheet, is_won),
            "close_date": close.refuse(
                is_won.values & np.array([not cell for cell in close.cells], bool),
                "blank, though the deal is won",
            ),
            "created_date": days["created_date"],
        },
        optional="created_date",
    )
    return extract.finish(sheet, origin, {"deals": table}, rejects)


def _stages(sheet: Sheet, is_won: Column) -> Sequence[str]:
    if "won" not in sheet:
        return sheet.cells("stage")
    return ["won" if won else "lost" for won in is_won.values]


def _is_won(sheet: Sheet) -> Column:
    if "won" in sheet:
        return extract.read(sheet, "won", values.flags)
    stage = extract.text(sheet, "stage")
    won = [_plain(cell) in WON for cell in stage.cells]
    return replace(stage, values=np.array(won, dtype=bool))


def _plain(stage: str) -> str:
    # HubSpot writes the pipeline behind the stage where there are several.
    return fold(_PIPELINE.sub("", stage))


def unknown_stages(extracts: Iterable[Extract]) -> list[SSIError]:
    """Refuse the deals of a CRM that never says which are won or lost.

    One file may well hold open deals alone; all files of a CRM together do not.
    """
    stages: dict[str, dict[str, str]] = {}
    for found in extracts:
        if "deals" in found.tables:
            cells = found.tables["deals"]["stage"].tolist()
            stages.setdefault(found.origin, {}).update(dict.fromkeys(cells, found.file))
    return [
        ExportError.no_won_stage(next(iter(seen.values())), list(seen)[:_SHOWN])
        for seen in stages.values()
        if seen and (WON | LOST).isdisjoint(map(_plain, seen))
    ]


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
