"""Cells beside a table: they are told of and cost no row."""

from __future__ import annotations

from typing import Any

import pytest

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options

HEAD = "Rep,Quarter,Quota"


def read(text: str) -> Extract:
    found = read_export("quotas.csv", text.encode(), Options())
    assert found is not None
    return found


def rejects(found: Extract) -> list[tuple[Any, ...]]:
    return [tuple(reject)[1:] for reject in found.rejects]


def test_a_note_far_to_the_right_costs_no_row() -> None:
    found = read(f"{HEAD}\nAna,Q1 2026,100{',' * 49}ask Bo\n")
    assert found.tables["quota"]["quota"].tolist() == [100.0]
    assert found.rows_read == 1
    reason = "beyond the last column of the table; not read"
    assert rejects(found) == [(2, "", "ask Bo", reason, False)]


def test_a_note_below_no_header_is_told_once_for_its_column() -> None:
    found = read(f"{HEAD},,\nAna,Q1 2026,100,,ask Bo\nBo,Q1 2026,90,,\nCy,,,,x\n")
    assert found.tables["quota"]["quota"].tolist() == [100.0, 90.0]
    assert rejects(found)[0] == (
        *(2, "", "ask Bo", "no header above it; not read, nor are 1 below it", False),
    )


@pytest.mark.parametrize("amount", ["1,250", "1,250,000"])
def test_an_amount_cut_by_its_own_comma_still_costs_the_row(amount: str) -> None:
    found = read(f"{HEAD}\nAna,Q1 2026,{amount}\nBo,Q1 2026,90\n")
    assert found.tables["quota"]["quota"].tolist() == [90.0]
    assert rejects(found)[0][-1] is True
