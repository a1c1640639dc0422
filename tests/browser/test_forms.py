"""A page in its three forms and on paper, as Chromium makes and shows them."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.report.chromium import PAPERS, find_chromium, print_page
from ssi_analysis.report.exporter import WeeklyPageExporter
from ssi_analysis.report.files import write_file
from ssi_analysis.report.forms import FORMS, copy_plotly_js

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NAMES = ("north", "hostile")
# Every pixel of an image that is not paper, drawn onto a canvas.
INK = """async (image) => {
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, image.width, image.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let place = 3; place < data.length; place += 4) inked += data[place] > 0;
  return inked;
}"""

# The mean shade, 0 to 255, of what is fully inked and grey: type and axes.
SHADE = """(image) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, image.width, image.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let [sum, count] = [0, 0];
  for (let place = 0; place < data.length; place += 4) {
    const [red, green, blue, alpha] = data.slice(place, place + 4);
    if (alpha < 255 || red !== green || red !== blue) continue;
    sum += red; count += 1;
  }
  return sum / count;
}"""


def export(notebook, form):
    return WeeklyPageExporter(form=form).from_notebook_node(notebook)[0]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, page_notebook, hostile_notebook):
    root = tmp_path_factory.mktemp("forms")
    copy_plotly_js(root)
    for name, notebook in zip(NAMES, (page_notebook, hostile_notebook), strict=True):
        for form in FORMS:
            write_file(root / "week" / f"{name}-{form}.html", export(notebook, form))
    return root


@pytest.fixture
def visit(chromium, shelf):
    """Open a page; what must not happen on it is collected in `page.incidents`."""
    contexts = []

    def open_page(name, size=DESKTOP, *, before="", **options):
        context = chromium.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.incidents = []
        home = shelf.as_uri()
        page.on("request", lambda it: _note(page, it.url, home))
        page.on("console", lambda message: page.incidents.append(message.text))
        page.on("pageerror", lambda error: page.incidents.append(str(error)))
        page.on("dialog", lambda dialog: page.incidents.append(dialog.message))
        if before:
            page.add_init_script(before)
        page.goto(f"{home}/week/{name}.html")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _note(page, address, home):
    if not address.startswith((home, "data:image/svg+xml,", "blob:")):
        page.incidents.append(address)


@pytest.mark.parametrize("name", NAMES)
def test_a_single_file_draws_every_chart_by_hashes_alone(visit, shelf, name):
    page = visit(f"{name}-single-file")
    page.wait_for_selector("#figure-4 .main-svg")

    policy = page.locator("meta[http-equiv]").get_attribute("content")
    sources = re.search(r"script-src ([^;]*)", policy)[1].split()
    assert [source[:8] for source in sources] == ["'sha256-"] * 2
    assert page.locator(".chart .trace").count() >= 4
    assert page.incidents == []


def test_a_single_file_needs_nothing_beside_it(chromium, shelf, tmp_path):
    alone = tmp_path / "north.html"
    alone.write_bytes((shelf / "week" / "north-single-file.html").read_bytes())
    page = chromium.new_page()
    page.goto(alone.as_uri())
    page.wait_for_selector("#figure-4 .main-svg")
    page.close()


def test_a_browser_that_cannot_unpack_shows_the_tables(visit):
    page = visit("north-single-file", before="delete window.DecompressionStream")
    page.wait_for_selector("#undrawn")

    assert "a browser of 2023 or later" in page.locator("#undrawn").text_content()
    assert page.locator("details.numbers[open] table").count() == 4
    assert page.incidents == []


def test_a_damaged_script_in_a_single_file_never_runs(shelf, visit):
    whole = (shelf / "week" / "north-single-file.html").read_text("utf-8")
    digest = re.findall(r"sha256-[^&']+", whole)[1]
    write_file(
        shelf / "week" / "other.html", whole.replace(digest, "sha256-" + "A" * 43 + "=")
    )
    page = visit("other")
    page.wait_for_selector("#undrawn")

    assert page.evaluate("typeof Plotly") == "undefined"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_static_page_shows_a_drawing_of_every_chart(visit, name, size):
    page = visit(f"{name}-static", size)
    drawings = page.locator("img.drawing:visible")

    assert drawings.count() == 4
    assert min(drawings.nth(place).evaluate(INK) for place in range(4)) > 1_000
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.incidents == []


def test_a_static_page_holds_no_script_and_names_no_address(shelf):
    for name in NAMES:
        text = (shelf / "week" / f"{name}-static.html").read_text("utf-8")
        assert "<script" not in text
        assert "script-src" not in text
        for address in re.findall(r'src="([^"]*)"', text):
            assert address.startswith("data:image/svg+xml,")
            drawn = unquote(address)
            assert not re.search(r"<(script|a|image|foreignObject)\b", drawn)
            assert set(re.findall(r"https?://[^\s'\"]+", drawn)) <= {
                "http://www.w3.org/2000/svg",
                "https://evil.example/",
            }


def test_drawings_are_dark_on_light_and_light_on_dark(visit):
    shades = {}
    for scheme in ("light", "dark"):
        page = visit("north-static", color_scheme=scheme)
        shades[scheme] = page.locator("img.for-wide").first.evaluate(SHADE)
    assert shades["light"] < 100
    assert shades["dark"] > 150


def test_the_same_notebook_gives_the_same_bytes_in_every_form(shelf, page_notebook):
    for form in FORMS:
        written = (shelf / "week" / f"north-{form}.html").read_text("utf-8")
        assert export(page_notebook, form) == written


@pytest.mark.parametrize(
    ("form", "limit"),
    [("pages", 60_000), ("single-file", 2_200_000), ("static", 120_000)],
)
def test_each_form_keeps_its_weight(shelf, form, limit):
    assert (shelf / "week" / f"north-{form}.html").stat().st_size <= limit


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_prints_on_two_papers_the_same_bytes_each_time(page_notebook, paper):
    page = export(page_notebook, "pages")
    printed = print_page(page, paper=paper)

    assert 1 <= len(re.findall(rb"/Type /Page\b(?!s)", printed)) <= 2
    sides = {"A4": (595, 842), "letter": (612, 792)}[paper]
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert tuple(round(float(side)) for side in found.groups()) == sides
    assert print_page(page, paper=paper) == printed


def test_a_static_page_prints_black_on_white_and_open_from_a_dark_screen(visit):
    page = visit("north-static", color_scheme="dark")
    page.emulate_media(color_scheme="dark", media="print")
    quiet = "getComputedStyle(document.querySelector('.small')).color"

    assert page.evaluate(quiet) == "rgb(77, 77, 77)"
    assert page.get_by_text("This compares what happened together").is_visible()
    assert page.locator("img.for-narrow").first.is_visible()
    assert not page.locator("img.for-wide").first.is_visible()


def test_a_program_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("SSI_CHROMIUM", "/nowhere/chrom")
    with pytest.raises(ParameterError) as caught:
        find_chromium()
    assert "and '/nowhere/chrom' is not a program" in str(caught.value)
