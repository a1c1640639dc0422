"""Weekly pages on disk as a run leaves them, for what is made from their manifests."""

from __future__ import annotations

import pytest

from ssi_analysis.report.files import write_file
from ssi_analysis.report.letters import MailOptions
from ssi_analysis.report.mailing import mail_reports
from ssi_analysis.report.manifest import Manifest, PageRecord, write_manifest

HEADLINE = {
    "kind": "headline",
    "scope": {
        "team": "North",
        "week": "week 46",
        "dates": "9–15 Nov 2026",
        "data_to": "15 Nov",
        "reps": "12 reps",
    },
    "message": {
        "title": "Attainment is 8 points behind its usual pace; SSI is flat",
        "changed": "Three reps went quiet on LinkedIn.",
        "so_what": "With 12 reps only a link of about .27 or more would show.",
        "to_do": "Talk with the three; nothing here speaks for raising SSI.",
        "caveat": "5 of 9 rep-quarters at 70 or more missed quota.",
        "finding": "8 points behind pace",
    },
    "numbers": [
        {
            "value": "41 %",
            "label": "of quota",
            "change": "8 below pace",
            "direction": "down",
        },
        {"value": "52", "label": "median SSI", "change": "up 1", "direction": "up"},
        {"value": "5 of 9", "label": "missed quota", "change": "", "direction": ""},
    ],
    "chip": {
        "level": "E1",
        "name": "nothing detected",
        "explanation": ["12 reps were compared.", "A level up needs more weeks."],
    },
}


@pytest.fixture(name="headline", scope="session")
def first_screen():
    return HEADLINE


@pytest.fixture
def reports(tmp_path):
    """Write a week with North and West made and South failed, and the week before."""
    root = tmp_path / "reports"
    pages = [
        PageRecord.published(slug, slug.title(), headline=HEADLINE, sha256="")
        for slug in ("north", "west")
    ]
    failed = PageRecord.failed("south", "South", error="deals.csv: 1 problem")
    gone = PageRecord.failed("east", "East", error="gone")
    write(root, "2026-W46", *pages, failed)
    write(root, "2026-W45", gone)
    return root


def write(root, week, *pages):
    data_to = "2026-11-15" if week == "2026-W46" else "2026-11-08"
    write_manifest(root / week, Manifest(week, data_to, {}, pages))
    for page in pages:
        if page.status == "ok":
            write_file(root / week / f"{page.slug}.html", f"<p>{page.name}</p>")


@pytest.fixture
def recipients(tmp_path):
    path = tmp_path / "recipients.csv"

    def put(*lines, head="team,email,name"):
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return path

    return put


@pytest.fixture
def mail(reports, recipients, tmp_path):
    """Mail the reports; the drafts lie in `mail` beside them."""

    def run(*lines, environment=None, **options):
        return mail_reports(
            reports,
            recipients=recipients(*lines),
            options=MailOptions(out=tmp_path / "mail", **options),
            environment=environment or {},
        )

    return run
