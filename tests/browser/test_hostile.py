"""An enemy names reps, teams, territories, files and settings; it stays text."""

from __future__ import annotations

import csv
import datetime as dt
import email
import email.policy

import pytest

from ssi_analysis.report.exporter import WeeklyPageExporter
from ssi_analysis.report.files import write_file
from ssi_analysis.report.index import write_index
from ssi_analysis.report.manifest import Manifest, PageRecord, write_manifest

pytestmark = pytest.mark.browser

STAGE = "<script>alert(40)</script>"
COLUMN = "<img src=x onerror=alert(41)>"
SCORES = "scores <img src=x onerror=alert(42)> \u202e.csv"
# A word of plain letters whose last one stands left of its first is turned around.
TURNED = """() => {
  const turned = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (["SCRIPT", "STYLE"].includes(node.parentElement.tagName)) continue;
    for (const word of node.data.matchAll(/[A-Za-z0-9]{2,}/g)) {
      const box = (at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      };
      const first = box(word.index);
      const last = box(word.index + word[0].length - 1);
      if (first.top === last.top && last.left < first.left) turned.push(word[0]);
    }
  }
  return turned;
}"""
# Elements that only a name can have made.
MADE = """() => [...document.querySelectorAll("*")].filter((part) =>
  part.matches("img, iframe, a[href*=evil], a[href^=javascript]")
  || part.getAttributeNames().some((name) => name.startsWith("on"))
  || (part.matches("script:not([type])") && part.textContent.includes("alert("))
).map((part) => part.outerHTML)"""


def people(texts):
    """Name each rep of two teams by one of the texts in every place."""
    short = " ".join(text for text in texts if len(text) < 1000)
    long = max(texts, key=len)
    for at, text in enumerate(texts):
        yield [f"a {text}", text, f"a{at}@acme.com", short, text, text]
        yield [f"b {text}", f"b {text}", f"b{at}@acme.com", long, text, text]


@pytest.fixture(scope="module")
def enemy(tmp_path_factory, hostile):
    """Write a company of hostile names: roster, scores, deals, quotas, settings."""
    folder = tmp_path_factory.mktemp("enemy") / "<b onload=alert(43)> {{7}}"
    folder.mkdir()
    # No CSV holds a NUL; a file with one is refused.
    reps = list(people([text for text in hostile.values() if "\0" not in text]))
    weeks = [dt.date(2025, 6, 8) + dt.timedelta(weeks=week) for week in range(76)]
    heads = "rep_id name email team segment territory"
    write(folder / "roster.csv", heads.split(), reps)
    pillars = ("ssi_brand", "ssi_people", "ssi_insights", "ssi_relationships")
    scores = [
        [rep[0], week, 4 * low, low, low, low, low]
        for place, rep in enumerate(reps)
        for at, week in enumerate(weeks)
        for low in [5 + (7 * place + 3 * at) % 15]
    ]
    write(folder / SCORES, ["rep_id", "date", COLUMN, *pillars], scores)
    deals = [
        [f"{place}-{at}", STAGE, 1000 + at, week, rep[0], week]
        for place, rep in enumerate(reps)
        for at, week in enumerate(weeks[place % 3 :: 3])
    ]
    heads = "Record ID,Deal Stage,Amount,Close Date,Deal owner,Create Date"
    write(folder / "deals.csv", heads.split(","), deals)
    quarters = [f"Q{number} {year}" for year in (2025, 2026) for number in range(1, 5)]
    quotas = [[rep[0], quarter, 9000] for rep in reps for quarter in quarters]
    write(folder / "quota.csv", ["rep_id", "Quarter", "Quota"], quotas)
    settings = f"won_stages = ['{STAGE}']\n[columns]\nssi_total = ['{COLUMN}']\n"
    (folder / "ssi-analysis.toml").write_text(settings)
    return folder


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


@pytest.fixture(scope="module")
def made(enemy, tmp_path_factory, ssi, hostile, notebook_of):
    """Make every page there is of the enemy's company, and the mail of one."""
    out = tmp_path_factory.mktemp("made")
    run = ssi("report", enemy, "--all-teams", "--names", "full", "--out", out)
    assert run.exit_code == 0, run.output
    ssi("check", enemy, "--format", "html", "--out", out / "check.html")
    people = ("check", enemy, "--people", "--format", "html")
    assert ssi(*people, "--out", out / "people.html").exit_code == 0
    # The first ones stand on axes, where only their order on the screen tells.
    names = [hostile["right to left"], *hostile.values()]
    page, found = WeeklyPageExporter().from_notebook_node(notebook_of(names))
    write_file(out / "2026-W45" / "enemy.html", page)
    record = PageRecord.published(
        "enemy", names[0], headline=found["headline"], sha256=""
    )
    failed = PageRecord.failed("south", names[2], error=" ".join(names))
    write_manifest(
        out / "2026-W45", Manifest("2026-W45", "2026-11-08", {}, (record, failed))
    )
    (out / "list.csv").write_text("team,email,name\n*,a@x.com,<b>Ann</b>\n")
    drafts = ("--recipients", out / "list.csv", "--out", out / "mail")
    assert ssi("mail", out, "--week", "2026-W45", *drafts).exit_code == 4
    raw = (out / "mail" / "2026-W45" / "enemy.eml").read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    write_file(out / "mail.html", mail.get_body(("html",)).get_content())
    # The index is made anew over both weeks.
    write_index(out)
    return out


@pytest.fixture(scope="module")
def pages(made):
    return sorted(made.rglob("*.html"))


def test_nothing_runs_is_asked_for_leaves_or_is_turned_around(chromium, made, pages):
    assert len(pages) == 2 + 1 + 1 + 2 + 1
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    for path in pages:
        page = context.new_page()
        incidents = watch(page, made.as_uri())
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = 1)")
        page.mouse.move(400, 400)
        assert page.evaluate(TURNED) == [], path.name
        assert page.url == path.as_uri()
        assert page.evaluate(MADE) == [], path.name
        assert incidents == [], path.name
        page.close()
    context.close()


def watch(page, home):
    incidents = []
    page.on("dialog", lambda it: (incidents.append(it.message), it.dismiss()))
    page.on(
        "request",
        lambda it: it.url.startswith(home) or incidents.append(it.url),
    )
    page.on("framenavigated", lambda it: it.parent_frame and incidents.append(it.url))
    page.on("console", lambda it: incidents.append(it.text))
    page.on("pageerror", lambda it: incidents.append(str(it)))
    return incidents


def test_every_name_is_read_as_it_was_written(chromium, made, hostile, as_shown):
    context = chromium.new_context()
    page = context.new_page()
    for name in ("2026-W45/enemy.html", "people.html"):
        page.goto(f"{made.as_uri()}/{name}")
        read = " ".join(page.locator("body").text_content().split())
        for kind, text in hostile.items():
            # No CSV holds a NUL, so no roster does.
            if (name, kind) != ("people.html", "nothing"):
                wanted = " ".join(as_shown(text)[:400].split())
                assert wanted in read, (name, kind)
    context.close()
