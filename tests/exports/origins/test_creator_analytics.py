"""The worksheets of creator analytics: counts by day, and what is known but unused."""

from __future__ import annotations

import pytest

from ssi_analysis.exports.detect import recognise
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.exports.text import Grid


def read(*rows: tuple[str, ...], sheet: str = "ENGAGEMENT") -> Extract:
    grid = Grid(f"ana/Content_2026.xlsx#{sheet}", rows, "")
    found = recognise(grid.path, grid, Options(date_order="dmy"))
    assert found is not None
    origin, table = found
    extract = origin.read(table, Options(date_order="dmy"))
    assert extract.origin == origin.name
    return extract


def activity(found: Extract) -> list[tuple[str, str, str, float]]:
    table = found.tables["activity"]
    names = ("start_date", "end_date", "metric")
    texts = (table[name].astype(str).tolist() for name in names)
    return list(zip(*texts, table["value"].tolist(), strict=True))


def test_engagement_is_counted_by_american_days() -> None:
    found = read(
        ("Date", "Impressions", "Engagements"),
        ("10/8/2026", "1,204", "0"),
        ("10/9/2026", "8", "2"),
    )
    assert found.origin == "creator_engagement"
    assert activity(found) == [
        ("2026-10-08", "2026-10-08", "impressions", 1204.0),
        ("2026-10-09", "2026-10-09", "impressions", 8.0),
        ("2026-10-08", "2026-10-08", "engagements", 0.0),
        ("2026-10-09", "2026-10-09", "engagements", 2.0),
    ]
    assert not any(found.tables["activity"]["is_cumulative"])
    assert (found.rows_read, found.rejects) == (2, ())


def test_a_blank_is_missing_and_what_is_no_count_or_day_is_a_reject() -> None:
    found = read(
        ("Date", "Impressions", "Engagements"),
        ("10/8/2026", "", "-1"),
        ("soon", "5", "1"),
        ("481", "481", "481"),
    )
    assert str(activity(found)) == (
        "[('2026-10-08', '2026-10-08', 'impressions', nan)]"
    )
    assert found.rows_read == 3
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "", "481", "the same in every cell, which stands for empty ones", False),
        (3, "Date", "soon", "not a date", True),
        (2, "Engagements", "-1", "a count is at least 0", True),
    ]


def test_followers_stand_below_a_line_with_their_total() -> None:
    found = read(
        ("Total followers on 10/9/2026:", "101"),
        (),
        ("Date", "New followers"),
        ("10/8/2026", "0"),
        ("10/9/2026", "1"),
        sheet="FOLLOWERS",
    )
    assert found.origin == "creator_followers"
    assert activity(found) == [
        ("2026-10-08", "2026-10-08", "followers_gained", 0.0),
        ("2026-10-09", "2026-10-09", "followers_gained", 1.0),
    ]


@pytest.mark.parametrize(
    ("sheet", "rows", "said"),
    [
        (
            "DISCOVERY",
            [
                ("Overall Performance", "10/8/2026 - 10/9/2026"),
                ("Impressions", "12"),
                ("Members reached", "8", "481"),
            ],
            (
                "10/8/2026 - 10/9/2026",
                "a total of the period; its days stand in another sheet",
            ),
        ),
        (
            "AUDIENCE DEMOGRAPHICS",
            [
                ("Top Demographics", "Value", "Percentage"),
                ("Company", "Acme", "< 1%"),
                ("Location", "Oslo", "12%"),
            ],
            ("", "tells who the audience is, and nothing of what was done"),
        ),
    ],
)
def test_sheets_that_count_no_day_are_known_and_set_aside(
    sheet: str, rows: list[tuple[str, ...]], said: tuple[str, str]
) -> None:
    found = read(*rows, sheet=sheet)
    assert (dict(found.tables), found.rows_read) == ({}, 2)
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (row, "", *said, False) for row in (2, 3)
    ]
