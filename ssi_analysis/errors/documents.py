"""What is refused of workbooks and JSON that do not say all, or not one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.files import ExportError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DocumentError"]

_MOST_LINES = 10


class DocumentError(ExportError):
    """A workbook or some JSON that does not say all, or not one thing."""

    @classmethod
    def doubled_key(cls, file: str, key: str, place: str) -> DocumentError:
        """Refuse JSON with a key twice in one object, of which one would be lost.

        >>> print(DocumentError.doubled_key("x.json", "amount", "rows[3]"))
        x.json: 1 problem
          key 'amount' stands twice in one object (rows[3]); export it again, or keep \
the one that counts
        """
        where = f" ({place})" if place else ""
        problem = (
            f"key '{key}' stands twice in one object{where}; export it again, or keep"
            " the one that counts"
        )
        return cls(f"{file}: 1 problem\n  {problem}")

    @classmethod
    def one_page(cls, file: str, key: str) -> DocumentError:
        """Refuse a page of what an API gave, of which the others are not there."""
        problem = (
            f"'{key}' says that it is one page of several; export all of them, into one"
            " file or into files numbered as deals_1.json, deals_2.json"
        )
        return cls(f"{file}: 1 problem\n  {problem}")

    @classmethod
    def differing_sheets(cls, file: str, lines: Sequence[str]) -> DocumentError:
        """Refuse worksheets that state one thing differently: none is the later."""
        shown = lines[:_MOST_LINES]
        n_more = len(lines) - len(shown)
        more = [f"and {n_more} more"] if n_more else []
        listed = "".join(f"\n  {line}" for line in [*shown, *more])
        return cls(
            f"{file}: worksheets differ, and nothing says which of them counts; take"
            ' one away, say origin = "ignore" of it under [[files]] in'
            f" ssi-analysis.toml, or name them by their days, as 2026-11-08{listed}"
        )
