"""What is refused in files: every problem of a file at once, with its row or column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.base import SSIError, cut, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ExportError", "OwnerError", "row_pairs"]


class ExportError(SSIError):
    """Files that cannot be used; the message lists every problem of every file."""

    @classmethod
    def from_problems(cls, file: str, problems: Sequence[str]) -> ExportError:
        """Word all the problems of one file together.

        >>> print(ExportError.from_problems("ssi.csv", ["row 14: ssi_brand is 31.0"]))
        ssi.csv: 1 problem
          row 14: ssi_brand is 31.0
        """
        noun = "problem" if len(problems) == 1 else "problems"
        lines = "".join(f"\n  {problem}" for problem in problems)
        return cls(f"{file}: {len(problems)} {noun}{lines}")

    @classmethod
    def open_dates(cls, file: str, columns: Sequence[str], found: str) -> ExportError:
        """Refuse dates whose day and month nothing in the file tells apart.

        >>> print(ExportError.open_dates("deals.csv", ["Close Date"], "03/04/2026"))
        deals.csv: 1 problem
          column 'Close Date': in '03/04/2026' the day and the month cannot be told \
apart by values above 12; say date_order="dmy" or date_order="mdy"
        """
        names = ", ".join(f"'{cut(name)}'" for name in columns)
        problem = (
            f"column {names}: in '{cut(found)}' the day and the month cannot be told"
            ' apart by values above 12; say date_order="dmy" or date_order="mdy"'
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def open_period(cls, file: str, column: str, starts: Sequence[str]) -> ExportError:
        """Refuse quotas of which only the start is known."""
        problem = (
            f"column '{column}' holds only {_several(starts)}, so the length of the"
            ' quota period is open; say quota_period="month" or quota_period="quarter"'
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def no_period(cls, file: str) -> ExportError:
        """Refuse usage figures that do not say which days they count."""
        problem = (
            "no date range stands above the header or in the file name; name the file"
            " by its first and last day, as in usage_2026-10-01_2026-10-31.csv"
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def several_kinds(cls, file: str, column: str, kinds: Sequence[str]) -> ExportError:
        """Refuse quotas of several forecast types, which must not be added up."""
        problem = (
            f"column '{cut(column)}' holds {_several(kinds)}: keep the rows of one"
        )
        return cls.from_problems(file, [f"{problem} of them"])

    @classmethod
    def no_won_stage(cls, file: str, stages: Sequence[str]) -> ExportError:
        """Refuse deals of which none is known to be won or lost."""
        problem = (
            "no deal is known as won or lost among the stages"
            f" {_several(stages)}; call them 'Closed Won' and 'Closed Lost', or add a"
            " column 'Won' of true and false"
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def no_amounts(cls, file: str, column: str) -> ExportError:
        """Refuse deals of which no won one has an amount: a hidden field, or no sales?

        A field that its exporter may not see comes out blank, which is no zero.
        """
        problem = (
            f"column '{column}' is blank in every won deal; export it as a user who can"
            " see the amounts"
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def repeated_quotas(
        cls, file: str, pairs: Sequence[tuple[int, int]]
    ) -> ExportError:
        """Refuse quotas of one person and period that differ: the sum, or one?"""
        return cls(
            f"{file}: quotas of one person and period differ; keep one of them or"
            f" their sum{row_pairs(pairs)}"
        )

    @classmethod
    def differing_quotas(cls, place: str, other: str) -> ExportError:
        """Refuse quotas of one rep and period that two systems state differently."""
        return cls(
            f"quota: {place} and {other} are of one rep and period, from two systems,"
            " and differ; keep one of them or their sum"
        )

    @classmethod
    def overlapping_quotas(cls, rep_id: str, spans: Sequence[str]) -> ExportError:
        """Refuse quota periods of one rep that overlap and would be counted twice."""
        return cls(
            f"quota: the periods of '{cut(rep_id)}' overlap: {', '.join(spans)};"
            " keep the quotas of one length"
        )

    @classmethod
    def mixed_currencies(cls, places: Mapping[str, str]) -> ExportError:
        """Refuse amounts in several currencies, of which no sum means anything."""
        listed = ", ".join(
            f"{code} ({place})" for code, place in sorted(places.items())
        )
        return cls(
            f"amounts are in several currencies: {listed}; export converted amounts,"
            " or add a CSV of rates with the columns from_currency, to_currency, rate,"
            ' start_date, and name one with currency = "..." in ssi-analysis.toml'
        )

    @classmethod
    def differing_rates(cls, places: Sequence[str]) -> ExportError:
        """Refuse two rates of one pair of currencies from one day on."""
        return cls(
            f"rates: {', '.join(places)} state one pair of currencies from one day on"
            " and differ; keep one of them"
        )

    @classmethod
    def repeated_headers(
        cls, file: str, row: int, headers: Sequence[str]
    ) -> ExportError:
        """Refuse a header that stands twice: no one knows which column is meant."""
        return cls.from_problems(
            file,
            [
                f"row {row}: header '{cut(header)}' stands more than once;"
                " rename or delete one column"
                for header in headers
            ],
        )

    @classmethod
    def absent_headers(
        cls, file: str, headers: Sequence[str], there: Sequence[str]
    ) -> ExportError:
        """Refuse a header that ssi-analysis.toml names and the file does not have."""
        problems = [
            f"header '{cut(header)}', which ssi-analysis.toml names, is not in it"
            f"{nearest(header, there)}"
            for header in headers
        ]
        return cls.from_problems(file, problems)

    @classmethod
    def rival_columns(
        cls, file: str, row: int, rivals: Sequence[tuple[str, str]]
    ) -> ExportError:
        """Refuse two columns of one meaning that hold different numbers."""
        problems = [
            f"row {row}: headers '{cut(one)}' and '{cut(other)}' mean the same and hold"
            " different values; rename one, or name the right one under"
            " [files.columns] in ssi-analysis.toml"
            for one, other in rivals
        ]
        return cls.from_problems(file, problems)

    @classmethod
    def not_of_origin(
        cls, file: str, origin: str, sets: Sequence[Sequence[str]]
    ) -> ExportError:
        """Refuse a file that has not the columns of the origin it is said to be of."""
        wanted = " or ".join(", ".join(names) for names in sets)
        problem = (
            f"is said to be '{origin}' but no row has the headers of {wanted}; map"
            " them under [files.columns] in ssi-analysis.toml"
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def broken_page(cls, file: str) -> ExportError:
        """Refuse an SSI page whose JSON was cut short."""
        problem = "holds a memberScore but is no whole JSON; save the page again"
        return cls.from_problems(file, [problem])

    @classmethod
    def shown_page(cls, file: str) -> ExportError:
        """Refuse an SSI page of which only what is shown was saved."""
        problem = (
            "shows an SSI, rounded and in the words of one language, without the data"
            " behind it; open https://www.linkedin.com/sales-api/salesApiSsi in the"
            " browser and save that JSON"
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def several_tables(cls, file: str, names: Sequence[str]) -> ExportError:
        """Refuse a document with several tables, of which one would be lost."""
        listed = ", ".join(f"'{name}'" for name in names)
        problem = f"holds several tables ({listed}); save each in a file of its own"
        return cls.from_problems(file, [problem])

    @classmethod
    def broken_row(cls, file: str, row: int, found: str) -> ExportError:
        """Refuse a table that stops making sense at one row."""
        problem = f"row {row}: the quotes do not match ({found}); export it again"
        return cls.from_problems(file, [problem])

    @classmethod
    def no_roster(cls, n_files: int) -> ExportError:
        """Refuse exports without the table that says who is who."""
        return cls(
            f"no roster among {n_files} data file{'' if n_files == 1 else 's'}:"
            " add a CSV with the columns rep_id, name, email, linkedin_seat_id,"
            " crm_user_id, manager_id, team, start_date"
        )

    @classmethod
    def repeated_rep(cls, rep_id: str, places: Sequence[str]) -> ExportError:
        """Refuse a roster in which two rows have one rep_id."""
        where = ", ".join(places)
        return cls(
            f"roster: rep_id '{cut(rep_id)}' stands in {where} for the same days; give"
            " each rep one row, or rows whose start_date and end_date do not overlap"
        )

    @classmethod
    def ended_before(cls, place: str) -> ExportError:
        """Refuse a time in a role that ends before it begins."""
        return cls(f"roster: {place} has an end_date before its start_date; correct it")

    @classmethod
    def nothing_usable(
        cls, file: str, read: int, lines: Sequence[str], n_lines: int
    ) -> ExportError:
        """Refuse a file that was recognised and gave no row."""
        return cls(
            f"{file}: no row can be used of {read} read; export it again or take it"
            f" away{_listed(lines, n_lines)}"
        )

    @classmethod
    def too_much_lost(
        cls, file: str, lost: int, read: int, lines: Sequence[str]
    ) -> ExportError:
        """Refuse a file of which too many rows have values that cannot be used."""
        return cls(
            f"{file}: {lost} of {read} rows cannot be used, which is more than an"
            " accident; correct them, say in ssi-analysis.toml what a column is where"
            f" it was taken for another, or take the file away{_listed(lines, lost)}"
        )

    @classmethod
    def from_errors(cls, errors: Sequence[SSIError]) -> ExportError:
        """Join the errors of several files, one after another; the first twenty."""
        shown = [str(error) for error in errors[:20]]
        n_more = len(errors) - len(shown)
        more = [f"and {n_more} more file{'' if n_more == 1 else 's'}"] if n_more else []
        return cls.joined([*shown, *more])


class OwnerError(ExportError):
    """A file of a LinkedIn archive that only a file beside it can tell the owner of."""

    @classmethod
    def no_owner(cls, file: str) -> OwnerError:
        """Refuse messages of which nobody knows who sent and who received them."""
        problem = (
            "does not tell whose messages these are: put the archive's Profile.csv"
            " beside it"
        )
        return cls(f"{file}: 1 problem\n  {problem}")


def row_pairs(pairs: Sequence[tuple[int, int]]) -> str:
    """List the first pairs of rows, each in a line of its own, and how many more."""
    lines = [f"rows {first} and {second}" for first, second in pairs[:10]]
    return _listed(lines, len(pairs))


def _several(texts: Sequence[str]) -> str:
    return ", ".join(map(cut, texts))


def _listed(lines: Sequence[str], n_lines: int) -> str:
    more = [f"and {n_lines - len(lines)} more"] if n_lines > len(lines) else []
    return "".join(f"\n  {line}" for line in [*lines, *more])
