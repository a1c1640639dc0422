"""What is refused in sheets of quotas: periods, amounts and shares in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.base import cut
from ssi_analysis.errors.files import ExportError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["QuotaError"]


class QuotaError(ExportError):
    """A file of quotas that can be read in more than one way."""

    @classmethod
    def open_year(cls, file: str, column: str, found: str) -> QuotaError:
        """Refuse fiscal years of which nothing tells when they begin."""
        return _refused(
            file,
            f"column '{column}': nothing tells when the fiscal year of '{found}'"
            ' begins; say fiscal_year_named_by = "start" or "end" in ssi-analysis.toml,'
            " and fiscal_year_start where it does not begin in January",
        )

    @classmethod
    def no_year(cls, file: str, headers: Sequence[str]) -> QuotaError:
        """Refuse columns of months or quarters that no year belongs to."""
        return _refused(
            file,
            f"{_columns(headers)} have no year: write it into the headers, as in"
            f" '{headers[0]} 2026', or into a column 'Year'",
        )

    @classmethod
    def no_period(cls, file: str) -> QuotaError:
        """Refuse quotas that do not say which days they are for."""
        return _refused(
            file,
            "nothing tells the period of the quotas: add a column 'Quarter' or 'Month',"
            " or say first_day and last_day under [[files]] in ssi-analysis.toml",
        )

    @classmethod
    def sparse_months(cls, file: str, found: Sequence[str]) -> QuotaError:
        """Refuse months that are never next to each other: of months, or quarters?"""
        return _refused(
            file,
            f"the months {', '.join(found)} may stand for quarters; write quarters as"
            " 'Q1 2026', or say quota_period=\"month\"",
        )

    @classmethod
    def repeated_period(cls, file: str, headers: Sequence[str]) -> QuotaError:
        """Refuse two columns for the same amounts of the same period."""
        return _refused(
            file, f"{_columns(headers)} are of one period; keep one of them"
        )

    @classmethod
    def unnamed_amounts(cls, file: str, headers: Sequence[str]) -> QuotaError:
        """Refuse columns of periods of which nothing says that they hold quotas."""
        return _refused(
            file,
            f"nothing says what the amounts in {_columns(headers)} are; write it into"
            f" the headers, as in '{headers[0]} Quota', or put 'quota' into the name of"
            ' the file, or say origin = "ignore" under [[files]] in ssi-analysis.toml',
        )

    @classmethod
    def scaled_amounts(cls, file: str, found: str) -> QuotaError:
        """Refuse amounts that a title or name says are thousands or millions."""
        return _refused(
            file,
            f"'{found}' stands above the table or in its name; write the amounts in"
            " full and take it away",
        )

    @classmethod
    def scaled_column(cls, file: str, column: str, found: str) -> QuotaError:
        """Refuse amounts of which a header or a cell says a scale that is in doubt."""
        return _refused(
            file,
            f"column '{column}': '{found}' leaves open how many thousands or millions"
            " the amounts are; write them in full, under a header without a scale",
        )

    @classmethod
    def counted_amounts(cls, file: str, found: str) -> QuotaError:
        """Refuse a sheet that is named after what is counted in pieces."""
        return _refused(
            file,
            f"its title or name says '{found}', which are counted and no money to be"
            ' won; say origin = "ignore" under [[files]] in ssi-analysis.toml, or'
            ' origin = "quota_sheet" where the amounts are money',
        )

    @classmethod
    def unknown_measures(
        cls, file: str, column: str, found: Sequence[tuple[int, str]]
    ) -> QuotaError:
        """Refuse measures that may be of money to be won or of anything else."""
        shown = [
            f"row {row}, column '{column}': '{cell}' is not known as money to be won"
            for row, cell in found[:5]
        ]
        more = [f"and {len(found) - 5} more rows"] if len(found) > 5 else []
        cure = (
            "write 'Quota' or 'Revenue' where the amounts are money, take the other"
            " rows away, or give the column another name where it names no measure"
        )
        noun = "problem" if len(found) == 1 else "problems"
        lines = "".join(f"\n  {line}" for line in [*shown, *more, cure])
        return cls(f"{file}: {len(found)} {noun}{lines}")

    @classmethod
    def open_attainment(
        cls, file: str, column: str, found: Sequence[str]
    ) -> QuotaError:
        """Refuse an attainment that may be a ratio or per cent."""
        return _refused(
            file,
            f"column '{column}': {', '.join(found)} may be ratios or per cent; write"
            " 104% or 1.04",
        )

    @classmethod
    def contradicted(
        cls, file: str, column: str, n_rows: int, lines: Sequence[str]
    ) -> QuotaError:
        """Refuse a file of which most attainments are not attained over quota."""
        listed = "".join(f"\n  {line}" for line in lines)
        return cls(
            f"{file}: column '{column}' is not the attained amount over the quota in"
            f" {len(lines)} of {n_rows} rows; correct it or take it away{listed}"
        )

    @classmethod
    def shared_title(cls, file: str, column: str, title: str) -> QuotaError:
        """Refuse parent goals that are named by a title which several goals have."""
        return _refused(
            file,
            f"column '{column}': several goals are called '{title}', so it is open"
            " which is the parent; export the ids of goals and of their parents",
        )


def _refused(file: str, problem: str) -> QuotaError:
    return QuotaError(f"{file}: 1 problem\n  {problem}")


def _columns(headers: Sequence[str]) -> str:
    shown = ", ".join(f"'{cut(header)}'" for header in headers[:3])
    more = f" and {len(headers) - 3} more" if len(headers) > 3 else ""
    return f"columns {shown}{more}"
