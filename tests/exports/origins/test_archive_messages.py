"""Messages of every year are parted into sent and received, and nothing else stays."""

from __future__ import annotations

from typing import Any

import pytest

from ssi_analysis.errors import OwnerError
from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options
from ssi_analysis.settings import Settings

NINE = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,"
    "CONTENT,FOLDER\n"
)
TEN = NINE.replace("TO,", "TO,RECIPIENT PROFILE URLS,")
TWELVE = TEN.replace("FOLDER", "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT")
IN = "https://www.linkedin.com/in/"
SENT, RECEIVED = "messages_sent", "messages_received"


def read(text: str, **options: Any) -> Extract:
    found = read_export("ana/messages.csv", text.encode(), Options(**options))
    assert found is not None
    assert found.origin == "archive_messages"
    return found


def metrics(found: Extract) -> list[str]:
    kinds: list[str] = found.tables["events"]["metric"].tolist()
    return kinds


def nine(
    sender: str, to: str, *, url: str = "", at: str = "2021-04-02 09:15:00"
) -> str:
    return f'c1,,"{sender}",{url},"{to}",{at} UTC,,Hello,INBOX\n'


def ten(sender: str, to: str, *, folder: str = "INBOX", text: str = "Hi") -> str:
    names = {"ana": "Ana Reis", "bo": "Bo Li", "cy": "Cy Fox", "": "LinkedIn Member"}
    everyone = ", ".join(names[each] for each in to.split(","))
    urls = ",".join(IN + each for each in to.split(",") if each)
    url = IN + sender if sender else ""
    return (
        f'c1,,{names[sender]},{url},"{everyone}","{urls}",2026-08-01 02:00:00 UTC,,'
        f'"{text}",{folder}\n'
    )


def test_the_member_is_the_one_profile_on_every_row() -> None:
    found = read(
        TEN
        + ten("ana", "bo")
        + ten("bo", "ana")
        + ten("cy", "bo,ana", folder="ARCHIVE")
        + ten("", "ana", folder="")
    )
    assert metrics(found) == [SENT, RECEIVED, RECEIVED, RECEIVED]
    assert (found.rows_read, found.rejects) == (4, ())


def test_a_message_to_one_who_has_left_is_sent() -> None:
    found = read(TEN + ten("ana", "bo") + ten("cy", "ana") + ten("ana", ""))
    assert metrics(found) == [SENT, RECEIVED, SENT]


def test_without_profiles_of_recipients_the_name_on_every_row_tells() -> None:
    found = read(
        NINE
        + nine("Theo Grant", "Jane Doe, Ph.D., Lena Vogt")
        + nine("Jane Doe, Ph.D.", "Theo Grant, Lena Vogt")
        + nine("LinkedIn Member", "Jane Doe, Ph.D.")
        + nine("Ravi Menon", "Theo Grant, Jane Doe, Ph.D.")
    )
    assert metrics(found) == [RECEIVED, SENT, RECEIVED, RECEIVED]


def test_one_who_only_received_is_known_by_name_in_spite_of_a_title() -> None:
    found = read(
        NINE
        + nine("Theo Grant", "Jane Doe, Ph.D.")
        + nine("LinkedIn Member", "Jane Doe, Ph.D.")
        + nine("LinkedIn Member", "Lena Vogt, Jane Doe, Ph.D.")
    )
    assert metrics(found) == [RECEIVED, RECEIVED, RECEIVED]
    found = read(NINE + nine("LinkedIn Member", "Jane Doe") * 2)
    assert metrics(found) == [RECEIVED, RECEIVED]


def test_a_row_that_names_no_recipient_does_not_tell_the_member() -> None:
    nobody = f"c1,,Cy Fox,{IN}cy,,,2026-08-01 02:00:00 UTC,,Hi,INBOX\n"
    found = read(TEN + ten("ana", "bo") + ten("cy", "ana") + nobody)
    assert metrics(found) == [SENT, RECEIVED]
    assert [reject.row for reject in found.rejects] == [4]


@pytest.mark.parametrize("text", [TEN + ten("ana", "bo"), NINE + nine("A A", "B B")])
def test_messages_with_one_other_person_need_an_owner(text: str) -> None:
    with pytest.raises(OwnerError) as refused:
        read(text)
    assert str(refused.value) == (
        "ana/messages.csv: 1 problem\n  does not tell whose messages these are: put"
        " the archive's Profile.csv beside it"
    )


@pytest.mark.parametrize(
    ("owner", "kinds"),
    [
        ("Ana Reis", [SENT, RECEIVED]),
        ("ana reis, Ph.D.", [SENT, RECEIVED]),
        ("Bo Li", [RECEIVED, SENT]),
    ],
)
def test_an_owner_settles_it(owner: str, kinds: list[str]) -> None:
    two = TEN + ten("ana", "bo") + ten("bo", "ana")
    assert metrics(read(two, owner=owner)) == kinds
    two = NINE + nine("Ana Reis, MBA", "Bo Li") + nine("Bo Li", "Ana Reis, MBA")
    assert metrics(read(two, owner=owner)) == kinds


def test_of_two_people_of_one_name_the_one_on_most_rows_is_the_member() -> None:
    other = ten("cy", "ana").replace("Cy Fox", "Ana Reis")
    found = read(TEN + other + ten("ana", "bo") + ten("bo", "ana"), owner="Ana Reis")
    assert metrics(found) == [RECEIVED, SENT, RECEIVED]


