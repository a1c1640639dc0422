"""Quotas that would be counted twice: overlapping periods, and two CRMs that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.errors import ExportError, SSIError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from ssi_analysis.intake.repeats import Repeat


__all__ = ["quota_problems"]

_SHOWN: Final = 5


def quota_problems(
    quota: pd.DataFrame, repeats: Iterable[Repeat], origins: Mapping[str, str]
) -> list[SSIError]:
    """Refuse quotas of which nobody can say whether the one replaces the other.

    A later export of one system corrects the earlier; of two systems that differ, each
    may hold a part.
    """
    differing = [
        ExportError.differing_quotas(
            f"{at.file} row {at.row}", f"{at.kept_file} row {at.kept_row}"
        )
        for at in repeats
        if at.table == "quota" and at.kind == "corrected"
        if origins[at.file] != origins[at.kept_file]
    ]
    return [*differing[:_SHOWN], *_overlapping(quota)]


def _overlapping(quota: pd.DataFrame) -> list[SSIError]:
    """Refuse the reps whose quota periods overlap: the sum would count days twice."""
    if quota.empty:
        return []
    ordered = quota.sort_values(["rep_id", "start_date", "end_date"])
    following = ordered.groupby("rep_id")["start_date"].shift(-1)
    meets = following <= ordered["end_date"]
    after = meets.groupby(ordered["rep_id"]).shift(fill_value=False)
    return [
        ExportError.overlapping_quotas(str(rep_id), _spans(spans[:2]))
        for rep_id, spans in ordered[meets | after].groupby("rep_id")
    ]


def _spans(quota: pd.DataFrame) -> list[str]:
    columns = [quota[name] for name in ("start_date", "end_date", "file", "row")]
    return [
        f"{first:%Y-%m-%d} to {last:%Y-%m-%d} ({file} row {row})"
        for first, last, file, row in zip(*columns, strict=True)
    ]
