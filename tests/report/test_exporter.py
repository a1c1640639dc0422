from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.metadata import entry_points

import nbformat
import plotly.graph_objects as go
import pytest
from nbformat import v4

from ssi_analysis.errors import ReportError
from ssi_analysis.pagetext import (
    Caption,
    Chip,
    FirstScreen,
    KeyNumber,
    Message,
    Scope,
)
from ssi_analysis.report import blocks
from ssi_analysis.report.exporter import (
    WeeklyPageExporter,
    copy_plotly_js,
    plotly_js_name,
)

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"
HEADLINE = blocks.headline(
    FirstScreen(
        Scope("North", "week 46", "9–15 Nov 2026", "15 Nov", "12 reps"),
        Message("A quiet week", "Bookings.", "None.", "Wait.", "5 of 9.", "Quiet"),
        (KeyNumber("41 %", "of quota", "8 below pace", "down"),),
        Chip("E1", "nothing detected", ("12 reps were compared.",)),
    )
)
CHART = blocks.chart(
    go.Figure(go.Scatter(x=[1, 2], y=[3, 4], name=HOSTILE)),
    Caption("SSI is flat", "Median, 12 reps", f"Line chart {HOSTILE}"),
    table=[{"week": "W46", "SSI": 52}],
)


def cell_of(data, *, source="show(block)", tags=()):
    output = v4.new_output("display_data", data=data)
    return v4.new_code_cell(source, outputs=[output], metadata={"tags": list(tags)})


def notebook_of(*page_blocks, more=()):
    cells = [cell_of(block._repr_mimebundle_()) for block in page_blocks]
    notebook = v4.new_notebook(cells=[*cells, *more])
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def publish(*page_blocks, more=(), form="pages", **traits):
    notebook = notebook_of(*page_blocks, more=more)
    return WeeklyPageExporter(form=form, **traits).from_notebook_node(notebook)[0]


def test_blocks_are_published_in_order_and_nothing_else():
    page = publish(
        HEADLINE,
        blocks.prose("First paragraph."),
        CHART,
        blocks.prose("Last paragraph."),
        more=[
            v4.new_markdown_cell("An analyst's remark"),
            cell_of({"text/html": "<p>a look</p>"}, source="secret = 42"),
        ],
    )
    places = [page.index(text) for text in ("First para", "SSI is flat", "Last para")]
    assert places == sorted(places)
    for text in ("remark", "a look", "secret", "show(block)"):
        assert text not in page


def test_the_first_screen_says_all_of_it():
    page = publish(HEADLINE)
    for text in (
        "<title>North, week 46: A quiet week</title>",
        "<h1>A quiet week</h1>",
        "9–15 Nov 2026 · data to 15 Nov · 12 reps",
        '<span aria-hidden="true">▼ </span>8 below pace',
        "<dt>What changed</dt><dd>Bookings.</dd>",
        "<dt>So what</dt><dd>None.</dd>",
        "<dt>What to do</dt><dd>Wait.</dd>",
        '<p class="caveat">5 of 9.</p>',
        "nothing detected",
        "12 reps were compared.",
    ):
        assert text in page


def test_the_headline_is_handed_on_for_the_manifest():
    _, resources = WeeklyPageExporter().from_notebook_node(notebook_of(HEADLINE))
    assert resources["headline"] == json.loads(json.dumps(HEADLINE.content))
    assert resources["output_extension"] == ".html"


def test_the_same_notebook_gives_the_same_bytes():
    assert publish(HEADLINE, CHART, CHART) == publish(HEADLINE, CHART, CHART)


def test_figures_are_counted_and_keep_their_label_data_and_table():
    page = publish(HEADLINE, CHART, CHART)
    assert re.findall(
        r'class="chart" id="(\S+)" role="img" aria-label="Line', page
    ) == [
        "figure-1",
        "figure-2",
    ]
    drawn = re.findall(r'data-draws="(\S+)">(.*?)</script>', page)
    assert [name for name, _ in drawn] == ["figure-1", "figure-2"]
    # Two figures that are alike stand once.
    (common,) = re.findall(r'id="common">(.*?)</script>', page)
    assert json.loads(common) == [CHART.content["figure"]]
    assert [json.loads(figure) for _, figure in drawn] == [{"same_as": 0}] * 2
    assert page.count('<th scope="col" class="numeric">SSI</th>') == 2


def test_tables_stand_open_until_a_script_has_drawn_the_chart():
    assert '<details class="numbers" open>' in publish(HEADLINE, CHART)


