"""What ssi-analysis.toml says of files and of columns that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.exports.text import fold
from ssi_analysis.findings.finding import Finding
from ssi_analysis.findings.places import path_mask
from ssi_analysis.settings_file import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_analysis.team import TeamData

__all__ = ["in_settings"]


def in_settings(team: TeamData) -> Iterator[Finding]:
    """Find rules that match no file, and headers that no table has."""
    yield from _idle_rules(team)
    yield from _idle_columns(team)


def _idle_rules(team: TeamData) -> Iterator[Finding]:
    rules = [
        rule.path
        for rule in team.settings.files
        if not any(map(rule.matches, team.files["file"]))
    ]
    if rules:
        yield Finding(
            "rule without a file",
            "warning",
            len(rules),
            path_mask(team)(rules[0]),
            "correct the path under [[files]] in ssi-analysis.toml; it is below the"
            " folder, as in crm/*.csv",
        )


def _idle_columns(team: TeamData) -> Iterator[Finding]:
    """Of several headers of one name, the spellings of some files, one suffices."""
    idle = {
        name: headers
        for name, headers in team.settings.columns.items()
        if team.headers.isdisjoint(map(fold, headers))
    }
    if idle:
        name, headers = next(iter(idle.items()))
        listed = ", ".join(f"'{header}'" for header in headers)
        yield Finding(
            "mapped column without a file",
            "warning",
            len(idle),
            f"{name} = {listed}",
            "correct the header under [columns] in ssi-analysis.toml as it stands in"
            " the file, or delete the line; no table that was read has it",
            NAME,
            team.settings.column_lines.get(name, 0),
        )
