"""What is refused of days that are written in more than one way."""

from __future__ import annotations

from ssi_analysis.errors.files import ExportError

__all__ = ["DateError"]


class DateError(ExportError):
    """Days of one file that no order of day and month fits."""

    @classmethod
    def both_orders(cls, file: str, day_first: str, month_first: str) -> DateError:
        """Refuse days of which some have the day first and some the month."""
        return cls(
            f"{file}: 1 problem\n"
            f"  {day_first} has the day first, {month_first} the month; write all days"
            " of the file in one order, best as 2026-04-25"
        )
