"""The pages of the sample company as their readers see them."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
TEAMS = pytest.mark.parametrize(
    "team", ["company", "harbor", "north", "south", "summit", "west"]
)
# A chart is drawn when plotly has put as many marks into its SVG as it has traces.
UNDRAWN = """() => [...document.querySelectorAll(".chart")].filter((chart) =>
  !chart.matches(".js-plotly-plot") || !chart.querySelector(".main-svg")
  || chart.querySelectorAll(".trace").length < chart.data.length
).map((chart) => chart.id)"""
OPEN = "document.querySelectorAll('details').forEach((part) => part.open = true)"
# Lines of text in each cell, and how many letters its longest word has.
BROKEN_WORDS = """() => {
  const broken = [];
  for (const cell of document.querySelectorAll("th, td")) {
    const text = cell.firstChild;
    if (!text || text.nodeType !== Node.TEXT_NODE) continue;
    for (const word of text.data.matchAll(/\\S+/g)) {
      if (word[0].length > 12) continue;
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map((box) => box.top));
      if (tops.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
NARROW = """() => [...document.querySelectorAll("td")].filter((cell) =>
  cell.textContent.length > 24 && cell.clientWidth < 120
).map((cell) => cell.textContent)"""


@pytest.fixture
def visit(chromium, demo):
    """Open a page; what must not happen on it is collected in `page.incidents`."""
    contexts = []

    def open_page(path, size=DESKTOP):
        context = chromium.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.incidents = []
        home = demo.as_uri()
        page.on("request", lambda it: it.url.startswith(home) or note(page, it.url))
        page.on("console", lambda message: note(page, message.text))
        page.on("pageerror", lambda error: note(page, str(error)))
        page.goto(f"{home}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def note(page, incident):
    page.incidents.append(incident)


@SIZES
@TEAMS
def test_every_chart_is_drawn_and_nothing_leaves_the_folder(visit, team, size):
    page = visit(f"2026-W46/{team}.html", size)

    # Of Summit's four reps nobody is drawn and nothing is compared.
    assert page.locator(".chart").count() == (2 if team == "summit" else 5)
    assert page.evaluate(UNDRAWN) == []
    assert page.incidents == []


@SIZES
@TEAMS
def test_the_first_screen_says_it_all(visit, team, size):
    page = visit(f"2026-W46/{team}.html", size)

    for part in ("h1", ".numbers-row", ".chip", ".brief", ".caveat"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= size["height"], part
    assert page.locator(".number").count() in range(1, 6)
    assert page.locator(".brief dd").count() == 3


@SIZES
@TEAMS
def test_open_tables_keep_words_whole_and_columns_wide(visit, team, size):
    page = visit(f"2026-W46/{team}.html", size)
    page.evaluate(OPEN)

    assert page.evaluate(BROKEN_WORDS) == []
    assert page.evaluate(NARROW) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@TEAMS
def test_a_page_weighs_at_most_60_kilobytes(demo, team):
    assert (demo / "2026-W46" / f"{team}.html").stat().st_size <= 60_000


@SIZES
def test_the_index_leads_to_every_page(visit, demo, size):
    page = visit("index.html", size)

    links = page.locator("td a").evaluate_all("(links) => links.map((a) => a.href)")
    pages = [path.as_uri() for path in (demo / "2026-W46").glob("*.html")]
    assert sorted(links) == sorted(pages)
    assert page.incidents == []
