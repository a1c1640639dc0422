"""What the schema says of some settings, in this project's words.

The schema is the one place that lists keys, values, origins and columns, and editors
read it too. Its `errorMessage` says what a value must be.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from ssi_analysis.errors.settings import Problem
from ssi_analysis.imports import ADDRESS_GRAMMARS, out_of_sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema import ValidationError

    from ssi_analysis.settings_file.lines import Path

__all__ = ["SCHEMA", "Fault", "schema", "schema_faults"]

SCHEMA: Final = "ssi-analysis.schema.json"

Fault = tuple[tuple[str | int, ...], Problem]
"""Where something is wrong, and what."""


@cache
def schema() -> dict[str, Any]:
    """Return the schema of the settings as it stands in the package."""
    text = resources.files("ssi_analysis").joinpath(SCHEMA).read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def schema_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with each key and value by itself.

    >>> list(schema_faults({"currency": "eur"}))
    [(('currency',), "'currency' is 'eur'; it must be a code of three capitals as \
EUR")]
    """
    # Imported only where there are settings: it takes 0.1 s.
    with out_of_sight(ADDRESS_GRAMMARS):
        from jsonschema import Draft7Validator, FormatChecker  # noqa: PLC0415

    checker = FormatChecker(["date"])
    for error in Draft7Validator(schema(), format_checker=checker).iter_errors(values):
        word = _WORDINGS.get(error.validator, _wrong)
        yield from word(tuple(error.absolute_path), error)


def _wrong(path: Path, error: ValidationError) -> Iterator[Fault]:
    key = next(part for part in reversed(path) if isinstance(part, str))
    word = Problem.wrong if path[-1] == key else Problem.wrong_part
    yield path, word(key, error.instance, error.schema["errorMessage"])


def _not_listed(path: Path, error: ValidationError) -> Iterator[Fault]:
    if path[-1] == "origin" and isinstance(error.instance, str):
        yield path, Problem.unknown("origin", error.instance, error.validator_value)
    else:
        yield from _wrong(path, error)


def _unknown(path: Path, error: ValidationError) -> Iterator[Fault]:
    known = error.schema["properties"].keys()
    kind = "column" if path[-1:] == ("columns",) else "key"
    for name in error.instance.keys() - known:
        place = _place(name, in_files=path[:1] == ("files",))
        if place:
            yield (*path, name), Problem.misplaced(name, place)
        else:
            yield (*path, name), Problem.unknown(kind, name, known)


def _place(name: str, *, in_files: bool) -> str:
    """Say where a key belongs that is known elsewhere; blank where it is unknown."""
    parts = schema()["definitions"]
    if name in schema()["properties"]:
        return "above the first line in brackets"
    if name in parts["columns"]["properties"]:
        return f"right below {'[files.columns]' if in_files else '[columns]'}"
    return "right below [[files]]" if name in parts["file"]["properties"] else ""


def _alone(path: Path, error: ValidationError) -> Iterator[Fault]:
    for key, others in error.validator_value.items():
        for other in others:
            if key in error.instance and other not in error.instance:
                yield (*path, key), Problem.alone(key, other)


def _both(path: Path, error: ValidationError) -> Iterator[Fault]:
    one, other = error.validator_value["required"]
    yield (*path, other), Problem.both(one, other)


def _lacking(path: Path, _: ValidationError) -> Iterator[Fault]:
    yield path, Problem.no_path()


_WORDINGS: Final[Mapping[str, Callable[[Path, ValidationError], Iterator[Fault]]]] = {
    "additionalProperties": _unknown,
    "dependencies": _alone,
    "enum": _not_listed,
    "not": _both,
    "required": _lacking,
}
