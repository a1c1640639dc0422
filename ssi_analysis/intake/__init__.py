"""Extracts of many files -> canonical tables, with an account of every row.

roster   who is who, and when        events   single events -> counts by day
repeats  one rule per table          money    one currency, or a refusal
account  what became of each file    join     all of them, in this order
"""

from ssi_analysis.intake.join import Intake, join, join_people, named_rows
from ssi_analysis.intake.roster import one_row_each

__all__ = ["Intake", "join", "join_people", "named_rows", "one_row_each"]
