"""`ssi-analysis.toml`, in the folder of exports -> Settings, or all that is wrong.

source     the file -> its text and values    lines    where a key stands
by_schema  each key and value by itself       between  keys beside each other
build      checked values -> Settings
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ssi_analysis.errors.settings import SettingsError
from ssi_analysis.settings import Settings
from ssi_analysis.settings_file.between import between_faults
from ssi_analysis.settings_file.build import build
from ssi_analysis.settings_file.by_schema import schema_faults
from ssi_analysis.settings_file.lines import line_of, locate
from ssi_analysis.settings_file.source import NAME, parse, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from ssi_analysis.settings_file.by_schema import Fault

__all__ = ["NAME", "read_settings", "settings_of"]


def read_settings(folder: Path) -> Settings:
    """Read `ssi-analysis.toml` in a folder; without that file nothing is settled.

    Raises `SettingsError` with every problem of the file, each with its line.
    """
    text = read_text(folder / NAME)
    return Settings() if text is None else settings_of(text)


def settings_of(text: str) -> Settings:
    """Read settings from the text of their file.

    Examples
    --------
    >>> settings_of('currency = "EUR"').currency
    'EUR'
    >>> settings_of('week_start = "sonday"')
    Traceback (most recent call last):
    ...
    ssi_analysis.errors.settings.SettingsError: ssi-analysis.toml: 1 problem
      line 1: 'week_start' is 'sonday'; it must be monday or sunday
    """
    values = parse(text)
    found, lines = _faults(values), locate(text)
    if found:
        problems = [(line_of(path, lines), problem) for path, problem in found]
        raise SettingsError.from_problems(NAME, problems)
    names = values.get("columns", {})
    at = {name: line_of(("columns", name), lines) for name in names}
    return replace(build(values), column_lines=at)


def _faults(values: Mapping[str, Any]) -> list[Fault]:
    alone = list(schema_faults(values))
    paths = [path for path, _ in alone]
    # A table is broken where something in it is.
    broken = {path[:length] for path in paths for length in range(1, len(path) + 1)}
    between = between_faults(values, broken=broken)
    return list(dict.fromkeys([*alone, *between]))
