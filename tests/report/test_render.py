from __future__ import annotations

import hashlib

import pytest

from ssi_analysis.errors import ParameterError
from ssi_analysis.report import render
from ssi_analysis.report.parameters import ReportParameters
from ssi_analysis.report.render import page_path, render_page

PARAMETERS = ReportParameters(week="2026-W46", team="../Équipe <1>", data=".")


def test_a_page_lies_under_its_week_with_plotly_js_beside(tmp_path, short_notebook):
    own = short_notebook().rename(tmp_path / "own {notebook}.ipynb")

    record = render_page(PARAMETERS, name="equipe-1", out=tmp_path, notebook=own)

    page = page_path(tmp_path, "2026-W46", "equipe-1").read_text("utf-8")
    assert record.sha256 == hashlib.sha256(page.encode()).hexdigest()
    assert (record.status, record.name) == ("ok", "../Équipe <1>")
    assert "<h1>../Équipe &lt;1&gt; sells</h1>" in page
    (script,) = (tmp_path / "assets").iterdir()
    assert f'src="../assets/{script.name}"' in page
    assert 'href="../index.html"' in page


def test_another_notebook_must_declare_the_same_parameters(
    tmp_path, short_notebook, monkeypatch
):
    def refuse(*_, **__):
        pytest.fail("a kernel was started")

    monkeypatch.setattr("papermill.execute_notebook", refuse)
    own = short_notebook()
    own.write_text(own.read_text("utf-8").replace("team = ''", "tema = ''"))

    with pytest.raises(
        ParameterError, match="'team' is not known; did you mean 'tema'"
    ):
        render_page(PARAMETERS, name="x", out=tmp_path, notebook=own)


def test_a_page_appears_whole_or_not_at_all(tmp_path, short_notebook, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    notebook = short_notebook()
    monkeypatch.setattr(render, "write_file", fail)

    with pytest.raises(OSError, match="No space left"):
        render_page(PARAMETERS, name="x", out=tmp_path / "out", notebook=notebook)

    assert not (tmp_path / "out" / "2026-W46").exists()
