"""Bands and marks in which no rep stands alone.

A band of SSI that few reps reached is widened until enough did: the choice looks at
scores alone, never at outcomes, so that it favours no answer. Marks keep their band;
inside it they change places among those of about the same score, and outcomes are
rounded down to steps, so that who knows a rep's score cannot read off the outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["places", "shown_edges", "steps"]

Edges = tuple[float, float]

STEP: Final = 0.05
"""Attainment is drawn in steps of 5 points of quota; 1 is an edge of one."""

_PARTS: Final = 4
"""The edges are moved by fourths of what lies between them: 5 points of 50 to 70."""

_GOLDEN: Final = (5**0.5 - 1) / 2
"""Multiples of it spread evenly and follow no order."""


def shown_edges(x: Matrix, edges: Edges, *, least: int) -> Edges | None:
    """Return the edges nearest to some with nobody or enough reps in every band.

    A low edge moves up and a high one down, by as little as will do; None where no
    edges will.

    Parameters
    ----------
    x
        Scores, one row per rep, NaN where unknown.
    edges
        Where the middle and the high band begin.
    least
        Fewest reps of a band.

    Examples
    --------
    >>> scores = np.array([[45.0], [48.0], [52.0], [61.0], [66.0], [72.0]])
    >>> shown_edges(scores, (50, 70), least=2)
    (50.0, 65.0)
    >>> shown_edges(scores, (50, 70), least=3)
    (55.0, 60.0)
    >>> shown_edges(scores, (50, 70), least=7)
    """
    return next(
        (moved for moved in _moved(edges) if _enough(x, moved, least=least)), None
    )


def _moved(edges: Edges) -> Iterator[Edges]:
    low, high = edges
    width = (high - low) / _PARTS
    for total in range(_PARTS + 1):
        for up in range(total + 1):
            yield low + up * width, high - (total - up) * width


def _enough(x: Matrix, edges: Edges, *, least: int) -> bool:
    low, high = edges
    parts = (x < low, (x >= low) & (x < high), x >= high)
    sizes = [int(part.any(axis=1).sum()) for part in parts]
    return all(size == 0 or size >= least for size in sizes)


def steps(y: Matrix) -> Matrix:
    """Round outcomes to the middle of their step; who met quota stays at 1 or above.

    >>> steps(np.array([0.98, 0.999, 1.0, 1.04])).round(3).tolist()
    [0.975, 0.975, 1.025, 1.025]
    """
    return np.asarray((np.floor(y / STEP + 1e-9) + 0.5) * STEP)


def places(x: Matrix, y: Matrix, reps: Index, *, least: int) -> Matrix:
    """Return where the marks of one band stand, no mark at its own score.

    Neighbours by score are taken together until they are of enough reps; these marks
    stand evenly between the lowest and the highest of them, in an order that their
    outcomes fix and their scores do not.

    Examples
    --------
    >>> x, y = np.array([51.0, 58.0, 55.0, 60.0]), np.array([0.4, 1.2, 0.9, 0.7])
    >>> places(x, y, np.array([0, 1, 2, 0]), least=2).round(1).tolist()
    [52.0, 59.5, 54.0, 58.5]
    """
    found = np.full(len(x), np.nan)
    for group in _neighbours(x, reps, least=least):
        size = len(group)
        by_outcome = group[np.argsort(y[group], kind="stable")]
        turn = np.argsort((np.arange(size) * _GOLDEN) % 1)
        low, high = x[group].min(), x[group].max()
        found[by_outcome] = low + (high - low) * (turn + 0.5) / size
    return found


def _neighbours(x: Matrix, reps: Index, *, least: int) -> list[Index]:
    """Cut the marks, in order of scores, where each part is of enough reps."""
    order = np.argsort(x, kind="stable")
    parts: list[list[int]] = [[]]
    for mark in order:
        if len({int(reps[each]) for each in parts[-1]}) >= least:
            parts.append([])
        parts[-1].append(int(mark))
    if len(parts) > 1 and len({int(reps[each]) for each in parts[-1]}) < least:
        parts[-2:] = [parts[-2] + parts[-1]]
    return [np.array(part, dtype=np.intp) for part in parts if part]
