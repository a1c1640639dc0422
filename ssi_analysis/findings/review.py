"""All findings of loaded data, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssi_analysis.findings.attained import in_attained
from ssi_analysis.findings.days import in_days, until_known
from ssi_analysis.findings.deals import in_deals
from ssi_analysis.findings.files import in_files
from ssi_analysis.findings.finding import SEVERITIES, Finding, Findings
from ssi_analysis.findings.formula import in_formula
from ssi_analysis.findings.gaps import in_weeks
from ssi_analysis.findings.idle import in_settings
from ssi_analysis.findings.managers import in_managers
from ssi_analysis.findings.quotas import in_quotas
from ssi_analysis.findings.ramps import in_first_quotas
from ssi_analysis.findings.repeats import in_repeats
from ssi_analysis.findings.reps import in_reps
from ssi_analysis.findings.scores import in_scores
from ssi_analysis.findings.tracking import in_activity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ssi_analysis.team import TeamData

__all__ = ["audit"]

_THEMES: Final[tuple[Callable[[TeamData], Iterable[Finding]], ...]] = (
    in_files,
    in_settings,
    in_repeats,
    in_scores,
    in_weeks,
    in_formula,
    in_activity,
    in_reps,
    in_managers,
    in_quotas,
    in_first_quotas,
    in_deals,
    in_attained,
)


def audit(team: TeamData) -> Findings:
    r"""Look through loaded data for what a reader of results must know.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ssi_analysis.team import load_team
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "who.csv").write_text("rep_id,name,team\nr1,Ana Reis,EMEA\n")
    >>> for finding in audit(load_team(folder)).items[:1]:
    ...     print(finding.severity, finding.kind)
    error no ssi
    """
    known = until_known(team)
    found = [*in_days(team), *(one for theme in _THEMES for one in theme(known))]
    gravest = sorted(found, key=lambda item: SEVERITIES.index(item.severity))
    return Findings(tuple(gravest))
