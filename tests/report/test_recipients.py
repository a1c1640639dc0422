"""Who gets which mail: one address a cell, every problem at once."""

from __future__ import annotations

import pytest

from ssi_analysis.errors import MailError
from ssi_analysis.report.recipients import Recipient, address_problem, read_recipients

TEAMS = {"north": "North", "emea-2": "EMEA / Süd"}


@pytest.mark.parametrize("team", ["North", "north", " NORTH "])
def test_a_team_is_found_by_its_name_or_slug_in_any_spelling(recipients, team):
    found = read_recipients(recipients(f"{team},ann@acme.com,Ann"), TEAMS)
    assert found == {"north": (Recipient("ann@acme.com", "Ann"),)}


@pytest.mark.parametrize("team", ["EMEA / Süd", "emea sud", "EMEA-2"])
def test_a_team_with_an_odd_name_is_found_too(recipients, team):
    assert read_recipients(recipients(f"{team},a@x.com,"), TEAMS).keys() == {"emea-2"}


ALIKE = {"team-a": "Team A", "team-a-1c": "Team A+", "team-2": "東京", "t": "✨"}


@pytest.mark.parametrize(
    ("team", "slug"),
    [("Team A", "team-a"), ("team a+", "team-a-1c"), ("team-a", "team-a"), ("✨", "t")],
)
def test_a_mail_goes_to_the_team_of_that_very_name(recipients, team, slug):
    found = read_recipients(recipients(f"{team},a@x.com,"), ALIKE)
    assert found.keys() == {slug}


def test_a_team_that_may_be_several_gets_no_mail(recipients):
    path = recipients("TeamA,a@x.com,", "🚀,a@x.com,", "Team A,b@x.com,")
    with pytest.raises(MailError) as refusal:
        read_recipients(path, ALIKE)
    assert str(refusal.value).split("\n") == [
        f"{path}: 2 problems",
        "  row 2, column 'team': 'TeamA' may be the page team-a or team-a-1c;"
        " write one of these",
        "  row 3, column 'team': '🚀' has no page",
    ]


def test_a_star_gets_every_page_and_nobody_gets_one_twice(recipients):
    path = recipients("*,vp@acme.com,Vera", "North,VP@acme.com,", "North,ann@acme.com,")
    found = read_recipients(path, TEAMS)
    assert found == {
        "north": (Recipient("vp@acme.com", "Vera"), Recipient("ann@acme.com")),
        "emea-2": (Recipient("vp@acme.com", "Vera"),),
    }


@pytest.mark.parametrize("head", ["team;E-mail;Name", "Team;email;name"])
def test_a_list_from_a_spreadsheet_is_read_as_it_is_saved(recipients, head):
    path = recipients("", "North;ann@acme.com;Ann", "", head=head)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_recipients(path, TEAMS)["north"] == (Recipient("ann@acme.com", "Ann"),)


def test_every_problem_of_a_list_is_told_with_row_and_column(recipients):
    path = recipients(
        "Nroth,ann@acme.com,",
        ",bob@acme.com,",
        'North,"a@x.com, b@x.com",',
        "North,,",
        '"North","eve@acme.com\nBcc: all@acme.com","Eve"',
        '"North","zoe@acme.com","Zoe\nSubject: hello"',
        "North,one@acme.com,two@acme.com",
        "North,one@acme.com,,three@acme.com",
        "North,ok@acme.com,",
        "north,OK@acme.com,",
    )
    with pytest.raises(MailError) as refusal:
        read_recipients(path, TEAMS)
    exactly = "is not exactly one address such as ann@example.com"
    assert str(refusal.value).split("\n") == [
        f"{path}: 10 problems",
        "  row 2, column 'team': 'Nroth' has no page; did you mean 'North'?",
        "  row 3, column 'team': blank",
        f"  row 4, column 'email': 'a@x.com, b@x.com' {exactly}",
        "  row 5, column 'email': blank",
        f"  row 6, column 'email': 'eve@acme.com�Bcc: all@acme.com' {exactly}",
        "  row 7, column 'name': holds a line break or a control character",
        "  row 8: 'two@acme.com' follows; give each address its own row",
        "  row 9: 'three@acme.com' follows; give each address its own row",
        "  row 9: the same team and address as in row 8; keep one of them",
        "  row 11: the same team and address as in row 10; keep one of them",
    ]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("team,name", "column 'email' is not there; the columns are team, email, name"),
        (
            "team,email,nmae",
            "column 'nmae' is not known; did you mean 'name'?",
        ),
        ("team,email,mail", "column 'email': there are several for the email"),
        ("", "column 'team' is not there; the columns are team, email, name"),
    ],
)
def test_a_list_with_other_columns_is_refused(recipients, head, problem):
    with pytest.raises(MailError) as refusal:
        read_recipients(recipients("North,ann@acme.com,Ann", head=head), TEAMS)
    assert problem in str(refusal.value)


def test_a_list_without_rows_or_text_is_refused(recipients):
    path = recipients()
    with pytest.raises(MailError, match="1 problem\n  it names no recipient"):
        read_recipients(path, TEAMS)
    path.write_bytes(b"PK\3\4\0\0\0\0")
    with pytest.raises(MailError, match="it is no text; save the table as CSV"):
        read_recipients(path, TEAMS)


@pytest.mark.parametrize(
    "address",
    [
        *("ann", "@x.com", "ann@", "a b@x.com", "a@x..com", "a@-x.com", ".a@x.com"),
        *("a@x.com\r\nTo: b@x", "<a@x.com>", "a@x.com;b@x.com", "ann@exämple.com"),
        *("a..b@x.com", f"{'a' * 65}@x.com", f"a@{'b.' * 130}com", '"a b"@x.com'),
        "a@x.com\u202e",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(address):
    assert "is not exactly one address" in address_problem(address)


@pytest.mark.parametrize(
    "address", ["a@localhost", "ann.b+c@mail.acme.co.uk", "o'neil@acme.com"]
)
def test_plain_addresses_are_taken(address):
    assert address_problem(address) == ""
