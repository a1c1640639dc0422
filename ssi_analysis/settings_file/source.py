"""From the file to its values: opened, decoded and parsed, or refused with its line."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from ssi_analysis.errors.settings import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NAME", "parse", "read_text"]

NAME: Final = "ssi-analysis.toml"
_MOST_BYTES: Final = 2**20
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

_DEEP: Final = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}"""
)


def read_text(path: Path) -> str | None:
    """Return the text of the settings file; None where there is no such file."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsError.unreadable(NAME, str(error.strerror)) from None
    return _decoded(_bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():  # so a link to itself, and what would never end
            what = "a link that leads to no file" if path.is_symlink() else "no file"
            raise SettingsError.unreadable(NAME, f"it is {what}")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError.unreadable(NAME, str(error.strerror)) from None
    if len(data) > _MOST_BYTES:
        raise SettingsError.too_large(NAME, _MOST_BYTES)
    return data


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError.not_text(NAME, line) from None


def parse(text: str) -> dict[str, Any]:
    """Return what a text of TOML holds, as JSON would hold it.

    Days become texts as 2026-10-31, and a whole number that does not fit in 64 bits
    becomes infinite, which no key takes.

    Examples
    --------
    >>> parse("last_day = 2026-10-31")
    {'last_day': '2026-10-31'}
    """
    # tomllib takes memory by the square of the parts of a dotted key.
    if deep := _DEEP.search(text):
        raise SettingsError.too_deep(NAME, text.count("\n", 0, deep.start()) + 1)
    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except RecursionError:
        raise SettingsError.too_deep(NAME, 0) from None
    except ValueError as error:
        found, line = _fault(str(error), text)
        raise SettingsError.not_toml(NAME, line, found) from None


def _fault(message: str, text: str) -> tuple[str, int]:
    place = _PLACE.search(message)
    if not place:
        return message.partition(";")[0], 0
    fault = message[: place.start()]
    if not place[1]:
        return f"{fault} at the end", text.rstrip().count("\n") + 1
    return f"{fault}, column {place[2]}", int(place[1])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, int) and value.bit_length() > 64:
        return float("inf")
    return value
