from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser

import pytest

from ssi_analysis.errors import ReportError
from ssi_analysis.report.index import write_index
from ssi_analysis.report.manifest import (
    Manifest,
    PageRecord,
    read_manifests,
    write_manifest,
)

HEADLINE = {
    "kind": "headline",
    "message": {"finding": "8 points behind pace"},
    "chip": {"level": "E1", "name": "nothing detected"},
    "numbers": [{"value": "41 %", "label": "of quota"}],
}
NORTH = PageRecord.published("north", "North", headline=HEADLINE, sha256="0" * 64)
FAILED = PageRecord.failed("south", "<b>South</b>", error="deals.csv: 1 problem")


def manifest(week, *pages):
    return Manifest(week, "2026-11-15", {"ssi-analysis": "0.1.0"}, pages)


def write_weeks(root):
    for week, pages in (("2026-W45", (NORTH,)), ("2026-W46", (NORTH, FAILED))):
        write_manifest(root / week, manifest(week, *pages))


class Reader(HTMLParser):
    """What a reader finds: texts in order and addresses of links."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.links = [], []
        self.feed(page)

    def handle_data(self, data):
        self.texts.append(data.strip())

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs)["href"])


def test_a_manifest_reads_back_as_it_was_written(tmp_path):
    write_weeks(tmp_path)
    assert read_manifests(tmp_path) == [
        manifest("2026-W46", NORTH, FAILED),
        manifest("2026-W45", NORTH),
    ]


def test_a_record_takes_what_the_index_shows_from_the_headline():
    expected = PageRecord(
        slug="north",
        name="North",
        status="ok",
        finding="8 points behind pace",
        level="E1",
        level_name="nothing detected",
        attainment="41 % of quota",
        sha256="0" * 64,
        headline=HEADLINE,
    )
    assert expected == NORTH


def test_the_index_links_each_page_newest_week_first(tmp_path):
    write_weeks(tmp_path)
    reader = Reader(write_index(tmp_path).read_text())
    assert reader.links == ["2026-W46/north.html", "2026-W45/north.html"]
    for text in ("E1", "41 % of quota", "8 points behind pace", "<b>South</b>"):
        assert text in reader.texts


def test_the_index_says_why_a_report_failed_and_where_there_is_none(tmp_path):
    write_weeks(tmp_path)
    reader = Reader(write_index(tmp_path).read_text())
    assert "No page: the report failed." in reader.texts
    assert "deals.csv: 1 problem" in reader.texts
    assert reader.texts.count("no report") == 1


def test_a_team_stands_under_its_newest_name(tmp_path):
    renamed = PageRecord.published("north", "N.", headline=HEADLINE, sha256="")
    write_manifest(tmp_path / "2026-W45", manifest("2026-W45", NORTH))
    write_manifest(tmp_path / "2026-W46", manifest("2026-W46", renamed))
    texts = Reader(write_index(tmp_path).read_text()).texts
    assert "N." in texts
    assert "North" not in texts


def test_the_same_weeks_give_the_same_bytes(tmp_path):
    write_weeks(tmp_path)
    first = write_index(tmp_path).read_bytes()
    assert write_index(tmp_path).read_bytes() == first


def test_an_empty_shelf_says_so(tmp_path):
    assert "No pages yet." in Reader(write_index(tmp_path).read_text()).texts


def test_the_index_refers_to_nothing_outside(tmp_path):
    write_weeks(tmp_path)
    page = write_index(tmp_path).read_text()
    assert not re.search(r"https?:|src=|<img|url\(|@import", page)


def test_only_its_own_script_and_styles_are_allowed_to_run(tmp_path):
    write_weeks(tmp_path)
    page = write_index(tmp_path).read_text()
    policy = re.search(r'Security-Policy" content="([^"]+)"', page)[1]
    for kind in ("script", "style"):
        (allowed,) = re.findall(rf"{kind}-src ([^;]+);", html.unescape(policy))
        found = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digests = [hashlib.sha256(text.encode()).digest() for text in found]
        assert allowed.split() == [
            f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests
        ]
    assert "style=" not in page


def test_a_cell_draws_the_last_weeks_and_says_them_in_words(tmp_path):
    recent = {**HEADLINE, "history": [50.0, None, 52.0, 51.0]}
    page = PageRecord.published("north", "North", headline=recent, sha256="")
    write_manifest(tmp_path / "2026-W46", manifest("2026-W46", page))
    text = write_index(tmp_path).read_text()
    assert text.count("<svg") == 1
    assert (
        'aria-label="Median SSI over 4 weeks: from 50 to 51, lowest 50, highest 52,'
        ' 1 not known"' in text
    )
    assert "every line from 46 to 56" in text


def test_a_manifest_of_before_there_were_lines_is_shown_without_one(tmp_path):
    old = {
        "slug": "north",
        "name": "North",
        "status": "ok",
        "finding": "8 points behind pace",
        "level": "E1",
        "level_name": "nothing detected",
        "attainment": "41 % of quota",
        "sha256": "",
        "error": "",
    }
    week = {"week": "2026-W46", "data_to": "2026-11-15", "versions": {}, "pages": [old]}
    path = tmp_path / "2026-W46" / "manifest.json"
    path.parent.mkdir()
    path.write_text(json.dumps(week))
    text = write_index(tmp_path).read_text()
    assert "41 % of quota" in Reader(text).texts
    assert "<svg" not in text


def test_attainment_stands_beside_its_pace_with_an_arrow(tmp_path):
    number = {"value": "41 %", "label": "of quota", "change": "8 below pace"}
    paced = {**HEADLINE, "numbers": [{**number, "direction": "down"}]}
    page = PageRecord.published("north", "North", headline=paced, sha256="")
    write_manifest(tmp_path / "2026-W46", manifest("2026-W46", page))
    texts = Reader(write_index(tmp_path).read_text()).texts
    at = texts.index("41 % of quota")
    assert texts[at + 1 : at + 3] == ["▼", "8 below pace"]


def test_the_whole_company_stands_before_its_teams(tmp_path):
    company = PageRecord.published("company", "Whole", headline=HEADLINE, sha256="")
    alps = PageRecord.published("alps", "Alps", headline=HEADLINE, sha256="")
    write_manifest(tmp_path / "2026-W46", manifest("2026-W46", alps, company))
    links = Reader(write_index(tmp_path).read_text()).links
    assert links == ["2026-W46/company.html", "2026-W46/alps.html"]


def test_a_failed_report_leads_to_the_page_that_an_earlier_try_left(tmp_path):
    write_weeks(tmp_path)
    (tmp_path / "2026-W46" / "south.html").write_text("old")
    reader = Reader(write_index(tmp_path).read_text())
    assert "2026-W46/south.html" in reader.links
    assert "An earlier try's page of this week" in reader.texts


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "Expecting property name enclosed in double quotes"),
        ('{"pages": null}', "'NoneType' object is not iterable"),
        ("{}", "'pages'"),
        ('{"pages": [{"slug": "a"}]}', "PageRecord.__init__() missing 2"),
        (
            '{"pages": [{"slug": "../../x", "name": "", "status": "ok"}]}',
            "'../../x' is no slug of a page",
        ),
        (
            '{"week": "2026-W40", "data_to": "", "versions": {}, "pages": []}',
            "it is about 2026-W40",
        ),
    ],
)
def test_a_manifest_of_another_make_is_refused_with_its_file(tmp_path, text, problem):
    path = tmp_path / "2026-W46" / "manifest.json"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(ReportError) as caught:
        read_manifests(tmp_path)
    assert str(caught.value).startswith(
        f"{path}: cannot be read as a manifest ({problem}"
    )
    assert str(caught.value).endswith(
        "; make that week's pages again, or remove its folder"
    )
