"""Every file in a folder, read one after another in the order of their names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.exports import SUFFIXES, read_export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ssi_analysis.exports.extract import Extract, Options

__all__ = ["read_folder"]

Reading = "Extract | SSIError | None"
_UNREAD: Final = (".xlsx", ".xls", ".ods", ".zip", ".gz", ".parquet", ".jsonl")


def read_folder(
    folder: Path,
    options: Options,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Mapping[str, Extract | SSIError | None]:
    """Read every data file below a folder.

    Returns for each relative path an Extract, the error that stopped it, or None
    where no origin was recognised. Hidden files and folders are left alone.
    """
    paths = sorted(_data_files(folder))
    readings: dict[str, Extract | SSIError | None] = {}
    for done, path in enumerate(paths, start=1):
        readings[path] = _read(folder, path, options)
        if progress:
            progress(done, len(paths))
    return readings


def _data_files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            ending = Path(name).suffix.lower()
            if not name.startswith(".") and ending in (*SUFFIXES, *_UNREAD):
                yield (Path(place) / name).relative_to(folder).as_posix()


def _read(folder: Path, path: str, options: Options) -> Extract | SSIError | None:
    if Path(path).suffix.lower() not in SUFFIXES:
        return None
    try:
        return read_export(path, (folder / path).read_bytes(), options)
    except OSError as error:
        return ExportError.from_problems(path, [f"cannot be opened: {error.strerror}"])
    except SSIError as error:
        return error
