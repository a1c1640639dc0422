"""Pairs with the same complete cells: reps and periods are taken out of each once.

Nine outcomes and five scores are 45 pairs but 14 measures. Where they are known in
the same cells, one fit of the 14 gives the moments of all 45.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ssi_analysis.stats.demeaned import cross_products
from ssi_analysis.stats.detectable import autocorrelation, detectable
from ssi_analysis.stats.within import (
    NO_VARIATION,
    Moments,
    answer_within,
    unanswered_within,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ssi_analysis.stats.demeaned import CrossProducts
    from ssi_analysis.stats.estimate import Association
    from ssi_analysis.stats.histories import Histories

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Index = NDArray[np.intp]

__all__ = ["PairsFit", "alike", "fit_alike"]


def alike(pairs: Sequence[Histories]) -> list[list[int]]:
    """Bring pairs with the same complete cells together, so that one fit does."""
    alike: dict[bytes, list[int]] = {}
    for place, pair in enumerate(pairs):
        key = pair.present.tobytes() + pair.reason.encode()
        alike.setdefault(key, []).append(place)
    return list(alike.values())


@dataclass(frozen=True)
class PairsFit:
    """Pairs with the same complete cells, before their test.

    `reps` tells which of all reps they have, `residuals` holds each measure with reps
    and periods taken out.
    """

    places: list[int]
    associations: list[Association]
    segments: Index
    reps: Mask
    present: Mask
    residuals: dict[str, Matrix]
    detectable: float = -math.inf

    @property
    def is_given(self) -> bool:
        """Whether any of the pairs has an estimate."""
        return any(not each.reason for each in self.associations)


def fit_alike(pairs: Sequence[Histories], places: list[int]) -> PairsFit:
    """Fit pairs with the same complete cells; `places` numbers them in the family."""
    usable = [pair.repeated() for pair in pairs]
    fit = PairsFit(
        places,
        [unanswered_within(pair) for pair in usable],
        pairs[0].segments,
        pairs[0].present.sum(axis=1) >= 2,
        usable[0].present,
        {},
    )
    if not fit.is_given:
        return fit
    laid: dict[str, Matrix] = {}
    for pair, blank in zip(usable, fit.associations, strict=True):
        if not blank.reason:
            laid |= {pair.x_name: pair.x, pair.y_name: pair.y}
    products = cross_products(np.array([*laid.values()]), fit.present)
    answers = [_answer(each, products, [*laid]) for each in fit.associations]
    residuals = dict(zip(laid, products.residuals, strict=True))
    found = replace(fit, associations=answers, residuals=residuals)
    return replace(found, detectable=_detectable(found))


def _answer(
    blank: Association, products: CrossProducts, names: Sequence[str]
) -> Association:
    if blank.reason:
        return blank
    x, y = names.index(blank.x), names.index(blank.y)
    if not products.varies[[x, y]].all():
        return blank.refuse(NO_VARIATION)
    full, left_out = (
        Moments(each[..., x, x], each[..., x, y], each[..., y, y])
        for each in (products.full, products.left_out)
    )
    return answer_within(blank, full, left_out)


def _detectable(fit: PairsFit) -> float:
    given = [each for each in fit.associations if not each.reason]
    sticky = {
        name: autocorrelation(fit.residuals[name], fit.present)
        for name in {name for each in given for name in (each.x, each.y)}
    }
    smallest = (
        detectable(
            n_reps=len(fit.present),
            n_periods=float(fit.present.sum() / len(fit.present)),
            x_autocorrelation=sticky[each.x],
            y_autocorrelation=sticky[each.y],
        )
        for each in given
    )
    return max(smallest, default=-math.inf)
