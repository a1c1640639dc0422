"""Quotas: amounts, the days they hold for, and two that contradict each other."""

from __future__ import annotations

import numpy as np
import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import extract, quotas
from ssi_analysis.exports.text import Sheet


def sheet(header: str, *rows: str) -> Sheet:
    names = header.split("|")
    return Sheet(
        path="q.csv",
        header=tuple(names),
        columns={name: at for at, name in enumerate(names)},
        rows=tuple(tuple(row.split("|")) for row in rows),
        numbers=tuple(range(2, 2 + len(rows))),
    )


def days(column: extract.Column) -> list[str]:
    return [str(day) for day in column.values]


def test_an_end_at_midnight_is_the_day_after_only_where_the_origin_says_so() -> None:
    of = sheet(
        "start_date|end_date",
        "2026-01-01T00:00:00Z|2026-02-01T00:00:00Z",
        "2026-01-01|2026-01-31",
        "2026-01-01T00:00:00Z|2026-01-31T23:59:59.999Z",
        "2026-01-01|2026-01-01",
    )
    after = quotas.boundaries(of, extract.Options(), midnight_is_after=True)
    assert days(after["end_date"]) == [*["2026-01-31"] * 3, "2026-01-01"]
    assert not any(column.reasons for column in after.values())
    written = quotas.boundaries(of, extract.Options(), midnight_is_after=False)
    assert days(written["end_date"])[:3] == ["2026-02-01", "2026-01-31", "2026-01-31"]


@pytest.mark.parametrize(
    ("row", "side", "reason"),
    [
        ("2025-12-31T23:00:00Z|2026-01-31", "start_date", "not at midnight"),
        ("2026-01-01|2026-01-31T04:59:59Z", "end_date", "not at midnight"),
        ("2026-01-01|2025-12-31", "end_date", "the end is before the start"),
        ("2026-01-01|", "end_date", "blank"),
    ],
)
def test_a_boundary_that_no_day_can_be_told_from_is_refused(
    row: str, side: str, reason: str
) -> None:
    found = quotas.boundaries(
        sheet("start_date|end_date", row), extract.Options(), midnight_is_after=True
    )
    assert found[side].reasons[0].startswith(reason)


def test_two_spellings_of_one_person_contradict_each_other() -> None:
    ids = ["00599000000Hofh", "00599000000HofhAAC"]
    of = sheet("quota|goal_name", "5|", "6|")
    one = np.array(["2026-01-01"] * 2, "datetime64[D]")
    blank = np.array(["", ""], object)
    table = dict.fromkeys(extract.PERSON, blank) | {
        "person_crm": np.array(ids, object),
        "start_date": one,
        "end_date": one,
        "quota": np.array([5.0, 6.0]),
        "row": np.array([2, 3]),
    }
    with pytest.raises(ExportError, match=r"\n  rows 2 and 3$"):
        quotas.refuse_contradictions(of, table)
    quotas.refuse_contradictions(of, {**table, "quota": np.array([5.0, 5.0])})
    nobody = dict.fromkeys(extract.PERSON, blank)
    quotas.refuse_contradictions(of, {**table, **nobody})


def test_a_quota_may_be_zero_and_not_below_or_blank() -> None:
    found = quotas.quota_amount(sheet("quota", "0", "0.5", "-1", ""))
    assert found.values[:2].tolist() == [0.0, 0.5]
    assert found.reasons == {2: "a quota is at least 0", 3: "blank"}


def test_a_currency_column_comes_before_the_sign_beside_the_amount() -> None:
    of = sheet("quota|currency", "€5|usd", "€5|", "5|")
    assert quotas.currencies(of, "quota") == ["USD", "EUR", ""]
