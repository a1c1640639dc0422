"""What this package refuses, and how it says so.

Every refusal has three parts: what was found, where, and what would be right. The
wording lives here, in named constructors, so that the same fault reads the same
from a notebook, the command line and a scheduled run. Every message stands in full in
tests/test_errors.py.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "DataError",
    "ExportError",
    "ParameterError",
    "ReportError",
    "SSIError",
    "nearest",
]


class SSIError(Exception):
    """Any input or request that this package refuses, with what would be right."""


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
        names = ", ".join(f"'{name}'" for name in columns)
        problem = (
            f"column {names}: in '{found}' the day and the month cannot be told apart"
            ' by values above 12; say date_order="dmy" or date_order="mdy"'
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def open_period(cls, file: str, column: str, starts: Sequence[str]) -> ExportError:
        """Refuse quotas of which only the start is known."""
        problem = (
            f"column '{column}' holds only {', '.join(starts)}, so the length of the"
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
        problem = f"column '{column}' holds {', '.join(kinds)}: keep the rows of one"
        return cls.from_problems(file, [f"{problem} of them"])

    @classmethod
    def no_won_stage(cls, file: str, stages: Sequence[str]) -> ExportError:
        """Refuse deals of which none is known to be won or lost.

        >>> print(ExportError.no_won_stage("d.csv", ["998", "999"]))
        d.csv: 1 problem
          no deal is known as won or lost among the stages 998, 999; call them \
'Closed Won' and 'Closed Lost', or add a column 'Won' of true and false
        """
        problem = (
            "no deal is known as won or lost among the stages"
            f" {', '.join(stages)}; call them 'Closed Won' and 'Closed Lost', or add a"
            " column 'Won' of true and false"
        )
        return cls.from_problems(file, [problem])

    @classmethod
    def repeated_quotas(
        cls, file: str, pairs: Sequence[tuple[int, int]]
    ) -> ExportError:
        """Refuse quotas of one person and period that differ: the sum, or one?

        >>> print(ExportError.repeated_quotas("q.csv", [(2, 9)]))
        q.csv: quotas of one person and period differ; keep one of them or their sum
          rows 2 and 9
        """
        lines = [f"rows {first} and {second}" for first, second in pairs]
        return cls(
            f"{file}: quotas of one person and period differ; keep one of them or"
            f" their sum{_listed(lines[:10], len(lines))}"
        )

    @classmethod
    def overlapping_quotas(cls, rep_id: str, spans: Sequence[str]) -> ExportError:
        """Refuse quota periods of one rep that overlap and would be counted twice.

        >>> spans = ["2026-01-01 to 2026-01-31 (g.csv row 2)"]
        >>> spans += ["2026-01-01 to 2026-03-31 (q.csv row 9)"]
        >>> print(ExportError.overlapping_quotas("r7", spans))
        quota: the periods of 'r7' overlap: 2026-01-01 to 2026-01-31 (g.csv row 2), \
