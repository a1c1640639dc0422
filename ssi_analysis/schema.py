"""The canonical tables as data: names, units and grain of everything downstream.

Whatever an export looks like, after reading it is one of these tables. Ids are
text always (`007` stays `007`), dates are local calendar days without a time, units
stand in the names, and a blank is missing, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ACTIVITY",
    "ATTAINED",
    "DEALS",
    "EARLIEST",
    "LATEST",
    "MADE_UP",
    "METRICS",
    "PILLARS",
    "QUOTA",
    "REPS",
    "SPOKEN",
    "SSI",
    "TABLES",
    "Column",
    "Table",
    "spoken",
]

Kind = Literal["id", "text", "date", "number", "flag"]


@dataclass(frozen=True)
class Column:
    """One column: its name, its kind and what it means in which unit."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Table:
    """One canonical table: its grain, the columns that identify a row, its columns."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return the table with no rows.

        >>> QUOTA.empty().columns.tolist()[:2]
        ['rep_id', 'start_date']
        """
        return self.conform(pd.DataFrame(columns=self.names))

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return `frame` with exactly this table's columns, in order and typed.

        Columns that are absent become missing; other columns are left out. Values are
        not checked here: what cannot be used was rejected while reading.
        """
        columns: Mapping[str, pd.Series] = {
            column.name: _typed(frame, column) for column in self.columns
        }
        return pd.DataFrame(columns).reset_index(drop=True)


def _typed(frame: pd.DataFrame, column: Column) -> pd.Series:
    if column.name not in frame:
        values = pd.Series(None, index=frame.index, dtype=object)
    else:
        values = frame[column.name]
    match column.kind:
        case "date":
            return pd.to_datetime(values).astype("datetime64[ns]")
        case "number":
            return values.astype(float)
        case "flag":
            return values.astype(object).map(lambda value: value is True).astype(bool)
        case _:
            present = values.notna() & values.ne("")
            return values.astype(object).where(present, None).infer_objects()


# Where a span has no first or last day. Those of pandas overflow as datetime64[D].
EARLIEST: Final = pd.Timestamp("1900-01-01")
LATEST: Final = pd.Timestamp("2200-01-01")

MADE_UP: Final = "made up: "
"""How the id of a deal begins of which an export has none."""

PILLARS: Final = ("ssi_brand", "ssi_people", "ssi_insights", "ssi_relationships")
"""The four pillars, each 0 to 25; they add up to `ssi_total`, 0 to 100."""

METRICS: Final = (
    "searches",
    "profile_views",
    "days_active",
    "leads_saved",
    "accounts_saved",
    "inmails_sent",
    "inmails_accepted",
    "messages_sent",
    "connections_made",
    "posts",
    "comments",
    "reactions",
    "messages_received",
    "invitations_sent",
    "invitations_received",
    "inmails_declined",
    "impressions",
    "engagements",
    "followers_gained",
)
"""The names that `activity.metric` can have."""

REPS: Final = Table(
    "reps",
    "rep",
    ("rep_id",),
    (
        Column("rep_id", "id", "the company's own id of the rep"),
        Column("name", "text", "full name"),
        Column("email", "text", "work e-mail, lower case"),
        Column("linkedin_seat_id", "id", "seat id in Sales Navigator"),
        Column("crm_user_id", "id", "user or owner id in the CRM"),
        Column("manager_id", "id", "rep_id of the manager"),
        Column("is_manager", "flag", "true where the quota is that of a whole team"),
        Column("team", "text", "team name"),
        Column("segment", "text", "market segment; reps are compared within it"),
        Column("territory", "text", "territory"),
        Column("start_date", "date", "first day in the role"),
        Column("end_date", "date", "last day in the role; missing while employed"),
    ),
)

SSI: Final = Table(
    "ssi",
    "rep x day",
    ("rep_id", "date"),
    (
        Column("rep_id", "id", "the rep"),
        Column("date", "date", "day on which the score was shown"),
        Column("ssi_total", "number", "Social Selling Index, 0 to 100"),
        Column("ssi_brand", "number", "establish your professional brand, 0 to 25"),
        Column("ssi_people", "number", "find the right people, 0 to 25"),
        Column("ssi_insights", "number", "engage with insights, 0 to 25"),
        Column("ssi_relationships", "number", "build relationships, 0 to 25"),
        Column("industry_top_pct", "number", "rank in industry: top n %, low is good"),
        Column("network_top_pct", "number", "rank in network: top n %, low is good"),
        Column("is_rounded", "flag", "true where the score is known in whole points"),
        Column("source", "text", "file it came from"),
    ),
)

ACTIVITY: Final = Table(
    "activity",
    "rep x span x metric",
    ("rep_id", "start_date", "end_date", "metric"),
    (
        Column("rep_id", "id", "the rep"),
        Column("start_date", "date", "first day counted"),
        Column("end_date", "date", "last day counted; of an event its only day"),
        Column("metric", "text", "one of METRICS"),
        Column("value", "number", "count; missing where the export is blank"),
        Column("is_cumulative", "flag", "true for running totals, never to be summed"),
        Column("source", "text", "file it came from"),
    ),
)

QUOTA: Final = Table(
    "quota",
    "rep x span",
    ("rep_id", "start_date", "end_date"),
    (
        Column("rep_id", "id", "the rep"),
        Column("start_date", "date", "first day of the quota period"),
        Column("end_date", "date", "last day of the quota period, inclusive"),
        Column("quota", "number", "amount to be won in the period"),
        Column("currency", "text", "ISO code; missing where the export has none"),
        Column("source", "text", "file it came from"),
    ),
)

DEALS: Final = Table(
    "deals",
    "deal",
    ("deal_id",),
    (
        Column("deal_id", "id", "the CRM's id of the deal"),
        Column("rep_id", "id", "the rep who owns it"),
        Column("amount", "number", "amount"),
        Column("currency", "text", "ISO code; missing where the export has none"),
        Column("is_won", "flag", "true where the deal is closed and won"),
        Column("close_date", "date", "day closed, or expected to close while open"),
        Column("created_date", "date", "day created"),
        Column("source", "text", "file it came from"),
    ),
)

ATTAINED: Final = Table(
    "attained",
    "rep x span",
    ("rep_id", "start_date", "end_date"),
    (
        Column("rep_id", "id", "the rep"),
        Column("start_date", "date", "first day of the quota period"),
        Column("end_date", "date", "last day of the quota period, inclusive"),
        Column("attained", "number", "amount attained, as the export states it"),
        Column("attainment", "number", "attained over quota as stated; 1.0 = met"),
        Column("currency", "text", "ISO code; missing where the export has none"),
        Column("source", "text", "file it came from"),
    ),
)

TABLES: Final = {
    table.name: table for table in (REPS, SSI, ACTIVITY, QUOTA, ATTAINED, DEALS)
}
"""Every table by name."""

SPOKEN: Final = {
    "ssi_total": "SSI",
    "ssi_total_before": "SSI of the period before",
    "ssi_brand": "the brand pillar",
    "ssi_people": "the right-people pillar",
    "ssi_insights": "the insights pillar",
    "ssi_relationships": "the relationships pillar",
    "won_per_quota": "bookings",
    "attainment": "attainment",
    "tenure_years": "tenure",
}
"""How measures are called in a sentence."""


def spoken(measure: str) -> str:
    """Call a measure as a sentence does; an unknown one by its column name.

    >>> spoken("ssi_total"), spoken("calls")
    ('SSI', 'calls')
    """
    return SPOKEN.get(measure, measure)
