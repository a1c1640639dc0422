"""Single events, one row each, become counts by rep and day.

An event is known by its id, so that a second export of the same days adds nothing. The
outcome of an event, in a file of its own, takes its person from the event, and its
day too where it states none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.exports.extract import PERSON, Extract, Reject
from ssi_analysis.intake.stack import stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["counted", "every_event"]

_ORPHAN: Final = "no activity of this id in these exports; it may be an earlier one"
_KEY: Final = ["rep_id", "date", "metric"]


def every_event(extracts: Sequence[Extract]) -> tuple[pd.DataFrame, list[Reject]]:
    """Return all events and outcomes as rows of one form, and the outcomes of none."""
    events = stacked(extracts, "events")
    outcomes = stacked(extracts, "outcomes")
    if outcomes.empty:
        return events, []
    if events.empty:
        return events, _orphans(outcomes)
    causes = events.drop_duplicates("event_id", keep="last").set_index("event_id")
    known = outcomes["activity_id"].isin(causes.index)
    found = outcomes[known]
    cause = causes.loc[found["activity_id"].tolist()]
    rows = found.assign(
        date=found["date"].fillna(pd.Series(cause["date"].to_numpy(), found.index)),
        event_id=found["activity_id"] + "/" + found["metric"],
        **{name: cause[name].to_numpy() for name in PERSON},
    )
    every = pd.concat([events, rows[events.columns]], ignore_index=True)
    return every, _orphans(outcomes[~known])


def _orphans(outcomes: pd.DataFrame) -> list[Reject]:
    cells = zip(
        *(outcomes[name] for name in ("file", "row", "activity_id")), strict=True
    )
    return [
        Reject(file, row, "", found, _ORPHAN, is_loss=False)
        for file, row, found in cells
    ]


def counted(events: pd.DataFrame) -> pd.DataFrame:
    """Count events by rep, day and metric; the count stands where its last event does.

    Parameters
    ----------
    events
        Each event once, with its `rep_id`.
    """
    if events.empty:
        return events.assign(start_date=events.get("date"), end_date=events.get("date"))
    last = events.drop_duplicates(_KEY, keep="last").reset_index(drop=True)
    sizes = events.groupby(_KEY, sort=False).size()
    values = sizes.loc[pd.MultiIndex.from_frame(last[_KEY])].to_numpy()
    return last.assign(
        start_date=last["date"],
        end_date=last["date"],
        value=values.astype(float),
        is_cumulative=False,
        is_event=True,
    )
