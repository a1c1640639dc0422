"""Markdown as parts: what is kept as form, and that all the rest is text."""

from __future__ import annotations

import pytest

from ssi_analysis.report.markdown import markdown_parts


def spell(parts):
    """Write parts as S-expressions, to compare them by eye."""
    return "".join(
        part["text"] if "text" in part else f"({part['tag']} {spell(part['parts'])})"
        for part in parts
    )


@pytest.mark.parametrize(
    ("source", "spelt"),
    [
        ("One\ntwo.\n\nThree.", "(p One two.)(p Three.)"),
        ("*a* **b** `c<d`", "(p (em a) (strong b) (code c<d))"),
        ("- a\n- b\n  1. c", "(ul (li a)(li b(ol (li c))))"),
        ("> said", "(blockquote (p said))"),
        ("```py\nx < 1\n```", "(pre x < 1\n)"),
        ("---", "(hr )"),
        ("[Ann](https://evil.example)", "(p Ann (https://evil.example))"),
        ("![map](map.png)", "(p map (map.png))"),
        ("a <b>c</b> <img src=x onerror=y>", "(p a <b>c</b> <img src=x onerror=y>)"),
        ("<script>alert(1)</script>\n", "(p <script>alert(1)</script>\n)"),
        ("a &amp; b &lt;i&gt;", "(p a &amp; b &lt;i&gt;)"),
    ],
)
def test_form_is_kept_and_markup_is_text(source, spelt):
    assert spell(markdown_parts(source)) == spelt


def test_headings_begin_at_the_second_level_and_skip_none():
    assert spell(markdown_parts("# A\n\n### B\n\n# C")) == "(h2 A)(h3 B)(h2 C)"
    assert spell(markdown_parts("#### Only")) == "(h2 Only)"
