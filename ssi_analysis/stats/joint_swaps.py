"""One set of swaps for several links, so that their chances can be compared.

The swaps are those of `resampling`: each rep's x history beside another rep's y
history of the same segment. In segments of more than 64 reps they stay within random
groups of at most 64. Those swaps form a group too, so the test stays exact, and its
work is linear in reps.

Where a link has fewer reps than the others, each swap passes over those it lacks: a
rep's partner is the first one reached, by going from partner to partner, who belongs
to the link. That is again a swap, as likely as any other, and the same one for all
the reps that it did not have to lead past anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.defaults import EXACT_ORDERINGS, FAMILY_GROUP
from ssi_analysis.stats.resampling import (
    draw_orders,
    groups_of,
    mean_score,
    n_orderings,
    pair_scores,
    picked,
    too_few_orderings,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Index = NDArray[np.intp]

__all__ = ["JointSwaps"]


@dataclass(frozen=True)
class JointSwaps:
    """Orderings of reps, the observed one first, within numbered groups.

    `partners` has a row per rep and a column per ordering; `reason` says why there are
    too few of them for a p-value.
    """

    groups: Index
    partners: Index
    reason: str = ""

    @classmethod
    def draw(cls, segments: Index, *, rng: np.random.Generator) -> JointSwaps:
        """Draw orderings within segments, all of them where there are few.

        >>> segments = np.zeros(8, int)
        >>> JointSwaps.draw(segments, rng=np.random.default_rng(1)).partners.shape
        (8, 40320)
        """
        groups = _divided(segments, rng)
        return cls(groups, _partners(groups, rng), too_few_orderings(groups))

    def among(self, inside: Mask) -> JointSwaps:
        """Return the same swaps among some of the reps only.

        >>> swaps = JointSwaps(np.zeros(3, int), np.array([[0, 1], [1, 2], [2, 0]]))
        >>> swaps.among(np.array([True, False, True])).partners
        array([[0, 1],
               [1, 0]])
        """
        if inside.all():
            return self
        groups = self.groups[inside]
        found = self.partners[inside]
        while (passed := ~inside[found]).any():
            further = np.take_along_axis(self.partners, found, axis=0)
            found = np.where(passed, further, found)
        numbers = np.cumsum(inside) - 1
        return JointSwaps(groups, numbers[found], too_few_orderings(groups))

    def means(self, x: Matrix, y: Matrix, present: Mask) -> Matrix:
        """Return the mean score of each ordering, without its sign.

        The score of two histories is that of the test within reps.
        """
        total, size = np.zeros((2, self.partners.shape[1]))
        for reps, partners in self._by_group:
            scores = pair_scores(x, y, present, reps)
            own = picked(scores, partners)
            total, size = total + own[0], size + own[1]
        return np.abs(mean_score(total, size))

    @cached_property
    def _by_group(self) -> list[tuple[Index, Index]]:
        """The reps of each group and their partners, as places in that group."""
        members = groups_of(self.groups)
        place = np.empty(len(self.groups), np.intp)
        for reps in members:
            place[reps] = np.arange(len(reps))
        return [(reps, place[self.partners[reps]]) for reps in members]


def _divided(segments: Index, rng: np.random.Generator) -> Index:
    """Divide large segments at random into groups of nearly the same size."""
    groups = np.empty(len(segments), np.intp)
    n_groups = 0
    for segment in np.unique(segments):
        reps = np.flatnonzero(segments == segment)
        parts = -(-len(reps) // FAMILY_GROUP)
        shuffled = rng.permutation(len(reps)) if parts > 1 else np.arange(len(reps))
        groups[reps] = n_groups + shuffled % parts
        n_groups += parts
    return groups


def _partners(groups: Index, rng: np.random.Generator) -> Index:
    members = groups_of(groups)
    if n_orderings(members) <= EXACT_ORDERINGS:
        return _every_ordering(members, len(groups))
    drawn = [draw_orders(len(reps), rng) for reps in members]
    partners = np.empty((len(groups), drawn[0].shape[1]), np.intp)
    for reps, orders in zip(members, drawn, strict=True):
        partners[reps] = reps[orders]
    return partners


def _every_ordering(members: list[Index], n_reps: int) -> Index:
    orders = np.arange(n_reps)[:, None]
    for reps in members:
        own = np.array(list(permutations(reps))).T
        n_before, n_own = orders.shape[1], own.shape[1]
        orders = np.repeat(orders, n_own, axis=1)
        orders[reps] = np.tile(own, n_before)
    return orders
