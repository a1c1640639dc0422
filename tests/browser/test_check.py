"""The page of a check as a browser shows it, with the names of an enemy in it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from ssi_analysis.findings import audit
from ssi_analysis.report.check import check_page
from ssi_analysis.resources import sample
from ssi_analysis.schema import TABLES
from ssi_analysis.team import TeamData, load_team

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
PAGES = pytest.mark.parametrize("name", ["sample", "hostile"])
# WCAG's contrast of every text with the paper behind it, the lowest one.
CONTRAST = """() => {
  const light = (colour) => {
    const parts = colour.match(/\\d+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  return Math.min(...[...document.querySelectorAll("main *, header *")].map((part) => {
    const ink = light(getComputedStyle(part).color);
    const [high, low] = [Math.max(ink, paper), Math.min(ink, paper)];
    return (high + 0.05) / (low + 0.05);
  }));
}"""
# What an accessibility checker would ask of headings, tables and scrolling parts.
UNNAMED = """() => {
  const wrong = [];
  const heads = [...document.querySelectorAll("h1, h2, h3")];
  const levels = heads.map((head) => Number(head.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) wrong.push("h1");
  for (const at of levels.keys()) {
    if (at && levels[at] > levels[at - 1] + 1) wrong.push(heads[at].textContent);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent) wrong.push("caption");
    for (const head of table.querySelectorAll("th")) head.scope || wrong.push("scope");
  }
  const regions = [...document.querySelectorAll("[role=region]")];
  for (const part of regions) {
    if (!part.ariaLabel || part.tabIndex !== 0) wrong.push("region");
  }
  const names = regions.map((part) => part.ariaLabel);
  if (new Set(names).size !== names.length) wrong.push("two regions of one name");
  if (document.documentElement.lang !== "en") wrong.push("lang");
  return wrong;
}"""


def a_hostile_team(names):
    name = " ".join(names)
    reps = [{"rep_id": each, "name": f"Rep {at}"} for at, each in enumerate(names)]
    score = {"date": "2026-11-15", "ssi_total": 50.0, "ssi_brand": 1.0}
    ssi = [{**score, "rep_id": each, "ssi_people": 1.0} for each in names]
    deal = {"amount": -5.0, "is_won": True, "close_date": "2026-11-01"}
    deals = [{**deal, "deal_id": each, "rep_id": each} for each in names]
    tables = {"reps": reps, "ssi": ssi, "deals": deals}
    frames = {
        key: table.conform(pd.DataFrame(tables.get(key, [])))
        if key in tables
        else table.empty()
        for key, table in TABLES.items()
    }
    rejects = [
        {"file": each, "row": 7, "column": name, "found": name, "reason": name}
        for each in names
    ]
    repeats = {"table": name, "file": name, "row": 2, "kept_file": name, "kept_row": 3}
    files = {
        "file": list(names),
        "origin": name,
        "rows_read": 1,
        "rows_used": 1,
        "rows_rejected": 0,
        "rows_repeated": 0,
        "last_date": pd.NaT,
    }
    return TeamData(
        **frames,
        rejects=pd.DataFrame(rejects),
        repeats=pd.DataFrame([{**repeats, "kind": "same"}]),
        files=pd.DataFrame(files),
        source=Path(names[0].replace("/", " ")),
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory, hostile_names):
    folder = tmp_path_factory.mktemp("checks")
    teams = {"sample": load_team(sample()), "hostile": a_hostile_team(hostile_names)}
    for name, team in teams.items():
        page = check_page(team, audit(team))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def visit(chromium, pages):
    """Open a page; what must not happen on it is collected in `page.incidents`."""
    contexts = []

    def open_page(name, size=DESKTOP, **options):
        context = chromium.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.incidents = []
        address = f"{pages.as_uri()}/{name}.html"
        page.on("dialog", lambda dialog: (note(page, "dialog"), dialog.dismiss()))
        page.on("request", lambda it: it.url == address or note(page, it.url))
        page.on("console", lambda message: note(page, message.text))
        page.on("pageerror", lambda error: note(page, str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def note(page, incident):
    page.incidents.append(incident)


@PAGES
@SIZES
@SCHEMES
def test_nothing_runs_is_asked_for_or_is_wider_than_the_screen(
    visit, name, size, scheme
):
    page = visit(name, size, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.incidents == []


def test_hostile_names_are_shown_as_text(visit, hostile_names):
    page = visit("hostile")
    shown = page.locator("body").text_content()
    for name in hostile_names:
        assert name in shown
    assert page.locator("a[href*='evil'], img, script, b b").count() == 0
    assert page.locator("main b").count() == 0


@SIZES
@PAGES
def test_the_verdict_is_on_the_first_screen(visit, name, size):
    box = visit(name, size).locator("h1").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size["height"]


@SCHEMES
@SIZES
def test_text_has_a_contrast_of_seven_and_sixteen_pixels(visit, size, scheme):
    page = visit("sample", size, color_scheme=scheme)
    assert page.evaluate(CONTRAST) >= 7
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "16px"


@PAGES
def test_headings_tables_and_regions_are_named_and_in_order(visit, name):
    assert visit(name).evaluate(UNNAMED) == []


def test_the_files_open_by_keyboard(visit):
    page = visit("sample")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".files table").is_visible()
