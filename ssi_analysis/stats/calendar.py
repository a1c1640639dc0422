"""Periods at their distance: a week in which nobody has a row still lies between two.

Columns of a panel are the periods that it has rows in. Where a period is counted from
another, as by a lag, each column first goes to its place on the calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ssi_analysis.errors import ParameterError
from ssi_analysis.periods import parse_week

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.periods import Grain

    Matrix = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["on_calendar"]

_DAYS: Final[dict[Grain, float]] = {"week": 7, "month": 365.25 / 12, "quarter": 91.3125}
"""Mean lengths: first days of fiscal months stay within 9 days of such a grid."""


def on_calendar(
    panel: Panel, laid: Mapping[str, Matrix]
) -> tuple[dict[str, Matrix], str]:
    """Give every period of the calendar a column; say why where that cannot be done.

    Examples
    --------
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": ["2025-W52", "2026-W02"], "x": [1, 2]}
    >>> panel = Panel.from_frame(pd.DataFrame(rows))
    >>> on_calendar(panel, {"x": np.array([[1.0, 2.0]])})[0]["x"]
    array([[ 1., nan,  2.]])
    """
    periods = panel.frame["period"].drop_duplicates().sort_values(ignore_index=True)
    places = _places(periods, panel.grain)
    if places is None or len(np.unique(places)) < len(places):
        return dict(laid), "the distance between its periods is not known"
    places = places - places.min()
    wide = {}
    for name, values in laid.items():
        wide[name] = np.full((len(values), places.max() + 1), np.nan)
        wide[name][:, places] = values
    return wide, ""


def _places(periods: pd.Series, grain: Grain | None) -> Index | None:
    """Return numbers that differ by 1 between neighbours on the calendar."""
    if pd.api.types.is_integer_dtype(periods):
        return periods.to_numpy(dtype=np.intp)
    if grain is None:
        return None
    starts = _starts(periods, grain)
    if starts is None:
        return None
    days = (starts - starts.iloc[0]).dt.days.to_numpy()
    return np.asarray(np.round(days / _DAYS[grain]).astype(np.intp))


def _starts(periods: pd.Series, grain: Grain) -> pd.Series | None:
    if isinstance(periods.dtype, pd.PeriodDtype):
        return pd.Series(periods.dt.start_time)
    if pd.api.types.is_datetime64_any_dtype(periods):
        return periods
    labels = periods.astype(str)
    try:
        if grain == "week":
            parts = labels.str.extract(r"(\d{4})-?W(\d+)")
            return (parts[0] + "-W" + parts[1].str.zfill(2)).map(parse_week)
        unit = {"month": "M", "quarter": "Q"}[grain]
        months = pd.PeriodIndex(labels.str.replace("-Q", "Q"), freq=unit)
        return pd.Series(months.start_time)
    except (ParameterError, ValueError):
        return None
