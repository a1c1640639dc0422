"""Quota sheets whose headers say thousands or millions, with each amount in full."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import scales
from ssi_analysis.exports.quota_columns import period_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ssi_analysis.exports.text import Sheet

    Kinds = Mapping[str, Collection[str]]

__all__ = ["plain_headers", "unscaled"]

_AMOUNTS: Final = ("quota", "attained")
_NUMBER = re.compile(r"[-+]?(?:US\$|R\$|[$€£])?\s?\d[\d.,' ]*")


def plain_headers(header: Sequence[str]) -> tuple[str, ...]:
    """Return headers without their scales."""
    return tuple(scales.parted(cell).text for cell in header)


def unscaled(sheet: Sheet, kinds: Kinds) -> Sheet:
    """Return a sheet whose headers have no scale and whose amounts have it instead.

    Below `Quota ($k)` stands `120k` for `120`. Raises `QuotaError` where a scale may be
    of thousands or of millions, and where an amount below one has one of its own.
    """
    plain = plain_headers(sheet.header)
    periods = [each.at for each in period_columns(plain, kinds)]
    named = [sheet.columns[name] for name in _AMOUNTS if name in sheet]
    scaled = {
        at: scale
        for at in dict.fromkeys([*periods, *named])
        if (scale := scales.parted(sheet.header[at]).scale)
    }
    if not scaled:
        return sheet
    for at, scale in scaled.items():
        if found := _in_doubt(sheet, at, scale):
            raise QuotaError.scaled_column(sheet.path, sheet.header[at], found)
    headers = [plain[at] if at in scaled else cell for at, cell in _at(sheet.header)]
    rows = [
        tuple(_scaled(cell, scaled.get(at)) for at, cell in _at(row))
        for row in sheet.rows
    ]
    return replace(sheet, header=tuple(headers), rows=tuple(rows))


def _at(cells: Sequence[str]) -> list[tuple[int, str]]:
    return list(enumerate(cells))


def _in_doubt(sheet: Sheet, at: int, scale: str) -> str:
    """Return what leaves the scale of a column open: the header, or an amount."""
    if scale == scales.OPEN:
        return sheet.header[at]
    cells = (row[at] for row in sheet.rows)
    return next((cell for cell in cells if _is_odd(cell)), "")


def _is_odd(cell: str) -> bool:
    has_digits = any(map(str.isdigit, cell))
    return has_digits and not (_NUMBER.fullmatch(cell) or "%" in cell)


def _scaled(cell: str, scale: str | None) -> str:
    return f"{cell}{scale}" if scale and _NUMBER.fullmatch(cell) else cell
