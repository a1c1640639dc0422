"""`ssi mail` as a user calls it: what it writes, says and returns."""

from __future__ import annotations

import pytest

LIST = "team,email,name\nNorth,ann@acme.com,Ann\n*,vp@acme.com,\n"


@pytest.fixture
def made(company, tmp_path, ssi, short_notebook):
    """Make two pages, one of which fails."""
    short_notebook("message = {'North': message}[team]")
    out = tmp_path / "reports"
    ssi("report", company, "--all-teams", "--out", out)
    (tmp_path / "list.csv").write_text(LIST)
    return out


def test_drafts_are_written_and_the_terminal_says_for_whom(made, tmp_path, ssi):
    drafts = tmp_path / "mail"
    answer = ssi("mail", made, "--recipients", tmp_path / "list.csv", "--out", drafts)
    assert answer.exit_code == 4
    assert answer.stdout.splitlines() == [
        f"North: {drafts / '2026-W46' / 'north.eml'}",
        "North: for ann@acme.com",
        "North: for vp@acme.com",
        "2026-W46: nothing was sent; --send sends 2",
    ]
    assert answer.stderr.splitlines() == [
        "South: nothing for vp@acme.com: the notebook stopped: KeyError: 'South'"
    ]
    text = (drafts / "2026-W46" / "north.eml").read_text("utf-8")
    assert text.startswith("Subject: North sells\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--send"], "to send, set in the environment: SSI_SMTP_HOST"),
        (["--week", "2026-W01"], "week '2026-W01' is not known"),
        (["--link", "javascript:1"], "parameter 'link' is 'javascript:1'"),
    ],
)
def test_what_cannot_be_done_is_a_bad_argument(made, tmp_path, ssi, options, message):
    drafts = tmp_path / "mail"
    to = ("--recipients", tmp_path / "list.csv", "--out", drafts)
    answer = ssi("mail", made, *to, *options)
    assert answer.exit_code == 2
    assert message in answer.stderr
    assert not drafts.exists()


def test_a_wrong_list_names_every_row(made, tmp_path, ssi):
    wrong = tmp_path / "list.csv"
    wrong.write_text("team,email\nNroth,ann\n")
    answer = ssi("mail", made, "--recipients", wrong)
    assert (answer.exit_code, answer.stderr.splitlines()[0]) == (
        2,
        f"ssi: {wrong}: 2 problems",
    )
