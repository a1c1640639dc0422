"""Every page and form as axe-core, a keyboard and a screen reader meet it."""

from __future__ import annotations

from importlib.resources import files
from itertools import product
from pathlib import Path

import nbformat
import plotly.graph_objects as go
import pytest
from nbformat import v4

from ssi_analysis.findings import audit
from ssi_analysis.report.check import check_page
from ssi_analysis.report.exporter import WeeklyPageExporter
from ssi_analysis.report.files import write_file
from ssi_analysis.report.forms import FORMS, copy_plotly_js
from ssi_analysis.resources import sample
from ssi_analysis.team import load_team

pytestmark = pytest.mark.browser

SIZES = ({"width": 1280, "height": 800}, {"width": 390, "height": 844})
EVERY = tuple(product(("light", "dark"), SIZES))
EACH = (EVERY[0], EVERY[3])
# Pages that are looked at in every scheme and size; the others in each of them.
FIRST = ("team", "index", "static")
OPEN = "document.querySelectorAll('details').forEach((it) => { it.open = true; })"
# Every rule of axe-core, the best practices too, by the nodes that break it.
AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}"""
# A chart, drawn by a script or before, with its text and the table beside it.
CHARTS = """() => [...document.querySelectorAll("section.figure:has(.numbers)")].map(
  (figure) => {
    const drawn = [...figure.querySelectorAll("[role=img], img")].filter(
      (it) => it.checkVisibility(),
    );
    return [
      drawn.length,
      drawn.every((it) => (it.getAttribute("aria-label") || it.alt || "").length > 5),
      figure.querySelectorAll(".numbers table caption").length,
    ];
  },
)"""
FOCUS = """() => {
  const it = document.activeElement;
  const style = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const name = it.matches("summary") ? "summary" : it.className || it.tagName;
  return [name.toLowerCase(), box.top + scrollY, parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.fixture(scope="session")
def axe():
    return files(pytest.importorskip("axe_playwright_python")).joinpath("axe.min.js")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, demo, page_notebook):
    root = tmp_path_factory.mktemp("accessible")
    copy_plotly_js(root)
    analysts = with_an_analysts_cells(page_notebook)
    for form in FORMS:
        exporter = WeeklyPageExporter(form=form, show_code=True)
        page, _ = exporter.from_notebook_node(analysts)
        write_file(root / "week" / f"{form}.html", page)
    exports = load_team(sample())
    write_file(root / "check.html", check_page(exports, audit(exports)))
    return {
        "check": root / "check.html",
        "index": demo / "index.html",
        "team": demo / "2026-W46" / "north.html",
        "small team": demo / "2026-W46" / "summit.html",
        "company": demo / "2026-W46" / "company.html",
        **{form: root / "week" / f"{form}.html" for form in FORMS},
    }


def with_an_analysts_cells(notebook):
    figure = go.Figure(go.Bar(x=["Ann"], y=[3]), layout={"title": "Ann calls most"})
    drawn = {"application/vnd.plotly.v1+json": figure.to_plotly_json()}
    picture = {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    cells = [
        v4.new_markdown_cell("# Why\n\n- *one*\n\n```\nx\n```\n\n### So"),
        v4.new_code_cell("draw()", outputs=[v4.new_output("display_data", drawn)]),
        v4.new_code_cell("show()", outputs=[v4.new_output("display_data", picture)]),
    ]
    for cell in cells:
        cell.metadata.update(tags=["page"], alt="An empty picture")
    whole = v4.new_notebook(cells=[*notebook.cells, *cells])
    return nbformat.reads(nbformat.writes(whole), as_version=4)


PAGES = ("check", "index", "team", "small team", "company", *FORMS)


@pytest.fixture
def visit(chromium, shelf):
    contexts = []

    def open_page(name, **options):
        context = chromium.new_context(viewport=SIZES[0], **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(Path(shelf[name]).as_uri())
        if name in {"team", "small team", "pages", "single-file"}:
            page.wait_for_function("document.querySelector('.chart .main-svg')")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_any_scheme_and_size_with_all_open(visit, axe, name):
    page = visit(name)
    page.evaluate(axe.read_text("utf-8"))
    page.evaluate(OPEN)
    for scheme, size in EVERY if name in FIRST else EACH:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        assert page.evaluate(AXE) == [], (scheme, size["width"])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_its_language_and_has_one_heading_of_the_first_level(visit, name):
    page = visit(name)

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.title()


@pytest.mark.parametrize("name", ["team", "small team", *FORMS])
def test_every_chart_is_one_image_with_a_text_and_a_table(visit, name):
    page = visit(name)
    charts = page.evaluate(CHARTS)

    assert len(charts) == page.locator(".figure:has(.numbers)").count() >= 2
    assert charts == [[1, True, 1]] * len(charts)


@pytest.mark.parametrize("name", ["team", "static"])
def test_the_tab_key_leads_down_the_page_and_shows_where_it_is(visit, name):
    page = visit(name)
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    names, heights, outlined = zip(*stops, strict=True)

    assert "summary" in names
    # On top stands a link that shows itself only when it is reached.
    assert names[0] == "skip"
    below = list(heights[1:])
    assert below == sorted(below)
    assert all(outlined)


def test_the_skip_link_leads_to_the_charts(visit):
    page = visit("team")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#details"
    assert page.evaluate("scrollY") > 0


@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_for_a_reader_who_wants_no_motion(visit, name):
    page = visit(name, reduced_motion="reduce")
    moving = "document.getAnimations().length"

    assert page.evaluate(moving) == 0
    page.evaluate(OPEN)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(moving) == 0
