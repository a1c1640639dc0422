"""The mails of a week: drafts, and what is refused before anything is sent."""

from __future__ import annotations

import email
import email.policy
import smtplib

import pytest

from ssi_analysis.errors import MailError, ParameterError
from ssi_analysis.report import post
from ssi_analysis.report.letters import MailOptions
from ssi_analysis.report.mailing import mail_reports


def became(mailing):
    return {(each.team, each.email): each.status for each in mailing.deliveries}


def draft(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_without_being_asked_to_send_there_are_drafts_and_no_connection(
    mail, tmp_path, monkeypatch
):
    monkeypatch.setattr(post.Server, "connect", lambda _: pytest.fail("connected"))
    mailing = mail("North,ann@acme.com,Ann", "North,bob@acme.com,")
    assert became(mailing) == {
        ("North", "ann@acme.com"): "draft",
        ("North", "bob@acme.com"): "draft",
    }
    assert (mailing.week, mailing.exit_code) == ("2026-W46", 0)
    assert mailing.unaddressed == ("South", "West")
    assert [path.name for path in tmp_path.rglob("*.eml")] == ["north.eml"]
    written = draft(mailing.drafts["North"])
    assert str(written["To"]) == "Ann <ann@acme.com>, bob@acme.com"
    assert mailing.drafts["North"].stat().st_mode & 0o077 == 0


def test_the_same_pages_and_list_give_the_same_drafts(mail):
    first = mail("North,ann@acme.com,Ann").drafts["North"].read_bytes()
    assert mail("North,ann@acme.com,Ann").drafts["North"].read_bytes() == first


def test_a_failed_page_and_one_of_another_week_are_told(mail):
    mailing = mail("South,ann@acme.com,", "East,bob@acme.com,", "West,eve@acme.com,")
    told = {each.team: (each.status, each.reason) for each in mailing.deliveries}
    assert told == {
        "West": ("draft", ""),
        "South": ("no page", "deals.csv: 1 problem"),
        "East": ("no page", "it has no page of 2026-W46"),
    }
    assert mailing.exit_code == 4
    assert mail("South,ann@acme.com,").exit_code == 5


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "The page is 2026-W46/north.html among the weekly pages."),
        (
            {"link": "https://acme.com/ssi/"},
            "The page with its charts:\nhttps://acme.com/ssi/2026-W46/north.html",
        ),
        ({"attach": True}, "The page is attached as 2026-W46-north.html."),
    ],
)
def test_a_mail_says_where_its_page_is(mail, options, said):
    written = draft(mail("North,ann@acme.com,", **options).drafts["North"])
    text = written.get_body(("plain",)).get_content()
    assert said in text.replace("\r\n", "\n")
    attached = [each.get_content() for each in written.iter_attachments()]
    assert attached == (["<p>North</p>"] if "attach" in options else [])


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "acme.com", "https://", "http://a b", "file:///etc"),
        *("https://a/?x=<b>", "https://a\r\nBcc: b@x.com", "https://a/'onclick='b"),
    ],
)
def test_a_link_that_is_no_address_is_refused(link):
    with pytest.raises(ParameterError) as refusal:
        MailOptions(link=link)
    assert "it must be an address such as https://example.com/reports" in str(
        refusal.value
    )


def test_a_week_or_folder_without_pages_is_refused(mail, tmp_path, recipients):
    with pytest.raises(ParameterError, match="week '2026-W44' is not known"):
        mail("North,ann@acme.com,", week="2026-W44")
    path = recipients("North,ann@acme.com,")
    with pytest.raises(MailError, match="holds no weekly pages; make them with"):
        mail_reports(tmp_path / "nowhere", recipients=path)


def test_a_server_that_is_not_there_is_asked_once(mail, monkeypatch):
    asked = []

    def refuse(*_, **__):
        asked.append(1)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(smtplib, "SMTP", refuse)
    nowhere = {"SSI_SMTP_HOST": "localhost", "SSI_SMTP_FROM": "ops@acme.com"}
    lines = ("North,ann@acme.com,", "North,bob@acme.com,")
    mailing = mail(*lines, environment=nowhere, send=True)
    assert [(each.status, each.reason) for each in mailing.deliveries] == [
        ("unreachable", "[Errno 111] Connection refused")
    ] * 2
    assert asked == [1]


def test_what_sending_lacks_is_told_at_once_before_anything_is_sent(mail):
    wrong = {"SSI_SMTP_PORT": "0", "SSI_SMTP_USER": "ops"}
    with pytest.raises(MailError) as refusal:
        mail("North,ann@acme.com,", environment=wrong, send=True)
    assert str(refusal.value) == (
        "to send, set in the environment: SSI_SMTP_HOST, the server's name;"
        " SSI_SMTP_FROM, one address; SSI_SMTP_PORT, a number from 1 to 65535;"
        " SSI_SMTP_USER and SSI_SMTP_PASSWORD, both or neither"
    )
