"""What is refused of the settings: every problem of the file at once, by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.base import SSIError, nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

__all__ = ["Problem", "SettingsError"]

_MOST_LINES = 20
_LONGEST = 60


class SettingsError(SSIError):
    """Settings that cannot be used; the message lists every problem of the file."""

    @classmethod
    def from_problems(
        cls, file: str, problems: Sequence[tuple[int, str]]
    ) -> SettingsError:
        """Word all problems together, in the order of their lines; 0 is no line.

        >>> late, early = (9, "'high_ssi' is 700"), (3, "key 'x' is not known.")
        >>> print(SettingsError.from_problems("a.toml", [late, early]))
        a.toml: 2 problems
          line 3: key 'x' is not known.
          line 9: 'high_ssi' is 700
        """
        noun = "problem" if len(problems) == 1 else "problems"
        lines = [
            f"line {line}: {problem}" if line else problem
            for line, problem in sorted(problems)
        ]
        n_more = len(lines) - _MOST_LINES
        more = [f"and {n_more} more"] if n_more > 0 else []
        listed = "".join(f"\n  {line}" for line in [*lines[:_MOST_LINES], *more])
        return cls(f"{file}: {len(problems)} {noun}{listed}")

    @classmethod
    def unreadable(cls, file: str, problem: str) -> SettingsError:
        """Refuse what is there and cannot be opened as a file, and say why."""
        return cls.from_problems(file, [(0, f"cannot be read: {problem}")])

    @classmethod
    def too_large(cls, file: str, limit: int) -> SettingsError:
        """Refuse a file that is larger than settings can be."""
        problem = f"is larger than {limit:,} bytes; it is to hold settings only"
        return cls.from_problems(file, [(0, problem)])

    @classmethod
    def not_text(cls, file: str, line: int) -> SettingsError:
        """Refuse a file in another encoding."""
        return cls.from_problems(file, [(line, "is not UTF-8; save the file as UTF-8")])

    @classmethod
    def too_deep(cls, file: str, line: int) -> SettingsError:
        """Refuse tables in tables in tables, before they use up the memory."""
        problem = "tables and lists are nested deeper than any settings are"
        return cls.from_problems(file, [(line, problem)])

    @classmethod
    def not_toml(cls, file: str, line: int, found: str) -> SettingsError:
        """Refuse a file that breaks the rules of TOML, with the usual reason.

        >>> print(SettingsError.not_toml("a.toml", 3, "Invalid value, column 12"))
        a.toml: 1 problem
          line 3: cannot be read as TOML (Invalid value, column 12); a line is \
key = value, and texts stand in quotes
        """
        twice = any(word in found for word in ("overwrite", "twice", "immutable"))
        right = (
            "each key and each table stands once"
            if twice
            else "a line is key = value, and texts stand in quotes"
        )
        problem = f"cannot be read as TOML ({found}); {right}"
        return cls.from_problems(file, [(line, problem)])


class Problem(str):
    """One problem of the settings in words; its line is told apart."""

    __slots__ = ()

    @classmethod
    def unknown(cls, kind: str, name: str, known: Iterable[str]) -> Problem:
        """Refuse a name and offer the nearest known one, or else all.

        >>> Problem.unknown("key", "date_oder", ["currency", "date_order"])
        "key 'date_oder' is not known; did you mean 'date_order'?"
        """
        names = sorted(known)
        near = nearest(name, names)
        every = f" Known: {', '.join(names)}" if near == "." else ""
        return cls(f"{kind} '{_shown(name)}' is not known{near}{every}")

    @classmethod
    def misplaced(cls, name: str, place: str) -> Problem:
        """Refuse a known name that stands in another table than its own.

        >>> Problem.misplaced("currency", "above the first line in brackets")
        "key 'currency' stands in the wrong place; move it above the first line in \
brackets"
        """
        return cls(f"key '{name}' stands in the wrong place; move it {place}")

    @classmethod
    def wrong(cls, key: str, found: object, right: str) -> Problem:
        """Refuse a value, with what it must be.

        >>> Problem.wrong("week_start", "sonday", "must be monday or sunday")
        "'week_start' is 'sonday'; it must be monday or sunday"
        """
        return cls(f"'{_shown(key)}' is {_value(found)}; it {right}")

    @classmethod
    def wrong_part(cls, key: str, found: object, right: str) -> Problem:
        """Refuse one part of a list, with what each must be.

        >>> Problem.wrong_part("won_stages", 7, "must be a text in quotes")
        "'won_stages' holds 7; each part must be a text in quotes"
        """
        return cls(f"'{_shown(key)}' holds {_value(found)}; each part {right}")

    @classmethod
    def alone(cls, key: str, other: str) -> Problem:
        """Refuse a key that says nothing without another one.

        >>> Problem.alone("first_day", "last_day")
        "'first_day' stands without 'last_day'; give both"
        """
        return cls(f"'{key}' stands without '{other}'; give both")

    @classmethod
    def both(cls, one: str, other: str) -> Problem:
        """Refuse two keys of which each settles what the other does.

        >>> Problem.both("fiscal_weeks", "fiscal_year_start")
        "'fiscal_weeks' and 'fiscal_year_start' exclude each other; keep one"
        """
        return cls(f"'{one}' and '{other}' exclude each other; keep one")

    @classmethod
    def no_path(cls) -> Problem:
        """Refuse to say something of files without saying which."""
        return cls("[[files]] has no 'path'; say which files, as path = \"crm/*.csv\"")

    @classmethod
    def bands_overlap(cls, low: float, high: float) -> Problem:
        """Refuse bands of SSI in which a score would be low and high at once.

        >>> Problem.bands_overlap(70, 62.5)
        "'low_ssi' is 70 and 'high_ssi' is 62.5; 'low_ssi' must be below 'high_ssi'"
        """
        found = f"'low_ssi' is {_value(low)} and 'high_ssi' is {_value(high)}"
        return cls(f"{found}; 'low_ssi' must be below 'high_ssi'")

    @classmethod
    def days_in_wrong_order(cls, first: str, last: str) -> Problem:
        """Refuse a span of days that ends before it begins.

        >>> Problem.days_in_wrong_order("2026-10-31", "2026-10-01")
        "'first_day' is 2026-10-31, after 'last_day', which is 2026-10-01"
        """
        return cls(f"'first_day' is {first}, after 'last_day', which is {last}")

    @classmethod
    def no_whole_weeks(cls, first: dt.date, after: dt.date) -> Problem:
        """Refuse two starts of fiscal years that are no 52 or 53 weeks apart."""
        return cls(
            f"'fiscal_year_starts' holds {first} and {after}, {(after - first).days}"
            " days apart; a year of whole weeks has 364 or 371"
        )

    @classmethod
    def won_and_lost(cls, stage: str) -> Problem:
        """Refuse a stage that counts as won and as lost.

        >>> Problem.won_and_lost("Signed")
        "stage 'Signed' stands in 'won_stages' and in 'lost_stages'; keep it in one"
        """
        return cls(
            f"stage '{_shown(stage)}' stands in 'won_stages' and in 'lost_stages';"
            " keep it in one"
        )


def _value(found: object) -> str:
    """Show a value as its owner wrote it, or name its kind where it has parts."""
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, str):
        return f"'{_shown(found)}'"
    if isinstance(found, int | float):
        return f"{found:.15g}"
    return "a table" if isinstance(found, dict) else "a list"


def _shown(text: str) -> str:
    """Keep a text on its line, whatever is in it."""
    plain = "".join(each if each.isprintable() else "?" for each in text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."
