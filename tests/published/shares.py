"""Shares, their ranges, and what is left of p-values and effects under suspicion."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy import stats

from ssi_analysis.stats.contrasts import difference
from ssi_analysis.stats.counterexamples import clustered_share, wilson
from ssi_analysis.stats.estimate import Estimate, Share
from ssi_analysis.stats.hidden import (
    Hidden,
    adjusted,
    e_value,
    partial_f,
    robustness,
    times_as_much,
)
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
    found = {}
    for more, less in (((56, 70), (48, 80)), ((9, 10), (3, 10))):
        answer = difference(share(*more), share(*less))
        name = "{} of {} less {} of {}".format(*more, *less)
        found |= {f"{name}, low": answer.low, f"{name}, high": answer.high}
    return found


def share(hits: int, total: int) -> Share:
    low, high = wilson(hits / total, total)
    return Share("", hits, total, total, Estimate(hits / total, low, high))


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
    slope = {"estimate": 0.0973158, "error": 0.0232565}
    f = partial_f(**slope, dof=783)
    woman = Hidden(of_x=0.00908107, of_y=0.10903392)
    left = {
        f"left by {times} times woman": adjusted(
            **slope, dof=783, hidden=times_as_much(woman, times=times)
        )
        for times in (1, 2, 3)
    }
    return left | {
        "partial R squared": f**2 / (1 + f**2),
        "robustness value": robustness(f),
        "robustness value at .05": robustness(f, alpha=0.05, dof=783),
    }


def e_values() -> dict[str, float]:
    """Ask for the E-values of two risk ratios and of their lower limits."""
    return {
        "of 10.73": e_value(10.73),
        "of its limit 8.02": e_value(10.73, limit=8.02),
        "of 3.9": e_value(3.9),
        "of its limit 1.8": e_value(3.9, limit=1.8),
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
        "`difference`",
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
        "`partial_f`, `robustness`, `adjusted`",
        {
            "partial R squared": "0.02187",
            "robustness value": "0.13878",
            "robustness value at .05": "0.07626",
            "left by 1 times woman": "0.0752203",
            "left by 2 times woman": "0.0529152",
            "left by 3 times woman": "0.030396",
        },
        darfur,
    ),
    Published(
        "VanderWeele and Ding 2017; EValue in R",
        "`e_value`",
        {
            "of 10.73": "20.9478",
            "of its limit 8.02": "15.5234",
            "of 3.9": "7.26",
            "of its limit 1.8": "3.00",
        },
        e_values,
    ),
)