2026-01-01 to 2026-03-31 (q.csv row 9); keep the quotas of one length
        """
        return cls(
            f"quota: the periods of '{rep_id}' overlap: {', '.join(spans)};"
            " keep the quotas of one length"
        )

    @classmethod
    def repeated_headers(
        cls, file: str, row: int, headers: Sequence[str]
    ) -> ExportError:
        """Refuse a header that stands twice: no one knows which column is meant."""
        return cls.from_problems(
            file,
            [
                f"row {row}: header '{header}' stands more than once;"
                " rename or delete one column"
                for header in headers
            ],
        )

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
            f"roster: rep_id '{rep_id}' stands in {where}; give each rep one row"
        )

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
            f" accident{_listed(lines, lost)}"
        )

    @classmethod
    def from_errors(cls, errors: Sequence[SSIError]) -> ExportError:
        """Join the errors of several files, one after another; the first twenty."""
        shown = [str(error) for error in errors[:20]]
        n_more = len(errors) - len(shown)
        more = [f"and {n_more} more file{'' if n_more == 1 else 's'}"] if n_more else []
        return cls("\n".join([*shown, *more]))


def _listed(lines: Sequence[str], n_lines: int) -> str:
    more = [f"and {n_lines - len(lines)} more"] if n_lines > len(lines) else []
    return "".join(f"\n  {line}" for line in [*lines, *more])


class DataError(SSIError):
    """Tables that were read but cannot carry what was asked of them."""

    @classmethod
    def nothing_dated(cls, folder: str) -> DataError:
        """Refuse data in which nothing has a day."""
        return cls(
            f"nothing in '{folder}' has a day: add an SSI history, usage or deals"
        )

    @classmethod
    def no_complete_week(cls, first: str, last: str) -> DataError:
        """Refuse a page where no week of scores is complete."""
        return cls(
            f"the scores begin on {first} and the data end on {last}: a page needs a"
            " whole week from Monday to Sunday"
        )

    @classmethod
    def no_scores(cls, folder: str) -> DataError:
        """Refuse a page about SSI where nobody has one."""
        return cls(
            f"nobody in '{folder}' has an SSI: add an SSI history or the page's JSON"
        )


class ReportError(SSIError):
    """A report that could not be made; nothing of it is published."""

    @classmethod
    def failed_cell(cls, name: str, message: str) -> ReportError:
        """Quote the error of the notebook's failing cell."""
        return cls(f"the notebook stopped: {name}: {message}")

    @classmethod
    def not_made(cls, errors: Mapping[str, str]) -> ReportError:
        """List the teams whose pages could not be made, with the reasons."""
        return cls("\n".join(f"{team}: {error}" for team, error in errors.items()))

    @classmethod
    def stopped_kernel(cls, problem: str) -> ReportError:
        """Say that the notebook's process ended or hung."""
        return cls(f"the notebook stopped: {problem.strip().splitlines()[0]}")

    @classmethod
    def title_too_long(cls, title: str, limit: int) -> ReportError:
        """Refuse a title that would push the numbers off the first screen."""
        return cls(
            f"the title has {len(title)} characters: '{title}';"
            f" it must have at most {limit}"
        )

    @classmethod
    def wrong_count(cls, found: int, what: str, right: str) -> ReportError:
        """Refuse too many or too few of something."""
        return cls(f"found {found} {what}; there must be {right}")

    @classmethod
    def not_foldable(cls, kind: str) -> ReportError:
        """Refuse to fold away what has to be seen, or to fold twice."""
        return cls(f"a {kind} cannot be folded; fold tables and prose only")

    @classmethod
    def unknown_output(cls, cell: str, found: Iterable[str]) -> ReportError:
        """Refuse an output of a page cell that is not one of our blocks."""
        return cls(
            f"cell '{cell}' is tagged 'page' but shows {', '.join(sorted(found))};"
            " end it in a block from ssi_analysis.report.blocks, or remove the tag"
        )

    @classmethod
    def unknown_block(
        cls, cell: str, kind: object, known: Iterable[str]
    ) -> ReportError:
        """Refuse a block of a kind that this version does not render."""
        return cls(
            f"cell '{cell}' ends in a block of kind '{kind}'; known: {', '.join(known)}"
        )

    @classmethod
    def unreadable_manifest(cls, file: str, problem: object) -> ReportError:
        """Refuse a manifest that was not written by this package."""
        return cls(
            f"{file}: cannot be read as a manifest ({problem});"
            " make that week's pages again, or remove its folder"
        )


class ParameterError(SSIError):
    """A parameter that is unknown, badly typed or names nothing that exists."""

    @classmethod
    def unknown(cls, kind: str, name: str, known: Iterable[str]) -> ParameterError:
        """Refuse a name and offer the nearest known one.

        >>> print(ParameterError.unknown("parameter", "tema", ["team", "week"]))
        parameter 'tema' is not known; did you mean 'team'? Known: team, week
        """
        names = sorted(known)
        return cls(
            f"{kind} '{name}' is not known{nearest(name, names)}"
            f" Known: {', '.join(names) or 'none'}"
        )

    @classmethod
    def badly_typed(cls, name: str, found: object, right: str) -> ParameterError:
        """Refuse a value and say what would be right.

        >>> print(ParameterError.badly_typed("week", "46", "an ISO week as 2026-W46"))
        parameter 'week' is '46'; it must be an ISO week as 2026-W46
        """
        return cls(f"parameter '{name}' is '{found}'; it must be {right}")

    @classmethod
    def no_folder(cls, folder: str) -> ParameterError:
        """Refuse a folder that is not there."""
        return cls(
            f"folder '{folder}' is not there; name the folder that holds the exports"
        )


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name is nearest, ready to follow a refusal.

    >>> nearest("total_ssi", ["ssi_total", "ssi_brand"])
    "; did you mean 'ssi_total'?"
    >>> nearest("zzz", ["ssi_total"])
    '.'
    """
    by_lower = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_lower, n=1, cutoff=0.5)
    return f"; did you mean '{by_lower[found[0]]}'?" if found else "."
