"""What each form of a page holds, as far as no browser is needed to tell."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.pagetext import (
    Caption,
    Chip,
    FirstScreen,
    KeyNumber,
    Message,
    Scope,
)
from ssi_analysis.report import blocks
from ssi_analysis.report.chromium import find_chromium
from ssi_analysis.report.drawings import Drawing, Picture
from ssi_analysis.report.forms import beside_plotly_js, single_file, without_script
from ssi_analysis.report.render import PageOptions

CONTENTS = [
    blocks.headline(
        FirstScreen(
            Scope("North", "week 46", "9–15 Nov 2026", "15 Nov", "12 reps"),
            Message("A quiet week", "None.", "None.", "Wait.", "5 of 9", "Quiet"),
            (KeyNumber("41 %", "of quota"),),
            Chip("E1", "nothing detected", ("12 reps were compared.",)),
        )
    ).content,
    blocks.chart(
        go.Figure(go.Scatter(x=[1, 2], y=[3, 4])),
        Caption("SSI is flat", "12 reps", "Line chart of SSI"),
        table=[{"week": 1, "SSI": 52}],
    ).content,
]
DRAWING = Drawing(
    Picture("data:image/svg+xml,wide", 912, 320),
    Picture("data:image/svg+xml,narrow", 358, 320),
)


def policy_of(page):
    policy = re.search(r'Policy" content="(.*?)"', page)[1].replace("&#39;", "'")
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_a_single_file_carries_the_installed_plotly_js_and_allows_it_by_its_hash():
    page = single_file(CONTENTS)
    packed = re.search(r'id="packed">([A-Za-z0-9+/=]+)</script>', page)[1]
    carried = gzip.decompress(base64.b64decode(packed))
    installed = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    digest = base64.b64encode(hashlib.sha256(carried).digest()).decode()

    assert carried == installed.read_bytes()
    sources = policy_of(page)["script-src"].split()
    assert sources[1] == f"'sha256-{digest}'"
    assert len(sources) == 2
    assert len(page.encode()) <= 2_200_000


def test_a_single_file_is_the_same_at_another_time(monkeypatch):
    page = single_file(CONTENTS)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert single_file(CONTENTS) == page


def test_a_page_without_script_allows_none_and_keeps_labels_and_tables():
    page = without_script(CONTENTS, [DRAWING])
    policy = policy_of(page)

    assert "script-src" not in policy
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "data:"
    assert policy["style-src"].startswith("'sha256-")
    assert "<script" not in page
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert not re.search(r'\sstyle="', page)
    assert page.count('alt="Line chart of SSI"') == 2
    assert "<caption>SSI is flat</caption>" in page


@pytest.mark.parametrize(
    ("page", "needs"),
    [
        (beside_plotly_js(CONTENTS, plotly_js="p.js"), "JavaScript and the file p.js"),
        (single_file(CONTENTS), "JavaScript and a browser of 2023 or later"),
    ],
    ids=["pages", "single-file"],
)
def test_a_page_says_what_its_charts_need(page, needs):
    assert f"The charts are not drawn: they need {needs}." in page


@pytest.mark.parametrize(
    "options", [PageOptions("static"), PageOptions(paper="A4")], ids=["static", "pdf"]
)
def test_without_a_browser_what_needs_one_is_refused(monkeypatch, tmp_path, options):
    monkeypatch.delenv("SSI_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ParameterError) as caught:
        options.check()
    assert str(caught.value) == str(ParameterError.no_chromium("", "SSI_CHROMIUM"))
    for form in ("pages", "single-file"):
        PageOptions(form).check()


def test_a_browser_is_found_on_the_path_or_where_it_is_said_to_be(
    monkeypatch, tmp_path
):
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SSI_CHROMIUM", raising=False)
    assert find_chromium() == str(program)
    monkeypatch.setenv("SSI_CHROMIUM", "/nowhere/chrom")
    with pytest.raises(ParameterError, match="'/nowhere/chrom' is not a program"):
        find_chromium()
