"""What is refused where rows of one thing differ and nothing tells which counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.files import ExportError, row_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RepeatError"]


class RepeatError(ExportError):
    """Rows that may be two things or one thing twice."""

    @classmethod
    def several_seats(cls, file: str, pairs: Sequence[tuple[int, int]]) -> RepeatError:
        """Refuse counts of one rep and the same days that differ: of two seats?"""
        return cls(
            f"{file}: counts of one rep and the same days differ, as of two seats; keep"
            f" the rows of the seat in use{row_pairs(pairs)}"
        )

    @classmethod
    def split_deals(cls, file: str, pairs: Sequence[tuple[int, int]]) -> RepeatError:
        """Refuse one deal in two rows: shares of two owners, products, or a mistake."""
        return cls(
            f"{file}: rows of one deal differ in owner, amount, day or stage; export"
            " each deal in one row, without splits and products, or give each part an"
            f" id and amount of its own{row_pairs(pairs)}"
        )

    @classmethod
    def changed_deals(cls, place: str, other: str) -> RepeatError:
        """Refuse deals without an id of which one may be a later state of the other."""
        return cls(
            f"deals: {place} and {other} may be one deal that was changed, as they have"
            " no id and each stands in one of two exports of the same days; add the"
            " column of ids to both exports, or keep the later one alone"
        )
