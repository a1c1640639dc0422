"""Notebooks of whole pages as an executed one would be, without a kernel."""

from __future__ import annotations

import nbformat
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from nbformat import v4
from plotly.subplots import make_subplots

from ssi_analysis.pagetext import (
    Caption,
    Chip,
    FirstScreen,
    KeyNumber,
    Message,
    Scope,
)
from ssi_analysis.plots.style import (
    ACCENT,
    BAND,
    CONTEXT,
    COUNTERPOINT,
    TEMPLATE,
    figure,
)
from ssi_analysis.report import blocks

CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ],
}
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "<a href='https://evil.example/'>Ann</a>",
    "{{ 7 * 7 }} <b>bold</b> &amp; \"quoted\" 'single'",
    "<!--<script>",
)


@pytest.fixture(scope="session")
def chromium():
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def hostile_names():
    return HOSTILE


@pytest.fixture(scope="session")
def page_notebook():
    return a_page_notebook()


@pytest.fixture(scope="session")
def hostile_notebook():
    return a_hostile_notebook()


def a_page_notebook():
    """Build the notebook of a realistic page, with 104 weeks in its charts."""
    questions = ["between reps", "within reps", "pooled"]
    return _notebook(blocks.headline(_first_screen()), *_charts(questions), *_closing())


@pytest.fixture(scope="session")
def notebook_of():
    return a_hostile_notebook


def a_hostile_notebook(names=HOSTILE):
    """Build a notebook in which every text is a hostile name."""
    name = " ".join(names)
    screen = FirstScreen(
        Scope(name, name, name, name, name),
        Message(names[0] + names[2], name, name, name, name, name),
        (KeyNumber(names[2], name, name, "up"),),
        Chip(names[0], name, names),
    )
    closing = (
        blocks.prose(*names, heading=name),
        blocks.table([{name: name}], heading=name, caption=name, note=name),
        blocks.folded(blocks.prose(*names, heading=name), heading=name),
    )
    return _notebook(blocks.headline(screen), *_charts(names), *closing)


def _notebook(*page_blocks):
    notebook = v4.new_notebook()
    for block in page_blocks:
        data = block._repr_mimebundle_()
        output = v4.new_output("execute_result", data=data, execution_count=1)
        notebook.cells.append(v4.new_code_cell("show()", outputs=[output]))
    # Through text, because that is how a notebook arrives.
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def _first_screen():
    return FirstScreen(
        Scope("North", "week 46", "9–15 Nov 2026", "15 Nov", "12 reps"),
        Message(
            title="Attainment is 8 points behind its usual pace; SSI is flat and has"
            " not gone with it",
            changed="Three reps had no LinkedIn activity; bookings came from two of"
            " twelve reps.",
            so_what="In 104 weeks a rep's SSI did not go with their attainment; with 12"
            " reps only a link of about .27 or more would show.",
            to_do="Talk with the three; nothing here speaks for raising SSI.",
            caveat="A high SSI isn't a guarantee of sales: 5 of 9 rep-quarters at 70 or"
            " more missed quota (31–78 %), and 21 of 48 below 50 hit it.",
            finding="8 points behind pace, SSI flat",
        ),
        (
            KeyNumber("41 %", "of quota", "8 points below usual pace", "down"),
            KeyNumber("52", "median SSI", "up 1 on the week", "up"),
            KeyNumber("9.1 of 25", "insights, the lowest pillar", "down 0.2", "down"),
            KeyNumber("5 of 9", "high-SSI rep-quarters missed quota"),
        ),
        Chip(
            "E1",
            "nothing detected",
            (
                "Each rep's quarters were compared with that rep's own average:"
                " r 0.04, range −0.21 to 0.29, 12 reps.",
                "A level up needs a range that excludes zero.",
            ),
        ),
    )


