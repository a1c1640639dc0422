"""How far the middle of a team is from its own upper quarter, pillar by pillar.

The yardstick is the team itself: a quarter of its reps stand there already, with the
same product and the same tools. What stands under a pillar is to be tried; nothing here
says that a higher pillar would change sales.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ssi_analysis.defaults import MIN_GROUP
from ssi_analysis.display import Tabular
from ssi_analysis.schema import PILLARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ssi_analysis.panel import Panel

__all__ = ["TIPS", "Coaching", "PillarGap", "pillar_gaps"]

TIPS: Final[Mapping[str, tuple[str, ...]]] = {
    "ssi_brand": (
        "complete the profile, with a photo, whom you help and how to reach you",
        "optimize it for buyers: use the words that they search for",
    ),
    "ssi_people": (
        "find the decision makers of each target account with a saved search",
        "look at what is new in it once a week, and save whom you work with",
    ),
    "ssi_insights": (
        "share one thing a week that a buyer can use, with a sentence of your own",
        "comment where buyers talk, to add something of value",
    ),
    "ssi_relationships": (
        "make each request personal: say why, in one sentence",
        "stay in steady contact with those you know, a few people each week",
        "write every message yourself, never with a tool that sends them for you",
    ),
}
"""What can be tried under each pillar."""

WEEKS: Final = 4
"""Latest periods that are taken together: one week's holiday is no habit."""


@dataclass(frozen=True, slots=True)
class PillarGap:
    """One pillar, 0 to 25: the median of reps, and where their upper quarter begins."""

    pillar: str
    n_reps: int
    median: float
    upper: float

    @property
    def gap(self) -> float:
        """How far the middle rep is from the upper quarter."""
        return self.upper - self.median

    @property
    def tips(self) -> tuple[str, ...]:
        """What can be tried."""
        return TIPS[self.pillar]


@dataclass(frozen=True)
class Coaching(Tabular):
    """The gaps of the pillars, the widest first; none where `reason` says why."""

    n_reps: int
    n_periods: int
    gaps: tuple[PillarGap, ...] = ()
    reason: str = ""

    def rows(self) -> list[dict[str, object]]:
        """Return one row per pillar."""
        return [
            {
                "pillar": each.pillar,
                "reps": each.n_reps,
                "median": each.median,
                "upper": each.upper,
                "gap": each.gap,
            }
            for each in self.gaps
        ]


def pillar_gaps(panel: Panel, *, n_periods: int = WEEKS) -> Coaching:
    """Measure each pillar's median against the team's own upper quartile.

    Each rep counts with the mean of the latest `n_periods`. A pillar known of fewer
    reps than the panel's `min_group` is left out: its upper quarter would be one of
    them.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": list("abcde"), "period": [1] * 5}
    >>> rows |= {"ssi_brand": [10, 12, 14, 18, 20], "ssi_people": [9, 9, 10, 11, 11]}
    >>> found = pillar_gaps(Panel.from_frame(pd.DataFrame(rows)))
    >>> [(each.pillar, each.median, each.gap) for each in found.gaps]
    [('ssi_brand', 14.0, 4.0), ('ssi_people', 10.0, 1.0)]
    """
    means = _latest(panel, n_periods).groupby("rep_id").mean()
    gaps = [
        _gap(str(name), known)
        for name, known in ((name, means[name].dropna()) for name in means)
        if len(known) >= max(MIN_GROUP, panel.min_group)
    ]
    gaps.sort(key=lambda each: (-each.gap, each.median))
    n_reps = int(means.notna().any(axis=1).sum())
    reason = "" if gaps else _why_none(n_reps, max(MIN_GROUP, panel.min_group))
    return Coaching(n_reps, n_periods, tuple(gaps), reason)


def _gap(name: str, known: pd.Series) -> PillarGap:
    median, upper = known.quantile([0.5, 0.75])
    return PillarGap(name, len(known), float(median), float(upper))


def _latest(panel: Panel, n_periods: int) -> pd.DataFrame:
    last = panel.frame["period"].drop_duplicates().nlargest(n_periods)
    known = [name for name in PILLARS if name in panel.frame]
    inside = panel.frame["period"].isin(last)
    return panel.frame.loc[inside, ["rep_id", *known]]


def _why_none(n_reps: int, least: int) -> str:
    if not n_reps:
        return "no pillar is known in the latest weeks"
    return f"an upper quarter of fewer than {least} reps is not shown"
