"""The numbers under each chart, as finished text with their units."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest

from ssi_analysis.findings import Finding, Findings
from ssi_analysis.panel import Coverage
from ssi_analysis.panel.frame import Drop
from ssi_analysis.stats.history import History
from ssi_analysis.stats.levels import Level
from ssi_analysis.words import (
    table_decomposition,
    table_drops,
    table_files,
    table_findings,
    table_history,
    table_pillars,
    table_rejects,
    table_relation,
)
from tests.words.conftest import make_cases, make_evidence, make_history


@pytest.mark.parametrize(
    ("n_weeks", "weeks_apart"), [(9, 1), (27, 1), (28, 2), (104, 4)]
)
def test_a_history_shows_the_latest_week_and_as_many_before_as_fit(
    n_weeks, weeks_apart
):
    rows = table_history(make_history(n_weeks=n_weeks))
    weeks = pd.Series(pd.to_datetime([row["week from"] for row in rows]))
    assert set(weeks.diff().dropna().dt.days) == {-7 * weeks_apart}
    assert len(weeks) == -(-n_weeks // weeks_apart) <= 27


def test_a_row_of_a_history_has_its_median_and_middle_half():
    rows = table_history(make_history(n_weeks=28))
    assert rows[0] == {
        "week from": "2026-07-13",
        "reps": "12",
        "median SSI": "52.0",
        "middle half": "47.0 to 57.0",
    }


def test_quartiles_that_are_not_told_are_a_dash():
    frame = make_history(n_weeks=1).frame.assign(low=math.nan, high=math.nan)
    assert table_history(History(frame))[0]["middle half"] == "–"


def test_the_pillars_stand_side_by_side():
    assert table_pillars(make_history(n_weeks=1)) == [
        {
            "week from": "2026-01-05",
            "brand": "9.5",
            "right people": "10.0",
            "insights": "10.5",
            "relationships": "11.0",
        }
    ]


def test_an_unknown_pillar_keeps_its_column():
    frame = make_history(n_weeks=1).frame
    (row,) = table_pillars(History(frame[frame["measure"] != "ssi_brand"]))
    assert (row["brand"], row["insights"]) == ("–", "10.5")


def test_both_counterexamples_have_their_range_or_its_reason():
    assert table_relation(make_cases())[:2] == [
        {
            "what": "SSI 70 or more, missed quota",
            "rep-quarters": "5 of 9",
            "reps": "9",
            "range": "31\xa0% to 78\xa0%",
        },
        {
            "what": "SSI below 50, met quota",
            "rep-quarters": "21 of 48",
            "reps": "9",
            "range": "31\xa0% to 78\xa0%",
        },
    ]
    refused = table_relation(make_cases(given=False))[0]["range"]
    assert refused == "– too few reps for a range"


def test_the_other_marks_of_the_picture_are_counted_too():
    others = table_relation(make_cases())[2:]
    assert [row["what"] for row in others] == [
        "SSI 70 or more, met quota",
        "SSI below 50, missed quota",
        "SSI between, met quota",
    ]
    assert [row["rep-quarters"] for row in others[:2]] == ["4 of 9", "27 of 48"]


def test_the_three_correlations_say_what_they_answer():
    between, within, pooled = table_decomposition(make_evidence(Level.E3))
    assert between == {
        "question": "between",
        "asks": "Do reps with a higher SSI book more?",
        "r": "0.31",
        "95 % range": "0.11 to 0.51",
        "reps": "12",
        "periods": "103",
    }
    assert (within["question"], pooled["question"]) == ("within", "pooled")


def test_a_refused_correlation_has_its_reason_in_place_of_its_range():
    row = table_decomposition(make_evidence(Level.E0))[0]
    assert (row["r"], row["95 % range"]) == ("–", "4 reps")


def test_files_are_added_up_by_their_origin():
    files = pd.DataFrame(
        {
            "file": ["a.csv", "b.csv", "c.csv"],
            "origin": ["tracker", "roster", "tracker"],
            "rows_read": [1000, 12, 500],
            "rows_used": [990, 12, 500],
            "rows_rejected": [8, 0, 0],
            "rows_repeated": [2, 0, 0],
        }
    )
    assert table_files(SimpleNamespace(files=files)) == [
        {
            "kind of file": "roster",
            "files": "1",
            "rows read": "12",
            "rows used": "12",
            "rows rejected": "0",
            "rows repeated": "0",
        },
        {
            "kind of file": "tracker",
            "files": "2",
            "rows read": "1,500",
            "rows used": "1,490",
            "rows rejected": "8",
            "rows repeated": "2",
        },
    ]


def test_a_finding_is_shown_without_its_example_which_may_be_a_rep():
    item = Finding("stale", "warning", 3, "Ana Reis", "export it again")
    assert table_findings(Findings((item,))) == [
        {
            "finding": "stale",
            "severity": "warning",
            "count": "3",
            "what to do": "export it again",
        }
    ]


def test_a_count_that_may_be_a_rep_is_not_told():
    items = [Finding("stale", "warning", count, "Ana", "look") for count in (1, 4, 5)]
    odd = ("warning", 5, "Ben", "look")
    rows = table_findings(Findings(tuple(items)), least=5)
    assert [row["count"] for row in rows] == ["10"]
    items = [Finding("stale", "warning", 4, "Ana", "look"), Finding("gap", *odd)]
    rows = table_findings(Findings(tuple(items)), least=5)
    assert {row["count"] for row in rows} == {"fewer than 5", "5"}


def test_drops_that_happened_are_listed_and_few_are_not_counted():
    drops = (Drop("managers", 1, "a"), Drop("rep-weeks", 1234, "b"), Drop("x", 0, "c"))
    assert table_drops(Coverage(drops), least=5) == [
        {"what": "managers", "count": "fewer than 5", "reason": "a"},
        {"what": "rep-weeks", "count": "1,234", "reason": "b"},
    ]
    assert table_drops(Coverage(drops))[0]["count"] == "1"


def test_long_lists_of_rejects_say_how_many_more_there_are():
    rejects = pd.DataFrame(
        {"file": "a.csv", "row": [2, 3, 4], "found": "x", "reason": "not a number"}
    )
    rows = table_rejects(SimpleNamespace(rejects=rejects), most=2)
    assert [row["file"] for row in rows] == ["a.csv", "a.csv", "and 1 more"]
    assert rows[-1]["reason"] == ""
    assert table_rejects(SimpleNamespace(rejects=rejects.head(0))) == []
