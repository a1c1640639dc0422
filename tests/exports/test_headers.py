"""Headers that say a kind and a period, and headers that are whole sentences."""

from __future__ import annotations

import time

import pytest

from ssi_analysis.exports import read_export, scales
from ssi_analysis.exports.extract import Options
from ssi_analysis.exports.headers import Header, kind_of, parted

KINDS = {"quota": ["quota", "newbusinessquota"], "attained": ["actual"]}


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("New business quota for Jan 2026 (EUR)", ("quota", "Jan 2026")),
        ("FY26 Q1_quota", ("quota", "FY26 Q1")),
        ("Q1 of the year 2026 as we set it quota", ("", "")),
        ("quota" + " " * 100 + "Jan 2026", ("", "")),
    ],
)
def test_a_period_and_a_kind_stand_in_a_short_header(
    header: str, found: tuple[str, str]
) -> None:
    assert kind_of(header, KINDS) == found


@pytest.mark.parametrize(
    "header", ["Quota (EUR)", "Quota - EUR", "Quota  [EUR]", "Quota €", "Quota-(€)"]
)
def test_the_marks_before_a_currency_are_no_part_of_the_header(header: str) -> None:
    assert parted(header) == Header("Quota", "EUR")


def test_a_line_break_before_a_scale_is_a_blank() -> None:
    assert scales.parted("Quota\n(k€)") == ("Quota (€)", "k")
    assert scales.parted("Quota  2026") == ("Quota  2026", "")


@pytest.mark.parametrize(
    "cell", ["Quota" + " " * 10**5 + "x", "-" * 10**5, "a " * 10**5]
)
def test_a_long_header_takes_no_time(cell: str) -> None:
    start = time.perf_counter()
    found = read_export(
        "x.csv", f"rep,Jan 2026 quota,{cell}\nAna,5,6\n".encode(), Options()
    )
    assert found is not None
    assert found.tables["quota"]["quota"].tolist() == [5.0]
    assert time.perf_counter() - start < 10
