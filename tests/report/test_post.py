"""Sending by SMTP, to a server with TLS and login that runs in the test."""

from __future__ import annotations

import email
import email.policy
import json
import smtplib
import socket
import ssl

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from ssi_analysis.errors import MailError
from ssi_analysis.report import post

LOGIN = {"SSI_SMTP_USER": "ops", "SSI_SMTP_PASSWORD": "kept secret"}


class Mailbox:
    """What a mail server took; it refuses some people and can be cut off."""

    def __init__(self):
        self.taken, self.logins, self.refused, self.cut = [], [], {}, False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.cut:
            server.transport.abort()
            return "250 never heard"
        assert server.transport.get_extra_info("ssl_object")
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def login(self, server, session, envelope, mechanism, data):
        found = (data.login.decode(), data.password.decode())
        self.logins.append(found)
        return AuthResult(success=found == ("ops", "kept secret"), handled=False)

    @property
    def who(self):
        return [address for addresses, _ in self.taken for address in addresses]


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Make an authority of one's own and a certificate for this machine's name."""
    made = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "authority.pem"
    made.cert_pem.write_to_path(path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.issue_cert("localhost").configure_cert(context)
    return path, context


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("localhost", 0))
        return any_port.getsockname()[1]


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def serve(mailbox, authority, monkeypatch):
    """Start a server and return the environment that reaches it."""
    path, context = authority
    running = []

    def start(**options):
        tls = options or {"tls_context": context, "require_starttls": True}
        where = {"hostname": "localhost", "port": free_port()}
        server = Controller(mailbox, **where, authenticator=mailbox.login, **tls)
        server.start()
        running.append(server)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        return {
            "SSI_SMTP_HOST": "localhost",
            "SSI_SMTP_PORT": str(where["port"]),
            "SSI_SMTP_FROM": "ops@acme.com",
        }

    mailbox.authority = path
    yield start
    for server in running:
        server.stop()


def became(mailing):
    return {(each.team, each.email): each.status for each in mailing.deliveries}


def draft(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


@pytest.mark.parametrize("login", [{}, LOGIN], ids=["without login", "with login"])
def test_each_person_gets_the_mail_once_a_week(serve, mailbox, mail, login):
    environment = {**serve(), **login}
    lines = ("North,ann@acme.com,", "*,vp@acme.com,")
    first = mail(*lines, environment=environment, send=True)
    assert set(became(first).values()) == {"sent", "no page"}
    assert mailbox.who == ["ann@acme.com", "vp@acme.com", "vp@acme.com"]
    assert mailbox.logins == ([("ops", "kept secret")] if login else [])

    again = mail(*lines, "West,bob@acme.com,", environment=environment, send=True)
    assert became(again)["North", "ann@acme.com"] == "before"
    assert mailbox.who[3:] == ["bob@acme.com"]
    mail("north,ANN@acme.com,", environment=environment, send=True)
    assert len(mailbox.who) == 4
    forced = mail(lines[0], environment=environment, send=True, again=True)
    assert became(forced) == {("North", "ann@acme.com"): "sent"}
    assert mailbox.who[4:] == ["ann@acme.com"]


def test_what_arrives_is_the_draft_under_the_day_of_sending(serve, mailbox, mail):
    mailing = mail("North,ann@acme.com,Ann", environment=serve(), send=True)
    written = draft(mailing.drafts["North"])
    arrived = email.message_from_bytes(mailbox.taken[0][1], policy=email.policy.default)
    for part in ("plain", "html"):
        found, wanted = (
            each.get_body((part,)).get_content().replace("\r\n", "\n")
            for each in (arrived, written)
        )
        assert found == wanted
    assert arrived["From"] == written["From"] == "ops@acme.com"
    assert arrived["Message-ID"] == written["Message-ID"]
    assert arrived["Date"].datetime > written["Date"].datetime


def test_tls_from_the_start_is_spoken_on_its_port(
    serve, mailbox, mail, authority, monkeypatch
):
    environment = serve(ssl_context=authority[1])
    monkeypatch.setattr(post, "_IMPLICIT", int(environment["SSI_SMTP_PORT"]))
    mail("North,ann@acme.com,", environment=environment, send=True)
    assert mailbox.who == ["ann@acme.com"]


def test_a_server_without_tls_or_proof_of_its_name_gets_nothing(
    serve, mailbox, mail, monkeypatch
):
    plain = {**serve(decode_data=False), **LOGIN}
    mailing = mail("North,ann@acme.com,", environment=plain, send=True)
    assert [each.reason for each in mailing.deliveries] == [
        "STARTTLS extension not supported by server."
    ]
    unproven = {**serve(), **LOGIN}
    monkeypatch.delenv("SSL_CERT_FILE")
    mailing = mail("North,ann@acme.com,", environment=unproven, send=True)
    assert "CERTIFICATE_VERIFY_FAILED" in mailing.deliveries[0].reason
    monkeypatch.setenv("SSL_CERT_FILE", str(mailbox.authority))
    other_name = {**unproven, "SSI_SMTP_HOST": "127.0.0.1"}
    mailing = mail("North,ann@acme.com,", environment=other_name, send=True)
    assert "CERTIFICATE_VERIFY_FAILED" in mailing.deliveries[0].reason
    assert (mailbox.taken, mailbox.logins) == ([], [])
    assert (became(mailing), mailing.exit_code) == (
        {("North", "ann@acme.com"): "unreachable"},
        5,
    )


def test_a_wrong_password_sends_nothing_and_is_shown_nowhere(serve, mailbox, mail):
    wrong = {**serve(), **LOGIN, "SSI_SMTP_PASSWORD": "wrong secret"}
    mailing = mail("North,ann@acme.com,", environment=wrong, send=True)
    assert "535 5.7.8" in mailing.deliveries[0].reason
    assert "secret" not in repr(mailing) + repr(post.Server.from_environment(wrong))
    assert mailbox.taken == []


def test_one_who_is_refused_keeps_nothing_from_the_others(serve, mailbox, mail):
    environment = serve()
    mailbox.refused["bob@acme.com"] = "550 5.1.1 no such user \x1b[31m"
    lines = [f"North,{name}@acme.com," for name in ("ann", "bob", "eve")]
    mailing = mail(*lines, environment=environment, send=True)
    assert [(each.status, each.reason) for each in mailing.deliveries] == [
        ("sent", ""),
        ("refused", "550 5.1.1 no such user �[31m"),
        ("sent", ""),
    ]
    assert mailing.exit_code == 4
    mailbox.refused.clear()
    assert mail(*lines, environment=environment, send=True).exit_code == 0
    assert mailbox.who == ["ann@acme.com", "eve@acme.com", "bob@acme.com"]


def test_a_mail_that_may_have_arrived_is_not_sent_again_by_itself(serve, mailbox, mail):
    environment = serve()
    lines = ("North,ann@acme.com,", "North,bob@acme.com,")
    mailbox.cut = True
    cut = mail(lines[0], environment=environment, send=True)
    assert became(cut) == {("North", "ann@acme.com"): "unsure"}

    mailbox.cut = False
    later = mail(*lines, environment=environment, send=True)
    assert became(later) == {
        ("North", "ann@acme.com"): "unsure",
        ("North", "bob@acme.com"): "sent",
    }
    assert "an earlier run ended while it sent this mail" in later.deliveries[0].reason
    assert mailbox.who == ["bob@acme.com"]
    mail(lines[0], environment=environment, send=True, again=True)
    assert mailbox.who == ["bob@acme.com", "ann@acme.com"]


def test_a_run_that_is_killed_while_it_sends_leaves_that_written(
    serve, mail, reports, monkeypatch
):
    def kill(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(smtplib.SMTP, "sendmail", kill)
    with pytest.raises(KeyboardInterrupt):
        mail("North,ann@acme.com,", environment=serve(), send=True)
    (line,) = json.loads((reports / ".mails-sent.json").read_text("utf-8"))
    assert (line["email"], line["state"]) == ("ann@acme.com", "sending")
    assert not (reports / ".mails-sent.lock").exists()


def test_the_ledger_is_for_its_owner_alone(serve, mail, reports):
    mail("North,Ann@acme.com,", environment=serve(), send=True)
    path = reports / ".mails-sent.json"
    assert path.stat().st_mode & 0o077 == 0
    (line,) = json.loads(path.read_text("utf-8"))
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "week": "2026-W46",
        "slug": "north",
        "email": "ann@acme.com",
        "state": "accepted",
    }


@pytest.mark.parametrize("text", ["{", '[{"week": "2026-W46"}]', "[1]", "null"])
def test_a_ledger_that_cannot_be_read_stops_the_sending(
    serve, mailbox, mail, reports, text
):
    (reports / ".mails-sent.json").write_text(text)
    with pytest.raises(MailError, match="cannot be read as the list of mails sent"):
        mail("North,ann@acme.com,", environment=serve(), send=True)
    assert mailbox.taken == []


def test_two_runs_do_not_send_at_the_same_time(serve, mailbox, mail, reports):
    lock = reports / ".mails-sent.lock"
    lock.touch()
    with pytest.raises(MailError) as refusal:
        mail("North,ann@acme.com,", environment=serve(), send=True)
    assert str(refusal.value) == (
        "another run is sending, or was ended while it did; when none runs, remove"
        f" '{lock}'"
    )
    assert mailbox.taken == []
