"""Two lists of posts side by side: each post once, and nothing from lists cut short."""

from __future__ import annotations

import pytest

from ssi_analysis.exports import read_export
from ssi_analysis.exports.detect import recognise
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.exports.text import Grid

TITLE = ("Maximum of 50 posts available to include in this list", *[""] * 6)
HEADER = (
    *("Post URL", "Post publish date", "Engagements", ""),
    *("Post URL", "Post publish date", "Impressions"),
)
URL = "https://www.linkedin.com/feed/update/urn:li:activity:{}"


def read(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Extract:
    grid = Grid("ana/Content.xlsx#TOP POSTS", (TITLE, (), header, *rows), "")
    found = recognise(grid.path, grid, Options(date_order="dmy"))
    assert found is not None
    assert found[0].name == "creator_top_posts"
    return found[0].read(found[1], Options(date_order="dmy"))


def row(left: str, right: str, *, filler: str = "") -> tuple[str, ...]:
    sides = [
        (URL.format(each.split()[0]), each.split()[1], "7") if each else (filler,) * 3
        for each in (left, right)
    ]
    return (*sides[0], filler, *sides[1])


def posts(found: Extract) -> list[tuple[str, int]]:
    table = found.tables["events"]
    assert set(table["metric"]) <= {"posts"}
    days = table["date"].astype(str).tolist()
    return list(zip(days, table["row"].tolist(), strict=True))


def test_a_post_in_both_lists_counts_once_on_its_american_day() -> None:
    found = read(
        row("1 3/7/2025", "2?trk=x 3/8/2025"),
        row("2/ 3/8/2025", "1?utm_source=y 3/7/2025"),
        row("", "3 3/8/2025"),
    )
    assert posts(found) == [("2025-03-07", 4), ("2025-03-08", 5), ("2025-03-08", 6)]
    assert len(set(found.tables["events"]["event_id"])) == 3
    assert (found.rows_read, found.rejects) == (3, ())


@pytest.mark.parametrize("name", ["Post publish date", "Post Publish Date"])
def test_fillers_in_empty_cells_are_no_posts(name: str) -> None:
    header = ("Post URL", name, "Engagements", "481", "Post URL", name, "Impressions")
    found = read(
        row("1 10/9/2026", "1 10/9/2026", filler="481"),
        row("", "2 5/1/2026", filler="481"),
        row("", "", filler="481"),
        header=header,
    )
    assert posts(found) == [("2026-10-09", 4), ("2026-05-01", 5)]
    assert found.rows_read == 3
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (6, "", "", "no post that stands in no other row", False)
    ]


def test_posts_are_the_same_events_as_those_of_the_archive() -> None:
    shares = (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        "2025-03-07 10:00:00,https://x/share:9,Hello,,,PUBLIC\n"
    )
    archive = read_export("Shares.csv", shares.encode(), Options())
    assert archive is not None
    found = read(row("1 3/7/2025", ""))
    assert (
        found.tables["events"]["event_id"].tolist()
        == archive.tables["events"]["event_id"].tolist()
    )


@pytest.mark.parametrize(("n_posts", "n_events"), [(49, 49), (50, 0)])
def test_lists_that_are_full_tell_no_number_of_posts(
    n_posts: int, n_events: int
) -> None:
    found = read(*(row("", f"{at} 3/7/2025") for at in range(n_posts)))
    events = found.tables.get("events", {"row": []})
    assert len(events["row"]) == n_events
    assert found.rows_read == n_posts
    reasons = {(reject.reason, reject.is_loss) for reject in found.rejects}
    cut = "the list ends at 50 posts and leaves out the others"
    assert reasons == (set() if n_events else {(cut, False)})


def test_a_date_that_is_none_is_a_reject_without_the_address() -> None:
    found = read(row("1 soon", ""), row("2 13/45/2025", ""))
    assert posts(found) == []
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "Post publish date", "", "not a date", True),
        (5, "Post publish date", "13/45/2025", "not a date", True),
    ]


def test_a_list_without_its_header_is_lost_and_says_so() -> None:
    found = read(row("1 3/7/2025", ""), header=())
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "", "", "no header 'Post URL'", True)
    ]
