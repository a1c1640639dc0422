"""The HTML of a mail as a mail program shows it: light, dark, narrow, no images."""

from __future__ import annotations

import email
import email.policy

import pytest

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
# WCAG's contrast of every text with the nearest coloured ground behind it.
CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [red, green, blue] = parts(colour).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (part) => {
    const colour = getComputedStyle(part).backgroundColor;
    return parts(colour)[3] === 0 ? ground(part.parentElement) : light(colour);
  };
  const texts = [...document.body.querySelectorAll("*")].filter((part) =>
    [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const words = texts.filter((part) => part.textContent !== "\\u00a0");
  return Math.min(...words.map((part) => {
    const [ink, paper] = [light(getComputedStyle(part).color), ground(part)];
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  }));
}"""
BARS = """() => [...document.querySelectorAll(".filled")].map((cell) =>
  Math.round(100 * cell.offsetWidth / cell.parentElement.offsetWidth))"""


@pytest.fixture(scope="module")
def mail(demo, ssi, tmp_path_factory):
    """Write the mail of one page of the sample company."""
    out = tmp_path_factory.mktemp("mail")
    (out / "list.csv").write_text("team,email\nNorth,ann@acme.com\n")
    link = ("--link", "https://acme.com/reports")
    answer = ssi("mail", demo, "--recipients", out / "list.csv", "--out", out, *link)
    assert answer.exit_code == 0, answer.output
    raw = (out / "2026-W46" / "north.eml").read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    page = message.get_body(("html",)).get_content()
    (out / "mail.html").write_text(page, encoding="utf-8")
    return out / "mail.html", message


@pytest.fixture
def visit(chromium, mail):
    """Open a mail without scripts, as programs do; what it asks for is noted."""
    contexts = []

    def open_mail(size=WIDE, scheme="light"):
        context = chromium.new_context(
            viewport=size, color_scheme=scheme, java_script_enabled=False
        )
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda it: page.asked.append(it.url))
        page.goto(mail[0].as_uri())
        return page

    yield open_mail
    for context in contexts:
        context.close()


@SIZES
@SCHEMES
def test_a_mail_is_read_in_light_and_dark_and_asks_for_nothing(
    visit, mail, size, scheme
):
    page = visit(size, scheme)
    assert page.asked == [mail[0].as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate(CONTRAST) >= 7
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 20, 23)"}[scheme]


def test_a_program_that_drops_style_sheets_still_shows_ink_on_paper(visit):
    page = visit(scheme="dark")
    page.evaluate("document.querySelector('style').remove()")
    assert page.evaluate(CONTRAST) >= 7


def test_bars_are_as_wide_as_their_numbers(visit):
    page = visit()
    shown = page.locator("th").all_text_contents()
    parts = [text.replace("\N{NO-BREAK SPACE}", " ").split() for text in shown]
    wanted = [
        round(
            float(part[0]) if part[1] == "%" else 100 * float(part[0]) / float(part[2])
        )
        for part in parts
        if len(part) > 1
    ]
    assert len(wanted) >= 2
    assert page.evaluate(BARS) == pytest.approx(wanted, abs=1)


def test_the_mail_says_what_its_page_says_in_both_parts(chromium, mail, demo):
    page = chromium.new_page()
    page.goto((demo / "2026-W46" / "north.html").as_uri())
    parts = ("h1", ".number .value", ".number .label", ".number .change", "dd")
    chosen = [f"main .first {part}" for part in (*parts, ".caveat", ".explanation p")]
    said = [
        text.lstrip("▲▼▬ ")
        for part in chosen
        for text in page.locator(part).all_text_contents()
    ]
    page.close()
    for kind in ("plain", "html"):
        read = " ".join(mail[1].get_body((kind,)).get_content().split())
        for text in said:
            wanted = " ".join(text.split())
            assert wanted in read.replace("&#39;", "'"), (kind, wanted)
    assert mail[1]["Subject"] == said[0]
