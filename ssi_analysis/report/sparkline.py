"""A small line of a measure's last weeks: what to draw, and the same in words.

All lines of one index share a scale, so that a steep one is steep and not only large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ssi_analysis.display import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    History = Sequence[float | None]

__all__ = ["HEIGHT", "WIDTH", "Scale", "Sparkline", "common_scale", "sparkline"]

WIDTH: Final = 100
HEIGHT: Final = 24
_MARGIN: Final = 3
"""Room for the stroke and for the dot of the newest week."""

_LEAST_SPAN: Final = 10.0
"""Points of SSI that the height shows at least: less is the noise of a quiet team."""


@dataclass(frozen=True)
class Scale:
    """The values at the bottom and at the top of every line."""

    low: float
    high: float

    def height(self, value: float) -> float:
        """Return how far below the top edge a value lies."""
        share = (self.high - value) / (self.high - self.low)
        return round(_MARGIN + share * (HEIGHT - 2 * _MARGIN), 1)


@dataclass(frozen=True)
class Sparkline:
    """An SVG path, the place of its newest known week, and the text alternative."""

    path: str
    x: float
    y: float
    text: str


def common_scale(histories: Iterable[History]) -> Scale:
    """Return the scale that shows all values of all histories.

    Examples
    --------
    >>> common_scale([[52.0, None], [49.0]])
    Scale(low=45.5, high=55.5)
    >>> common_scale([[20.0, 60.0]])
    Scale(low=20.0, high=60.0)
    """
    values = [value for history in histories for value in history if value is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    short = max(_LEAST_SPAN - (high - low), 0.0) / 2
    return Scale(low - short, high + short)


def sparkline(history: History, scale: Scale) -> Sparkline | None:
    """Draw a history, the newest week last; None where nothing of it is known.

    A week that is not known leaves a gap, and a week alone between two gaps is a dot.

    Examples
    --------
    >>> line = sparkline([50.0, None, 52.0, 51.0], Scale(45.0, 55.0))
    >>> line.path
    'M3 12h0M65.7 8.4L97 10.2'
    >>> line.text
    'Median SSI over 4 weeks: from 50 to 51, lowest 50, highest 52, 1 not known'
    """
    known = [(week, value) for week, value in enumerate(history) if value is not None]
    if not known:
        return None
    step = (WIDTH - 2 * _MARGIN) / max(len(history) - 1, 1)
    places = {
        week: (round(_MARGIN + week * step, 1), scale.height(value))
        for week, value in known
    }
    parts = []
    for week, (x, y) in places.items():
        if week - 1 in places:
            parts.append(f"L{x:g} {y:g}")
        else:
            is_alone = week + 1 not in places
            parts.append(f"M{x:g} {y:g}{'h0' if is_alone else ''}")
    text = _text([value for _, value in known], len(history))
    return Sparkline("".join(parts), *places[known[-1][0]], text)


def _text(values: Sequence[float], weeks: int) -> str:
    first, last, low, high = (
        number(value) for value in (values[0], values[-1], min(values), max(values))
    )
    unknown = weeks - len(values)
    return (
        f"Median SSI over {weeks} weeks: from {first} to {last},"
        f" lowest {low}, highest {high}" + (f", {unknown} not known" if unknown else "")
    )
