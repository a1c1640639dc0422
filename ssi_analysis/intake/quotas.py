"""Quotas that would be counted twice: overlapping periods, and two CRMs that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.errors import ExportError, SSIError

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["quota_problems"]


def quota_problems(quota: pd.DataFrame) -> list[SSIError]:
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
