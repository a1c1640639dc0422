"""A mail as its reader opens it: as text, as HTML, by its headers."""

from __future__ import annotations

import email
import email.policy
import re
from email.header import decode_header, make_header
from html.parser import HTMLParser

import pytest

from ssi_analysis.errors import MailError
from ssi_analysis.report.mail import Envelope, compose
from ssi_analysis.report.manifest import PageRecord
from ssi_analysis.report.recipients import Recipient

ANN = Recipient("ann@acme.com", "Ann Østby")
LINK = "https://acme.com/reports/2026-W46/north.html"


class Reader(HTMLParser):
    """What a reader finds: all text in order, tags and attributes apart."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.attributes = [], [], []
        self.feed(page)

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.texts.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def opened(headline, **envelope):
    page = PageRecord.published("north", "North", headline=headline, sha256="")
    more = {"to": (ANN,), "where": "The page:", "link": LINK, **envelope}
    mail = compose(
        page, week="2026-W46", data_to="2026-11-15", envelope=Envelope(**more)
    )
    # As it arrives: from its bytes.
    return email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)


def to(mail):
    """Return to whom a mail goes by the elder decoder, as the other adds blanks."""
    old = email.message_from_bytes(mail.as_bytes(), policy=email.policy.compat32)
    return str(make_header(decode_header(old["To"].replace("\n", ""))))


def both(mail):
    text = mail.get_body(("plain",)).get_content()
    return " ".join(text.split()), Reader(mail.get_body(("html",)).get_content())


def test_text_and_html_say_all_of_the_first_screen(headline):
    text, html = both(opened(headline))
    said = [
        "North · week 46, 9–15 Nov 2026 · data to 15 Nov · 12 reps",
        *(headline["message"][name] for name in ("title", "changed", "so_what")),
        *(headline["message"][name] for name in ("to_do", "caveat")),
        "How sure: E1, nothing detected",
        *headline["chip"]["explanation"],
        "The page:",
        LINK,
    ]
    for sentence in said:
        assert sentence in text, sentence
        assert sentence in html.text, sentence
    for number in headline["numbers"]:
        assert f"{number['value']} {number['label']}" in text
        assert f"{number['value']} {number['label']}" in html.text
        assert number["change"] in text
        assert number["change"] in html.text


def test_the_headers_say_the_finding_and_to_whom_it_goes(headline):
    mail = opened(headline, sender="ops@acme.com")
    assert mail["Subject"] == headline["message"]["title"]
    assert mail.as_bytes().startswith(b"Subject: Attainment is 8 points behind its")
    assert mail["From"] == "ops@acme.com"
    assert mail["To"].addresses[0].display_name == "Ann Østby"
    assert mail["To"].addresses[0].addr_spec == "ann@acme.com"
    assert mail["Date"] == "Sun, 15 Nov 2026 12:00:00 +0000"
    assert mail["Message-ID"].startswith("<2026-W46.north.")
    assert mail["Message-ID"].endswith("@acme.com>")
    assert mail["X-Unsent"] is None


@pytest.mark.parametrize(
    "name",
    [
        "Ann-Kristin Østergaard-Müller (Vertrieb DACH, Süd)",
        "Łukasz Wiśniewski-Żółkiewski Jr., Senior Vice President of Sales EMEA",
        "محمد بن سلمان آل سعود, مدير المبيعات",
        'O\'Neil, Ann "Annie"',
        "Ann " * 19 + "End",
    ],
)
def test_long_and_foreign_names_and_findings_arrive_whole(headline, name):
    message = {
        **headline["message"],
        "title": f"{name}: 34\N{NO-BREAK SPACE}% of quota",
    }
    people = (Recipient("ann@acme.com", name), Recipient("bob@acme.com", name))
    mail = opened({**headline, "message": message}, to=people)
    assert [each.addr_spec for each in mail["To"].addresses] == [
        "ann@acme.com",
        "bob@acme.com",
    ]
    assert to(mail).count(name.replace('"', '\\"')) == 2
    assert mail["Subject"] == message["title"]
    assert max(map(len, mail.as_bytes().splitlines())) <= 78


def test_a_mail_from_nobody_is_a_draft(headline):
    mail = opened(headline)
    assert mail["From"] is None
    assert mail["X-Unsent"] == "1"


def test_the_html_runs_nothing_loads_nothing_and_tells_nobody(headline):
    mail = opened(headline)
    page = mail.get_body(("html",)).get_content()
    html = Reader(page)
    assert set(html.tags).isdisjoint(
        {"script", "img", "svg", "link", "iframe", "form", "base", "video", "object"}
    )
    addresses = [
        value
        for name, value in html.attributes
        if name in ("href", "src", "background")
    ]
    assert addresses == [LINK]
    assert not re.search(r"url\(|@import|var\(|\son\w+=", page)
    assert len(page.encode()) < 60_000


def test_bars_are_cells_as_wide_as_their_numbers(headline):
    html = Reader(opened(headline).get_body(("html",)).get_content())
    widths = [value for name, value in html.attributes if name == "width"]
    assert [width for width in widths if width not in ("100%", "30%")] == ["41%", "56%"]


def test_the_same_inputs_give_the_same_bytes_and_others_another_id(headline):
    one, same = opened(headline), opened(headline)
    assert one.as_bytes() == same.as_bytes()
    other = opened(headline, to=(Recipient("bob@acme.com"),))
    assert other["To"] != one["To"]
    changed = {**headline, "scope": {**headline["scope"], "reps": "13 reps"}}
    assert opened(changed)["Message-ID"] != one["Message-ID"]


def test_an_attached_page_arrives_as_it_was(headline):
    page = "<p>Übersicht</p>".encode() * 1000
    mail = opened(headline, attached=page, file="2026-W46-north.html")
    (attachment,) = mail.iter_attachments()
    assert attachment.get_filename() == "2026-W46-north.html"
    assert attachment.get_content_type() == "text/html"
    assert attachment.get_payload(decode=True) == page
    assert both(mail)[0].startswith("North · week 46")


def test_nothing_of_a_name_becomes_a_header_a_tag_or_a_line(headline):
    name = "Ann\r\nBcc: all@acme.com\r\n\r\n<script>alert(1)</script>\x1b[31m"
    said = {**headline, "scope": dict.fromkeys(headline["scope"], name)}
    said["message"] = dict.fromkeys(headline["message"], name)
    mail = opened(said, to=(Recipient("ann@acme.com", name),))
    text, html = both(mail)
    assert mail["Bcc"] is None
    assert mail.keys().count("To") == 1
    shown = "Ann��Bcc: all@acme.com����<script>alert(1)</script>�[31m"
    assert mail["Subject"] == shown
    assert to(mail) == f"{shown} <ann@acme.com>"
    assert shown in text
    assert shown in html.text
    assert "script" not in html.tags


def test_the_longest_names_keep_a_mail_small(headline):
    name = "<&>'\"" * 2000
    said = {**headline, "scope": dict.fromkeys(headline["scope"], name)}
    said["message"] = dict.fromkeys(headline["message"], name)
    said["numbers"] = [
        {"value": name, "label": name, "change": name, "direction": "up"}
    ] * 5
    said["chip"] = {"level": name, "name": name, "explanation": [name] * 5}
    page = opened(said).get_body(("html",)).get_content()
    assert len(page.encode()) < 102_000


def test_a_manifest_without_the_first_screen_makes_no_mail():
    page = PageRecord("north", "North", "ok")
    with pytest.raises(MailError) as refusal:
        compose(
            page, week="2026-W46", data_to="2026-11-15", envelope=Envelope((ANN,), "")
        )
    assert str(refusal.value) == (
        "the manifest of 2026-W46 does not hold what the page of 'North' says;"
        " make that week's pages again"
    )
