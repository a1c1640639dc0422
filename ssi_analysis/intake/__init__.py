"""Extracts of many files -> canonical tables, with an account of every row.

stack     tables of many files        roster    who is who, and when
resolved  whose row each row is       events    single events -> counts by day
repeats   one rule per table          activity  counts and events together
money     one currency, or a refusal  quotas    what would count twice
account   what became of each file    horizon   the last day that is no slip
join      all of them, in this order
"""

from ssi_analysis.intake.horizon import happened, last_known
from ssi_analysis.intake.join import Intake, join, join_people
from ssi_analysis.intake.resolved import named_rows
from ssi_analysis.intake.roster import one_row_each

__all__ = [
    "Intake",
    "happened",
    "join",
    "join_people",
    "last_known",
    "named_rows",
    "one_row_each",
]
