"""What is refused of a request: its parameters, the data behind it, its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.errors.base import SSIError, cut, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["DataError", "ParameterError", "ReportError"]

_LONGEST_ERROR: Final = 2000


class DataError(SSIError):
    """Tables that were read but cannot carry what was asked of them."""

    @classmethod
    def nothing_dated(cls, folder: str) -> DataError:
        """Refuse data in which nothing has a day."""
        return cls(
            f"nothing in '{folder}' has a day: add an SSI history, usage or deals"
        )

    @classmethod
    def no_complete_week(
        cls, first: str, last: str, *, week_start: str = "monday"
    ) -> DataError:
        """Refuse a page where no week of scores is complete."""
        days = {"monday": "Monday to Sunday", "sunday": "Sunday to Saturday"}
        return cls(
            f"the scores begin on {first} and the data end on {last}: a page needs a"
            f" whole week from {days[week_start]}"
        )

    @classmethod
    def outside_years(cls, day: str, first: str, last: str) -> DataError:
        """Refuse a day that lies in no fiscal year of whole weeks that is known."""
        side = "earlier" if day < first else "later"
        return cls(
            f"{day} lies in no fiscal year that is known: they reach from {first} to"
            f" {last}; add the first days of the {side} years to 'fiscal_year_starts'"
            " in ssi-analysis.toml"
        )

    @classmethod
    def no_complete_period(cls, grain: str) -> DataError:
        """Refuse a panel without rows."""
        return cls(f"no rep has a complete {grain} in the data: ask for a finer grain")

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
        said = cut(message, _LONGEST_ERROR)
        return cls.joined([f"the notebook stopped: {name}: {said}"])

    @classmethod
    def not_made(cls, errors: Mapping[str, str]) -> ReportError:
        """List the teams whose pages could not be made, with the reasons."""
        return cls.joined(f"{team}: {error}" for team, error in errors.items())

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
    def unexplained(cls, cell: str, shown: str) -> ReportError:
        """Refuse what says nothing to a reader who cannot see it."""
        return cls(
            f"cell '{cell}' is tagged 'page' but shows a {shown}; a figure needs a"
            " title that says what it shows and x and y or labels and values, a picture"
            " an 'alt' in the metadata of its cell"
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
    def short_key(cls, file: str, least: int) -> ReportError:
        """Refuse a key of pseudonyms that somebody could guess."""
        return cls(
            f"{file}: a key of pseudonyms has at least {least} characters; remove the"
            " file, and the next run makes a new key and new pseudonyms"
        )

    @classmethod
    def chromium_failed(cls, program: str, problem: str) -> ReportError:
        """Say what the browser said last that should have drawn or printed a page."""
        last = (problem.strip().splitlines() or ["no reason"])[-1]
        return cls(f"'{program}' could not draw the page: {last}")

    @classmethod
    def unreadable_manifest(cls, file: str, problem: object) -> ReportError:
        """Refuse a manifest that was not written by this package."""
        return cls(
            f"{file}: cannot be read as a manifest ({problem});"
            " make that week's pages again, or remove its folder"
        )

    @classmethod
    def latest_is_taken(cls, path: str) -> ReportError:
        """Refuse to replace what somebody else keeps under that name."""
        return cls(
            f"{path}: not made by this package; the newest pages are to be found under"
            " that name: move it away, or choose another folder with --out"
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
    def ambiguous(cls, kind: str, name: str, found: Iterable[str]) -> ParameterError:
        """Refuse a name that may be meant for several.

        >>> print(ParameterError.ambiguous("team", "a", ["A+", "A!"]))
        team 'a' may be 'A!' or 'A+'; write one of these in full
        """
        names = " or ".join(f"'{one}'" for one in sorted(found))
        return cls(f"{kind} '{name}' may be {names}; write one of these in full")

    @classmethod
    def badly_typed(cls, name: str, found: object, right: str) -> ParameterError:
        """Refuse a value and say what would be right.

        >>> print(ParameterError.badly_typed("week", "46", "an ISO week as 2026-W46"))
        parameter 'week' is '46'; it must be an ISO week as 2026-W46
        """
        return cls(f"parameter '{name}' is '{found}'; it must be {right}")

    @classmethod
    def no_chromium(cls, named: str, variable: str) -> ParameterError:
        """Refuse a form of page that only a browser can make, where there is none.

        >>> print(ParameterError.no_chromium("", "SSI_CHROMIUM"))
        pages without script and PDF are made by Chromium, Chrome or Edge, and none is \
found; install one (Debian: apt install chromium), or name its program in the \
environment variable SSI_CHROMIUM
        """
        found = f"and '{named}' is not a program" if named else "and none is found"
        return cls(
            f"pages without script and PDF are made by Chromium, Chrome or Edge,"
            f" {found}; install one (Debian: apt install chromium), or name its program"
            f" in the environment variable {variable}"
        )

    @classmethod
    def no_whole_weeks(cls, first: object, after: object) -> ParameterError:
        """Refuse fiscal years that are not 52 or 53 weeks, or not in ascending order.

        >>> print(ParameterError.no_whole_weeks("2025-02-02", "2026-02-02"))
        parameter 'year_starts' holds 2025-02-02 and then 2026-02-02; each year of \
whole weeks begins 364 or 371 days after the one before
        """
        return cls(
            f"parameter 'year_starts' holds {first} and then {after}; each year of"
            " whole weeks begins 364 or 371 days after the one before"
        )

    @classmethod
    def no_folder(cls, folder: str) -> ParameterError:
        """Refuse a folder that is not there."""
        return cls(
            f"folder '{folder}' is not there; name the folder that holds the exports"
        )
