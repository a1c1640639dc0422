"""Rows of one file that say two things of one rep and day, or of one deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.errors.repeats import RepeatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ssi_analysis.intake.repeats import Repeat

__all__ = ["contradictions"]

_REFUSED: Final[dict[str, Callable[[str, Sequence[tuple[int, int]]], SSIError]]] = {
    "activity": RepeatError.several_seats,
    "attained": ExportError.repeated_quotas,
    "deals": RepeatError.split_deals,
    "quota": ExportError.repeated_quotas,
}


def contradictions(repeats: Iterable[Repeat]) -> list[SSIError]:
    """Refuse each file of which two rows differ and nothing tells which is right."""
    pairs: dict[tuple[str, str], dict[tuple[int, int], None]] = {}
    for at in repeats:
        if at.kind == "contradicted":
            rows = min(at.row, at.kept_row), max(at.row, at.kept_row)
            pairs.setdefault((at.file, at.table), {})[rows] = None
    return [_REFUSED[table](file, list(rows)) for (file, table), rows in pairs.items()]
