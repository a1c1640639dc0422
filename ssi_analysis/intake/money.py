"""One currency for everything that is compared, or a refusal.

Amounts without a code are in the currency that the settings name. Where several
currencies are left, a table of rates converts every amount; without one, no sum and no
ratio of them means anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports.currency import DOLLAR, DOLLARS
from ssi_analysis.exports.extract import Reject
from ssi_analysis.schema import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.settings import Settings

__all__ = ["in_one_currency"]

_AMOUNTS: Final = {
    "quota": ("quota", "start_date"),
    "attained": ("attained", "start_date"),
    "deals": ("amount", "close_date"),
}
"""By table: its column of money and the day whose rate holds."""

Frames = dict[str, pd.DataFrame]


def in_one_currency(
    tables: Mapping[str, pd.DataFrame], rates: pd.DataFrame, settings: Settings
) -> tuple[Frames, list[Reject], list[SSIError]]:
    """Return the tables with their money in one currency, and what has no rate.

    A deal that is not won is not summed, so its currency alone is no mix, and without
    a rate it stays as it is.
    """
    named = {name: _named(tables[name], settings.currency) for name in _AMOUNTS}
    named = _with_dollars(named, settings.currency)
    codes = _codes(named)
    if len(codes) < 2 and set(codes) <= {settings.currency or next(iter(codes), "")}:
        return {**tables, **named}, [], []
    target = settings.currency or _only_target(rates)
    if rates.empty or not target:
        return {**tables, **named}, [], [ExportError.mixed_currencies(codes)]
    if clashes := _clashes(rates):
        return {**tables, **named}, [], [ExportError.differing_rates(clashes)]
    converted: Frames = {}
    rejects: list[Reject] = []
    for name, table in named.items():
        converted[name], lost = _converted(table, name, rates, target)
        rejects += lost
    return {**tables, **converted}, rejects, []


def _named(table: pd.DataFrame, currency: str) -> pd.DataFrame:
    if "currency" not in table:
        return table
    blank = table["currency"].isna() | table["currency"].eq("")
    return table.assign(currency=table["currency"].mask(blank, currency or None))


def _with_dollars(tables: Frames, currency: str) -> Frames:
    """Take a bare `$` for the one dollar that the data or the settings name.

    Beside euros, or beside two dollars, it stays a currency of its own.
    """
    known = {currency} - {""} or set(_codes(tables)) - {DOLLAR}
    if len(known) > 1 or not known <= DOLLARS:
        return tables
    dollar = next(iter(known), None)
    return {
        name: table.assign(
            currency=table["currency"].mask(table["currency"] == DOLLAR, dollar)
        )
        for name, table in tables.items()
    }


def _codes(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return each currency that counts, with a place where it stands."""
    found: dict[str, str] = {}
    for name, table in tables.items():
        if table.empty:
            continue
        counts = table[table["is_won"].astype(bool)] if name == "deals" else table
        counts = counts[counts[_AMOUNTS[name][0]].notna()]
        first = counts.dropna(subset=["currency"]).drop_duplicates("currency")
        for code, file, row in first[["currency", "file", "row"]].itertuples(
            index=False
        ):
            found.setdefault(str(code), f"{file} row {row}")
    return found


def _clashes(rates: pd.DataFrame) -> list[str]:
    """Return the places of rates of one pair and day that differ."""
    keys = ["from_currency", "to_currency", "start_date"]
    apart = rates.drop_duplicates([*keys, "rate"])
    again = apart[apart.duplicated(keys, keep=False)]
    rows = zip(again["file"].tolist(), again["row"].tolist(), strict=True)
    return [f"{file} row {row}" for file, row in rows]


def _only_target(rates: pd.DataFrame) -> str:
    targets = set(rates["to_currency"]) if len(rates) else set()
    return str(targets.pop()) if len(targets) == 1 else ""


def _converted(
    table: pd.DataFrame, name: str, rates: pd.DataFrame, target: str
) -> tuple[pd.DataFrame, list[Reject]]:
    if table.empty:
        return table, []
    amount, day = _AMOUNTS[name]
    foreign = table["currency"].notna() & table["currency"].ne(target)
    factor = _rate_of(table.assign(day=table[day])[foreign], rates, target)
    counts = table["is_won"].astype(bool) if name == "deals" else table[day].notna()
    lost = table.loc[factor.index[factor.isna() & counts[factor.index]]]
    kept = table.drop(index=lost.index)
    known = factor.dropna()
    kept = kept.assign(
        currency=kept["currency"].mask(kept.index.isin(known.index), target),
        **{amount: kept[amount] * known.reindex(kept.index, fill_value=1.0)},
    )
    rows = lost[["file", "row", "currency", day]].itertuples(index=False)
    return kept, [
        Reject(file, row, "", str(code), _no_rate(code, target, when))
        for file, row, code, when in rows
    ]


def _no_rate(code: str, target: str, when: pd.Timestamp) -> str:
    on = f" on {when:%Y-%m-%d}" if pd.notna(when) else ""
    return f"no rate from {code} to {target}{on} in the table of rates"


def _rate_of(rows: pd.DataFrame, rates: pd.DataFrame, target: str) -> pd.Series[float]:
    """Return for each row the last rate that began on or before its day."""
    both = _both_ways(rates)
    wanted = both[both["to_currency"] == target]
    starts = pd.to_datetime(wanted["start_date"]).astype("datetime64[ns]")
    ordered = wanted.assign(
        day=starts.fillna(EARLIEST),
        from_currency=wanted["from_currency"].astype(object),
    ).sort_values("day")
    left = pd.DataFrame(
        {
            "day": rows["day"].astype("datetime64[ns]").fillna(LATEST),
            "from_currency": rows["currency"].astype(object),
            "at": rows.index,
        }
    ).sort_values("day")
    right = ordered[["day", "from_currency", "rate"]].astype({"from_currency": object})
    found = pd.merge_asof(left, right, on="day", by="from_currency")
    factors = pd.Series(found["rate"].to_numpy(float), index=found["at"].to_numpy())
    return factors.replace(0.0, np.nan).reindex(rows.index)


def _both_ways(rates: pd.DataFrame) -> pd.DataFrame:
    """Add the reverse of each rate, which only holds where none is stated."""
    turned = rates.assign(
        from_currency=rates["to_currency"],
        to_currency=rates["from_currency"],
        rate=1 / rates["rate"].astype(float),
    )
    pair = ["from_currency", "to_currency"]
    stated = pd.MultiIndex.from_frame(rates[pair])
    more = turned[~pd.MultiIndex.from_frame(turned[pair]).isin(stated)]
    return pd.concat([rates, more], ignore_index=True)
