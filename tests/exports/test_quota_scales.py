"""Headers that say thousands or millions: the amounts count in full, or are refused."""

from __future__ import annotations

import pytest

from ssi_analysis.errors.quotas import QuotaError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.exports.scales import Scaled, parted
from ssi_analysis.settings import FileRule


def read(text: str, path: str = "quotas.csv", **columns: str) -> Extract:
    named = {name: (header,) for name, header in columns.items()}
    found = read_export(
        path, text.encode(), Options(rule=FileRule(path="*", columns=named))
    )
    assert found is not None
    return found


def quota_of(header: str, cell: str = "120") -> list[float]:
    found = read(f"Rep,Quarter,{header}\nAna,Q1 2026,{cell}\nBo,Q1 2026,\n")
    assert found.origin == "quota_sheet"
    quota: list[float] = found.tables["quota"]["quota"].tolist()
    return quota


@pytest.mark.parametrize(
    "header",
    [
        *("Quota ($k)", "Quota (k)", "Quota in thousands", "Quota (€ thousands)"),
        *("Quota k€", "Quota (k€)", "Quota ($000s)", "Quota ('000)", "Quota_k"),
        *("Quota (TEUR)", "Quota in Tsd. €", "Meta (R$ milhares)", "Target USD k"),
    ],
)
def test_thousands_in_a_header_are_read(header: str) -> None:
    assert quota_of(header) == [120_000.0]


def test_the_end_of_a_long_header_is_read() -> None:
    assert parted(f"{'long ' * 40}Quota (k)") == Scaled(f"{'long ' * 40}Quota", "k")


@pytest.mark.parametrize(
    "header", ["Quota (in Mio)", "Quota ($M)", "Quota (Mio. €)", "Quota in millions"]
)
def test_millions_in_a_header_are_read(header: str) -> None:
    assert quota_of(header, "1.2") == [1_200_000.0]


@pytest.mark.parametrize("header", ["Quota", "Quota (EUR)", "Quota ($)"])
def test_a_header_without_a_scale_is_as_before(header: str) -> None:
    assert quota_of(header) == [120.0]


def test_the_currency_beside_a_scale_counts() -> None:
    found = read("Rep,Quarter,Quota (EUR k)\nAna,Q1 2026,$120\nBo,Q1 2026,90\n")
    assert found.tables["quota"]["quota"].tolist() == [120_000.0, 90_000.0]
    assert found.tables["quota"]["currency"].tolist() == ["$", "EUR"]


@pytest.mark.parametrize(
    "text",
    [
        "Rep,Q1 2026 Quota ($k),Q1 2026 Actual ($k)\nAna,120,60\n",
        "Rep,Q1 2026,\n,Quota k€,Actual k€\nAna,120,60\n",
        "Rep,Quarter,Quota ($k),Booked,Attainment\nAna,Q1 2026,120,60000,50%\n",
    ],
)
def test_the_scale_is_that_of_each_column(text: str) -> None:
    tables = read(text).tables
    assert tables["quota"]["quota"].tolist() == [120_000.0]
    assert tables["attained"]["attained"].tolist() == [60_000.0]


@pytest.mark.parametrize(
    ("header", "cell", "found"),
    [
        ("Quota (M)", "1.2", "Quota (M)"),
        ("Quota (mil)", "1.2", "Quota (mil)"),
        ("Quota ($k)", "120k", "120k"),
        ("Quota ($k)", "120 tsd", "120 tsd"),
        ("Quota", "k€", "k€"),
    ],
)
def test_a_scale_in_doubt_is_refused(header: str, cell: str, found: str) -> None:
    with pytest.raises(QuotaError) as refused:
        quota_of(header, cell)
    assert str(refused.value) == (
        f"quotas.csv: 1 problem\n  column '{header}': '{found}' leaves open how many"
        " thousands or millions the amounts are; write them in full, under a header"
        " without a scale"
    )


def test_a_scale_is_refused_in_the_exports_of_a_crm() -> None:
    text = (
        "Record ID,Deal owner,Deal Stage,Amount (k),Close Date\n"
        "1,Ana,Closed Won,5,2026-03-05\n"
    )
    with pytest.raises(QuotaError, match=r"column 'Amount \(k\)': 'Amount \(k\)' leav"):
        read(text, "deals.csv", amount="Amount (k)")


@pytest.mark.parametrize("path", ["Quotas in k€.csv", "Quota.xlsx#Targets ($k)"])
def test_a_scale_in_the_name_of_a_sheet_is_refused(path: str) -> None:
    with pytest.raises(QuotaError, match="above the table or in its name; write the"):
        read("Rep,Quarter,Quota\nAna,Q1 2026,120\n", path)
