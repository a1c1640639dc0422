"""What is wrong with the data, counted, with an example and what to do about it.

Loading refuses what cannot be used; this says what was used all the same and should
be known. No name stands in it, only rep_id. One module per theme:

files   what is missing, unknown, set aside    quotas    outliers, ramps, leavers
gaps    weeks without SSI                      managers  quotas that repeat a team's
scores  stale feeds, sums, formula changes     deals     amounts, days, two CRMs
reps    who lacks what, who is not tracked     attained  stated against won
"""

from ssi_analysis.findings.finding import SEVERITIES, Finding, Findings
from ssi_analysis.findings.places import path_mask
from ssi_analysis.findings.review import audit

__all__ = ["SEVERITIES", "Finding", "Findings", "audit", "path_mask"]
