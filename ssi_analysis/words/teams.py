"""The comparison of a company's teams in words: ranges of ranks, never places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_analysis.display import DASH, count, number, percent
from ssi_analysis.pagetext import Caption
from ssi_analysis.stats.team_ranks import first_given

if TYPE_CHECKING:
    from ssi_analysis.stats.team_ranks import TeamRank, TeamRanks

__all__ = ["caption_teams", "note_company", "table_teams"]

_MEASURES = {"attainment": "quota attained", "ssi_total": "SSI"}
_MOST_SAID = 12
"""Teams whose ranges a text alternative reads out; the table has them all."""


def caption_teams(*ranks: TeamRanks) -> Caption:
    """Word the chart of the first comparison that there is."""
    found = first_given(*ranks)
    if found.reason:
        heading = f"Teams are not compared: {found.reason}"
        return Caption(heading, count(0, "team"), "An empty chart.")
    measure = _MEASURES[found.measure]
    ranked = [team for team in found.teams if team.worst]
    n_reps = sum(team.n_reps for team in ranked)
    told = ", ".join(f"{team.name} {_range(team)}" for team in ranked[:_MOST_SAID])
    more = len(ranked) - _MOST_SAID
    return Caption(
        heading=_heading(found, measure),
        subtitle=f"{count(len(ranked), 'team')}, {count(n_reps, 'rep')}, quarter from"
        f" {found.period:%Y-%m-%d}; a line spans the ranks a team can have",
        alt=f"Chart of the ranks that each team can have by {measure}, rank 1 being"
        f" the highest, of {len(ranked)}: {told}"
        f"{f' and {more} more' if more > 0 else ''}.",
        note="Teams stand in the order of their names. With so few reps each, a single"
        " rank would be mostly luck; the lines hold all true ranks in at least 95 of"
        " 100 companies in which nothing sets teams apart.",
    )


def _heading(found: TeamRanks, measure: str) -> str:
    if not found.n_apart:
        return f"No team can be told from another by {measure}"
    some = "1 team" if found.n_apart == 1 else f"{found.n_apart}"
    return f"{some} of {found.n_ranked} teams can be told from others by {measure}"


def table_teams(outcomes: TeamRanks, scores: TeamRanks) -> list[dict[str, str]]:
    """Return one row per team: both medians and the ranks that they leave open.

    Where there is no comparison, the reason is the only row.
    """
    by_name: dict[str, dict[str, TeamRank]] = {}
    for ranks in (scores, outcomes):
        for team in ranks.teams:
            by_name.setdefault(team.name, {})[ranks.measure] = team
    if not by_name:
        return [{"teams": f"{DASH} {outcomes.reason}"}]
    return [
        {"team": name}
        | _cells(found.get("ssi_total"), scores, "SSI")
        | _cells(found.get("attainment"), outcomes, "quota attained")
        for name, found in by_name.items()
    ]


def _cells(team: TeamRank | None, ranks: TeamRanks, measure: str) -> dict[str, str]:
    shown = number if ranks.measure == "ssi_total" else percent
    return {
        f"reps with {measure}": number(team.n_reps) if team else DASH,
        f"median {measure}": shown(team.median) if team else DASH,
        f"ranks by {measure}": _of(team, ranks),
    }


def _of(team: TeamRank | None, ranks: TeamRanks) -> str:
    if team is None or not team.worst:
        return DASH
    return f"{_range(team)} of {ranks.n_ranked}"


def _range(team: TeamRank) -> str:
    return str(team.best) if team.best == team.worst else f"{team.best} to {team.worst}"


def note_company(n_left_out: int, *, least: int) -> str:
    """Say who is not in the company's numbers, and why."""
    if not n_left_out:
        return "Every rep who is in a team is in these numbers."
    are = "is" if n_left_out == 1 else "are"
    return (
        f"{count(n_left_out, 'rep')} {are} left out: in a team of fewer than {least}"
        " reps one could recognise a colleague, by taking the other teams' pages away"
        " from these numbers."
    )
