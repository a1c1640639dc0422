"""Every file in a folder, read one after another in the order of their names."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ContainerError, DocumentError, ExportError, OwnerError
from ssi_analysis.exports import IGNORE, named_only, read_parts
from ssi_analysis.exports.beside import IGNORED, LOCK, UNREAD, is_left, is_lock
from ssi_analysis.exports.containers import LARGEST, LOOKED_INTO
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.exports.paging import neighbour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ssi_analysis.exports import Reading
    from ssi_analysis.settings import Settings

__all__ = ["folder_of", "read_folder"]

_LEFT_FOLDERS: Final = ("__MACOSX",)


def read_folder(
    folder: Path,
    settings: Settings,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Mapping[str, Reading]:
    """Read every data file below a folder.

    Returns for each table or document, by its path below the folder, an Extract, the
    error that stopped it, or None where no origin was recognised. A file in a form that
    is not read is an Extract without tables. Hidden files and folders, notes and
    scripts are left alone, and no link leads out of the folder.
    """
    paths = sorted(_data_files(folder))
    reader = _Reader(folder, settings)
    readings: dict[str, Reading] = {}
    for done, path in enumerate(paths, start=1):
        readings.update(reader.read(path))
        if progress:
            progress(done, len(paths))
    return _with_all_pages(_with_owners(readings, reader))


def _data_files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and name not in _LEFT_FOLDERS
        ]
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        wanted = [name for name in names if not is_left(name)]
        for name in (*wanted, *linked):
            yield (Path(place) / name).relative_to(folder).as_posix()


@dataclass(frozen=True)
class _Reader:
    folder: Path
    settings: Settings
    owner: str = ""

    def read(self, path: str) -> dict[str, Reading]:
        file = self.folder / path
        if self.settings.rule(path).origin == IGNORE:
            return {path: named_only(path, IGNORED)}
        if aside := _aside(file):
            return {path: named_only(path, aside)}
        try:
            if problem := _unreadable(file, self.folder):
                return {path: ExportError.from_problems(path, [problem])}
            if file.stat().st_size > LARGEST:
                return {path: ContainerError.too_large(path, LARGEST)}
            return dict(read_parts(path, file.read_bytes(), self._options))
        except OSError as error:
            problem = f"cannot be opened: {error.strerror}"
            return {path: ExportError.from_problems(path, [problem])}

    def _options(self, path: str) -> Options:
        rule = self.settings.rule(path)
        return Options(
            rule.date_order, rule.quota_period, self.settings, rule, self.owner
        )


def _aside(file: Path) -> str:
    """Say what stands for the origin of a file that is named only, else a blank."""
    if is_lock(file.name):
        return LOCK
    known = file.suffix.lower() in LOOKED_INTO
    return "" if known or file.is_dir() else UNREAD


def _unreadable(file: Path, folder: Path) -> str:
    """Say why a path is not opened: a link out of the folder, a folder, a device."""
    # Unlike resolve(), this says nothing of a link in a circle; opening it will.
    if not Path(os.path.realpath(file)).is_relative_to(folder.resolve()):
        return "is a link that leads out of the folder; copy the file itself there"
    if file.is_dir():
        return "is a link to a folder; name that folder itself or copy it"
    if file.exists() and not file.is_file():
        return "is no ordinary file; take it away"
    return ""


def _with_owners(
    readings: dict[str, Reading], reader: _Reader
) -> Mapping[str, Reading]:
    """Read again the archives' files that a file beside them tells the owner of."""
    owners = {
        folder_of(path): found.owner[-1]
        for path, found in readings.items()
        if isinstance(found, Extract) and found.owner and found.owner[-1]
    }
    lacking = [
        path for path, found in readings.items() if isinstance(found, OwnerError)
    ]
    for path in lacking:
        if owner := owners.get(folder_of(path)):
            file = next(
                name for name in _above(path) if (reader.folder / name).exists()
            )
            again = replace(reader, owner=owner).read(file)
            readings[path] = again[path]
    return readings


def _with_all_pages(readings: Mapping[str, Reading]) -> Mapping[str, Reading]:
    """Refuse the pages of what an API gave that are not all there.

    Which page is which, only the numbers in their names tell.
    """
    return {
        path: _unless_alone(path, found, readings)
        if isinstance(found, Extract) and found.beyond
        else found
        for path, found in readings.items()
    }


def _unless_alone(path: str, page: Extract, readings: Mapping[str, Reading]) -> Reading:
    for step, key in page.beyond.items():
        name = neighbour(path, step)
        there = [
            other for file, other in readings.items() if name and name.fullmatch(file)
        ]
        if not any(getattr(each, "origin", "") == page.origin for each in there):
            return DocumentError.one_page(path, key)
    return page


def folder_of(path: str) -> str:
    """Return the folder, or the ZIP, in which a file lies.

    >>> folder_of("ana/x.zip/messages.csv"), folder_of("messages.csv")
    ('ana/x.zip', '')
    """
    return path.rpartition("/")[0]


def _above(path: str) -> Iterator[str]:
    parts = path.partition("#")[0].split("/")
    for n_parts in range(len(parts), 0, -1):
        yield "/".join(parts[:n_parts])
