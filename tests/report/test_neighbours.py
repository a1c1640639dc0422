"""Links to the week before and after, followed as a browser would follow them."""

from __future__ import annotations

import hashlib
import re

import pytest

from ssi_analysis.report.manifest import (
    Manifest,
    PageRecord,
    read_manifests,
    write_manifest,
)
from ssi_analysis.report.neighbours import link_weeks

BARE = '<nav aria-label="Weeks">\n<a href="../index.html">all weeks</a>\n</nav>'
BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
ON = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
HEAD = {
    "message": {"finding": ""},
    "chip": {"level": "E1", "name": ""},
    "numbers": [{"value": "", "label": ""}],
}


@pytest.fixture
def make(tmp_path):
    """Make a week's pages as a run does: bare, recorded, then linked."""

    def run(week, *slugs, failed=()):
        pages = [
            PageRecord.published(slug, slug, headline=HEAD, sha256="") for slug in slugs
        ]
        pages += [PageRecord.failed(slug, slug, error="no") for slug in failed]
        for slug in slugs:
            path = tmp_path / week / f"{slug}.html"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"<h1>{slug} é</h1>{BARE}<p>$1 \\1</p>", encoding="utf-8")
        write_manifest(tmp_path / week, Manifest(week, "", {}, tuple(pages)))
        link_weeks(tmp_path)

    return run


def links(path):
    return dict(
        reversed(each)
        for each in re.findall(r'<a href="(.*?)">(.*?)</a>', path.read_text("utf-8"))
    )


def test_a_new_week_gives_the_one_before_it_its_link(make, tmp_path):
    make("2026-W46", "north")
    assert links(tmp_path / "2026-W46/north.html") == {"all weeks": "../index.html"}

    make("2026-W47", "north")
    assert links(tmp_path / "2026-W46/north.html") == {
        "all weeks": "../index.html",
        f"week 47 {ON}": "../2026-W47/north.html",
    }
    assert links(tmp_path / "2026-W47/north.html") == {
        f"{BACK} week 46": "../2026-W46/north.html",
        "all weeks": "../index.html",
    }


def test_the_order_of_runs_makes_no_difference_to_any_byte(make, tmp_path):
    weeks = ("2026-W45", "2026-W46", "2026-W47")
    for week in weeks:
        make(week, "north", "south")
    expected = contents(tmp_path)

    for week in ("2026-W46", "2026-W45"):
        make(week, "north", "south")
        assert contents(tmp_path) == expected


def contents(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_years_last_week_leads_to_the_next_years_first(make, tmp_path):
    make("2026-W53", "north")
    make("2027-W01", "north")
    assert links(tmp_path / "2026-W53/north.html")[f"week 1 {ON}"] == (
        "../2027-W01/north.html"
    )


def test_links_skip_weeks_without_a_page_of_the_team(make, tmp_path):
    make("2026-W44", "north", "south")
    make("2026-W45", "south")
    make("2026-W46", "south", failed=["north"])
    make("2026-W47", "north")
    assert links(tmp_path / "2026-W47/north.html")[f"{BACK} week 44"] == (
        "../2026-W44/north.html"
    )
    assert f"week 47 {ON}" not in links(tmp_path / "2026-W46/south.html")


def test_no_link_is_dead_after_a_week_was_removed(make, tmp_path):
    for week in ("2026-W45", "2026-W46", "2026-W47"):
        make(week, "north")
    (tmp_path / "2026-W46" / "north.html").unlink()
    make("2026-W48", "north")

    for page in tmp_path.glob("*/north.html"):
        for text, address in links(page).items():
            if text != "all weeks":
                assert (page.parent / address).is_file(), (page, address)


def test_the_manifest_keeps_the_hash_of_the_page_as_it_lies_there(make, tmp_path):
    make("2026-W46", "north")
    make("2026-W47", "north")
    for manifest in read_manifests(tmp_path):
        (page,) = manifest.pages
        content = (tmp_path / manifest.week / "north.html").read_bytes()
        assert page.sha256 == hashlib.sha256(content).hexdigest()


def test_only_the_links_of_a_page_are_changed(make, tmp_path):
    make("2026-W46", "north")
    before = (tmp_path / "2026-W46/north.html").read_text("utf-8")
    make("2026-W47", "north")
    after = (tmp_path / "2026-W46/north.html").read_text("utf-8")
    assert before.split("<nav")[0] == after.split("<nav")[0]
    assert before.split("</nav>")[1] == after.split("</nav>")[1]
