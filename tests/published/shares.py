"""Shares, their ranges, and what is left of p-values and effects under suspicion."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from scipy import stats

from ssi_analysis.stats.counterexamples import clustered_share, wilson
from tests.published.printed import Published

# R's UCBAdmissions: applicants of six departments at Berkeley in 1973.
MEN_ADMITTED, MEN = [512, 353, 120, 138, 53, 22], [825, 560, 325, 417, 191, 373]
WOMEN_ADMITTED, WOMEN = [89, 17, 202, 131, 94, 24], [108, 25, 593, 375, 393, 341]

# Benjamini and Hochberg 1995, section 4.1: fifteen p-values of a trial.
TRIAL = [
    *[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
    *[0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0],
]


def newcombe() -> dict[str, float]:
    found = {}
    for hits, total in ((81, 263), (15, 148), (0, 20), (1, 29)):
        low, high = wilson(hits / total, total)
        found |= {f"{hits} of {total}, low": low, f"{hits} of {total}, high": high}
    return found


def newcombes_differences() -> dict[str, float]:
    return difference(56, 70, 48, 80) | difference(9, 10, 3, 10)


def difference(hits: int, total: int, others: int, out_of: int) -> dict[str, float]:
    """Join two of our intervals by squares, Newcombe's method 10."""
    one, two = hits / total, others / out_of
    (low, high), (low_two, high_two) = wilson(one, total), wilson(two, out_of)
    name = f"{hits} of {total} less {others} of {out_of}"
    return {
        f"{name}, low": one - two - math.hypot(one - low, high_two - two),
        f"{name}, high": one - two + math.hypot(high - one, two - low_two),
    }


def berkeley() -> dict[str, float]:
    men = clustered_share(np.array(MEN_ADMITTED), np.array(MEN))
    women = clustered_share(np.array(WOMEN_ADMITTED), np.array(WOMEN))
    return {"men": men.value, "women": women.value}


def benjamini_and_hochberg() -> dict[str, float]:
    q_values = stats.false_discovery_control(TRIAL)
    found = {f"q of p-value {n}": float(q_values[n - 1]) for n in range(1, 6)}
    return found | {
        "found at .05": float((q_values < 0.05).sum()),
        "found at .05, Bonferroni": float((np.array(TRIAL) < 0.05 / 15).sum()),
    }


def darfur() -> dict[str, float]:
    """Read estimate, error and degrees of freedom back into what a cause must do."""
    t, freedom = 0.0973158 / 0.0232565, 783
    least = float(stats.t.ppf(0.975, freedom - 1)) / math.sqrt(freedom - 1)
    return {
        "partial R squared": t**2 / (t**2 + freedom),
        "robustness value": robustness(t / math.sqrt(freedom)),
        "robustness value at .05": robustness(t / math.sqrt(freedom) - least),
    }


def robustness(f: float) -> float:
    return (math.sqrt(f**4 + 4 * f**2) - f**2) / 2


def e_values() -> dict[str, float]:
    return {
        f"of {ratio}": ratio + math.sqrt(ratio * (ratio - 1))
        for ratio in (10.73, 8.02, 3.9, 1.8)
    }


PUBLISHED: Final = (
    Published(
        "Newcombe 1998, Statistics in Medicine 17:857, table I",
        "`wilson`",
        {
            "81 of 263, low": "0.2553",
            "81 of 263, high": "0.3662",
            "15 of 148, low": "0.0624",
            "15 of 148, high": "0.1605",
            "0 of 20, low": "0.0000",
            "0 of 20, high": "0.1611",
            "1 of 29, low": "0.0061",
            "1 of 29, high": "0.1718",
        },
        newcombe,
    ),
    Published(
        "Newcombe 1998, Statistics in Medicine 17:873, table II, method 10",
        "`wilson`, twice",
        {
            "56 of 70 less 48 of 80, low": "0.0524",
            "56 of 70 less 48 of 80, high": "0.3339",
            "9 of 10 less 3 of 10, low": "0.1705",
            "9 of 10 less 3 of 10, high": "0.8090",
        },
        newcombes_differences,
    ),
    Published(
        "Bickel and others 1975, as in R's UCBAdmissions",
        "`clustered_share`, departments as reps",
        {"men": "0.445188", "women": "0.303542"},
        berkeley,
    ),
    Published(
        "Benjamini and Hochberg 1995, section 4.1",
        "q-values as `associate_family` makes them",
        {
            "q of p-value 1": "0.0015",
            "q of p-value 2": "0.0030",
            "q of p-value 3": "0.0095",
            "q of p-value 4": "0.035625",
            "q of p-value 5": "0.0603",
            "found at .05": "4",
            "found at .05, Bonferroni": "3",
        },
        benjamini_and_hochberg,
    ),
    Published(
        "Cinelli and Hazlett 2020, Darfur, as in sensemakr in R",
        "the robustness value",
        {
            "partial R squared": "0.02187",
            "robustness value": "0.13878",
            "robustness value at .05": "0.07626",
        },
        darfur,
    ),
    Published(
        "VanderWeele and Ding 2017; EValue in R",
        "the E-value",
        {
            "of 10.73": "20.9478",
            "of 8.02": "15.5234",
            "of 3.9": "7.26",
            "of 1.8": "3.00",
        },
        e_values,
    ),
)
