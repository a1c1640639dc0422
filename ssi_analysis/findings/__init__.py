"""What is wrong with the data, counted, with an example and what to do about it.

Loading refuses what cannot be used; this says what was used all the same and should
be known. No name stands in it, only rep_id. One module per theme:

files    missing, unknown, rejected    reps      who lacks what of SSI and quota
repeats  rows set aside for another    managers  quotas that repeat a team's
scores   stale feeds, wrong sums       quotas    zeros, outliers, leavers
gaps     weeks without SSI             ramps     first quotas of new hires
formula  steps of most reps at once    deals     amounts, days, two CRMs
tracking activity that is not counted  attained  stated against won
days     what is dated in the future   idle      settings of what is not there
"""

from ssi_analysis.findings.finding import SEVERITIES, Finding, Findings
from ssi_analysis.findings.places import path_mask
from ssi_analysis.findings.review import audit

__all__ = ["SEVERITIES", "Finding", "Findings", "audit", "path_mask"]
