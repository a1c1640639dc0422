"""The index as a reader uses it: by hand, by keyboard, without a script."""

from __future__ import annotations

import json

import pytest

from ssi_analysis.report.index import write_index
from ssi_analysis.report.latest import point_latest
from ssi_analysis.report.manifest import Manifest, PageRecord, write_manifest
from ssi_analysis.report.neighbours import link_weeks

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SMALL = """() => [...document.querySelectorAll("td a, td summary, input")]
  .map((each) => each.getBoundingClientRect())
  .filter((box) => box.width < 44 || box.height < 44).length"""
CUT = """() => [...document.querySelectorAll("td a *")]
  .filter((each) => !each.closest(".finding, .team, svg"))
  .filter((each) => each.scrollWidth > each.parentElement.clientWidth + 1)
  .map((each) => each.textContent)"""
HOSTILE = "<img src=x onerror=alert(1)>\N{RIGHT-TO-LEFT OVERRIDE}</script>"


def page_of(slug, name, finding):
    number = {"value": "41 %", "label": "of quota", "change": "8 ahead of pace"}
    head = {
        "kind": "headline",
        "message": {"finding": finding},
        "chip": {"level": "E2", "name": "a hint that does not hold up"},
        "numbers": [{**number, "direction": "up"}],
        "history": [50.0 + week % 5 for week in range(26)],
    }
    return PageRecord.published(slug, name, headline=head, sha256="")


@pytest.fixture
def shelf(tmp_path):
    """Write some weeks of some teams; South failed in the newest week."""

    def write(weeks, names):
        for back in range(weeks):
            week = f"2026-W{46 - back:02d}"
            pages = [
                page_of(f"team-{place}", name, f"{name} in {week}")
                for place, name in enumerate(names)
            ]
            if not back:
                why = "deals.csv, row 12: no date"
                pages[1] = PageRecord.failed("team-1", names[1], error=why)
            write_manifest(tmp_path / week, Manifest(week, "", {}, tuple(pages)))
        return write_index(tmp_path).as_uri()

    return write


@pytest.fixture
def visit(chromium):
    contexts = []

    def open_page(address, size=DESKTOP, **options):
        context = chromium.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.incidents = []
        page.on("dialog", lambda dialog: page.incidents.append(dialog.message))
        page.on("console", lambda message: page.incidents.append(message.text))
        page.on("pageerror", lambda error: page.incidents.append(str(error)))
        page.on("request", lambda request: page.incidents.append(request.url))
        page.goto(address)
        page.incidents.remove(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def seen(page, selector="td a"):
    return sum(each.is_visible() for each in page.locator(selector).all())


def test_the_filter_leaves_the_cells_with_every_word(visit, shelf):
    page = visit(shelf(3, ["North", "South", "East"]))
    assert seen(page) == 8

    page.locator("#filter").fill("NORTH w45")
    assert seen(page) == 1
    assert page.locator("#found").inner_text() == "1 of 9 cells"
    assert seen(page, "thead th") == 2
    assert seen(page, "tbody tr") == 1

    page.locator("#filter").fill("failed")
    assert seen(page) == 0
    assert seen(page, "td summary") == 1

    page.locator("#filter").fill("nowhere")
    assert seen(page, "tbody tr") == 0
    assert page.locator("#found").inner_text() == "0 of 9 cells"

    page.locator("#filter").fill("")
    assert seen(page) == 8
    assert page.incidents == []


def test_without_a_script_everything_is_there_and_no_box_that_does_nothing(
    visit, shelf
):
    page = visit(shelf(2, ["North", "South"]), java_script_enabled=False)
    assert seen(page) == 3
    assert not page.locator("#filter").is_visible()


@SIZES
@pytest.mark.parametrize(("weeks", "teams"), [(1, 5), (30, 12)])
def test_every_cell_is_large_enough_and_no_text_is_cut(
    visit, shelf, size, weeks, teams
):
    names = [f"Team {place}" for place in range(teams - 1)] + ["A" * 60]
    page = visit(shelf(weeks, names), size)
    assert page.evaluate(SMALL) == 0
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_finding_shows_when_a_cell_has_the_focus_or_the_pointer(visit, shelf):
    page = visit(shelf(1, ["North", "South"]))
    finding = page.locator("td a .finding")
    assert finding.bounding_box()["width"] <= 1
    page.locator("td a").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert finding.bounding_box()["width"] > 100
    page.locator("h1").click()
    assert finding.bounding_box()["width"] <= 1
    page.locator("td a").hover()
    assert finding.bounding_box()["width"] > 100


def test_a_finger_has_the_finding_without_a_pointer(visit, shelf):
    page = visit(shelf(1, ["North", "South"]), PHONE, has_touch=True, is_mobile=True)
    box = page.locator("td a .finding").bounding_box()
    assert box["width"] > 100
    assert box["y"] + box["height"] < PHONE["height"]


def test_why_a_report_failed_opens_by_keyboard(visit, shelf):
    page = visit(shelf(1, ["North", "South"]))
    page.locator("td summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] .why").inner_text() == (
        "deals.csv, row 12: no date"
    )


@SIZES
def test_a_hostile_name_is_text_on_the_index(visit, shelf, size):
    page = visit(shelf(2, [HOSTILE, "South"]), size)
    page.locator("#filter").fill("onerror")
    assert seen(page) == 2
    assert "<img src=x onerror=alert(1)>" in page.locator("table").inner_text()
    assert page.locator("img").count() == 0
    assert page.incidents == []


def test_a_reader_by_ear_hears_all_of_a_cell(visit, shelf):
    page = visit(shelf(1, ["North", "South"]))
    tree = json.dumps(page.locator("td").first.aria_snapshot())
    for part in ("North", "E2", "41 % of quota", "8 ahead of pace", "Median SSI over"):
        assert part in tree
    assert "North in 2026-W46" in tree


def test_links_of_latest_lead_where_those_of_the_week_lead(visit, shelf, tmp_path):
    shelf(2, ["North", "South"])
    nav = '<nav aria-label="Weeks">\n<a href="../index.html">all weeks</a>\n</nav>'
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "a.js").write_text("document.title = 'drawn'")
    for week in ("2026-W45", "2026-W46"):
        for team in ("team-0", "team-1"):
            text = f"{nav}<h1>{team} {week}</h1><script src='../assets/a.js'></script>"
            (tmp_path / week / f"{team}.html").write_text(text)
    link_weeks(tmp_path)
    point_latest(tmp_path)

    page = visit((tmp_path / "latest" / "team-0.html").as_uri())
    assert page.title() == "drawn"
    page.get_by_role("link", name="week 45").click()
    assert page.locator("h1").inner_text() == "team-0 2026-W45"
    page.get_by_role("link", name="week 46").click()
    assert page.locator("h1").inner_text() == "team-0 2026-W46"
    page.go_back()
    page.get_by_role("link", name="all weeks").click()
    assert page.locator("h1").inner_text() == "Weekly pages"