def test_folded_parts_are_closed_and_keep_the_order_of_headings():
    part = blocks.table([{"file": "a.csv"}], heading="Files", caption="Rows by file")
    page = publish(HEADLINE, blocks.folded(part, heading="Data quality"))
    assert '<details class="folded">\n<summary><h2>Data quality</h2>' in page
    assert "<h3>Files</h3>" in page
    assert "<caption>Rows by file</caption>" in page


def test_hostile_text_stays_text_everywhere():
    hostile = blocks.prose(HOSTILE, heading=HOSTILE)
    rows = blocks.table([{HOSTILE: HOSTILE}], heading=HOSTILE, caption=HOSTILE)
    page = publish(HEADLINE, CHART, hostile, rows)
    # Only our own: the shared script, the loader, the figure, what figures share.
    assert page.count("<script") == 4
    assert "<img" not in page
    assert "49" not in re.sub(r"sha256-\S+", "", page).split("<main>")[1]


def test_the_policy_allows_exactly_the_loader_and_the_shared_script():
    page = publish(HEADLINE)
    loader = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(loader.encode()).digest()).decode()
    policy = re.search(r'Policy" content="(.*?)"', page)[1].replace("&#39;", "'")
    assert policy.split("; ") == [
        "default-src 'none'",
        f"script-src 'sha256-{digest}' 'self'",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_the_page_refers_to_its_plotly_js_and_its_neighbours_alone():
    page = publish(HEADLINE, CHART, links=[("week 45", "../2026-W45/north.html")])
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == [
        f"../assets/{plotly_js_name()}",
        "#details",
        "../2026-W45/north.html",
    ]
    assert not re.search(r"https?://|url\(|@import", page)


def test_plotly_js_is_copied_once_and_again_when_it_differs(tmp_path):
    script = copy_plotly_js(tmp_path)
    assert script == tmp_path / "assets" / plotly_js_name()
    assert re.search(rb"plotly\.js v\d", script.read_bytes()[:100])
    written = script.stat().st_ino
    copy_plotly_js(tmp_path)
    assert script.stat().st_ino == written
    script.write_text("half")
    assert copy_plotly_js(tmp_path).stat().st_size > 1_000_000


def test_a_cell_that_failed_is_refused_with_its_error():
    error = v4.new_output("error", ename="ValueError", evalue="no reps", traceback=[])
    failed = v4.new_code_cell("\nteam = load()\nteam", outputs=[error])
    with pytest.raises(ReportError) as caught:
        publish(HEADLINE, more=[failed])
    assert str(caught.value) == (
        "the notebook stopped: ValueError: no reps (cell 'team = load()')"
    )


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"text/html": "<b>x</b>", "text/plain": "x"}, "text/html"),
        ({"application/javascript": "alert(1)"}, "application/javascript"),
        ({"text/vnd.mermaid": "graph", "text/latex": "$x$"}, "text/latex, text/vnd.m"),
        ({"image/jpeg": "/9j/4AAQ"}, "image/jpeg"),
        ({"text/plain": "3"}, "no block"),
    ],
)
def test_a_page_cell_that_shows_anything_else_is_refused_by_name(data, found):
    cell = cell_of(data, source="look(team)", tags=["page"])
    with pytest.raises(ReportError) as caught:
        publish(HEADLINE, more=[cell])
    message = str(caught.value)
    assert message.startswith(f"cell 'look(team)' is tagged 'page' but shows {found}")
    assert message.endswith(
        "; end it in a block from ssi_analysis.report.blocks, or remove the tag"
    )


def test_a_page_cell_with_a_block_may_print_beside_it():
    cell = cell_of(blocks.prose("Shown.")._repr_mimebundle_(), tags=["page"])
    cell.outputs.append(v4.new_output("stream", name="stdout", text="seen by analysts"))
    page = publish(HEADLINE, more=[cell])
    assert "Shown." in page
    assert "seen by analysts" not in page


@pytest.mark.parametrize("found", [0, 2])
def test_a_page_has_exactly_one_headline(found):
    with pytest.raises(ReportError) as caught:
        publish(*[HEADLINE] * found)
    assert str(caught.value) == (
        f"found {found} headlines in the notebook; there must be 1"
    )


def test_a_block_of_a_later_kind_is_refused():
    strange = cell_of({blocks.MIMETYPE: {"kind": "hologram"}})
    with pytest.raises(ReportError) as caught:
        publish(HEADLINE, more=[strange])
    assert str(caught.value) == (
        "cell 'show(block)' ends in a block of kind 'hologram';"
        " known: headline, chart, table, prose, folded"
    )


def test_jupyter_finds_the_exporter_by_its_name():
    (found,) = entry_points(group="nbconvert.exporters", name="ssi-weekly")
    assert found.load() is WeeklyPageExporter
    assert WeeklyPageExporter.export_from_notebook == "Weekly page (HTML)"
