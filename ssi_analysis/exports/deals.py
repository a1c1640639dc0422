"""Deals, which every CRM writes much alike: a stage, an amount and a day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports import extract, quotas, values
from ssi_analysis.exports.text import fold
from ssi_analysis.schema import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ssi_analysis.exports.extract import Column, Extract, Options
    from ssi_analysis.exports.text import Sheet
    from ssi_analysis.settings import Settings

__all__ = ["read_deals", "stage_of", "unknown_stages"]

WON: Final = frozenset({"closedwon", "won"})
LOST: Final = frozenset({"closedlost", "lost"})
_PIPELINE = re.compile(r"\s*\([^()]*\)$")
_NUMBER = re.compile(r"^\W*\d+\W+")
_ROUNDED_ID = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_TOLD: Final = ("created_date", "close_date", "stage", "amount", "currency")
_SHOWN: Final = 5


def read_deals(
    sheet: Sheet,
    options: Options,
    *,
    origin: str,
    instants: Sequence[str] = ("close_date", "created_date"),
) -> Extract:
    """Read one row per deal; a deal without an amount is kept, its amount missing.

    `instants` names the columns whose stated time zone counts. Raises `ExportError`
    where no won deal of the file has an amount: its column was not to be seen.
    """
    days = _days(sheet, options, instants)
    is_won, stage = _stages(sheet, options.settings)
    blank = np.array([not cell for cell in days["close_date"].cells], bool)
    amount, currency = _amount(sheet)
    _refuse_hidden(sheet, amount, is_won.values)
    columns = {
        "amount": amount,
        "currency": currency,
        "is_won": is_won,
        "stage": stage,
        "close_date": days["close_date"].refuse(
            is_won.values & blank, "blank, though the deal is won"
        ),
        "created_date": days["created_date"],
    }
    table, rejects = extract.build(
        sheet, {**_ids(sheet, columns), **columns}, optional="created_date"
    )
    return extract.finish(sheet, origin, {"deals": table}, rejects)


def _days(sheet: Sheet, options: Options, instants: Sequence[str]) -> dict[str, Column]:
    # Both columns are read together, as they share one order of day and month.
    names, order = ["close_date", "created_date"], options.date_order
    zone = options.settings.time_zone
    written = extract.day_columns(sheet, names, order=order)
    there = extract.day_columns(sheet, names, order=order, time_zone=zone)
    return {name: (there if name in instants else written)[name] for name in names}


def _stages(sheet: Sheet, settings: Settings) -> tuple[Column, Sequence[str]]:
    """Return which deals are won, and their stages, those known as won and lost."""
    if "won" in sheet:
        is_won = extract.read(sheet, "won", values.flags)
        return is_won, ["won" if won else "lost" for won in is_won.values]
    stage = extract.needed(extract.text(sheet, "stage"))
    meant = {cell: stage_of(cell, settings) for cell in set(stage.cells)}
    known = [meant[cell] for cell in stage.cells]
    won = np.array([cell == "won" for cell in known], dtype=bool)
    return replace(stage, values=won), known


def stage_of(stage: str, settings: Settings) -> str:
    """Return won or lost; the stage itself where it is not known as either.

    >>> from ssi_analysis.settings import Settings
    >>> stage_of("Closed Won (EMEA)", Settings()), stage_of("Demo", Settings())
    ('won', 'Demo')
    >>> stage_of("Signed", Settings(won_stages=("signed",)))
    'won'
    """
    spellings = {fold(stage), _plain(stage)}
    for kind, named in (("won", settings.won_stages), ("lost", settings.lost_stages)):
        if not spellings.isdisjoint(map(fold, named)):
            return kind
    if spellings & WON:
        return "won"
    return "lost" if spellings & LOST else stage


def _plain(stage: str) -> str:
    # HubSpot writes the pipeline behind the stage, others a number before it.
    return fold(_NUMBER.sub("", _PIPELINE.sub("", stage)))


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
    """Return the amounts, converted ones where there are any, and their currencies."""
    if not any(sheet.cells("amount_converted")):
        return quotas.amounts(sheet, "amount"), quotas.currencies(sheet, "amount")
    converted = quotas.amounts(sheet, "amount_converted")
    pairs = zip(converted.cells, sheet.cells("amount"), strict=True)
    lacking = np.array([not cell and bool(other) for cell, other in pairs], bool)
    reason = f"blank, though '{sheet.label('amount')}' is not"
    codes = quotas.currencies(sheet, "amount_converted", "amount_converted_currency")
    return converted.refuse(lacking, reason), codes


def _refuse_hidden(sheet: Sheet, amount: Column, is_won: np.ndarray) -> None:
    won = [cell for cell, is_one in zip(amount.cells, is_won, strict=True) if is_one]
    if won and not any(won):
        raise ExportError.no_amounts(sheet.path, amount.label)


def _ids(sheet: Sheet, columns: Mapping[str, object]) -> dict[str, object]:
    if "deal_id" not in sheet:
        return _made_up(sheet, columns)
    ids = extract.needed(extract.text(sheet, "deal_id"))
    cut = np.array([bool(_ROUNDED_ID.fullmatch(cell)) for cell in ids.cells], bool)
    reason = "an id that a spreadsheet has rounded; export it again"
    return {"deal_id": ids.refuse(cut, reason)}


def _made_up(sheet: Sheet, columns: Mapping[str, object]) -> dict[str, object]:
    """Return ids of all that a row says but its owner, and what the deal is called.

    Reports often leave the id out. The owner is added once it is known who that is.
    """
    names = {name: sheet.cells(name) for name in ("account_name", "deal_name")}
    told = [_spelt(columns[name]) for name in _TOLD]
    rows = zip(*names.values(), *told, strict=True)
    ids = [MADE_UP + " | ".join(filter(None, parts)) for parts in rows]
    return {"deal_id": ids, **names}


def _spelt(column: object) -> list[str]:
    """Spell values alike, however the cells of two exports write them."""
    values = column.values if isinstance(column, extract.Column) else column
    cells = np.array(values, dtype="U").tolist()
    return ["" if cell in ("nan", "NaT") else cell for cell in cells]
