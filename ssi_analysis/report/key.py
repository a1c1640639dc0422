"""The key of a run folder's pseudonyms: made once, kept beside the pages, private.

It stands in no page and no manifest. Whoever holds it can work out who is who, so its
file belongs to its owner alone (mode 0600), and a server should not hand it out.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ssi_analysis.errors import ReportError
from ssi_analysis.privacy import KEY_LENGTH, new_key

__all__ = ["KEY_FILE", "keep_key", "key_of"]

KEY_FILE: Final = ".ssi-key"
"""Name of the file in the root of the pages; the dot in front hides it."""


def keep_key(root: Path) -> Path:
    """Make the key of a run folder where there is none, and say where it lies.

    Examples
    --------
    >>> import tempfile
    >>> root = Path(tempfile.mkdtemp())
    >>> key_of(keep_key(root)) == key_of(keep_key(root))
    True
    """
    path = root / KEY_FILE
    root.mkdir(parents=True, exist_ok=True)
    try:
        # Private from the first byte on, and never over a key that is there.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{new_key()}\n")
    return path


def key_of(path: str | Path) -> str:
    """Read the key of pseudonyms, or make up one for this once where no file is named.

    Refused is a key so short that somebody could try out all keys.
    """
    if not path:
        return new_key()
    key = Path(path).read_text(encoding="utf-8", errors="replace").strip()
    if len(key) < KEY_LENGTH:
        raise ReportError.short_key(str(path), KEY_LENGTH)
    return key
