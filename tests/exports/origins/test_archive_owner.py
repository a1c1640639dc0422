"""Profile.csv and Email Addresses.csv say whose archive their folder is."""

from __future__ import annotations

import pytest

from ssi_analysis.exports import read_export
from ssi_analysis.exports.extract import Extract, Options

PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,"
    "Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n"
)
EMAILS = "Email Address,Confirmed,Primary,Updated On\n"


def read(text: str) -> Extract:
    found = read_export("ana/x.zip/file.csv", text.encode(), Options())
    assert found is not None
    return found


def test_a_profile_names_the_member_and_nothing_else_of_it_stays() -> None:
    found = read(
        PROFILE + 'Ana,"Reis, MBA",Sol,Rua 1,2 May,Seller,"I ""sell""\n all",,,,,,\n'
    )
    assert found.origin == "archive_profile"
    assert found.owner == ("", "", "", "", "Ana Reis, MBA")
    assert (dict(found.tables), found.rows_read) == ({}, 1)
    assert [tuple(reject)[1:] for reject in found.rejects] == [
        (2, "", "", "says whose archive this is", False)
    ]


@pytest.mark.parametrize(
    "rows", ["", "Ana,Reis,,,,,,,,,,,\nBo,Li,,,,,,,,,,,\n", "Ana\n"]
)
def test_a_profile_of_nobody_or_of_several_names_no_member(rows: str) -> None:
    found = read(PROFILE + rows)
    assert found.owner == ()
    assert found.rows_read == len(found.rejects) == rows.count("\n")
    assert not any(reject.is_loss or reject.found for reject in found.rejects)


@pytest.mark.parametrize(
    ("rows", "email"),
    [
        ("a@x.org,Yes,No,1\nB@x.org,Yes,Yes,Not Available\n", "b@x.org"),
        ("a@x.org,No,No,1\nb@x.org,Yes,No,1\nc@x.org,Yes,No,1\n", "b@x.org"),
        ("Not Available,Yes,Yes,1\na@x.org,No,No,1\n", "a@x.org"),
    ],
)
def test_the_primary_confirmed_address_comes_first(rows: str, email: str) -> None:
    found = read(EMAILS + rows)
    assert found.origin == "archive_emails"
    assert found.owner == ("", email, "", "", "")
    assert len(found.rejects) == found.rows_read


def test_a_file_without_an_address_names_no_member() -> None:
    assert read(EMAILS + "Not Available,Yes,Yes,\n").owner == ()
