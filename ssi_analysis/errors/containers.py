"""What is refused of a file before its text is looked at: its size, packing, bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors.files import ExportError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ContainerError"]

_AS_CSV = "export it again, as CSV"


class ContainerError(ExportError):
    """A file, or a part of one, that is not opened; `path` says which."""

    path: str = ""

    @classmethod
    def too_large(cls, path: str, limit: int) -> ContainerError:
        """Refuse a file of more bytes than are held in memory at once.

        >>> print(ContainerError.too_large("deals.csv", 256 * 2**20))
        deals.csv: 1 problem
          is larger than 256 MiB; export fewer columns or a shorter time, or split it
        """
        cure = "export fewer columns or a shorter time, or split it"
        return _refused(path, f"is larger than {_mib(limit)}; {cure}")

    @classmethod
    def long_line(cls, path: str, limit: int) -> ContainerError:
        """Refuse a text that has no line breaks where a table has rows."""
        problem = f"has a line of more than {_mib(limit)}, so it is no table"
        return _refused(path, f"{problem}; {_AS_CSV}")

    @classmethod
    def no_text(cls, path: str) -> ContainerError:
        """Refuse what is named as a text and is none, as after a copy cut short."""
        problem = "holds bytes that are no text, as zeros of a copy that was cut short"
        return _refused(path, f"{problem}; {_AS_CSV}")

    @classmethod
    def mixed_encodings(cls, path: str, line: int, encoding: str) -> ContainerError:
        """Refuse a text of which some letters are in another encoding."""
        problem = (
            f"line {line}: a letter is not in {encoding} as the rest of the file is,"
            f" so names would be misspelt; save it again as {encoding}"
        )
        return _refused(path, problem)

    @classmethod
    def broken(cls, path: str, found: str) -> ContainerError:
        """Refuse an archive that was cut short or damaged."""
        problem = f"cannot be unpacked ({found}); download it again"
        return _refused(path, problem)

    @classmethod
    def locked(cls, path: str) -> ContainerError:
        """Refuse what only a password opens."""
        return _refused(path, "is protected by a password; save it without one")

    @classmethod
    def unsafe_name(cls, path: str) -> ContainerError:
        """Refuse a member that would be unpacked outside the archive's folder."""
        problem = (
            "has a name that leads out of the archive; pack the file again from its"
            " own folder"
        )
        return _refused(path, problem)

    @classmethod
    def other_method(cls, path: str) -> ContainerError:
        """Refuse a member that is packed by another method than a ZIP usually is."""
        problem = "is packed by another method than Deflate; pack it again"
        return _refused(path, problem)

    @classmethod
    def swollen(cls, path: str, ratio: int) -> ContainerError:
        """Refuse what is made to fill the memory."""
        problem = (
            f"unpacks to more than {ratio} times its size, which no export does;"
            " export it again"
        )
        return _refused(path, problem)

    @classmethod
    def too_many_members(cls, path: str, most: int) -> ContainerError:
        """Refuse an archive of more files than anybody has exports."""
        return _refused(path, f"holds more than {most} files; unpack it and keep less")

    @classmethod
    def too_much(cls, path: str, limit: int) -> ContainerError:
        """Refuse an archive that unpacks to more than is read of one file."""
        problem = f"unpacks to more than {_mib(limit)}; unpack it and keep less"
        return _refused(path, problem)

    @classmethod
    def too_deep(cls, path: str) -> ContainerError:
        """Refuse an archive in an archive in an archive."""
        problem = "is packed more than twice; unpack the outer archive"
        return _refused(path, problem)

    @classmethod
    def other_format(cls, path: str, form: str) -> ContainerError:
        """Refuse a table in a form that only its own program reads well."""
        return _refused(path, f"is {form}; save it as Excel workbook (.xlsx) or CSV")

    @classmethod
    def broken_workbook(cls, path: str, found: str) -> ContainerError:
        """Refuse a workbook that does not hold what it says it holds."""
        problem = (
            f"cannot be read as a workbook ({found});"
            " open it and save it again as .xlsx, or as CSV"
        )
        return _refused(path, problem)

    @classmethod
    def hidden_sheets(cls, path: str, names: Sequence[str]) -> ContainerError:
        """Refuse a workbook that shows nothing of what it holds."""
        listed = ", ".join(f"'{name}'" for name in names)
        problem = (
            f"all worksheets with a cell filled are hidden ({listed}); unhide the one"
            " that is to be read and save it again"
        )
        return _refused(path, problem)

    @classmethod
    def large_sheet(cls, path: str, limit: int) -> ContainerError:
        """Refuse a worksheet that is large because its blank cells are formatted."""
        cure = (
            "delete the formatted rows and columns beyond the table, or save it as CSV"
        )
        return _refused(path, f"has a worksheet of more than {_mib(limit)}; {cure}")

    @classmethod
    def too_wide(cls, path: str, rows: int, columns: int) -> ContainerError:
        """Refuse a worksheet with a cell so far out that it is mostly blank."""
        problem = (
            f"spans {rows} rows by {columns} columns;"
            " delete the cells that stand far from the table"
        )
        return _refused(path, problem)


def _mib(size: int) -> str:
    return f"{size // 2**20} MiB"


def _refused(path: str, problem: str) -> ContainerError:
    error = ContainerError(f"{path}: 1 problem\n  {problem}")
    error.path = path
    return error
