"""Conventions of method, each with its reason.

They are passed explicitly as keyword defaults, so that a caller can always see and
change them; nothing in the package reads them behind a caller's back.
"""

from __future__ import annotations

from typing import Final

CONFIDENCE: Final = 0.95
"""Level of every interval: readers know it and the calibration tables use it."""

ALPHA: Final = 0.05
"""Gate of the ladder: because the calibration keeps false alarms at this rate."""

BETWEEN_ALPHA: Final = 0.01
"""Gate of the ladder between reps: far below ALPHA, because within reps is the declared
question and between reps the second one asked of the same team. With .01, 2.2 to 5.0 %
of teams without any link reached E3 or more, with .025 up to 6.1 %, measured."""

MIN_REPS: Final = 6
"""Fewest reps for an association: below 6 the jackknife-z interval was not shown to
cover 95 %, and with 5 reps a swap p-value cannot fall below 1/120."""

MIN_WEEKS: Final = 8
"""Fewest weeks for more than a description: shorter panels see only links above .5."""

MIN_QUARTERS: Final = 3
"""Fewest quarters for more than a description: two quarters are one difference."""

MIN_MONTHS: Final = 6
"""Fewest months for more than a description: half a year; two quarters are too few."""

MAX_DETECTABLE: Final = 0.5
"""Largest detectable r that still allows more than a description: a team that could
only have seen a link of .5 has not looked in any useful sense."""

POWER: Final = 0.8
"""Chance of seeing a link of the detectable size: the usual 80 %, as in the tables the
formula was checked against."""

MAX_MISSING: Final = 0.2
"""Share of missing rep-periods above which a finding is taken down a level: one in
five missing is enough to turn a result if they are not missing at random."""

MAX_DEPARTURES: Final = 0.25
"""Share of reps that left above which a finding is taken down a level: those who stay
are not those who were there."""

SWAPS: Final = 1999
"""Random trajectory swaps: p then steps by .0005, finer than any gate here."""

SWAP_PART: Final = 1000
"""Most reps among whom histories are swapped: a larger segment is divided at random,
because all its pairs would need memory that grows with the square of its reps."""

FAMILY_GROUP: Final = 64
"""Most reps among whom histories are swapped in a family: larger segments are divided
at random, which keeps the test exact and its work linear in reps; with 64 of a kind
the orderings are beyond counting."""

LAGS: Final = (1, 2, 3)
"""Lags asked about, in periods: a month of weeks, set before looking; each further lag
makes all of them harder to see."""

MIN_LAG_PERIODS: Final = 4
"""Fewest periods with the score before, at the same time and after for an order: with
4 and 6 of them 3.8 to 4.6 % of null teams showed one (error .7), measured."""

TEAMS: Final = 300
"""Teams made up for a calibration: a rate of 5 % is then known to 2.5 points either
way, enough to tell 5 from the 20 to 70 of common notebooks, in about a minute."""

EXACT_ORDERINGS: Final = 40_320
"""Enumerate all swaps up to this many (8 reps): exact is then cheaper than sampling."""

HIGH_SSI: Final = 70.0
"""Band edge: LinkedIn's own comparison of "leaders" starts above 70."""

LOW_SSI: Final = 50.0
"""Band edge: below half of the scale; fixed before looking, never a quantile."""

MIN_DESCRIBED: Final = 3
"""Fewest reps behind a number of a whole team: of two, each could work out the
other's. A team has a page of its own however small it is; what parts it needs
MIN_GROUP."""

MIN_GROUP: Final = 5
"""Groups smaller than this are not broken out: one could recognise a colleague."""

LOOKBACK_WEEKS: Final = 104
"""Window of the weekly page: two years, the longest that LinkedIn's export offers."""

LOSS_BUDGET: Final = 0.2
"""A file that loses more than this share of its rows to unusable values stops the
run: one row in five is no longer an accident but a misread file."""

STALE_DAYS: Final = 14
"""A feed silent for longer than this is called stale: SSI is updated daily, and
two weeks of silence is longer than a holiday week."""

FUTURE_DAYS: Final = 31
"""A day more than a month after all others is in the future: the exports of one folder
are seldom a month apart."""

FUTURE_SHARE: Final = 0.1
"""Of rows that late a tenth at most are slips; if more are, the other exports are
old."""

GAP_WEEKS: Final = 2
"""Whole weeks in a row without SSI that are called a gap: one is a holiday, and a
month's mean still stands on the weeks around it."""

QUIET_WEEKS: Final = 8
"""Weeks without any search, visit or active day after which activity may not be
tracked: longer than a holiday, and no longer than the shortest panel."""

QUOTA_OUTLIER: Final = 5.0
"""A quota this many times its peers' median, or as small a part of it, is looked at:
a slipped digit is ten times, and ramps and senior reps stay within four."""

MIN_PEERS: Final = 5
"""Fewest reps of one segment for an outlier: of four, one alone moves the median."""

NEW_HIRE_DAYS: Final = 92
"""A first quota that begins up to a quarter after the first day is a new hire's."""

RAMP_SHARE: Final = 0.8
"""First quotas below this share of a later one are a ramp: a ramp rises in quarters of
the full quota, and what all quotas rise by from year to year is less."""

ATTAINED_TOLERANCE: Final = 0.05
"""Points by which a stated attainment may differ from won deals over quota: a late
booking or a split deal is less, another definition of attainment is more."""

SEED: Final = 20261115
"""Seed of everything random on a page, so that the same inputs give the same bytes."""