def test_two_people_of_one_name_without_profiles_are_refused() -> None:
    rows = nine("Ana Reis", "Bo Li", url=IN + "a1") + nine(
        "Ana Reis", "Ana Reis", url=IN + "a2"
    )
    with pytest.raises(OwnerError):
        read(NINE + rows, owner="Ana Reis")


def test_a_row_without_the_owner_is_a_reject_that_names_nobody() -> None:
    found = read(
        NINE + nine("Ana Reis", "Bo Li") + nine("Bo Li", "Cy Fox"), owner="Ana Reis"
    )
    assert metrics(found) == [SENT]
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (3, "FROM", "", "neither from nor to the member of this archive", True)
    ]


def test_drafts_advertisements_and_spam_are_set_aside() -> None:
    spin = '<p class=""spinmail-quill-editor__spin-break"">Hi %FIRSTNAME%</p>'
    rows = (
        ten("ana", "bo").replace("INBOX", "INBOX,,No")
        + ten("bo", "ana", text=spin).replace("INBOX", "INBOX,,")
        + ten("ana", "cy").replace("INBOX", "INBOX,,Yes")
        + ten("", "bo", text=spin).replace("INBOX", "INBOX,,No")
        + ten("cy", "bo", folder="SPAM,,No")
    )
    found = read(TWELVE + rows, owner="Ana Reis")
    assert metrics(found) == [SENT, RECEIVED]
    assert found.rows_read == 5
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (4, "", "", "a draft, not sent", False),
        (5, "", "", "an advertisement", False),
        (6, "", "", "in the spam folder", False),
    ]


def test_every_field_may_be_quoted_and_hold_line_breaks() -> None:
    head = ",".join(f'"{name}"' for name in TEN.strip().split(","))
    row = (
        f'"c1","","Ana Reis","{IN}Ana/?trk=x","Bo Li, Ph.D., Cy","{IN}bo,{IN}cy",'
        '"2026-02-01 08:00:00 UTC","","Hi,\n\n- ""plan""\r\n- budget","INBOX","{0}"\n'
    )
    back = row.replace("Ana Reis", "Bo Li, Ph.D.").replace("Ana/?trk=x", "bo")
    back = back.replace("Bo Li, Ph.D., Cy", "Ana Reis, Cy").replace(
        f"{IN}bo,{IN}cy", f"{IN}cy,{IN}ana"
    )
    found = read(f'{head},"ATTACHMENTS"\n{row}{back}', owner="Ana Reis")
    assert metrics(found) == [SENT, RECEIVED]


def test_the_day_is_that_in_the_time_zone_of_the_settings() -> None:
    rows = TEN + ten("ana", "bo") + ten("cy", "ana")
    for zone, day in (("", "2026-08-01"), ("America/New_York", "2026-07-31")):
        found = read(rows, settings=Settings(time_zone=zone))
        assert found.tables["events"]["date"].astype(str).tolist() == [day, day]


def test_a_message_has_one_id_in_every_archive_and_twins_have_two() -> None:
    old = NINE + nine("Bo Li", "Ana Reis") * 2 + nine("Ana Reis", "Cy Fox")
    old += nine("Bo Li", "Ana Reis", at="2021-04-02 09:15:01")
    new = TEN + "".join(
        f"c1,,{sender},{IN}{sender[:2].lower()},{to},{IN}{to[:2].lower()},"
        f"2021-04-02 09:15:0{second} UTC,,Hello,INBOX\n"
        for sender, to, second in (
            ("Ana Reis", "Cy Fox", 0),
            ("Bo Li", "Ana Reis", 1),
            ("Bo Li", "Ana Reis", 0),
        )
    )
    before = read(old, owner="Ana Reis").tables["events"]["event_id"].tolist()
    after = read(new, owner="Ana Reis").tables["events"]["event_id"].tolist()
    assert len(set(before)) == 4
    assert after == [before[2], before[3], before[0]]


@pytest.mark.parametrize("header", [NINE, TEN, TWELVE])
def test_a_file_of_a_header_only_has_no_messages(header: str) -> None:
    assert metrics(read(header)) == []


def test_nothing_of_other_people_or_their_words_stays() -> None:
    secrets = ("zuzanna", "kowalska", "zuz-kow", "kept-private")
    rows = (
        f"c1,,Ana Reis,{IN}ana,Zuzanna Kowalska,{IN}zuz-kow,2026-08-01 02:00:00 UTC,,"
        "kept-private,INBOX\n"
        f"c1,kept-private,Zuzanna Kowalska,{IN}zuz-kow,Ana Reis,{IN}ana,Zuzanna,,"
        "kept-private,INBOX\n"
        "c1,,Zuzanna Kowalska,,Ana Reis,,,kept-private,SPAM,\n"
        "Zuzanna,kept-private\n"
    )
    foreign = ten("bo", "cy").replace("Cy Fox", "Zuzanna Kowalska")
    found = read(TEN + rows + foreign, owner="Ana Reis")
    assert metrics(found) == [SENT]
    assert len(found.rejects) == 4
    tables = {name: column.tolist() for name, column in found.tables["events"].items()}
    said = f"{tables} {found}".casefold()
    assert [secret for secret in secrets if secret in said] == []
    with pytest.raises(OwnerError) as refused:
        read(TEN + rows)
    assert [
        secret for secret in secrets if secret in str(refused.value).casefold()
    ] == []
