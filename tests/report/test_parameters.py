from __future__ import annotations

import json

import pytest
from papermill.translators import PythonTranslator

from ssi_analysis import resources
from ssi_analysis.errors import ParameterError
from ssi_analysis.report.parameters import ReportParameters, notebook_parameters


def from_texts(team="North", **more):
    return ReportParameters.from_texts(
        week="2026-W46", team=team, data="exports", more=more
    )


def write_notebook(path, *sources):
    cells = [
        {"cell_type": "code", "source": source, "metadata": {"tags": ["parameters"]}}
        for source in sources
    ]
    path.write_text(json.dumps({"cells": cells}))
    return path


@pytest.mark.parametrize("team", ["007", "None", "True", "1e5", "../x", "[1]"])
def test_a_team_stays_the_text_that_it_was_given_as(team):
    assert from_texts(team).as_json()["team"] == team


def test_a_hostile_team_is_injected_as_the_text_that_it_is(hostile):
    for text in (*hostile.values(), "007", "None", "a\u2028b", "\\' + 1 #", "'''"):
        code = PythonTranslator.codify(from_texts(text).as_json())
        found = {}
        exec(code, found)  # as the notebook runs its parameters cell
        assert found["team"] == text


def test_numbers_are_read_as_numbers():
    assert from_texts(lookback_weeks="52", date_order="dmy").as_json() == {
        **{"week": "2026-W46", "team": "North", "data": "exports"},
        **{"lookback_weeks": 52, "date_order": "dmy", "quota_period": ""},
        **{"names": "none", "key_file": "", "min_group": 5},
    }


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"date": "dmy"}, "'date' is not known; did you mean 'date_order'?"),
        ({"": "1"}, "parameter '' is not known. Known: date_order, key_file, look"),
        ({"lookback_weeks": "1.5"}, "is '1.5'; it must be a whole number"),
        ({"lookback_weeks": ""}, "is ''; it must be a whole number"),
        ({"lookback_weeks": "5_2"}, "is '5_2'; it must be a whole number"),
        ({"lookback_weeks": " 52"}, "is ' 52'; it must be a whole number"),
        ({"lookback_weeks": "٥٢"}, "is '٥٢'; it must be a whole number"),
        ({"date_order": "ymd"}, "'date_order' is 'ymd'; it must be dmy or mdy"),
        ({"quota_period": "year"}, "is 'year'; it must be month or quarter"),
        ({"lookback_weeks": "0"}, "is '0'; it must be from 1 to 520"),
        ({"lookback_weeks": "521"}, "is '521'; it must be from 1 to 520"),
        ({"names": "all"}, "'names' is 'all'; it must be none, initials or full"),
        ({"names": ""}, "'names' is ''; it must be none, initials or full"),
        ({"min_group": "4"}, "'min_group' is '4'; it must be 5 or more, because in a"),
        ({"data": "/x"}, "parameter 'data' is '/x'; it must be given on its own"),
    ],
)
def test_a_parameter_that_cannot_be_meant_is_refused(more, message):
    with pytest.raises(ParameterError) as refusal:
        from_texts(**more)

    assert message in str(refusal.value)


def test_the_defaults_are_those_of_the_weekly_notebook():
    declared = notebook_parameters(resources.notebooks() / "weekly_report.ipynb")

    parameters = from_texts().as_json()

    assert declared.keys() == parameters.keys()
    for name in declared.keys() - {"week", "team", "data"}:
        assert declared[name] == parameters[name]


def test_a_notebook_without_one_of_the_names_is_refused(tmp_path):
    text = "week = ''\nteam = 'a=b'  # with = inside\ndata = ''\nseed = 1"
    notebook = write_notebook(tmp_path / "own.ipynb", text)

    with pytest.raises(ParameterError) as refusal:
        from_texts().check_notebook(notebook)

    assert str(refusal.value) == (
        "parameter 'lookback_weeks' is not known. Known: data, seed, team, week"
    )


def test_a_notebook_may_be_written_as_lists_of_lines_or_in_several_cells(tmp_path):
    lines = ["week = 'a'\n", "team = 'b'"]
    notebook = write_notebook(tmp_path / "own.ipynb", lines, "seed = -1")

    assert notebook_parameters(notebook) == {"week": "a", "team": "b", "seed": -1}
