import pandas as pd
import pytest

from ssi_analysis.errors import DataError, ParameterError
from ssi_analysis.panel import Coverage, Drop, Panel


def own(**columns):
    return pd.DataFrame({"rep_id": ["a", "b"], "period": [1, 1]} | columns)


def test_from_frame_keeps_its_input_and_sorts_a_copy():
    given = own(ssi_total=[2.0, 1.0])[::-1]
    before = given.copy()
    panel = Panel.from_frame(given)
    pd.testing.assert_frame_equal(given, before)
    assert panel.frame["rep_id"].tolist() == ["a", "b"]
    assert panel.measures == ["ssi_total"]


def test_ids_become_text():
    given = own(x=[1.0, 2.0]).assign(rep_id=[7, 8])
    assert Panel.from_frame(given).frame["rep_id"].tolist() == ["7", "8"]


def test_a_missing_key_column_is_refused_with_the_nearest_name():
    given = own(x=[1.0, 2.0]).rename(columns={"rep_id": "repid"})
    with pytest.raises(ParameterError, match="did you mean 'repid'"):
        Panel.from_frame(given)


def test_a_repeated_rep_period_is_refused():
    given = own(x=[1.0, 2.0]).assign(rep_id="a")
    with pytest.raises(DataError) as refused:
        Panel.from_frame(given)
    assert str(refused.value) == (
        "1 rep-periods stand twice, the first is a, 1;"
        " a panel has one row per rep and period"
    )


def test_a_blank_key_is_refused():
    with pytest.raises(DataError, match="must be filled in every row"):
        Panel.from_frame(own(x=[1.0, 2.0]).assign(rep_id=["a", None]))


def test_a_panel_without_a_measure_is_refused():
    with pytest.raises(DataError, match="at least one numeric measure"):
        Panel.from_frame(own())


@pytest.mark.parametrize(
    ("periods", "grain"),
    [
        (pd.to_datetime(["2026-11-02", "2026-11-09"]), "week"),
        (pd.to_datetime(["2026-02-01", "2026-03-01"]), "month"),
        (pd.to_datetime(["2026-07-01", "2026-10-01"]), "quarter"),
        (pd.PeriodIndex(["2026Q3", "2026Q4"], freq="Q"), "quarter"),
        (["2026-W45", "2026-W46"], "week"),
        (["2026-10", "2026-11"], "month"),
        (["2026Q3", "2026-Q4"], "quarter"),
        ([1, 2], None),
    ],
)
def test_the_grain_is_read_off_the_periods(periods, grain):
    frame = pd.DataFrame({"rep_id": "a", "period": periods, "x": [1.0, 2.0]})
    assert Panel.from_frame(frame).grain == grain


def test_coverage_shows_only_what_happened():
    coverage = Coverage((Drop("reps", 0, "none"), Drop("rows", 2, "blank")))
    assert coverage.rows() == [{"what": "rows", "count": 2, "reason": "blank"}]


def test_csv_neutralises_formulas():
    panel = Panel.from_frame(own(x=[1.0, 2.0]).assign(team=["=cmd()", "@x"]))
    lines = panel.to_csv().splitlines()
    assert lines[1:] == ["a,1,1.0,'=cmd()", "b,1,2.0,'@x"]


def test_csv_neutralises_formulas_in_the_names_of_measures():
    own = pd.DataFrame({"rep_id": ["a"], "period": [1], "=cmd|x": [-2.5]})
    assert Panel.from_frame(own).to_csv() == "rep_id,period,'=cmd|x\na,1,-2.5\n"
