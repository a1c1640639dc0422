"""One look: every colour has its name in the style, and can be seen on paper."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import ssi_analysis.plots
from ssi_analysis.plots import style

SOURCES = sorted(Path(ssi_analysis.plots.__file__).parent.glob("*.py"))
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}|(?:rgb|hsl)a?\(|black|white|gr[ae]y|red|green|blue|orange", re.I
)


def luminance(colour):
    """Return relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return sum(
        weight * part
        for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one, other="#FFFFFF"):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def literals(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if path.stem != "style"],
    ids=lambda path: path.stem,
)
def test_colours_stand_in_the_style_alone(path):
    assert [text for text in literals(path) if COLOUR.fullmatch(text)] == []


def test_words_on_paper_have_a_contrast_of_4_5_and_marks_of_3():
    assert [
        colour for colour in (style.INK, style.CONTEXT) if contrast(colour) < 4.5
    ] == []
    assert [
        colour for colour in (style.ACCENT, style.COUNTERPOINT) if contrast(colour) < 3
    ] == []


def test_an_end_label_in_the_accent_can_be_read():
    assert contrast(style.ACCENT) >= 4.5


def test_a_line_stands_out_from_its_band():
    assert contrast(style.ACCENT, style.BAND) >= 3


def test_a_figure_is_empty_and_carries_the_template():
    chart = style.figure(height=123)
    assert chart.data == ()
    assert chart.layout.height == 123
    assert chart.layout.template == style.TEMPLATE


def test_charts_lie_on_the_page_and_neither_zoom_nor_drag():
    layout = style.TEMPLATE.layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.dragmode is False
