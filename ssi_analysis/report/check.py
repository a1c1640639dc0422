"""The page of `ssi check`: what stands in the way, and what became of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ssi_analysis.display import count, html_table
from ssi_analysis.findings import SEVERITIES, path_mask
from ssi_analysis.findings.repeats import kinds_of_repeats
from ssi_analysis.report.rendering import content_hash, render, template_text

if TYPE_CHECKING:
    from ssi_analysis.findings import Finding, Findings
    from ssi_analysis.findings.finding import Severity
    from ssi_analysis.team import TeamData

__all__ = ["check_page"]

_STYLES: Final = ("page.css", "check.css")
_HEADINGS: Final[dict[Severity, str]] = {
    "error": "To put right before comparing",
    "warning": "Used all the same, but may mislead",
    "note": "Good to know",
}
_MOST_REJECTS: Final = 200
_MOST_FILES: Final = 20
"""More files than a screen has lines are folded."""
_FILES: Final = {
    "file": "file",
    "origin": "kind of file",
    "rows_read": "rows read",
    "rows_used": "used",
    "rows_rejected": "rejected",
    "rows_repeated": "repeated",
    "last_date": "last day",
}
_COUNTS: Final = [name for name in _FILES if name.startswith("rows_")]
_ACCOUNT: Final = (
    "{rows_read} rows read = {rows_used} used + {rows_rejected} rejected"
    " + {rows_repeated} repeated."
)
_WHY: Final = {
    "same": "says the same",
    "corrected": "a later row says something else",
    "reading": "another reading of the same day",
    "overlap": "another count has its days",
}


def check_page(team: TeamData, findings: Findings) -> str:
    """Return one page without references: the verdict, findings, files, rejects.

    Folders and files that are named after a rep show the rep_id. The same data give
    the same bytes.
    """
    hashes = " ".join(f"'{content_hash(template_text(name))}'" for name in _STYLES)
    last = team.as_of
    return render(
        "check.html.j2",
        policy=f"default-src 'none'; style-src {hashes};"
        " base-uri 'none'; form-action 'none'",
        more_style=template_text("check.css"),
        folder=team.source.name,
        data_to="" if pd.isna(last) else f"{last:%Y-%m-%d}",
        size=count(len(team.reps), "rep"),
        verdict=_verdict(findings),
        summary=_summary(findings),
        parts=_parts(findings),
        **_files(team),
        **_rejects(team),
        repeats=_repeats(team),
    )


def _verdict(findings: Findings) -> str:
    n_errors = findings.counts["error"]
    if not n_errors:
        return "Nothing stands in the way"
    return f"{count(n_errors, 'thing')} to put right before comparing"


def _summary(findings: Findings) -> str:
    counts = findings.counts
    known = [count(counts[name], name) for name in SEVERITIES[1:] if counts[name]]
    if not known:
        return "Nothing else was found."
    return f"{' and '.join(known)}: read them before you trust a comparison."


def _parts(findings: Findings) -> list[tuple[str, str, list[Finding]]]:
    """Return severity, heading and findings, the gravest first."""
    parts = [
        (
            severity,
            heading,
            [item for item in findings.items if item.severity == severity],
        )
        for severity, heading in _HEADINGS.items()
    ]
    return [part for part in parts if part[-1]]


def _files(team: TeamData) -> dict[str, object]:
    files = team.files
    totals = {name: f"{int(files[name].sum()):,}" for name in _COUNTS}
    return {
        "account": _ACCOUNT.format(**totals),
        "n_files": f"{len(files):,}",
        "files_are_many": len(files) > _MOST_FILES,
        "files": html_table(_file_rows(team), caption="Rows by file"),
    }


def _file_rows(team: TeamData) -> list[dict[str, object]]:
    shown = team.files.assign(
        file=team.files["file"].map(path_mask(team)),
        last_date=pd.to_datetime(team.files["last_date"]),
        **{name: team.files[name].map("{:,}".format) for name in _COUNTS},
    )
    return _records(shown[list(_FILES)].rename(columns=_FILES))


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    names = list(map(str, table.columns))
    return [
        dict(zip(names, row, strict=True))
        for row in table.itertuples(index=False, name=None)
    ]


def _rejects(team: TeamData) -> dict[str, object]:
    shown = team.rejects.head(_MOST_REJECTS)
    shown = shown.assign(file=shown["file"].map(path_mask(team)))
    caption = f"{len(shown):,} of {count(len(team.rejects), 'value')}, by file and row"
    table = html_table(_records(shown), caption=caption)
    n_more = len(team.rejects) - len(shown)
    return {"rejects": table if len(shown) else "", "n_more": n_more}


def _repeats(team: TeamData) -> str:
    if team.repeats.empty:
        return ""
    sizes = team.repeats.groupby(["table", kinds_of_repeats(team)]).size().reset_index()
    rows = [
        {"table": table, "why": _WHY[kind], "rows": f"{size:,}"}
        for table, kind, size in sizes.itertuples(index=False)
    ]
    return html_table(rows, caption="Rows set aside, by table and reason")
