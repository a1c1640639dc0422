"""What became of each file: rows read, used, rejected and repeated, and its budget."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis import defaults
from ssi_analysis.errors import ExportError, SSIError
from ssi_analysis.errors.base import cut
from ssi_analysis.exports.extract import Extract, Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ssi_analysis.exports import Reading

__all__ = ["file_table", "losses", "reject_table", "shortened"]

_FILE_COLUMNS: Final = [
    "file",
    "origin",
    "rows_read",
    "rows_used",
    "rows_rejected",
    "rows_repeated",
    "last_date",
]
_REJECT_COLUMNS: Final = ["file", "row", "column", "found", "reason"]
_SHOWN: Final = 10
_SINGLE: Final = {"events", "outcomes"}
_Places = set[tuple[str, int]]


def file_table(
    readings: Mapping[str, Reading],
    used: _Places,
    repeated: _Places,
    tables: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Return one row per file."""
    found = {
        file: reading if isinstance(reading, Extract) else None
        for file, reading in readings.items()
    }
    n_used, n_repeated = (
        Counter(file for file, _ in rows) for rows in (used, repeated)
    )
    counts = pd.DataFrame(
        {
            "file": list(found),
            "origin": [read.origin if read else "unknown" for read in found.values()],
            "rows_read": [read.rows_read if read else 0 for read in found.values()],
            "rows_used": [n_used[file] for file in found],
            "rows_repeated": [n_repeated[file] for file in found],
            "last_date": _last_days(tables).reindex(list(found)).to_numpy(),
        }
    )
    accounted = counts["rows_used"] + counts["rows_repeated"]
    return counts.assign(rows_rejected=counts["rows_read"] - accounted)[_FILE_COLUMNS]


def _last_days(tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    deals = tables["deals"]
    closed = deals["close_date"].where(deals["is_won"])
    known = {
        "ssi": tables["ssi"]["date"],
        "activity": tables["activity"]["end_date"],
        "quota": tables["quota"]["end_date"],
        "deals": pd.concat([closed, deals["created_date"]], axis=1).max(axis=1),
    }
    days = pd.concat(
        [day.groupby(tables[name]["source"]).max() for name, day in known.items()]
    )
    last: pd.Series = days.groupby(level=0).max()
    return last


def shortened(reject: Reject) -> Reject:
    """Return a reject of which nobody has to read a whole page to know it."""
    found = cut(reject.found)
    reason = reject.reason.replace(reject.found, found) if found else reject.reason
    return reject._replace(column=cut(reject.column), found=found, reason=reason)


def reject_table(rejects: Iterable[Reject]) -> pd.DataFrame:
    """Return rejects as a table: file, row, column, found, reason."""
    rows = [reject[: len(_REJECT_COLUMNS)] for reject in rejects]
    return pd.DataFrame(rows, columns=_REJECT_COLUMNS)


def losses(
    files: pd.DataFrame, rejects: Sequence[Reject], extracts: Iterable[Extract]
) -> list[SSIError]:
    """Hold each file against its budget; single snapshots are judged together.

    A folder of one-snapshot files would else stop at the first misread page.
    """
    owing = [found.file for found in extracts if _owes_rows(found)]
    known = files[files["file"].isin(owing)]
    single = "the single snapshots of " + known["origin"].astype(object)
    groups = known["file"].mask(known["rows_read"] == 1, single)
    return [
        error
        for name, group in known.groupby(groups, sort=False)
        if (error := _loss(str(name), group, rejects))
    ]


def _owes_rows(found: Extract) -> bool:
    """Tell whether it would be a fault if no row of a file were used.

    A file that only says whose archive this is owes none, nor does an archive in
    which the member has commented on nothing.
    """
    if not found.tables.keys() <= _SINGLE:
        return True
    rows = sum(len(table["row"]) for table in found.tables.values())
    return bool(found.tables) and (rows > 0 or any(at.is_loss for at in found.rejects))


def _loss(name: str, group: pd.DataFrame, rejects: Sequence[Reject]) -> SSIError | None:
    files = set(group["file"])
    title = next(iter(files)) if len(files) == 1 else name
    read = int(group["rows_read"].sum())
    mine = [at for at in rejects if at.file in files]
    lost = {(at.file, at.row) for at in mine if at.is_loss}
    nothing = not (group["rows_used"] + group["rows_repeated"]).sum()
    if not nothing and len(lost) <= defaults.LOSS_BUDGET * read:
        return None
    shown = [at for at in mine if nothing or at.is_loss]
    lines = [_line(at, with_file=len(files) > 1) for at in shown[:_SHOWN]]
    if nothing:
        return ExportError.nothing_usable(title, read, lines, len(shown))
    return ExportError.too_much_lost(title, len(lost), read, lines)


def _line(reject: Reject, *, with_file: bool) -> str:
    place = f"{reject.file}, row {reject.row}" if with_file else f"row {reject.row}"
    column = f", column '{reject.column}'" if reject.column else ""
    found = f" '{reject.found}':" if reject.found else ""
    return f"{place}{column}:{found} {reject.reason}"
