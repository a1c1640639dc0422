"""The line through rep-periods, with a band for which the rep is the unit.

Least squares over all rep-periods; at each place the band is that of leaving out one
rep at a time, so that a rep with many periods does not make it narrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ssi_analysis.defaults import MIN_REPS
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.resampling import jackknife

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.estimate import Estimate

    Matrix = NDArray[np.float64]

__all__ = ["Line", "line"]

PLACES: Final = 7
"""Places at which the band is known; between them it is nearly straight."""


@dataclass(frozen=True)
class Line:
    """Heights of a line at some places; none where there is no line."""

    places: tuple[float, ...] = ()
    heights: tuple[Estimate, ...] = ()


def line(panel: Panel, x: str, y: str) -> Line:
    """Fit a line of y on x over rep-periods, from the lowest x to the highest.

    There is none below MIN_REPS reps, or where x is the same in all.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> cells = [(rep, t, 50 + 5 * i + t) for i, rep in enumerate("abcdef")
    ...          for t in range(4)]
    >>> frame = pd.DataFrame(cells, columns=["rep_id", "period", "ssi"])
    >>> own = Panel.from_frame(frame.assign(won=frame["ssi"] / 50))
    >>> found = line(own, "ssi", "won")
    >>> found.places[0], round(found.heights[0].value, 6)
    (50.0, 1.0)
    """
    pair = histories(panel, x, y)
    present = pair.present
    reps = np.nonzero(present)[0]
    xs, ys = pair.x[present], pair.y[present]
    members = np.unique(reps)
    if pair.reason or len(members) < MIN_REPS or np.ptp(xs) == 0:
        return Line()
    places = np.linspace(xs.min(), xs.max(), PLACES)
    full = _heights(xs, ys, places)
    others = [_heights(xs[reps != rep], ys[reps != rep], places) for rep in members]
    left_out = np.array(others).T
    heights = tuple(
        jackknife(float(value), each, n_reps=len(members))
        for value, each in zip(full, left_out, strict=True)
    )
    return Line(tuple(map(float, places)), heights)


def _heights(x: Matrix, y: Matrix, places: Matrix) -> Matrix:
    centred = x - x.mean()
    slope = float(centred @ y) / float(centred @ centred) if np.ptp(x) else 0.0
    return np.asarray(y.mean() + slope * (places - x.mean()))
