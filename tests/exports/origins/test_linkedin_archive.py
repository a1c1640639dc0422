"""A LinkedIn archive of every year gives the days of its events, and nobody's name."""

from __future__ import annotations

from typing import Any

import pytest

from ssi_analysis.errors import ExportError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import FileRule

OLD = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
NEW = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the'
    ' email addresses are missing, at https://www.linkedin.com/psettings/privacy/email"'
    "\n\n"
)
ROWS_OLD = "Ana,Reis,,Acme,CTO,08 Feb 2026\n,,,,,07 Jun 2026"
ROWS_NEW = (
    'Ana,"Reis, Ph.D.",https://www.linkedin.com/in/ana,,"Acme, Inc.",CTO,08 Feb 2026\n'
    ",,,,,,07 Jun 2026"
)


def read(text: str, *, path: str = "file.csv", **options: Any) -> Extract:
    found = read_export(path, text.encode(), Options(**options))
    assert found is not None
    return found


def events(found: Extract, *names: str) -> list[tuple[Any, ...]]:
    table = found.tables["events"]
    columns = [table[name].astype(str).tolist() for name in names or ("date", "metric")]
    return list(zip(*columns, strict=True))


def ids(found: Extract) -> list[str]:
    return [event_id for (event_id,) in events(found, "event_id")]


@pytest.mark.parametrize(
    "text",
    [
        OLD + ROWS_OLD,
        NOTES + OLD + ROWS_OLD,
        NOTES + NEW + ROWS_NEW,
        NOTES + "\n\n" + NEW + ROWS_NEW,
        "\ufeff" + (NEW + ROWS_NEW).replace("\n", "\r\n"),
        NEW + ROWS_NEW.replace("08 Feb 2026", "8-Feb-26"),
    ],
    ids=["2020", "2022", "2023", "five lines of notes", "from Excel", "Excel's dates"],
)
def test_connections_of_every_year_are_read(text: str) -> None:
    found = read(text, path="ana/x.zip/Connections (1).csv")
    assert found.origin == "archive_connections"
    assert events(found) == [
        ("2026-02-08", "connections_made"),
        ("2026-06-07", "connections_made"),
    ]
    assert (found.rows_read, found.rejects) == (2, ())
    assert ids(found) == ids(read(OLD + ROWS_OLD))


def test_a_connection_who_hides_later_stays_one_connection() -> None:
    before = read(OLD + "Ana,Reis,,,,08 Feb 2026\nBo,Li,,,,08 Feb 2026\n")
    after = read(NEW + ",,,,,,08 Feb 2026\nBo,Li,,,,,08 Feb 2026\n")
    assert ids(before) == ids(after)
    assert len(set(ids(before))) == 2


def test_a_connection_without_a_day_is_a_reject() -> None:
    found = read(OLD + "Ana,Reis,,,,\nBo,Li,,,,8 févr. 2026\nCy,Fox,,,,1 May 2026\n")
    assert events(found, "date") == [("2026-05-01",)]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (2, "Connected On", "", "blank", True),
        (3, "Connected On", "8 févr. 2026", "not a date", True),
    ]


INVITATIONS = "From,To,Sent At,Message,Direction{urls}\n"


@pytest.mark.parametrize("urls", ["", ",inviterProfileUrl,inviteeProfileUrl"])
def test_invitations_are_parted_by_their_direction(urls: str) -> None:
    more = (
        ",https://www.linkedin.com/in/a,https://www.linkedin.com/in/b" if urls else ""
    )
    found = read(
        INVITATIONS.format(urls=urls)
        + f'Me,Ana,"1/2/26, 2:37 PM",,OUTGOING{more}\n'
        + f'Bo,Me,"12/1/25, 9:41 AM","Hi, ""Me""",INCOMING{more}\n'
    )
    assert found.origin == "archive_invitations"
    assert events(found) == [
        ("2026-01-02", "invitations_sent"),
        ("2025-12-01", "invitations_received"),
    ]


def test_invitations_of_one_minute_are_counted_apart_and_found_again() -> None:
    head = INVITATIONS.format(urls="")
    ana, bo = (
        'Me,{},"1/2/26, 2:37 {}M",,OUTGOING\n'.format(*who) for who in ("AP", "BP")
    )
    early = 'Me,Cy,"1/2/26, 2:37 AM",,OUTGOING\n'
    both = ids(read(head + ana + bo + early))
    assert len(set(both)) == 3
    assert ids(read(head + bo)) == both[:1]
    assert ids(read(head + early)) == both[2:]


def test_an_unknown_direction_is_a_reject_and_names_nobody() -> None:
    head = INVITATIONS.format(urls="")
    found = read(head + 'Me,Ana,"1/2/26, 2:37 PM",,SIDEWAYS\n')
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (2, "Direction", "", "neither INCOMING nor OUTGOING", True)
    ]


