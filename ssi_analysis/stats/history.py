"""How the score moved over time, as medians over reps and the middle half.

A median over reps is robust to one rep's holiday; the band is the middle half of
reps, and is left out where fewer than MIN_GROUP reps stand behind it, because it
would then show single people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.defaults import MIN_DESCRIBED, MIN_GROUP
from ssi_analysis.display import Tabular
from ssi_analysis.errors import ParameterError
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_analysis.panel import Panel

__all__ = ["History", "history"]


@dataclass(frozen=True)
class History(Tabular):
    """Median and middle half of measures over reps, one row per period and measure.

    `frame` has the columns `period, measure, n_reps, median, low, high`; `low` and
    `high` are the quartiles, missing where fewer than MIN_GROUP reps are behind them.
    """

    frame: pd.DataFrame

    def of(self, measure: str) -> pd.DataFrame:
        """Return the periods of one measure in order."""
        return self.frame[self.frame["measure"] == measure].reset_index(drop=True)

    def recent(
        self, until: pd.Timestamp, *, measure: str = "ssi_total", weeks: int = 26
    ) -> list[float | None]:
        """Return the medians of the weeks up to one that begins on `until`.

        None where nothing is known, and where so few reps are known that no middle
        half is shown either.
        """
        known = self.of(measure).set_index("period").dropna(subset="low")["median"]
        days = pd.date_range(end=until, periods=weeks, freq="7D")
        return [
            None if pd.isna(median) else round(float(median), 1)
            for median in known.reindex(days)
        ]

    def rows(self) -> list[dict[str, object]]:
        """Return one row per period and measure."""
        return [
            {str(key): value for key, value in row.items()}
            for row in self.frame.to_dict("records")
        ]


def history(
    panel: Panel, *, measures: Sequence[str] = ("ssi_total", *PILLARS)
) -> History:
    """Take the median over reps of each measure in each period.

    Of a team, periods of fewer than MIN_DESCRIBED reps are left out.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "b"], "period": [1, 1], "ssi_total": [50.0, 60.0]}
    >>> own = Panel.from_frame(pd.DataFrame(rows))
    >>> history(own, measures=["ssi_total"]).frame["median"].tolist()
    [55.0]
    """
    for name in measures:
        if name not in panel.frame:
            known = {*panel.measures, *panel.refused}
            raise ParameterError.unknown("measure", name, known)
    columns = panel.frame[["period", *measures]]
    long = columns.melt(id_vars="period", var_name="measure").dropna(subset="value")
    groups = long.groupby(["measure", "period"])["value"]
    sums = groups.agg(n_reps="size", median="median")
    enough = sums["n_reps"] >= max(MIN_GROUP, panel.min_group)
    low, high = (groups.quantile(level).where(enough) for level in (0.25, 0.75))
    least = min(MIN_DESCRIBED, panel.min_group)
    told = sums.assign(low=low, high=high)[sums["n_reps"] >= least]
    return History(told.reset_index())
