"""Do two measures go together: between reps, within reps, or both stirred together?

These are three questions with three answers. `associate` asks one of them,
`decompose` all three side by side. Refusals come back as results with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.defaults import SEED
from ssi_analysis.errors import ParameterError
from ssi_analysis.stats.between import between
from ssi_analysis.stats.estimate import Association, Decomposition, Question
from ssi_analysis.stats.histories import histories
from ssi_analysis.stats.pooled import pooled
from ssi_analysis.stats.within import within

if TYPE_CHECKING:
    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.histories import Histories

__all__ = ["associate", "decompose", "decompose_pair"]


def associate(
    panel: Panel,
    x: str,
    y: str,
    *,
    question: Question = "within",
    rng: np.random.Generator | None = None,
) -> Association:
    """Say how two measures of a panel go together, for one question.

    Parameters
    ----------
    panel
        Reps by periods.
    x, y
        Names of measures; `y` is the outcome, whose shape is checked.
    question
        `within`: is y up in the periods when a rep's own x is up? `between`: do reps
        with a usually higher x have a usually higher y? `pooled`: both at once.
    rng
        Source of the random swaps; a fixed seed where it is not given.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi": [1, 2], "won": [3, 4]}
    >>> associate(Panel.from_frame(pd.DataFrame(rows)), "ssi", "won").reason
    '1 rep with both measures in two periods or more; an association needs at least 6'
    """
    pair = histories(panel, x, y)
    if question == "within":
        return within(pair, rng=rng)
    if question == "between":
        return between(pair, rng=rng)
    if question == "pooled":
        return pooled(pair)
    raise ParameterError.unknown("question", question, ("within", "between", "pooled"))


def decompose(
    panel: Panel, x: str, y: str, *, rng: np.random.Generator | None = None
) -> Decomposition:
    """Ask all three questions of the same rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from ssi_analysis.panel import Panel
    >>> rows = {"rep_id": ["a", "a"], "period": [1, 2], "ssi": [1, 2], "won": [3, 4]}
    >>> parts = decompose(Panel.from_frame(pd.DataFrame(rows)), "ssi", "won")
    >>> parts.to_frame()["question"].tolist()
    ['between', 'within', 'pooled']
    """
    return decompose_pair(histories(panel, x, y), rng=rng)


def decompose_pair(
    pair: Histories, *, rng: np.random.Generator | None = None
) -> Decomposition:
    """Ask all three questions of histories already laid out."""
    rng = rng or np.random.default_rng(SEED)
    return Decomposition(
        between=between(pair, rng=rng),
        within=within(pair, rng=rng),
        pooled=pooled(pair),
    )