def _charts(names):
    weeks = pd.date_range("2024-11-18", periods=104, freq="W-SUN")
    scores = np.round(50 + np.sin(np.arange(104) / 9) * 4, 1)
    numbers = [
        {"week": f"{week:%Y-%m-%d}", "median SSI": float(score)}
        for week, score in zip(weeks, scores, strict=True)
    ]
    corners = [{"corner": name, "rep-quarters": 5} for name in names]
    ranges = [{"question": name, "r": "0.04", "range": "–"} for name in names]
    hostile_or_not = Caption(
        "Median SSI is 52, up 2 over 104 weeks",
        f"Median and middle half, {names[1]}",
        f"Line chart of the median SSI of {names[0]}.",
        f"Weekly means, {names[2]}",
    )
    pillars = Caption("Insights are the lowest", "12 reps", "Four line charts.")
    relation = Caption("SSI has not gone with it", "57 rep-quarters", "Scatter.")
    forest = Caption("Three ways to ask", "12 reps", "Three ranges.")
    return (
        blocks.chart(_history(weeks, scores, names[0]), hostile_or_not, table=numbers),
        blocks.chart(_pillars(weeks, scores), pillars, table=corners),
        blocks.chart(_relation(names), relation, table=corners),
        blocks.chart(_forest(names), forest, table=ranges),
    )


def _history(weeks, scores, name):
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    chart = figure()
    chart.add_scatter(x=weeks, y=scores - 6, **edge)
    chart.add_scatter(x=weeks, y=scores + 6, fill="tonexty", fillcolor=BAND, **edge)
    chart.add_scatter(
        x=weeks,
        y=scores,
        name=name,
        line={"color": ACCENT, "width": 2},
        hovertemplate="%{x|%-d %b %Y}: %{y}<extra></extra>",
    )
    chart.add_vline(x=weeks[60], line={"dash": "dash", "color": CONTEXT})
    chart.add_annotation(x=weeks[60], y=60, text=f"formula change<br>{name}")
    return chart.update_yaxes(title=f"SSI, {name}", range=[38, 62])


def _pillars(weeks, scores):
    chart = make_subplots(2, 2, subplot_titles=["Brand", "People", "Ins.", "Rel."])
    for place in range(4):
        row, column = place // 2 + 1, place % 2 + 1
        trace = go.Scatter(x=weeks, y=scores / 4, line={"color": ACCENT})
        chart.add_trace(trace, row=row, col=column)
    chart.update_yaxes(range=[0, 25])
    return chart.update_layout(template=TEMPLATE, height=400, showlegend=False)


def _relation(names):
    chart = figure(height=380)
    for colour, symbol, shift in ((ACCENT, "circle", 0), (COUNTERPOINT, "x", 1)):
        chart.add_scatter(
            x=[40 + 3 * place + shift for place in range(20)],
            y=[0.6 + 0.04 * ((7 * place) % 20) for place in range(20)],
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 9},
            customdata=[names[place % len(names)] for place in range(20)],
            text=names,
            hovertemplate="%{customdata}: %{y}<extra></extra>",
        )
    chart.add_hline(y=1, line={"dash": "dot", "color": CONTEXT})
    return chart.update_yaxes(title="attainment", tickformat=".0%")


def _forest(names):
    chart = figure(height=240)
    chart.add_scatter(
        x=[0.3, 0.04, 0.2],
        y=names[:3],
        mode="markers",
        error_x={"array": [0.2, 0.25, 0.1], "color": ACCENT},
        marker={"color": ACCENT, "symbol": "square", "size": 10},
    )
    chart.add_vrect(x0=-0.27, x1=0.27, fillcolor=BAND, line_width=0, layer="below")
    return chart.update_xaxes(title="r", range=[-1, 1])


def _closing():
    files = [
        {
            "file": "ssi.csv",
            "rows used": 8412,
            "rejected": 3,
            "why": "31.0 in a pillar",
        },
        {"file": "quota.csv", "rows used": 40, "rejected": 0, "why": ""},
    ]
    method = "Within-rep r after two-way demeaning; p by trajectory swap .61."
    return (
        blocks.folded(
            blocks.table(files, heading="Files", caption="Rows used and rejected"),
            heading="Data quality",
        ),
        blocks.folded(
            blocks.prose("This compares what happened together, nothing more."),
            heading="Limits",
        ),
        blocks.folded(
            blocks.prose(method, heading="Method"),
            blocks.prose("Seed 20261115.", heading="Provenance"),
            heading="Method and provenance",
        ),
    )
