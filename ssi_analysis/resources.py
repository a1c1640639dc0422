"""Where the notebooks and the sample company lie.

A wheel carries them inside the package; a clone has them beside it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from ssi_analysis.errors import ParameterError

__all__ = ["copy_notebooks", "notebooks", "sample"]

PACKAGE: Final = Path(__file__).resolve().parent


def notebooks() -> Path:
    """Return the folder of the notebooks.

    Examples
    --------
    >>> (notebooks() / "weekly_report.ipynb").is_file()
    True
    """
    return _shipped("notebooks", otherwise=PACKAGE.parent / "notebooks")


def sample() -> Path:
    """Return the folder of the sample company's exports.

    Examples
    --------
    >>> (sample() / "README.md").is_file()
    True
    """
    return _shipped("sample", otherwise=PACKAGE.parent / "data" / "sample")


def _shipped(name: str, *, otherwise: Path) -> Path:
    shipped = PACKAGE / "shipped" / name
    return shipped if shipped.is_dir() else otherwise


def copy_notebooks(folder: Path) -> list[Path]:
    """Copy the notebooks to a folder, where an analyst may change them.

    Nothing is written over: a folder that already holds one of them is refused.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> "weekly_report.ipynb" in {path.name for path in copy_notebooks(folder)}
    True
    """
    copies = {path: folder / path.name for path in sorted(notebooks().glob("*.ipynb"))}
    for copy in copies.values():
        if copy.exists():
            right = f"a folder without {copy.name}, which stays as it is"
            raise ParameterError.badly_typed("folder", folder, right)
    folder.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(path, copy)) for path, copy in copies.items()]
