"""On which line does a key of a TOML text stand?

The standard library reads TOML and forgets the lines, and a refusal without its line
sends its reader through the whole file.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Path", "line_of", "locate"]

Path = tuple[str | int, ...]
"""Keys and positions that lead to a value, as ("files", 0, "rep")."""

_DEEPEST: Final = 6
"""Steps to the deepest value of any settings, files.0.columns.quota.0, and one more."""

_TOKEN: Final = re.compile(
    r"""
    (?P<skipped> [ \t\r]+ | \#[^\n]* )
  | \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5}
  | " (?: \\. | [^"\\] )* " | ' [^']* '
  | [^\s\[\]{},=.\#"']+ | .
    """,
    re.VERBOSE | re.DOTALL,
)


def locate(text: str) -> dict[Path, int]:
    r"""Return the line on which each key, table and item stands first.

    The text has to be TOML that tomllib has read. A table that no line names, as `a`
    in `a.b = 1`, stands where its first key does. What lies more than six steps deep
    is not told apart: no settings are that deep.

    Examples
    --------
    >>> locate('low = 1\n[[files]]\npath = [\n"a",\n]\n')[("files", 0, "path", 0)]
    4
    """
    return _Scan(text).document()


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Return the line of a path, or of the nearest table around it; 0 for no line.

    >>> line_of(("files", 0, "rep"), {("files",): 2, ("files", 0): 2})
    2
    >>> line_of(("currency",), {})
    0
    """
    around = (path[:length] for length in range(len(path), 0, -1))
    return next((lines[part] for part in around if part in lines), 0)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        if not match["skipped"]:
            yield match[0], line
        line += match[0].count("\n")


class _Scan:
    """One reading from the first token to the last."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.found: dict[Path, int] = {}
        self.sizes: dict[Path, int] = {}

    def document(self) -> dict[Path, int]:
        table: Path = ()
        for token, line in self.tokens:
            if token == "[":
                table = self.header(line)
            elif token != "\n":
                self.pair(table, token, line)
        return self.found

    def header(self, line: int) -> Path:
        token, _ = next(self.tokens)
        is_list = token == "["
        *above, name = self.names(next(self.tokens)[0] if is_list else token, "]")
        path: Path = ()
        for part in above:
            path = self.last_of((*path, part))
        path = (*path, name)
        if is_list:
            next(self.tokens)
            self.sizes[path] = self.sizes.get(path, 0) + 1
            path = self.last_of(path)
        return self.note(path, line)

    def last_of(self, path: Path) -> Path:
        return (*path, self.sizes[path] - 1) if path in self.sizes else path

    def names(self, token: str, end: str) -> list[str]:
        names = []
        while token != end:
            if token != ".":
                names.append(_unquoted(token))
            token, _ = next(self.tokens)
        return names

    def note(self, path: Path, line: int) -> Path:
        path = path[:_DEEPEST]
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], line)
        return path

    def pair(self, table: Path, token: str, line: int) -> str:
        """Read a key and its value; return the token after them."""
        path = self.note((*table, *self.names(token, "=")), line)
        return self.value(path, next(self.tokens)[0])

    def value(self, path: Path, token: str) -> str:
        if token == "[":
            self.items(path)
        elif token == "{":
            self.pairs(path)
        ends = (each for each, _ in self.tokens if each in ("\n", ",", "]", "}"))
        return next(ends, "\n")

    def items(self, path: Path) -> None:
        n_items = 0
        for token, line in self.tokens:
            if token == "]":
                return
            if token not in ("\n", ","):
                item = self.note((*path, n_items), line)
                n_items += 1
                if self.value(item, token) == "]":
                    return

    def pairs(self, path: Path) -> None:
        for token, line in self.tokens:
            if token == "}":
                return
            if token not in ("\n", ",") and self.pair(path, token, line) == "}":
                return


def _unquoted(token: str) -> str:
    if token[0] not in "\"'":
        return token
    name: str = tomllib.loads(f"key = {token}")["key"]
    return name
