"""How much would something that nobody measured have to explain to undo a finding?

Two published measures. For a slope the robustness value of Cinelli and Hazlett (2020,
J. R. Stat. Soc. B 82): a hidden variable that explains that share of what is left of
both measures would bring the slope to zero (or its interval to zero); with f the
partial correlation over the square root of one less its square,

    RV = (sqrt(f^4 + 4 f^2) - f^2) / 2

For a risk ratio the E-value of VanderWeele and Ding (2017, Ann. Intern. Med. 167):
RR + sqrt(RR (RR - 1)), the ratio by which it would have to go along with both. For
few reps the value of the interval is often 0: that is the answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import stats

from ssi_analysis.errors import ParameterError

__all__ = ["Hidden", "adjusted", "e_value", "partial_f", "robustness", "times_as_much"]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden variable: what it explains of what is left of x, and then of y."""

    of_x: float
    of_y: float


def partial_f(estimate: float, error: float, *, dof: float) -> float:
    """Return f, the size of a slope on the scale of partial correlations.

    Examples
    --------
    >>> f = partial_f(0.0973158, 0.0232565, dof=783)
    >>> round(f**2 / (1 + f**2), 5)
    0.02187
    """
    return abs(estimate / error) / math.sqrt(dof)


def robustness(
    f: float, *, q: float = 1.0, alpha: float | None = None, dof: float = math.inf
) -> float:
    """Return the robustness value of a slope with this partial f.

    Parameters
    ----------
    f
        As `partial_f` returns it.
    q
        The share of the slope to be explained away; 1 is all of it.
    alpha
        None for the slope itself; else what would make its test of this level fail.
    dof
        Degrees of freedom of that test.

    Examples
    --------
    >>> f = partial_f(0.0973158, 0.0232565, dof=783)
    >>> round(robustness(f), 5), round(robustness(f, alpha=0.05, dof=783), 5)
    (0.13878, 0.07626)
    """
    critical = 0.0
    if alpha is not None:
        critical = float(stats.t.ppf(1 - alpha / 2, dof - 1)) / math.sqrt(dof - 1)
    left = q * f - critical
    if left <= 0:
        return 0.0
    if critical and q * f > 1 / critical:
        # A variable that explains all of y then needs less than an even one.
        return (q * q * f * f - critical**2) / (1 + q * q * f * f)
    return (math.sqrt(left**4 + 4 * left**2) - left**2) / 2


def adjusted(estimate: float, error: float, *, dof: float, hidden: Hidden) -> float:
    """Return the slope that would be left if there were such a hidden variable.

    Examples
    --------
    >>> woman = Hidden(of_x=0.00916428667, of_y=0.12464092304)
    >>> round(adjusted(0.0973158, 0.0232565, dof=783, hidden=woman), 4)
    0.0752
    """
    odds = hidden.of_x / (1 - hidden.of_x)
    bias = error * math.sqrt(dof * hidden.of_y * odds)
    return math.copysign(1, estimate) * (abs(estimate) - bias)


def times_as_much(known: Hidden, *, times: float = 1.0) -> Hidden:
    """Return a hidden variable so many times as telling as a measured one.

    Where so much cannot be left to explain, both shares are NaN.

    Examples
    --------
    >>> found = times_as_much(Hidden(of_x=0.00908107, of_y=0.10903392), times=2)
    >>> round(found.of_x, 4), round(found.of_y, 3)
    (0.0183, 0.249)
    """
    x_odds, y_odds = (part / (1 - part) for part in (known.of_x, known.of_y))
    if times * x_odds >= 1:
        return Hidden(math.nan, math.nan)
    shared = times * known.of_x * x_odds / (1 - times * known.of_x)
    if shared >= 1:
        return Hidden(math.nan, math.nan)
    ratio = (math.sqrt(times) + math.sqrt(shared)) / math.sqrt(1 - shared)
    return Hidden(times * x_odds, min(1.0, ratio**2 * y_odds))


def e_value(ratio: float, *, limit: float | None = None) -> float:
    """Return the E-value of a risk ratio, or of its interval's limit nearest to 1.

    A limit on the other side of 1 has the E-value 1: nothing hidden is needed.

    Examples
    --------
    >>> round(e_value(10.73), 4), round(e_value(10.73, limit=8.02), 4)
    (20.9478, 15.5234)
    """
    for name, value in (("ratio", ratio), ("limit", limit)):
        if value is not None and value <= 0:
            raise ParameterError.badly_typed(name, value, "a ratio above 0")
    if limit is not None:
        crossed = (ratio - 1) * (limit - 1) <= 0
        return 1.0 if crossed else e_value(limit)
    over = max(ratio, 1 / ratio)
    return over + math.sqrt(over * (over - 1))
