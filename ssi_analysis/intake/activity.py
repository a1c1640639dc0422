"""Counts of activity and single events, put together without counting a day twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.intake.events import counted, every_event
from ssi_analysis.intake.repeats import Repeat, once, overlaps
from ssi_analysis.intake.resolved import Joined, join_table, resolved
from ssi_analysis.intake.stack import concatenated, stacked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Extract
    from ssi_analysis.people import People

__all__ = ["join_activity"]


def join_activity(extracts: Sequence[Extract], people: People) -> dict[str, Joined]:
    """Join counts and single events; each event row is accounted for on its own."""
    counts = join_table(stacked(extracts, "activity"), "activity", people)
    rows, orphans = every_event(extracts)
    known, strangers = resolved(rows, "events", people)
    events, again = once(known, "events", key=("rep_id", "metric", "event_id"))
    spans = counts.kept.assign(is_event=False)
    both = concatenated(spans, counted(events))
    aside = overlaps(both)
    kept = both.drop(index=[row for row, _ in aside])
    covered = {row: _place(both, other) for row, other in aside}
    single, hidden = _events_left(events, both, covered)
    spanned = [
        Repeat("activity", *_place(both, row), *instead, "overlap")
        for row, instead in covered.items()
        if not both.loc[row, "is_event"]
    ]
    return {
        "activity": Joined(kept, [*counts.repeats, *spanned], counts.rejects),
        "events": Joined(single, [*again, *hidden], [*orphans, *strangers]),
    }


def _events_left(
    events: pd.DataFrame, both: pd.DataFrame, covered: Mapping[int, tuple[str, int]]
) -> tuple[pd.DataFrame, list[Repeat]]:
    """Part the events whose day's count stands from those that a span includes."""
    rows = both.loc[[row for row in covered if both.loc[row, "is_event"]]]
    if rows.empty:
        return events, []
    instead = dict(zip(_event_keys(rows), rows.index, strict=True))
    found = [instead.get(key) for key in _event_keys(events)]
    gone = pd.Series([at is not None for at in found], index=events.index)
    places_ = zip(events["file"].tolist(), events["row"].tolist(), found, strict=True)
    hidden = [
        Repeat("activity", file, row, *covered[at], "overlap")
        for file, row, at in places_
        if at is not None
    ]
    return events[~gone], hidden


def _event_keys(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = [rows[name].tolist() for name in ("rep_id", "date", "metric")]
    return list(zip(*columns, strict=True))


def _place(rows: pd.DataFrame, index: int) -> tuple[str, int]:
    return str(rows["file"][index]), int(rows["row"][index])
