"""What `ssi check` says, as text for a terminal, JSON for a machine, or a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from ssi_analysis.display import plain_json, plain_lines, text_table
from ssi_analysis.proposals import propose
from ssi_analysis.report.check import check_page
from ssi_analysis.report.people import people_page
from ssi_analysis.words import table_files, table_rejects

if TYPE_CHECKING:
    import pandas as pd

    from ssi_analysis.findings import Findings
    from ssi_analysis.identities import Identities
    from ssi_analysis.team import TeamData

__all__ = ["Form", "check_report", "people_report"]

Form = Literal["text", "json", "html"]


def check_report(team: TeamData, findings: Findings, *, form: Form = "text") -> str:
    """Say what was read, what was found, and what would settle an unknown file."""
    if form == "html":
        return check_page(team, findings)
    return _as_json(team, findings) if form == "json" else _as_text(team, findings)


def _as_json(team: TeamData, findings: Findings) -> str:
    whole = {
        **json.loads(findings.to_json()),
        "files": _records(team.files),
        "rejects": _records(team.rejects),
        "repeats": _records(team.repeats),
        "proposals": [proposal.to_toml() for proposal in propose(team)],
    }
    return plain_json(json.dumps(whole, ensure_ascii=False, indent=2))


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    days = table.select_dtypes("datetime").columns
    texts = {name: table[name].dt.strftime("%Y-%m-%d") for name in days}
    plain = table.assign(**texts).astype(object)
    records = plain.where(plain.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in records]


def _as_text(team: TeamData, findings: Findings) -> str:
    parts = [text_table(table_files(team)), findings.to_text()]
    if len(team.rejects):
        parts.append(text_table(table_rejects(team)))
    if proposals := propose(team):
        said = "\n\n".join(proposal.to_toml() for proposal in proposals)
        parts.append(f"For ssi-analysis.toml, to fill in:\n\n{said}")
    # A table has no line breaks of its own; what proposals quote may have.
    return plain_lines("\n\n".join(parts))


def people_report(found: Identities, *, form: Form = "text") -> str:
    """Say whom the exports name, and which files may name more."""
    if form == "html":
        return people_page(found)
    if form == "json":
        return _people_as_json(found)
    parts = [found.to_text()]
    if found.unread:
        listed = "\n".join(found.unread)
        parts.append(f"Not read, so that whoever they name is not listed:\n{listed}")
    return plain_lines("\n\n".join(parts))


def _people_as_json(found: Identities) -> str:
    whole = {
        "people": _records(found.to_frame()),
        "roster": _records(found.roster),
        "unread": found.unread,
    }
    return plain_json(json.dumps(whole, ensure_ascii=False, indent=2, default=_day))


def _day(value: pd.Timestamp) -> str:
    return f"{value:%Y-%m-%d}"
