"""Imports without the parts of a library that nobody here uses.

jsonschema, which nbformat brings too, builds 35 grammars for web addresses; that is
0.8 s of every start. It tolerates their absence, so it is imported while they are
out of sight.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ADDRESS_GRAMMARS", "out_of_sight"]

ADDRESS_GRAMMARS: Final = "rfc3987_syntax"
"""The module whose grammars no schema here or of a notebook needs."""


@contextmanager
def out_of_sight(module: str) -> Iterator[None]:
    """Make the import of a module fail for a while, unless it was imported before.

    >>> with out_of_sight("this"):
    ...     import this
    Traceback (most recent call last):
    ...
    ModuleNotFoundError: import of this halted; None in sys.modules
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # makes its import fail
    try:
        yield
    finally:
        del sys.modules[module]
