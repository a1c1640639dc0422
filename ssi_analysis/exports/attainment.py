"""Attainment as people write it: `104%`, `1.04` or `104`, one form per column.

A percent sign says which. Without one, the amount attained and the quota beside it
do; else the numbers of the whole column, where they can.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ssi_analysis.exports import values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Ratios", "ratios"]

_HIGHEST_RATIO: Final = 5.0
_TYPICAL_PERCENT: Final = 10.0
_LOWEST_PERCENT: Final = 3.0
_SLACK: Final = 0.01
_IN_DOUBT: Final = "may be a ratio or per cent; write 104% or 1.04"
_SHARE = re.compile(r"([-+]?[\d.,]+) ?(%?)")
_DECIMALS = re.compile(r"[.,](\d+)$")


class Ratios(NamedTuple):
    """Attainments as ratios, the reasons where there is none, and their last digit."""

    values: np.ndarray
    reasons: Mapping[int, str]
    last_digit: np.ndarray

    def differ(self, known: np.ndarray) -> np.ndarray:
        """Say where they are not what the amounts say, beyond their rounding."""
        with np.errstate(invalid="ignore"):
            allowed = self.last_digit / 2 + _SLACK * np.abs(known)
            apart: np.ndarray = np.abs(self.values - known) > allowed
        return apart


def ratios(cells: Sequence[str], *, delimiter: str, known: np.ndarray) -> Ratios | None:
    """Read attainments; None where nothing tells ratios from per cent.

    `known` is the amount attained over the quota, missing where one of them is.

    Examples
    --------
    >>> unknown = np.full(2, np.nan)
    >>> for cells in (["104%", "98%"], ["1.04", "0.98"], ["104", "98"]):
    ...     ratios(cells, delimiter=",", known=unknown).values.tolist()
    [1.04, 0.98]
    [1.04, 0.98]
    [1.04, 0.98]
    >>> ratios(["1", "2"], delimiter=",", known=unknown) is None
    True
    """
    shares = [_SHARE.fullmatch(cell) for cell in cells]
    bare = [
        share[1] if share else cell and "?"
        for share, cell in zip(shares, cells, strict=True)
    ]
    signed = np.array([bool(share and share[2]) for share in shares], dtype=bool)
    read = values.factors(bare, delimiter=delimiter)
    decimals = [
        len(found[1]) if (found := _DECIMALS.search(cell)) else 0 for cell in bare
    ]
    last_digit = 10.0 ** -np.array(decimals, dtype=float)
    unsigned = ~signed & (np.nan_to_num(read.values) != 0)
    comparable = unsigned & np.isfinite(known) & (known != 0)
    column = Ratios(read.values, read.reasons, last_digit)
    per_cent = _by_amounts(column, known, comparable)
    if per_cent is None:
        per_cent = _by_numbers(column, unsigned)
    if per_cent is None:
        return None
    return _in_form(column, signed, per_cent, unsigned & ~comparable)


def _by_amounts(column: Ratios, known: np.ndarray, where: np.ndarray) -> bool | None:
    """Say by the amounts whether the bare numbers are per cent."""
    n_ratios = int((~column.differ(known) & where).sum())
    n_per_cent = int((~column.differ(100 * known) & where).sum())
    if n_ratios == n_per_cent or 2 * max(n_ratios, n_per_cent) < where.sum():
        return None
    return n_per_cent > n_ratios


def _by_numbers(column: Ratios, where: np.ndarray) -> bool | None:
    """Say by the bare numbers themselves whether they are per cent."""
    numbers = np.abs(column.values[where])
    if not len(numbers):
        return False
    if numbers.max() <= _HIGHEST_RATIO:
        return False if (column.last_digit[where] < 1).any() else None
    return True if np.median(numbers) > _TYPICAL_PERCENT else None


def _in_form(
    column: Ratios, signed: np.ndarray, per_cent: bool, unchecked: np.ndarray
) -> Ratios:
    """Return the column as ratios; a bare number of the other form is in doubt."""
    numbers = np.abs(column.values)
    strange = numbers <= _LOWEST_PERCENT if per_cent else numbers > _HIGHEST_RATIO
    in_doubt = dict.fromkeys(np.flatnonzero(unchecked & strange).tolist(), _IN_DOUBT)
    divisor = np.where(signed | per_cent, 100.0, 1.0)
    return Ratios(
        column.values / divisor,
        {**in_doubt, **column.reasons},
        column.last_digit / divisor,
    )
