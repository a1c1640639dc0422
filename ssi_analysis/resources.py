"""Where the notebooks and the sample company lie.

A wheel carries them inside the package; a clone has them beside it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def notebooks() -> Path:
    """Return the folder of the notebooks.

    >>> notebooks().name
    'notebooks'
    """
    return shipped_or("notebooks", PACKAGE.parent / "notebooks")


def sample() -> Path:
    """Return the folder of the sample company's exports.

    >>> sample().name
    'sample'
    """
    return shipped_or("sample", PACKAGE.parent / "data" / "sample")


def shipped_or(name: str, beside: Path) -> Path:
    """Prefer what the wheel shipped to what lies beside the package."""
    shipped = PACKAGE / "shipped" / name
    return shipped if shipped.is_dir() else beside