def test_posts_are_read_on_the_day_that_is_written() -> None:
    text = (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        '2026-05-07 23:41:18,https://x/1,"She said ""yes"",\nand left",,,PUBLIC\n'
        "2026-05-07 08:00:00,https://x/2,,,,MEMBER_NETWORK\n"
    )
    found = read(text, path="Shares_155814142.csv")
    assert found.origin == "archive_shares"
    assert events(found) == [("2026-05-07", "posts")] * 2
    saved = text.replace("2026-05-07 23:41:18", "5/7/2026 23:41")
    saved = saved.replace("2026-05-07 08:00:00", "5/7/2026 8:00")
    assert ids(read(saved, date_order="mdy")) == ids(found)
    with pytest.raises(ExportError, match="the day and the month cannot be told apart"):
        read(saved)


def test_comments_may_have_backslashes_before_quotes_and_no_date() -> None:
    found = read(
        "Date,Link,Message\n"
        '2026-06-30 10:26:45,https://x/1,"He said \\"hi, all\\"\nand left"\n'
        ",https://x/1,old\n"
        "2026-06-30 10:26:59,https://x/1,again\n"
    )
    assert found.origin == "archive_comments"
    assert events(found) == [("2026-06-30", "comments")] * 2
    assert len(set(ids(found))) == 2
    assert found.rows_read == 3
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (3, "Date", "", "LinkedIn gives no date", False)
    ]


def test_reactions_are_known_by_moment_and_post() -> None:
    head = "Date,Type,Link\n"
    first = "2026-09-05 09:50:45,LIKE,https://x/urn%3Ali%3Ashare%3A1\n"
    other = "2026-09-05 09:50:45,PRAISE,https://x/urn%3Ali%3Ashare%3A2\n"
    found = read(head + first + other)
    assert found.origin == "archive_reactions"
    assert events(found) == [("2026-09-05", "reactions")] * 2
    saved = other.replace("%3A", ":").replace(":45", "")
    assert ids(read(head + saved + first)) == ids(found)[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "Date,Type,Link,Owner\n2026-09-05,LIKE,https://x/1,Ana\n",
        "Date,Link,Message,Team\n2026-09-05,https://x/1,Hi,North\n",
    ],
)
def test_a_table_that_has_these_headers_among_others_is_no_archive(text: str) -> None:
    assert read_export("file.csv", text.encode(), Options()) is None


SECRETS = ("Zuzanna", "Kowalska", "zuz-kow", "zk@example.org", "kept-private", "Umbra")
PLANTED = {
    "connections": NEW
    + "Zuzanna,Kowalska,https://www.linkedin.com/in/zuz-kow,zk@example.org,Umbra,kept-"
    "private,01 May 2026\nZuzanna,Kowalska,,,,,Umbra\nZuzanna,Kowalska,,,1 May 2026\n",
    "invitations": INVITATIONS.format(urls=",inviterProfileUrl,inviteeProfileUrl")
    + 'Me,Zuzanna Kowalska,"1/2/26, 2:37 PM",kept-private,OUTGOING,,/in/zuz-kow\n'
    "Me,Zuzanna Kowalska,Umbra,kept-private,Zuzanna,/in/zuz-kow,zk@example.org\n"
    "Me,Zuzanna Kowalska,kept-private\n",
    "shares": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    "2026-05-07 16:41:18,/in/zuz-kow,kept-private,Umbra,,PUBLIC\n"
    "Zuzanna,/in/zuz-kow,kept-private,Umbra,,PUBLIC\nZuzanna,kept-private\n",
    "comments": "Date,Link,Message\n2026-05-07 16:41:18,/in/zuz-kow,kept-private\n"
    "Zuzanna,/in/zuz-kow,kept-private\n,/in/zuz-kow,Umbra\nkept-private,Umbra\n",
    "reactions": "Date,Type,Link\n2026-05-07 16:41:18,LIKE,/in/zuz-kow\n"
    "Zuzanna,/in/zuz-kow,kept-private\nzk@example.org,Umbra\n",
}


@pytest.mark.parametrize("text", PLANTED.values(), ids=PLANTED.keys())
def test_nothing_of_other_people_stays(text: str) -> None:
    found = read(text)
    assert len(found.tables["events"]["row"]) == 1
    assert len(found.rejects) >= 2
    tables = {name: column.tolist() for name, column in found.tables["events"].items()}
    said = f"{tables} {found.rejects} {found.owner} {found.file}"
    assert [secret for secret in SECRETS if secret.casefold() in said.casefold()] == []


@pytest.mark.parametrize("text", PLANTED.values(), ids=PLANTED.keys())
def test_a_broken_file_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(ExportError) as refused:
        read(text + '"Zuzanna" Kowalska,"kept-private\n')
    said = str(refused.value).casefold()
    assert [secret for secret in SECRETS if secret.casefold() in said] == []


def test_a_table_said_to_be_comments_is_refused_with_the_headers_of_comments() -> None:
    rule = FileRule(origin="archive_comments")
    with pytest.raises(ExportError) as refused:
        read("Date,Link,Message,Team\n2026-09-05,https://x/1,Hi,North\n", rule=rule)
    assert str(refused.value) == (
        "file.csv: 1 problem\n  is said to be 'archive_comments' but no row has the"
        " headers of date, link, message, no other column; map them under"
        " [files.columns] in ssi-analysis.toml"
    )
