"""What stands more than once counts once, by one rule per table.

Of the rows with the same key the one in the later file counts (see `stack.recency`).
Of those in one file nothing tells which is right, so that they contradict each other
where they differ, and a blank among them says nothing. Of the scores of one rep on one
day one that is not rounded counts first, then the latest. Of counts of activity whose
days overlap the shorter span counts, and a usage report before single events, which it
includes. Everything set aside is listed with what counts in its stead.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from ssi_analysis.people import crm_key
from ssi_analysis.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["REPEAT_COLUMNS", "Repeat", "once", "overlaps"]

REPEAT_COLUMNS: Final = ["table", "file", "row", "kept_file", "kept_row", "kind"]
_SAID: Final = {
    "ssi": ("ssi_total", "ssi_brand", "ssi_people", "ssi_insights"),
    "activity": ("value",),
    "quota": ("quota", "currency"),
    "attained": ("attained", "attainment"),
    "deals": ("amount", "currency", "is_won", "close_date", "rep_id"),
    "events": (),
}
"""What rows of one key may say differently; then the later file is a correction."""
_MOVES: Final = "ssi"  # a score does so during the day, so the last of a file counts

_VALUES: Final = {"activity": ["value"], "attained": ["attained", "attainment"]}
"""The columns that may be blank in a row that says nothing."""
_WIDENED: Final = 30
_SHARED: Final = 4  # of the seven days of a week, from either side


class Repeat(NamedTuple):
    """A row set aside, the row that counts in its stead, and how they differ.

    `kind` is "same", "corrected" (the later row says something else), "contradicted"
    (a row of the same file does) or "overlap".
    """

    table: str
    file: str
    row: int
    kept_file: str
    kept_row: int
    kind: str


def once(
    rows: pd.DataFrame, name: str, *, key: Sequence[str] = ()
) -> tuple[pd.DataFrame, list[Repeat]]:
    """Return the rows that count, in their order, and those set aside."""
    ordered = _best_last(rows) if name == _MOVES else _blank_first(rows, name)
    keys = pd.DataFrame(
        {column: _comparable(ordered[column]) for column in key or TABLES[name].key}
    )
    again = keys.duplicated(keep="last")
    if not again.any():
        return rows, []
    group = keys.groupby(list(keys), dropna=False, sort=False).ngroup()
    return ordered[~again].sort_index(), _set_aside(ordered, again, group, name)


def _best_last(scores: pd.DataFrame) -> pd.DataFrame:
    exact = ~scores["is_rounded"].astype(bool)
    rank = pd.DataFrame({"exact": exact, "time": scores.get("time", -1.0)})
    return scores.loc[rank.sort_values(["exact", "time"], kind="stable").index]


def _blank_first(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Sort the rows of each file so that one without a value replaces none."""
    if name not in _VALUES or rows.empty:
        return rows
    rank = pd.DataFrame(
        {
            "file": pd.factorize(rows["file"])[0],
            "has": rows[_VALUES[name]].notna().sum(axis=1),
        },
        index=rows.index,
    )
    return rows.loc[rank.sort_values(["file", "has"], kind="stable").index]


def _comparable(key: pd.Series) -> pd.Series:
    # The same deal carries 15 characters in one export and 18 in another.
    return key.map(crm_key) if key.name == "deal_id" else key


def _set_aside(
    rows: pd.DataFrame, again: pd.Series, group: pd.Series, name: str
) -> list[Repeat]:
    kept = rows[~again].set_index(group[~again])
    aside = rows[again]
    instead = kept.loc[group[again].tolist()]
    kinds = _kinds(aside, instead.set_axis(aside.index), name)
    cells = zip(
        *(aside[at].tolist() for at in ("file", "row")),
        *(instead[at].tolist() for at in ("file", "row")),
        kinds.tolist(),
        strict=True,
    )
    return [Repeat(name, *each) for each in cells]


def _kinds(aside: pd.DataFrame, instead: pd.DataFrame, name: str) -> pd.Series:
    """Say how each row differs from the one that counts in its stead."""
    in_one = (aside["file"] == instead["file"]) & (name != _MOVES)
    differs = pd.Series(data=False, index=aside.index)
    for column in _SAID[name]:
        mine, theirs = aside[column], instead[column]
        blank = [each.isna() | each.eq("") for each in (mine, theirs)]
        silent = (blank[0] & blank[1]) | (in_one & (blank[0] | blank[1]))
        differs |= (mine != theirs) & ~silent
    kinds = pd.Series("same", index=aside.index).mask(differs, "corrected")
    return kinds.mask(differs & in_one, "contradicted")


def overlaps(activity: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the counts whose days another count of the metric has as well.

    Each pair is the index of the row to set aside and of the one that counts. Running
    totals are never summed, so they may overlap.
    """
    if activity.empty:
        return []
    counts = activity[~activity["is_cumulative"].astype(bool)]
    ordered = counts.sort_values(["rep_id", "metric", "start_date", "end_date"])
    keys = [ordered["rep_id"], ordered["metric"]]
    furthest = ordered["end_date"].groupby(keys).cummax().groupby(keys).shift()
    meets = ordered["start_date"] <= furthest
    if not meets.any():
        return []
    which = pd.MultiIndex.from_arrays(keys)
    touched = ordered[which.isin(which[meets])]
    return [
        pair
        for _, spans in touched.groupby(["rep_id", "metric"], sort=False)
        for pair in _covered(spans)
    ]


def _covered(spans: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the rows of one metric that share days with one that goes before them."""
    length = spans["end_date"] - spans["start_date"]
    event = spans["is_event"].fillna(value=False).astype(bool)
    rank = pd.DataFrame({"event": event, "length": length, "end": spans["end_date"]})
    order = rank.sort_values(["event", "length", "end"], ascending=[True, True, False])
    days = _inner(spans).loc[order.index].astype("int64")
    starts: list[int] = []
    kept: dict[int, tuple[int, int]] = {}
    aside: list[tuple[int, int]] = []
    for row, first, last in days.itertuples(name=None):
        # What is kept is disjoint, so that only the nearest before can reach it.
        at = bisect_right(starts, last)
        end, other = kept[starts[at - 1]] if at else (first - 1, -1)
        if end >= first:
            aside.append((row, other))
        else:
            starts.insert(at, first)
            kept[first] = (last, row)
    return aside


def _inner(spans: pd.DataFrame) -> pd.DataFrame:
    """Return the days by which spans are compared.

    LinkedIn widens ranges of more than 30 days to whole weeks, so two quarters that
    follow each other share a week; that much is no overlap.
    """
    long = (spans["end_date"] - spans["start_date"]).dt.days > _WIDENED
    edge = pd.to_timedelta(long.astype(int) * _SHARED, unit="D")
    return pd.DataFrame(
        {"start": spans["start_date"] + edge, "end": spans["end_date"] - edge}
    )
