"""The page and the index as a browser shows them, from disk."""

from __future__ import annotations

import pytest

from ssi_analysis.report.exporter import WeeklyPageExporter, copy_plotly_js
from ssi_analysis.report.files import write_file
from ssi_analysis.report.index import write_index
from ssi_analysis.report.manifest import Manifest, PageRecord, write_manifest

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
# A chart is drawn when plotly has put a mark of each trace into its SVG.
DRAWN = """() => [...document.querySelectorAll(".chart")].map((chart) => [
  chart.matches(".js-plotly-plot") && !!chart.querySelector(".main-svg"),
  chart.querySelectorAll(".trace").length >= chart.data.length,
])"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, page_notebook, hostile_notebook, hostile_names):
    root = tmp_path_factory.mktemp("reports")
    copy_plotly_js(root)
    records = []
    for slug, notebook in (("north", page_notebook), ("hostile", hostile_notebook)):
        page, found = WeeklyPageExporter(form="pages").from_notebook_node(notebook)
        write_file(root / "2026-W46" / f"{slug}.html", page)
        head = found["headline"]
        name = head["scope"]["team"]
        records.append(PageRecord.published(slug, name, headline=head, sha256=""))
    records.append(PageRecord.failed("south", "South", error=" ".join(hostile_names)))
    versions = {"ssi-analysis": "0.1.0"}
    week = Manifest("2026-W46", hostile_names[0], versions, tuple(records))
    write_manifest(root / "2026-W46", week)
    write_index(root)
    return root


@pytest.fixture
def visit(chromium, shelf):
    """Open a page; what must not happen on it is collected in `page.incidents`."""
    contexts = []

    def open_page(path, size=DESKTOP, **options):
        context = chromium.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.incidents = []
        _watch(page, shelf.as_uri())
        page.goto(f"{shelf.as_uri()}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _watch(page, home):
    def note_dialog(dialog):
        page.incidents.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def note_request(request):
        if not request.url.startswith(home):
            page.incidents.append(f"request: {request.url}")

    page.on("dialog", note_dialog)
    page.on("request", note_request)
    page.on("console", lambda message: page.incidents.append(message.text))
    page.on("pageerror", lambda error: page.incidents.append(str(error)))


@SCHEMES
@SIZES
def test_every_chart_is_drawn_and_nothing_leaves_the_folder(visit, size, scheme):
    page = visit("2026-W46/north.html", size, color_scheme=scheme)
    assert page.evaluate(DRAWN) == [[True, True]] * 4
    assert page.incidents == []


@SIZES
def test_the_first_screen_fits(visit, size):
    page = visit("2026-W46/north.html", size)
    for part in ("h1", ".numbers-row", ".brief", ".caveat"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"]


@SIZES
@pytest.mark.parametrize("path", ["2026-W46/north.html", "2026-W46/hostile.html"])
def test_nothing_is_wider_than_the_screen(visit, size, path):
    page = visit(path, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("path", ["2026-W46/hostile.html", "index.html"])
def test_hostile_names_are_shown_as_text(visit, hostile_names, path):
    page = visit(path)
    page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    shown = page.locator("body").text_content()
    for name in hostile_names:
        assert name in shown
    assert page.locator("a[href*='evil'], img, body b b").count() == 0
    assert page.incidents == []


def test_hostile_names_in_a_chart_are_shown_as_text(visit, hostile_names):
    page = visit("2026-W46/hostile.html")
    ticks = page.locator("#figure-4 .ytick text").all_text_contents()
    assert ticks == list(hostile_names[:3])
    note = page.locator("#figure-1 .annotation-text")
    lines = note.locator("tspan").all_text_contents()
    assert lines == ["formula change", hostile_names[0]]
    assert page.locator(".chart a, .chart img").count() == 0


def test_hostile_names_in_a_hover_label_are_shown_as_text(visit, hostile_names):
    page = visit("2026-W46/hostile.html")
    page.evaluate("Plotly.Fx.hover('figure-3', [{curveNumber: 0, pointNumber: 3}])")
    label = page.locator("#figure-3 .hovertext")
    label.wait_for()
    assert label.text_content().startswith(hostile_names[3])
    assert page.locator(".chart a").count() == 0


def test_dark_charts_use_the_lighter_colours(visit):
    expect = pytest.importorskip("playwright.sync_api").expect
    page = visit("2026-W46/north.html", color_scheme="dark")
    line = page.locator("#figure-2 .js-line").first
    expect(line).to_have_css("stroke", "rgb(86, 180, 233)")
    page.emulate_media(color_scheme="light")
    expect(line).to_have_css("stroke", "rgb(0, 114, 178)")


def test_without_script_the_numbers_of_every_chart_stand_open(visit):
    page = visit("2026-W46/north.html", java_script_enabled=False)
    assert page.locator("details.numbers[open] table").count() == 4
    assert page.locator("#undrawn").is_visible()


def test_with_script_the_numbers_wait_to_be_opened(visit):
    page = visit("2026-W46/north.html")
    assert page.locator("details.numbers[open]").count() == 0
    page.locator("#figure-1 ~ details summary").click()
    assert page.locator("details.numbers[open] table").count() == 1


def test_without_plotly_js_the_page_says_so_and_opens_the_numbers(
    visit, shelf, page_notebook
):
    exporter = WeeklyPageExporter(form="pages", plotly_js="../assets/nowhere.js")
    page, _ = exporter.from_notebook_node(page_notebook)
    write_file(shelf / "2026-W46" / "alone.html", page)
    alone = visit("2026-W46/alone.html")
    alone.wait_for_selector("#undrawn")
    assert alone.locator("details.numbers[open]").count() == 4


@SIZES
def test_the_evidence_chip_opens_by_keyboard(visit, size):
    page = visit("2026-W46/north.html", size)
    page.locator(".chip summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".explanation").is_visible()


def test_on_paper_the_folded_parts_are_open_and_the_charts_are_light(visit):
    page = visit("2026-W46/north.html", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert not page.locator(".skip").is_visible()
    ink = page.evaluate("document.querySelector('#figure-1 .xtick text').style.fill")
    assert ink == "rgb(0, 0, 0)"


@SIZES
def test_every_cell_of_the_index_is_large_enough_to_touch(visit, size):
    page = visit("index.html", size)
    boxes = [link.bounding_box() for link in page.locator("td a").all()]
    assert len(boxes) == 2
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert page.incidents == []


def test_a_page_with_two_years_of_weeks_weighs_at_most_60_kilobytes(shelf):
    assert (shelf / "2026-W46" / "north.html").stat().st_size <= 60_000
