"""The numbers under each chart as rows of finished text, units in the headers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from ssi_analysis.display import DASH, interval, number, percent
from ssi_analysis.words.vocabulary import PILLAR_WORDS

if TYPE_CHECKING:
    from ssi_analysis.findings import Findings
    from ssi_analysis.panel import Coverage
    from ssi_analysis.stats.counterexamples import Counterexamples
    from ssi_analysis.stats.estimate import Association
    from ssi_analysis.stats.history import History
    from ssi_analysis.stats.ladder import Evidence
    from ssi_analysis.team import TeamData

__all__ = [
    "table_decomposition",
    "table_drops",
    "table_files",
    "table_findings",
    "table_history",
    "table_pillars",
    "table_rejects",
    "table_relation",
]

Rows = list[dict[str, str]]

_MOST_WEEKS = 27
"""Rows of a table under a chart: half a year by week, two years by every fourth."""


def table_history(history: History) -> Rows:
    """Return the weeks of the chart, the latest first; of many every second or so."""
    scores = _thinned(history.of("ssi_total"))
    return [
        {
            "week from": f"{row['period']:%Y-%m-%d}",
            "reps": number(row["n_reps"]),
            "median SSI": number(row["median"], 1),
            "middle half": interval(row["low"], row["high"], 1)
            if pd.notna(row["low"])
            else DASH,
        }
        for _, row in scores.iterrows()
    ]


def table_pillars(history: History) -> Rows:
    """Return the four pillars in the same weeks."""
    medians = history.frame.pivot_table(
        index="period", columns="measure", values="median"
    ).reindex(columns=list(PILLAR_WORDS))
    return [
        {"week from": f"{period:%Y-%m-%d}"}
        | {words: number(row[name], 1) for name, words in PILLAR_WORDS.items()}
        for period, row in _thinned(medians).iterrows()
    ]


def _thinned(weeks: pd.DataFrame) -> pd.DataFrame:
    return weeks.iloc[::-1].iloc[:: max(1, math.ceil(len(weeks) / _MOST_WEEKS))]


def table_relation(cases: Counterexamples) -> Rows:
    """Return both kinds of counterexample with their ranges, and the other marks."""
    high, low = number(cases.high), number(cases.low)
    parts = {
        f"SSI {high} or more, missed quota": cases.high_misses,
        f"SSI below {low}, met quota": cases.low_hits,
    }
    return [
        {
            "what": what,
            "rep-quarters": f"{part.hits} of {part.total}",
            "reps": _counted(part.n_reps, cases.least) if part.total else "0",
            "range": f"{percent(part.estimate.low)} to {percent(part.estimate.high)}"
            if part.estimate.is_given
            else f"{DASH} too few reps for a range",
        }
        for what, part in parts.items()
    ] + _other_marks(cases)


def _other_marks(cases: Counterexamples) -> Rows:
    x, met = cases.points["x"], cases.points["y"] >= 1
    high, low = number(cases.high), number(cases.low)
    is_between = (x >= cases.low) & (x < cases.high)
    counts = {
        f"SSI {high} or more, met quota": (cases.high_hits, cases.high_misses.total),
        f"SSI below {low}, missed quota": (cases.low_misses, cases.low_hits.total),
        "SSI between, met quota": (int(met[is_between].sum()), int(is_between.sum())),
    }
    return [
        {
            "what": what,
            "rep-quarters": f"{part} of {whole}",
            "reps": DASH,
            "range": DASH,
        }
        for what, (part, whole) in counts.items()
    ]


def table_decomposition(evidence: Evidence) -> Rows:
    """Return the three correlations with what each answers."""
    parts = evidence.decomposition
    return [
        _association(parts.between, "Do reps with a higher SSI book more?"),
        _association(parts.within, "Does a rep book more when their own SSI is up?"),
        _association(parts.pooled, "Mixes the two; everyone computes it"),
    ]


def _association(association: Association, asks: str) -> dict[str, str]:
    estimate = association.estimate
    return {
        "question": association.question,
        "asks": asks,
        "r": number(estimate.value, 2) if estimate.is_given else DASH,
        "95 % range": interval(estimate.low, estimate.high)
        if estimate.is_given
        else estimate.reason,
        "reps": number(association.n_reps),
        "periods": number(association.n_periods),
    }


def table_files(team: TeamData) -> Rows:
    """Return each kind of export with its rows used and rejected."""
    kinds = team.files.groupby("origin", sort=True)
    sums = kinds[["rows_read", "rows_used", "rows_rejected", "rows_repeated"]].sum()
    return [
        {
            "kind of file": str(origin),
            "files": number(len(team.files[team.files["origin"] == origin])),
            "rows read": number(row["rows_read"]),
            "rows used": number(row["rows_used"]),
            "rows rejected": number(row["rows_rejected"]),
            "rows repeated": number(row["rows_repeated"]),
        }
        for origin, row in sums.iterrows()
    ]


def table_rejects(team: TeamData, *, most: int = 20) -> Rows:
    """Return the first unusable values: where, what was found and why not."""
    shown = [
        {str(name): str(value) for name, value in row.items()}
        for row in team.rejects.head(most).to_dict("records")
    ]
    more = len(team.rejects) - len(shown)
    blank = dict.fromkeys(shown[0], "") if shown else {}
    return [*shown, *([{**blank, "file": f"and {more:,} more"}] if more else [])]


def table_findings(findings: Findings, *, least: int = 1) -> Rows:
    """Return what the audit found and what to do, once each, without who it is about.

    The example of a finding may be a rep, and so may a count below `least`, the fewest
    reps of a group; `ssi check` shows them, a team's page does not.
    """
    sizes: dict[tuple[str, str, str], int] = {}
    for row in findings.rows():
        key = str(row["kind"]), str(row["severity"]), str(row["what_to_do"])
        sizes[key] = sizes.get(key, 0) + int(str(row["count"]))
    return [
        {
            "finding": kind,
            "severity": severity,
            "count": _counted(size, least),
            "what to do": what_to_do,
        }
        for (kind, severity, what_to_do), size in sizes.items()
    ]


def table_drops(coverage: Coverage, *, least: int = 1) -> Rows:
    """Return what did not reach the panel, counts below `least` as such."""
    return [
        {
            "what": drop.what,
            "count": _counted(drop.count, least),
            "reason": drop.reason,
        }
        for drop in coverage.drops
        if drop.count
    ]


def _counted(size: int, least: int) -> str:
    return number(size) if size >= least else f"fewer than {least}"
