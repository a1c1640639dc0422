"""The posts in LinkedIn's creator analytics: two lists of the best fifty, side by side.

One list goes by engagements, the other by impressions. Together they say how many posts
there were only where they are shorter than fifty.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from ssi_analysis.exports import extract
from ssi_analysis.exports.aside import set_aside, with_all_rows
from ssi_analysis.exports.events import event_table, unnamed
from ssi_analysis.exports.extract import Reject
from ssi_analysis.exports.origin import Origin
from ssi_analysis.exports.text import Sheet, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_analysis.exports.extract import Columns, Extract, Options

__all__ = ["ORIGINS", "read_top_posts"]

_NAME: Final = "creator_top_posts"
_TITLE: Final = "the line 'Maximum of 50 posts'"
_URL: Final = "posturl"
_DAY: Final = "postpublishdate"
_MOST_POSTS: Final = 50
_POST = re.compile(r"(?:https?://)?[\w.]*linkedin\.com/[^?#\s]*", re.IGNORECASE)


class _Post(NamedTuple):
    """One mention of a post: the row, the list by its column, the address, the day."""

    row: int
    list_at: int
    address: str
    day: str


def read_top_posts(sheet: Sheet, options: Options) -> Extract:
    """Read the posts of both lists, each once, on the day it was published.

    Of lists that are full nothing is taken, since they leave posts out.
    """
    listed, head = _below_head(sheet)
    posts = list(_posts(listed, head))
    longest = max(Counter(post.list_at for post in posts).values(), default=0)
    if longest >= _MOST_POSTS:
        reason = f"the list ends at {_MOST_POSTS} posts and leaves out the others"
        return set_aside(listed, _NAME, reason)
    first = {post.address: post for post in reversed(posts)}.values()
    table, rejects = _published(listed, sorted(first))
    others = sorted(set(listed.numbers) - {post.row for post in first})
    reason = "no post that stands in no other row" if head else "no header 'Post URL'"
    aside = [Reject(sheet.path, row, "", "", reason, not head) for row in others]
    every = [*aside, *rejects]
    found = extract.finish(listed, _NAME, {"events": table}, every)
    return unnamed(found)


def _below_head(sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """Return the rows below the header of the lists, which says some names twice."""
    every = with_all_rows(sheet)
    heads = [at for at, row in enumerate(every.rows) if _URL in map(fold, row)]
    if not heads:
        return every, ()
    below = heads[0] + 1
    listed = replace(every, rows=every.rows[below:], numbers=every.numbers[below:])
    return listed, every.rows[heads[0]]


def _posts(listed: Sheet, head: Sequence[str]) -> Iterator[_Post]:
    names = [fold(cell) for cell in head]
    blank = [""] * len(head)
    for at in (at for at, name in enumerate(names) if name == _URL):
        day_at = names.index(_DAY, at) if _DAY in names[at:] else at
        for number, cells in zip(listed.numbers, listed.rows, strict=True):
            row = [*cells, *blank]
            # A filler stands where one list is longer than the other.
            if found := _POST.match(row[at]):
                address = found[0].rstrip("/").casefold()
                yield _Post(number, at, address, row[day_at])


def _published(listed: Sheet, posts: Sequence[_Post]) -> tuple[Columns, list[Reject]]:
    dates = Sheet(
        path=listed.path,
        header=("Post publish date",),
        columns={"date": 0},
        rows=tuple((post.day,) for post in posts),
        numbers=tuple(post.row for post in posts),
    )
    day = extract.day_columns(dates, ["date"], order="mdy")["date"]
    return event_table(dates, day=extract.needed(day), metric=["posts"] * len(dates))


def _top_posts(header: Sequence[str]) -> dict[str, int]:
    """Find the sheet by the line at its top: its headers say some names twice."""
    return {_TITLE: 0} if fold(header[0]).startswith("maximumof50posts") else {}


ORIGINS: Final = (
    Origin(
        _NAME,
        "LinkedIn creator analytics: top posts",
        {},
        [frozenset({_TITLE})],
        read_top_posts,
        shared=(),
        further=_top_posts,
    ),
)
