"""What made a page: inputs by their hash, versions, seed. No clock, no path."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from pathlib import Path
from typing import Final

__all__ = ["inputs_digest", "provenance", "versions"]

_VERSIONS: Final = ("ssi-analysis", "pandas", "numpy", "scipy", "duckdb", "plotly")


def provenance(data: str | Path, *, seed: int) -> list[dict[str, str]]:
    """Return rows that let somebody make the same page again.

    The digest covers every file under `data` with its relative name, so that a
    changed, added or renamed export shows.
    """
    parts = {
        "inputs (SHA-256)": inputs_digest(Path(data)),
        "seed": str(seed),
        **versions(),
    }
    return [{"part": part, "value": value} for part, value in parts.items()]


def versions() -> dict[str, str]:
    """Return the versions on which a page's numbers rest."""
    installed = {name: importlib.metadata.version(name) for name in _VERSIONS}
    return {"Python": platform.python_version(), **installed}


def inputs_digest(folder: Path) -> str:
    """Return one digest of all files under a folder, names included.

    >>> import tempfile
    >>> inputs_digest(Path(tempfile.mkdtemp()))[:12]
    'e3b0c44298fc'
    """
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            part = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.relative_to(folder).as_posix()} {part}\n".encode())
    return whole.hexdigest()
