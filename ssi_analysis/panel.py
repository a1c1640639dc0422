"""THE frame: one row per rep and period, and Coverage, which counts what is not in it.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssi_analysis.display import Tabular

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ssi_analysis.periods import Grain


@dataclass(frozen=True)
class Coverage(Tabular):
    """What was dropped on the way to the panel, where and why."""

    dropped: tuple[tuple[str, int, str], ...] = ()  # what, how many, reason

    def rows(self) -> list[dict[str, object]]:
        return [
            {"what": what, "count": n, "reason": reason}
            for what, n, reason in self.dropped
        ]


@dataclass(frozen=True)
class Panel:
    """Rep x period. DRAFT, being finished; the attributes are stable.

    frame: columns rep_id, period (sortable), optional segment/team, then measures.
    refused: measure -> reason why this panel cannot carry it at this grain.
    """

    frame: pd.DataFrame
    coverage: Coverage = field(default_factory=Coverage)
    grain: Grain | None = None
    refused: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> Panel:
        return cls(frame=frame.copy())
