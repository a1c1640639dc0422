"""Quota sheets of calls and demos: their rows are no quotas of money."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import FileRule
from ssi_analysis.team import load_team

REASON = "a measure of something else than money to be won"
MONTHS = "Jan 2026,Feb 2026\n"


def read(text: str, path: str = "quotas.csv", origin: str = "") -> Extract:
    rule = FileRule(path="*", origin=origin)
    found = read_export(path, text.encode(), Options(rule=rule))
    assert found is not None
    assert found.origin == "quota_sheet"
    return found


def amounts(found: Extract, table: str = "quota", name: str = "quota") -> list[Any]:
    return found.tables[table][name].tolist()


def rejects(found: Extract) -> list[tuple[Any, ...]]:
    return [tuple(reject)[1:] for reject in found.rejects]


def refusal(text: str, path: str = "quotas.csv") -> str:
    with pytest.raises(QuotaError) as refused:
        read(text, path)
    return str(refused.value)


@pytest.mark.parametrize(
    "other",
    [
        *("Calls", "Demos held", "# of meetings", "Leads", "Units", "Pipeline"),
        *("Ligações", "Reuniões", "Reunião", "Unidades", "Nº de demos", "Call target"),
    ],
)
@pytest.mark.parametrize("header", ["KPI", "Metric", "Type", "Indicador", "Goal area"])
def test_a_row_of_another_measure_is_set_aside_and_named(
    header: str, other: str
) -> None:
    text = f"Rep,Quarter,{header},Target\nAna,Q1 2026,Revenue,100\n"
    found = read(f"{text}Ana,Q1 2026,{other},40\n")
    assert amounts(found) == [100.0]
    assert rejects(found) == [(3, header, other, REASON, False)]


@pytest.mark.parametrize(
    "money", ["Quota", "Revenue", "Bookings", "ARR target", "Receita", "Faturamento"]
)
def test_a_row_of_money_is_a_quota(money: str) -> None:
    text = f"Rep,Quarter,KPI,Quota\nAna,Q1 2026,{money},100\nAna,Q1 2026,Calls,7\n"
    assert amounts(read(text)) == [100.0]


@pytest.mark.parametrize("word", ["Alpha", "New business", "Actual", ""])
def test_a_measure_that_is_not_known_is_refused(word: str) -> None:
    text = f"Rep,Quarter,KPI,Quota\nAna,Q1 2026,Revenue,9\nBo,Q1 2026,{word},100\n"
    assert refusal(text) == (
        "quotas.csv: 1 problem\n"
        f"  row 3, column 'KPI': '{word}' is not known as money to be won\n"
        "  write 'Quota' or 'Revenue' where the amounts are money, take the other rows"
        " away, or give the column another name where it names no measure"
    )


def test_a_measure_that_is_not_known_is_refused_in_a_wide_sheet_too() -> None:
    text = f"Rep,Metric,{MONTHS}Ana,Quota,100,100\nAna,Alpha,7,7\n"
    assert "row 3, column 'Metric': 'Alpha' is not known" in refusal(text)


def test_a_row_without_any_amount_needs_no_measure() -> None:
    found = read("Rep,Quarter,KPI,Quota\nAna,Q1 2026,Revenue,100\nBo,Q1 2026,,\n")
    assert amounts(found) == [100.0]
    assert rejects(found) == [(3, "", "", "no quota in this row", False)]


def test_two_measures_of_money_for_one_period_are_refused() -> None:
    text = "Rep,Quarter,KPI,Quota\nAna,Q1 2026,Revenue,100\nAna,Q1 2026,New ARR,100\n"
    with pytest.raises(Exception, match=r"differ; keep one of them or their sum\n  ro"):
        read(text)


def test_a_sheet_of_calls_alone_gives_no_quota_and_stops_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "who.csv").write_text("rep_id,name,team\nr1,Ana,EMEA\n")
    text = "Rep,Quarter,KPI,Quota\nAna,Q1 2026,Calls,40\n"
    (tmp_path / "q.csv").write_text(text)
    (tmp_path / "w.csv").write_text(f"Rep,KPI,{MONTHS}Ana,Demos,4,5\n")
    team = load_team(tmp_path)
    assert team.quota.empty
    assert team.rejects["found"].tolist() == ["Calls", "Demos"]
    assert team.files["rows_rejected"].tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("Calls quota 2026.csv", "Calls"),
        ("metas/Metas de reuniões.csv", "reuniões"),
        ("Quota.xlsx#Demos", "Demos"),
    ],
)
@pytest.mark.parametrize(
    "text", ["Rep,Quarter,Quota\nAna,Q1 2026,40\n", f"Rep,{MONTHS}Ana,4,5\n"]
)
def test_a_sheet_that_is_named_after_calls_is_refused(
    path: str, found: str, text: str
) -> None:
    assert refusal(text, path) == (
        f"{path}: 1 problem\n  its title or name says '{found}', which are counted and"
        ' no money to be won; say origin = "ignore" under [[files]] in'
        ' ssi-analysis.toml, or origin = "quota_sheet" where the amounts are money'
    )
    assert len(amounts(read(text, path, "quota_sheet"))) in (1, 2)


def test_a_title_above_the_table_names_its_measure() -> None:
    text = "Meetings per rep,,\nRep,Quarter,Quota\nAna,Q1 2026,40\n"
    assert "its title or name says 'Meetings'" in refusal(text)


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("calls/Quotas.csv", "Quota"),
        ("Revenue and calls.csv", "Quota"),
        ("Calls.csv", "Revenue Quota"),
    ],
)
def test_a_name_that_says_money_nearer_is_none_of_calls(path: str, header: str) -> None:
    assert amounts(read(f"Rep,Quarter,{header}\nAna,Q1 2026,40\n", path)) == [40.0]


def test_revenue_beside_quotas_was_attained_and_alone_the_title_must_say() -> None:
    head = f"Rep,KPI,{MONTHS}"
    both = read(f"{head}Ana,Target,10,20\nAna,Revenue,8,9\n", "x.csv")
    assert amounts(both) == [10.0, 20.0]
    assert amounts(both, "attained", "attained") == [8.0, 9.0]
    alone = f"{head}Ana,Revenue,10,20\nAna,Calls,8,9\n"
    assert amounts(read(alone, "Quotas 2026.csv")) == [10.0, 20.0]
    assert "nothing says what the amounts in columns" in refusal(alone, "x.csv")


def test_a_column_that_is_not_read_and_names_no_other_measure_is_none() -> None:
    text = "Rep,Quarter,Goal area,Quota\nAna,Q1 2026,{},100\nBo,Q1 2026,Iberia,90\n"
    for cell in ("EMEA", "Calls"):
        assert amounts(read(text.format(cell))) == [100.0, 90.0]
