"""Texts as they come out of a template: escaped, steady, names apart."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader

from ssi_analysis.report import rendering


@pytest.fixture
def filled(monkeypatch):
    """Fill a template that is given as its text."""

    def fill(source, *, file="x.html.j2", **values):
        loader = DictLoader({file: source})
        monkeypatch.setattr(rendering, "FileSystemLoader", lambda _: loader)
        return rendering.render(file, **values)

    return fill


def test_every_text_is_escaped_in_html_and_none_in_plain_text(filled):
    assert filled("{{ name }}", name="<b>") == "&lt;b&gt;"
    assert filled("{{ name }}", file="x.txt.j2", name="<b>") == "<b>"


@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\x1b", "\0", "\u2028", "\x9b"])
def test_what_turns_a_line_around_or_steers_is_marked(filled, mark):
    assert filled("{{ text }}!", text=f"a{mark}b") == "a\ufffdb!"


def test_an_endless_text_is_cut_and_line_breaks_stay(filled):
    assert filled("{{ text }}", text="a\nb") == "a\nb"
    assert filled("{{ text }}", text="a" * 10_000) == "a" * 1997 + "..."


def test_a_name_stands_apart_from_what_is_beside_it(filled):
    said = filled("{{ team | named }} 46", team="<צפון>\u202e")
    assert said == "<bdi>&lt;צפון&gt;\ufffd</bdi> 46"


def test_a_long_name_is_cut_and_stands_whole_in_its_title(filled):
    sixty = "a" * 60
    assert filled("{{ team | named }}", team=sixty) == f"<bdi>{sixty}</bdi>"
    said = filled("{{ team | named }}", team='"' + "a" * 99)
    whole, shown = "a" * 99, "a" * 76
    assert said == f'<bdi title="&#34;{whole}">&#34;{shown}...</bdi>'
    endless = filled("{{ team | named }}", team="a" * 10_000)
    assert len(endless) < 2_200


def test_our_own_markup_is_left_alone(filled):
    assert filled("{{ style | safe }}").startswith(":root")
