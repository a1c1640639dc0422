"""Ranks of teams as lines: where each begins and ends."""

from __future__ import annotations

from ssi_analysis.plots import plot_teams
from ssi_analysis.plots.style import TEMPLATE
from ssi_analysis.stats.team_ranks import TeamRank, TeamRanks

NONE = TeamRanks("attainment", 1, (), "no quotas")
TEAMS = (
    TeamRank("Alps", 12, 52.0, 1, 2),
    TeamRank("B" * 60, 6, 48.0, 2, 3),
    TeamRank("Coast", 7, 47.0, 1, 3),
    TeamRank("all other teams", 5, 47.0),
)


def test_each_ranked_team_has_a_line_over_its_ranks_and_its_name_beside_it():
    chart = plot_teams(NONE, TeamRanks("ssi_total", 1, TEAMS))
    (trace,) = chart.data
    assert list(trace.x) == [1, 2, None, 2, 3, None, 1, 3, None]
    assert list(trace.y) == [0, 0, None, 1, 1, None, 2, 2, None]
    assert list(chart.layout.yaxis.ticktext) == ["Alps", "B" * 21 + "...", "Coast"]


def test_the_first_name_is_on_top_and_rank_1_on_the_left():
    layout = plot_teams(TeamRanks("ssi_total", 1, TEAMS)).layout
    assert layout.yaxis.range == (2.5, -0.5)
    assert layout.xaxis.range == (0.5, 3.5)


def test_there_is_room_for_every_team():
    many = tuple(TeamRank(f"T{place}", 9, 50.0, 1, 40) for place in range(40))
    chart = plot_teams(TeamRanks("ssi_total", 1, many))
    assert (chart.layout.height - 90) / 40 >= 24
    assert chart.layout.xaxis.dtick == 5


def test_without_a_comparison_nothing_is_drawn():
    chart = plot_teams(NONE, NONE)
    assert list(chart.data[0].x) == []
    assert chart.layout.template == TEMPLATE
