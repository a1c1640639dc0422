"""Teams compared in words: ranges, never places."""

from __future__ import annotations

import pandas as pd
import pytest

from ssi_analysis.stats.team_ranks import TeamRank, TeamRanks
from ssi_analysis.words import (
    caption_teams,
    forbidden_words,
    note_company,
    table_teams,
)

QUARTER = pd.Timestamp("2026-07-01")
APART = TeamRanks(
    "attainment",
    QUARTER,
    (
        TeamRank("Alps", 12, 1.04, 1, 1),
        TeamRank("Bay", 6, 0.71, 2, 3),
        TeamRank("Coast", 7, 0.8, 2, 3),
        TeamRank("all other teams", 5, 0.9),
    ),
)
LEVEL = TeamRanks(
    "ssi_total",
    QUARTER,
    (TeamRank("Alps", 13, 52.4, 1, 2), TeamRank("Bay", 6, 48.0, 1, 2)),
)
NONE = TeamRanks("attainment", QUARTER, (), "1 team of 5 reps or more")


def test_the_caption_tells_how_many_teams_stand_apart_and_reads_out_their_ranks():
    caption = caption_teams(APART, LEVEL)
    assert caption.heading == "3 of 3 teams can be told from others by quota attained"
    assert caption.subtitle == (
        "3 teams, 25 reps, quarter from 2026-07-01; a line spans the ranks a team can"
        " have"
    )
    assert caption.alt == (
        "Chart of the ranks that each team can have by quota attained, rank 1 being"
        " the highest, of 3: Alps 1, Bay 2 to 3, Coast 2 to 3."
    )


def test_where_no_team_stands_apart_the_heading_says_so():
    caption = caption_teams(NONE, LEVEL)
    assert caption.heading == "No team can be told from another by SSI"


def test_a_company_without_two_teams_says_why_it_compares_none():
    caption = caption_teams(NONE, NONE)
    assert caption.heading == "Teams are not compared: 1 team of 5 reps or more"
    assert table_teams(NONE, NONE) == [
        {"teams": "\N{EN DASH} 1 team of 5 reps or more"}
    ]


def test_a_long_list_of_teams_is_read_out_in_part():
    many = [TeamRank(f"T{place:02}", 9, 50.0, 1, 15) for place in range(15)]
    alt = caption_teams(TeamRanks("ssi_total", QUARTER, tuple(many))).alt
    assert alt.endswith("T11 1 to 15 and 3 more.")


def test_the_table_has_both_medians_with_the_ranks_they_leave_open():
    rows = table_teams(APART, LEVEL)
    assert [row["team"] for row in rows] == ["Alps", "Bay", "Coast", "all other teams"]
    assert rows[0] == {
        "team": "Alps",
        "reps with SSI": "13",
        "median SSI": "52",
        "ranks by SSI": "1 to 2 of 2",
        "reps with quota attained": "12",
        "median quota attained": "104\N{NO-BREAK SPACE}%",
        "ranks by quota attained": "1 of 3",
    }
    assert rows[2]["median SSI"] == rows[2]["ranks by SSI"] == "\N{EN DASH}"
    assert rows[3]["ranks by quota attained"] == "\N{EN DASH}"
    assert rows[3]["median quota attained"] == "90\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("left", "beginning"),
    [
        (0, "Every rep who is in a team is in these numbers."),
        (1, "1 rep is left out: in a team of fewer than 5 reps one could"),
        (4, "4 reps are left out: in a team of fewer than 5 reps one could"),
    ],
)
def test_who_is_left_out_is_counted(left, beginning):
    assert note_company(left, least=5).startswith(beginning)


def test_no_word_says_more_than_the_lowest_level_may():
    said = [caption_teams(APART), caption_teams(LEVEL), caption_teams(NONE)]
    texts = [text for caption in said for text in vars(caption).values()]
    texts += [note_company(left, least=5) for left in (0, 4)]
    assert [forbidden_words(text, level="E0") for text in texts] == [[]] * len(texts)
