"""SNAP, the API of Sales Navigator: activities and their outcomes.

The time of an activity is `MM-DD-YYYY HH:MM:SS` in UTC, whatever the order of dates in
other files, and nothing else is read for it. Of the member at whom an activity was
aimed nothing is kept. Each activity is counted, so leads saved are no running total
here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.exports import extract
from ssi_analysis.exports.origin import Origin, needs
from ssi_analysis.exports.text import fold
from ssi_analysis.exports.values import Values
from ssi_analysis.periods import local_dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssi_analysis.exports.extract import Column, Extract, Options, Reject
    from ssi_analysis.exports.text import Sheet

__all__ = ["ORIGINS", "read_activities", "read_outcomes"]

_ACTIVITIES: Final = {
    "activity_id": "activityId",
    "activity_type": "activityType",
    "created_at": "createdAt",
    "member_key": "memberIdentityKey",
}
_EVENTS: Final = {
    "SAVED_LEAD": "leads_saved",
    "SAVED_ACCOUNT": "accounts_saved",
    "SEARCH_PERFORMED": "searches",
    "PROFILE_VIEWED": "profile_views",
    "INMAIL_SENT": "inmails_sent",
    "MESSAGE_SENT": "messages_sent",
    "CONNECTION_MADE": "connections_made",
}
_OUTCOMES: Final = {
    "INMAIL_ACCEPTED": "inmails_accepted",
    "ACCEPTED": "inmails_accepted",
    "INMAIL_DECLINED": "inmails_declined",
    "DECLINED": "inmails_declined",
    "INMAIL_REJECTED": "inmails_declined",
    "REJECTED": "inmails_declined",
}
_FORM = re.compile(r"\d\d-\d\d-20\d\d \d\d:\d\d:\d\d")
_NOT_IN_FORM: Final = "not a time as MM-DD-YYYY HH:MM:SS"


def read_activities(sheet: Sheet, options: Options) -> Extract:
    """Read activities: one event per row, on the day it was in the owner's time zone.

    An outcome that says when and whose it was is an event too. An activity of a type
    that is not known here is set aside.
    """
    known, metrics, aside = _of_known_types(sheet, {**_EVENTS, **_OUTCOMES})
    table, rejects = extract.build(
        known,
        {
            "date": extract.needed(_local_day(known, options)),
            "metric": metrics,
            "event_id": extract.needed(_event_id(known, metrics)),
            "person_seat": extract.needed(extract.text(known, "person_seat")),
        },
    )
    every = [*aside, *rejects]
    tables = {"events": table}
    return extract.finish(sheet, "snap_activity", tables, every, is_private=True)


def read_outcomes(sheet: Sheet, options: Options) -> Extract:
    """Read outcomes: each is of the person of its activity, and else of its day."""
    known, metrics, aside = _of_known_types(sheet, _OUTCOMES)
    table, rejects = extract.build(
        known,
        {
            "date": _local_day(known, options),
            "metric": metrics,
            "activity_id": extract.needed(extract.text(known, "activity_id")),
        },
        optional="date",
    )
    every = [*aside, *rejects]
    tables = {"outcomes": table}
    return extract.finish(sheet, "snap_outcomes", tables, every, is_private=True)


def _of_known_types(
    sheet: Sheet, types: Mapping[str, str]
) -> tuple[Sheet, list[str], list[Reject]]:
    named = {fold(name): metric for name, metric in types.items()}
    kinds = sheet.cells("activity_type")
    others = {
        at: (kind, "an activity of a type that is not counted")
        for at, kind in enumerate(kinds)
        if fold(kind) not in named
    }
    known, aside = extract.split(sheet, others)
    label = sheet.label("activity_type")
    aside = [reject._replace(column=label) for reject in aside]
    return known, [named[fold(kind)] for kind in known.cells("activity_type")], aside


def _event_id(sheet: Sheet, metrics: Sequence[str]) -> Column:
    ids = extract.text(sheet, "activity_id")
    # An outcome bears the id of its activity.
    told = [
        f"{cell}/{metric}" if metric in _OUTCOMES.values() else cell
        for cell, metric in zip(ids.cells, metrics, strict=True)
    ]
    return replace(ids, values=np.array(told, dtype=object))


def _local_day(sheet: Sheet, options: Options) -> Column:
    convert = partial(_local_days, time_zone=options.settings.time_zone)
    return extract.read(sheet, "created_at", convert)


def _local_days(cells: Sequence[str], *, time_zone: str) -> Values:
    moments = _moments(cells)
    lacking = np.isnat(moments)
    reasons = {
        int(at): _NOT_IN_FORM for at in np.flatnonzero(lacking) if cells[int(at)]
    }
    if not time_zone:
        return Values(moments.astype("datetime64[D]"), reasons)
    there = local_dates(pd.Series(moments), timezone=time_zone)
    return Values(there.to_numpy("datetime64[D]"), reasons)


def _moments(cells: Sequence[str]) -> np.ndarray:
    iso = [
        f"{cell[6:10]}-{cell[:5]}T{cell[11:]}" if _FORM.fullmatch(cell) else "NaT"
        for cell in cells
    ]
    try:
        return np.array(iso, dtype="datetime64[s]")
    except ValueError:  # a month or an hour that cannot be; so one after another
        return np.array([_moment(text) for text in iso], dtype="datetime64[s]")


def _moment(text: str) -> np.datetime64:
    try:
        return np.datetime64(text, "s")
    except ValueError:
        return np.datetime64("NaT", "s")


ORIGINS: Final = (
    Origin(
        "snap_activity",
        "SNAP activities",
        _ACTIVITIES,
        needs("activity_id activity_type created_at person_seat"),
        read_activities,
    ),
    Origin(
        "snap_outcomes",
        "SNAP outcomes",
        _ACTIVITIES,
        needs("activity_id activity_type"),
        read_outcomes,
    ),
)
