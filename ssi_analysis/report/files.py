"""How output files get their contents: a file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["write_file"]


def write_file(path: Path, content: str | bytes, *, is_private: bool = False) -> Path:
    """Write a file so that nobody ever sees half of it.

    The temporary file lies in the same folder, because only there is replacing one
    step. A private file is for its owner alone, as it may hold addresses.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_file(folder / "north.html", "whole").read_text()
    'whole'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if not is_private:
            # mkstemp keeps files private; pages are there to be served.
            part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
