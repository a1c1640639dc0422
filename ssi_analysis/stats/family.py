"""Several links asked about at once: what survives having looked so often?

With 45 links and none true, a valid test each finds at least one in 46 % of teams. Two
corrections stand beside each other. The q-value (Benjamini and Hochberg 1995) bounds
the share of false ones among the links that pass; max-T (Westfall and Young 1993)
bounds the chance of a single one:

    p_m = share of swaps s with max_k |t_k(s)| >= |t_m|,   t_k(s) = score_k(s) / rms_k,

where one and the same swap s gives every member its score (that of the test within
reps) and rms_k is the root mean square of a member's scores over all swaps, so that
members of another stickiness or other gaps are comparable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from ssi_analysis.defaults import ALPHA, SEED
from ssi_analysis.display import Tabular
from ssi_analysis.errors import ParameterError
from ssi_analysis.schema import PILLARS
from ssi_analysis.stats.alike import alike, fit_alike
from ssi_analysis.stats.histories import all_histories
from ssi_analysis.stats.joint_swaps import JointSwaps
from ssi_analysis.stats.resampling import share_reaching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ssi_analysis.panel import Panel
    from ssi_analysis.stats.alike import PairsFit
    from ssi_analysis.stats.estimate import Association

    Matrix = NDArray[np.float64]

__all__ = ["FamilyMember", "FamilyResult", "associate_family"]


@dataclass(frozen=True)
class FamilyMember:
    """One link within reps; `q_value` and `family_p` are corrected for its family."""

    association: Association
    q_value: float = math.nan
    family_p: float = math.nan

    @property
    def is_counted(self) -> bool:
        """Whether it was tested, and so counts among the tests of its family."""
        return math.isfinite(self.association.p_value)

    @property
    def survives(self) -> bool:
        """Whether it is still there after correction for the family."""
        return self.q_value < ALPHA and self.association.estimate.excludes_zero


@dataclass(frozen=True)
class FamilyResult(Tabular):
    """Links within reps that were declared together, each x with each y.

    Refused members stay with their reason and do not count. `detectable` is the
    smallest r that every counted member could be expected to show if it stood alone.
    """

    members: tuple[FamilyMember, ...]
    detectable: float
    null: str = (
        "Which rep's history of each score stands beside which rep's outcomes makes no"
        " difference."
    )

    @property
    def counted(self) -> tuple[FamilyMember, ...]:
        """The members that were tested."""
        return tuple(member for member in self.members if member.is_counted)

    @property
    def survivors(self) -> tuple[FamilyMember, ...]:
        """The members still there after correction."""
        return tuple(member for member in self.members if member.survives)

    @property
    def n_tests(self) -> int:
        """How many links were tested."""
        return len(self.counted)

    @property
    def n_free(self) -> int:
        """How many of them can differ freely: the four pillars add up to the total."""
        tested = {(each.association.x, each.association.y) for each in self.counted}
        scores = {"ssi_total", *PILLARS}
        sums = sum(
            scores <= {x for x, outcome in tested if outcome == y}
            for y in {y for _, y in tested}
        )
        return self.n_tests - sums

    @property
    def reason(self) -> str:
        """Why nothing was tested; empty where something was."""
        if self.counted:
            return ""
        first = self.members[0].association
        return first.reason or first.p_reason

    def of(self, x: str, y: str) -> FamilyMember:
        """Return the member of two measures."""
        pairs = {
            (each.association.x, each.association.y): each for each in self.members
        }
        return pairs[x, y]

    def rows(self) -> list[dict[str, object]]:
        """Return one row per member."""
        return [
            {**row, "q": member.q_value, "p max-T": member.family_p}
            for member in self.members
            for row in member.association.rows()
        ]


def associate_family(
    panel: Panel,
    xs: Sequence[str],
    ys: Sequence[str],
    *,
    rng: np.random.Generator | None = None,
) -> FamilyResult:
    """Associate each x with each y within reps, corrected for having asked them all.

    The five SSI scores are five tests with four degrees of freedom: `n_tests` and
    `n_free` say so.

    Examples
    --------
    >>> import pandas as pd
    >>> noise = np.random.default_rng(3).normal(size=(3, 12, 30))
    >>> reps, weeks = np.indices((12, 30))
    >>> cells = {"rep_id": reps.ravel(), "period": weeks.ravel()}
    >>> cells |= {"brand": noise[0].ravel(), "people": noise[1].ravel()}
    >>> cells |= {"won": (noise[0] + noise[2]).ravel()}
    >>> from ssi_analysis.panel import Panel
    >>> panel = Panel.from_frame(pd.DataFrame(cells))
    >>> found = associate_family(panel, ["brand", "people"], ["won"])
    >>> [member.association.x for member in found.survivors], found.n_tests
    (['brand'], 2)
    """
    for name, measures in (("xs", xs), ("ys", ys)):
        if isinstance(measures, str) or not measures:
            raise ParameterError.badly_typed(name, measures, "a list of measures")
    pairs = all_histories(panel, list(dict.fromkeys(xs)), list(dict.fromkeys(ys)))
    fits = [
        fit_alike([pairs[place] for place in places], places) for places in alike(pairs)
    ]
    tested = _test(fits, rng or np.random.default_rng(SEED))
    return FamilyResult(
        _corrected([tested[place] for place in range(len(pairs))]),
        max(fit.detectable for fit in fits),
    )


def _test(
    fits: Sequence[PairsFit], rng: np.random.Generator
) -> dict[int, tuple[Association, Matrix]]:
    """Return each pair with its p-value and its mean score in each joint swap."""
    given = [fit for fit in fits if fit.is_given]
    everyone = np.any([fit.reps for fit in given], axis=0) if given else np.empty(0)
    swaps = JointSwaps.draw(given[0].segments[everyone], rng=rng) if given else None
    tested = {}
    for fit in fits:
        own = swaps.among(fit.reps[everyone]) if swaps and fit.is_given else None
        for place, association in zip(fit.places, fit.associations, strict=True):
            tested[place] = _with_p(association, fit, own)
    return tested


def _with_p(
    association: Association, fit: PairsFit, swaps: JointSwaps | None
) -> tuple[Association, Matrix]:
    if swaps is None or association.reason:
        return association, _UNTESTED
    if swaps.reason:
        return replace(association, p_reason=swaps.reason), _UNTESTED
    x, y = fit.residuals[association.x], fit.residuals[association.y]
    means = swaps.means(x, y, fit.present)
    return replace(association, p_value=share_reaching(means), p_reason=""), means


_UNTESTED: Matrix = np.empty(0)


def _corrected(
    tested: Sequence[tuple[Association, Matrix]],
) -> tuple[FamilyMember, ...]:
    p_values = np.array([association.p_value for association, _ in tested])
    q_values, family_p = np.full((2, len(tested)), math.nan)
    counted = np.flatnonzero(np.isfinite(p_values))
    if len(counted):
        q_values[counted] = stats.false_discovery_control(p_values[counted])
        scaled = np.array(
            [_in_own_spread(tested[place][1]) for place in counted.tolist()]
        )
        largest = scaled.max(axis=0)
        family_p[counted] = [share_reaching(largest, own=own[0]) for own in scaled]
    return tuple(
        FamilyMember(association, float(q_value), float(p_value))
        for (association, _), q_value, p_value in zip(
            tested, q_values, family_p, strict=True
        )
    )


def _in_own_spread(means: Matrix) -> Matrix:
    known = means[np.isfinite(means)]
    return np.asarray(means / np.sqrt((known**2).mean()))
