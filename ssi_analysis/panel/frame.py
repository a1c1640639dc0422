"""Panel, the one frame that statistics see, and Coverage, what did not reach it.

A panel has one row per rep and period:

    rep_id  period      segment  ssi_total  won_per_quota
    R-01    2026-11-02  SMB           61.2           0.04
    R-01    2026-11-09  SMB           62.0           0.00

A missing value stays missing; a measure that this grain cannot carry honestly is in
`refused` with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.display import Tabular, without_formula
from ssi_analysis.errors import DataError, ParameterError
from ssi_analysis.periods import CIVIL, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_analysis.periods import Calendar, Grain

__all__ = ["Coverage", "Drop", "Panel"]

KEYS = ("rep_id", "period")


@dataclass(frozen=True)
class Drop:
    """So many of something that did not reach the panel, and why."""

    what: str
    count: int
    reason: str


@dataclass(frozen=True)
class Coverage(Tabular):
    """What was dropped on the way to the panel, counted."""

    drops: tuple[Drop, ...] = ()

    def rows(self) -> list[dict[str, object]]:
        """Return one row per kind of drop that happened."""
        return [vars(drop) for drop in self.drops if drop.count]


@dataclass(frozen=True)
class Panel:
    """Reps by periods with their measures.

    `frame` has the columns `rep_id`, `period` (sortable), optionally `team` and
    `segment`, then measures; it is sorted and has one row per rep and period.
    `refused` maps a measure to the reason why this grain cannot carry it; `calendar`
    says when its periods begin. Groups of fewer than `min_group` reps are not told
    apart in what describes it; a team's panel has that from the team's settings, and a
    panel of one's own tells everything.
    """

    frame: pd.DataFrame
    coverage: Coverage = Coverage()
    grain: Grain | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar = CIVIL
    min_group: int = 1

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> Panel:
        """Make a panel of a frame of one's own.

        Needs `rep_id` and `period` (anything sortable) and at least one measure.
        Missing keys and repeated rep-periods are refused, because a rep who counts
        twice narrows every interval.

        Examples
        --------
        >>> rows = {"rep_id": ["b", "a"], "period": [1, 1], "ssi_total": [50, 60]}
        >>> Panel.from_frame(pd.DataFrame(rows)).frame["rep_id"].tolist()
        ['a', 'b']
        """
        _check(frame)
        tidy = frame.assign(rep_id=frame["rep_id"].astype(str))
        tidy = tidy.sort_values(list(KEYS), ignore_index=True)
        return cls(tidy, grain=_grain_of(tidy["period"]))

    @property
    def measures(self) -> list[str]:
        """The columns that hold measures."""
        numeric = self.frame.select_dtypes("number").columns
        return [name for name in numeric if name not in KEYS]

    @property
    def n_reps(self) -> int:
        """How many reps the panel holds."""
        return int(self.frame["rep_id"].nunique())

    @property
    def n_periods(self) -> int:
        """How many periods the panel spans."""
        return int(self.frame["period"].nunique())

    def at(self, period: pd.Timestamp) -> pd.DataFrame:
        """Return the rows of one period, one per rep."""
        return self.frame[self.frame["period"] == period].reset_index(drop=True)

    def drop_measure(self, name: str, *, reason: str) -> Panel:
        """Return the panel without a measure that it cannot carry, with the reason."""
        frame = self.frame.drop(columns=name, errors="ignore")
        return replace(self, frame=frame, refused={**self.refused, name: reason})

    def to_csv(self) -> str:
        """Return the panel as CSV, safe to open in a spreadsheet.

        Text that a spreadsheet would run as a formula gets an apostrophe in front.

        >>> own = pd.DataFrame({"rep_id": ["=1+1"], "period": [1], "x": [2.5]})
        >>> print(Panel.from_frame(own).to_csv(), end="")
        rep_id,period,x
        '=1+1,1,2.5
        """
        texts = self.frame.select_dtypes(["object", "string"]).columns
        safe = {
            name: self.frame[name].map(without_formula, na_action="ignore")
            for name in texts
        }
        heads = [without_formula(str(name)) for name in self.frame]
        frame = self.frame.assign(**safe).set_axis(heads, axis=1)
        return frame.to_csv(index=False, lineterminator="\n")

    def _repr_html_(self) -> str:
        text = self.frame.head().to_html()
        return f"<p>{self.n_reps} reps, {self.n_periods} periods</p>{text}"


def _check(frame: pd.DataFrame) -> None:
    absent = [name for name in KEYS if name not in frame]
    if absent:
        raise ParameterError.unknown("column", absent[0], map(str, frame.columns))
    if frame[list(KEYS)].isna().any(axis=None):
        message = "rep_id and period must be filled in every row of a panel"
        raise DataError(message)
    repeated = frame[frame.duplicated(list(KEYS))]
    if len(repeated):
        rep, period = repeated[list(KEYS)].iloc[0]
        message = (
            f"{len(repeated)} rep-periods stand twice, the first is {rep}, {period};"
            " a panel has one row per rep and period"
        )
        raise DataError(message)
    if not set(frame.select_dtypes("number").columns) - set(KEYS):
        message = "a panel needs at least one numeric measure beside rep_id and period"
        raise DataError(message)


def _grain_of(periods: pd.Series) -> Grain | None:
    if isinstance(periods.dtype, pd.PeriodDtype):
        periods = periods.dt.start_time
    if not pd.api.types.is_datetime64_any_dtype(periods):
        return _grain_of_labels(periods)
    gaps = pd.Series(periods.unique()).sort_values().diff().dt.days.dropna()
    sizes: dict[tuple[int, int], Grain] = {
        (7, 7): "week",
        (28, 42): "month",
        (89, 98): "quarter",
    }
    middle = gaps.median()
    return next(
        (grain for (low, high), grain in sizes.items() if low <= middle <= high), None
    )


def _grain_of_labels(periods: pd.Series) -> Grain | None:
    texts = periods.astype(str)
    shapes: dict[str, Grain] = {
        r"\d{4}-?W\d{1,2}": "week",
        r"\d{4}-\d{2}": "month",
        r"\d{4}-?Q\d": "quarter",
    }
    return next(
        (grain for shape, grain in shapes.items() if texts.str.fullmatch(shape).all()),
        None,
    )


def period_labels(panel: Panel) -> pd.Series:
    """Name the period of each row, e.g. 2026-W46.

    >>> own = pd.DataFrame({"rep_id": ["a"], "period": ["2026-W46"], "x": [1.0]})
    >>> period_labels(Panel.from_frame(own)).tolist()
    ['2026-W46']
    """
    periods = panel.frame["period"]
    grain = panel.grain
    if grain is None or not pd.api.types.is_datetime64_any_dtype(periods):
        return periods.astype(str)
    return periods.map(lambda start: label(start, grain, calendar=panel.calendar))
