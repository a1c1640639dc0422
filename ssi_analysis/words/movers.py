"""Rises and falls of single reps in words: a change only where chance falls short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.display import count, interval, number, points, share
from ssi_analysis.pagetext import Caption
from ssi_analysis.schema import spoken
from ssi_analysis.stats.rep_moves import RepMove, RepMoves
from ssi_analysis.words.say import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.words.tables import Rows

__all__ = ["caption_movers", "table_movers"]

_REGRESSION = (
    "Whoever stands low or high usually stands nearer to the middle later, without"
    " anything done; the range for each rep allows for that."
)


def caption_movers(found: RepMoves, *, names: Mapping[str, str]) -> Caption:
    """Word the chart of the largest rises and falls."""
    if found.reason:
        heading = "Rises and falls of single reps are not shown"
        return Caption(heading, f"{found.reason[0].upper()}{found.reason[1:]}.", "")
    listed = "; ".join(_listed(move, names) for move in found.largest())
    return Caption(
        heading=_heading(found),
        subtitle=f"Change of {spoken(found.x)} in {count(found.n_apart, 'week')} beside"
        f" that of everybody, {count(found.n_reps, 'rep')}; bars: what chance alone"
        " gives from where each stood",
        alt=f"Chart of the five largest rises and falls, with ranges. {listed}.",
        note=_REGRESSION,
    )


def _heading(found: RepMoves) -> str:
    rises = sum(move.change > 0 for move in found.beyond)
    falls = len(found.beyond) - rises
    if not found.beyond:
        return f"No rep's {spoken(found.x)} moved further than chance alone moves it"
    ways = [f"{size} {way}" for size, way in ((rises, "up"), (falls, "down")) if size]
    return (
        f"{share(len(found.beyond), found.n_reps)} reps moved further than chance"
        f" alone: {' and '.join(ways)}"
    )


def _listed(move: RepMove, names: Mapping[str, str]) -> str:
    by_chance = interval(move.low, move.high, 0)
    return f"{names[move.rep_id]} {points(move.change)}, by chance {by_chance}"


def table_movers(found: RepMoves, *, names: Mapping[str, str]) -> Rows:
    """Return the largest rises and falls beside what chance alone gives."""
    return [
        {
            "rep": names[move.rep_id],
            "change, points": number(move.change, 1),
            "by chance alone": interval(move.low, move.high, 1),
            "read as": _read_as(move),
        }
        for move in found.largest()
    ]


def _read_as(move: RepMove) -> str:
    if not move.is_beyond:
        return "within chance"
    return "a rise" if move.change > 0 else "a fall"


@say.register
def _rep_moves(result: RepMoves) -> str:
    if result.reason:
        return f"Rises and falls of single reps: not given, because {result.reason}."
    return f"{_heading(result)}. {_REGRESSION}"
