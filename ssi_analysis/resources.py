"""Where the notebooks and the sample company lie.

A wheel carries them inside the package; a clone has them beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ssi_analysis.errors import ParameterError

__all__ = ["copy_notebooks", "notebooks", "sample"]

PACKAGE: Final = Path(__file__).resolve().parent
SAMPLE_BESIDE_NOTEBOOKS: Final = "../data/sample"
"""Where the notebooks of a clone find the sample company."""


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

    The copies find the sample company where it is installed. Nothing is written over:
    a folder that already holds one of them is refused.

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
    for path, copy in copies.items():
        text = path.read_text(encoding="utf-8")
        here = text.replace(SAMPLE_BESIDE_NOTEBOOKS, sample().as_posix())
        copy.write_text(here, encoding="utf-8", newline="\n")
    return list(copies.values())
