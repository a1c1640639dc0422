"""What of a notebook's cells is taken onto a page, and what is refused by name."""

from __future__ import annotations

import base64
import html
import json

import nbformat
import numpy as np
import plotly.graph_objects as go
import pytest
from nbformat import v4

from ssi_analysis.errors import ReportError
from ssi_analysis.pagetext import Chip, FirstScreen, KeyNumber, Message, Scope
from ssi_analysis.report import blocks
from ssi_analysis.report.cells import page_blocks
from ssi_analysis.report.exporter import WeeklyPageExporter

HEADLINE = blocks.headline(
    FirstScreen(
        Scope("North", "week 46", "9–15 Nov 2026", "15 Nov", "12 reps"),
        Message("A quiet week", "Nothing.", "Nothing.", "Wait.", "5 of 9", "Quiet"),
        (KeyNumber("41 %", "of quota"),),
        Chip("E1", "nothing detected", ("12 reps were compared.",)),
    )
)
PLOTLY = "application/vnd.plotly.v1+json"
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n and more").decode()
HOSTILE = "<script>alert(1)</script>"
NEEDS = (
    "; a figure needs a title that says what it shows and x and y or labels and"
    " values, a picture an 'alt' in the metadata of its cell"
)


def code_of(data, *, source="show()", **metadata):
    output = v4.new_output("display_data", data=data)
    metadata = {"tags": ["page"], **metadata}
    return v4.new_code_cell(source, outputs=[output], metadata=metadata)


def text_of(source, kind=v4.new_markdown_cell):
    return kind(source, metadata={"tags": ["page"]})


def notebook_of(*cells):
    first = code_of(HEADLINE._repr_mimebundle_(), source="headline()")
    notebook = v4.new_notebook(cells=[first, *cells])
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def taken(*cells, **options):
    """Return the blocks after the headline."""
    return page_blocks(notebook_of(*cells), **options)[1:]


def page_of(*cells, **traits):
    exporter = WeeklyPageExporter(form="pages", **traits)
    return exporter.from_notebook_node(notebook_of(*cells))[0]


def json_of(figure):
    return json.loads(figure.to_json(engine="json"))


def test_a_figure_of_plotly_is_a_chart_with_its_title_label_and_numbers():
    figure = go.Figure(go.Bar(x=["Ann", "Ben"], y=np.array([3.0, 4.5]), name="calls"))
    figure.update_layout(title="Ben calls most")
    (chart,) = taken(code_of({PLOTLY: json_of(figure), "text/html": "<div>"}))

    assert chart["heading"] == "Ben calls most"
    assert "title" not in chart["figure"]["layout"]
    assert chart["alt"] == (
        "Chart (bar): Ben calls most. 2 values, listed in the table below."
    )
    assert chart["grid"]["rows"] == [["calls", "Ann", "3"], ["calls", "Ben", "4.50"]]
    page = page_of(code_of({PLOTLY: json_of(figure)}))
    assert 'role="img" aria-label="Chart (bar): Ben calls most.' in page
    assert "<caption>Ben calls most</caption>" in page


def test_hostile_text_of_a_figure_is_text_in_heading_and_table():
    figure = go.Figure(go.Scatter(x=[HOSTILE], y=[1], name=HOSTILE))
    figure.update_layout(title=HOSTILE)
    (chart,) = taken(code_of({PLOTLY: json_of(figure)}))

    assert chart["heading"] == HOSTILE
    assert chart["grid"]["rows"] == [[HOSTILE, HOSTILE, "1"]]
    page = page_of(code_of({PLOTLY: json_of(figure)}))
    assert HOSTILE not in page
    assert html.escape(HOSTILE) in page


def test_a_figure_of_shares_lists_labels_and_values():
    figure = go.Figure(go.Pie(labels=["won", "lost"], values=[3, 5]))
    figure.update_layout(title="Most are lost")
    (chart,) = taken(code_of({PLOTLY: json_of(figure)}))

    assert chart["grid"]["rows"] == [
        ["series 1", "won", "3"],
        ["series 1", "lost", "5"],
    ]


@pytest.mark.parametrize(
    ("figure", "lacks"),
    [
        (go.Figure(go.Scatter(x=[1], y=[2])), "figure without a title"),
        (go.Figure(layout={"title": "Empty"}), "figure without numbers to list"),
        (
            go.Figure(go.Heatmap(z=[[1, 2]]), layout={"title": "A map"}),
            "figure without numbers to list",
        ),
    ],
)
def test_a_figure_that_says_nothing_without_eyes_is_refused(figure, lacks):
    with pytest.raises(ReportError) as caught:
        taken(code_of({PLOTLY: json_of(figure)}, source="draw()"))
    assert str(caught.value) == (
        f"cell 'draw()' is tagged 'page' but shows a {lacks}{NEEDS}"
    )


@pytest.mark.parametrize(
    ("mimetype", "data", "address"),
    [
        ("image/png", f"{PIXEL[:8]}\n{PIXEL[8:]}\n", f"data:image/png;base64,{PIXEL}"),
        ("image/svg+xml", "<svg/>", "data:image/svg+xml;base64,PHN2Zy8+"),
    ],
)
def test_a_picture_is_an_image_that_holds_all_of_itself(mimetype, data, address):
    cell = code_of({mimetype: data, "text/plain": "<Figure>"}, alt='A "rising" line')

    assert taken(cell) == [
        {"kind": "image", "alt": 'A "rising" line', "address": address}
    ]
    assert f'alt="A &#34;rising&#34; line" src="{address}"' in page_of(cell)


def test_a_picture_without_a_text_for_it_is_refused():
    with pytest.raises(ReportError) as caught:
        taken(code_of({"image/png": PIXEL}, source="plot(x)"))
    assert str(caught.value) == (
        "cell 'plot(x)' is tagged 'page' but shows a picture (image/png) without alt"
        + NEEDS
    )


def test_a_picture_whose_data_are_no_data_is_refused():
    with pytest.raises(ReportError) as caught:
        taken(code_of({"image/png": '"><script>'}, alt="A line"))
    assert "shows image/png, damaged; end it in" in str(caught.value)


def test_markdown_is_shown_where_it_is_tagged_and_nowhere_else():
    page = page_of(
        text_of("## How to *read*\n\nTwo words."), v4.new_markdown_cell("No")
    )

    assert "<h2>How to <em>read</em></h2>" in page
    assert "<p>Two words.</p>" in page
    assert "remark" not in page


def test_a_raw_cell_on_a_page_is_refused_by_name():
    with pytest.raises(ReportError) as caught:
        taken(text_of("<b>as is</b>", v4.new_raw_cell))
    assert "cell '<b>as is</b>' is tagged 'page' but shows a raw cell;" in str(
        caught.value
    )


def test_code_is_shown_folded_and_escaped_where_it_is_asked_for():
    cell = code_of(blocks.prose("Said.")._repr_mimebundle_(), source=f"x = '{HOSTILE}'")

    assert [block["kind"] for block in taken(cell, show_code=True)] == [
        *("headline", "code", "prose")
    ]
    shown = page_of(cell, show_code=True)
    assert '<details class="code">\n<summary>Code</summary>' in shown
    assert html.escape(f"x = '{HOSTILE}'").replace("&#x27;", "&#39;") in shown
    assert HOSTILE not in shown
    assert "<summary>Code</summary>" not in page_of(cell)


def test_long_code_is_shown_to_its_last_line():
    source = "\n".join(f"line_{place} = {place}" for place in range(400))
    assert "line_399 = 399" in page_of(v4.new_code_cell(source), show_code=True)
