"""Rows set aside because another counts in their stead, by table and by reason.

A later file that says something else is a correction, and somebody should know which
of the two is right. Two readings of one score are none: a score moves during the day,
and another kind of export rounds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ssi_analysis.findings.finding import Finding, Severity
from ssi_analysis.findings.places import path_mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from ssi_analysis.team import TeamData

__all__ = ["in_repeats", "kinds_of_repeats"]


class _Kind(NamedTuple):
    kind: str
    severity: Severity
    what_to_do: str


_KINDS: Final = {
    "corrected": _Kind(
        "corrected rows",
        "warning",
        "look which of the two is right; the later file counts, so take the other away"
        " or name the files by their days",
    ),
    "reading": _Kind(
        "second reading of a day",
        "note",
        "nothing: the score that is not rounded counts, then the latest",
    ),
    "same": _Kind("repeated rows", "note", "nothing: they say the same and count once"),
    "overlap": _Kind(
        "overlapping counts",
        "note",
        "nothing: the shorter span counts; export spans that do not overlap to keep"
        " all of them",
    ),
}


def in_repeats(team: TeamData) -> Iterator[Finding]:
    """Find rows that other rows repeat, correct or overlap."""
    if team.repeats.empty:
        return
    masked = path_mask(team)
    kinds = kinds_of_repeats(team)
    for (kind, table), rows in team.repeats.groupby([kinds, "table"], sort=True):
        first = rows.iloc[0]
        file, instead = masked(first["file"]), masked(first["kept_file"])
        found = _KINDS[str(kind)]
        yield Finding(
            found.kind,
            found.severity,
            len(rows),
            f"{table}: {instead}, row {first['kept_row']} counts instead of"
            f" {file}, row {first['row']}",
            found.what_to_do,
            file,
            int(first["row"]),
        )


def kinds_of_repeats(team: TeamData) -> pd.Series:
    """Say of each row set aside what it is: same, corrected, overlap or reading.

    A correction of a score is a later history of the same origin. Single snapshots of
    one day and exports of another origin read the score at another time or rounded.
    """
    files = team.files.set_index("file")
    rows = team.repeats
    origins = [rows[name].map(files["origin"]) for name in ("file", "kept_file")]
    snapshot = rows["kept_file"].map(files["rows_read"]) == 1
    other = (origins[0] != origins[1]) | (rows["file"] == rows["kept_file"])
    scores = (rows["table"] == "ssi") & (rows["kind"] == "corrected")
    return rows["kind"].mask(scores & (other | snapshot), "reading")
