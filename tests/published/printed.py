"""Numbers as their sources print them, each with the way it is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.stats.histories import Histories

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Published:
    """Numbers of one table; `compute` finds them again under the same names.

    A number is text, so that its digits say how close is close enough.
    """

    source: str
    through: str
    numbers: Mapping[str, str]
    compute: Callable[[], Mapping[str, float]]


def agrees(printed: str, found: float) -> bool:
    """Tell whether a number rounds to the digits that were printed."""
    digits = -int(Decimal(printed).as_tuple().exponent)
    # A hair more than half a unit: what lies on the edge may be rounded either way.
    return abs(found - float(printed)) <= 0.5000001 * 10.0**-digits


def pair_of(x: ArrayLike, y: ArrayLike) -> Histories:
    """Lay two matrices side by side as one segment of reps."""
    own, other = np.asarray(x, float), np.asarray(y, float)
    return Histories("x", "y", own, other, np.zeros(len(own), np.intp), own.size)


def seen_twice(x: ArrayLike, y: ArrayLike) -> Histories:
    """Take each row of a plain table for a rep seen twice alike.

    Between reps and pooled then both have the plain table's answer.
    """
    return pair_of(*(np.repeat(np.asarray(each), 2).reshape(-1, 2) for each in (x, y)))


def jointly(
    slope: Callable[[Histories], float], y: np.ndarray, xs: Sequence[np.ndarray]
) -> np.ndarray:
    """Return the slopes of a regression on several measures, from slopes on one.

    The normal equations X'X b = X'y, each divided by its own sum of squares, hold
    nothing but slopes on one measure.
    """
    among = [[slope(pair_of(own, other)) for other in xs] for own in xs]
    return np.linalg.solve(among, [slope(pair_of(own, y)) for own in xs])
