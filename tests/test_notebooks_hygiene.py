"""Notebooks hold narrative and calls; whatever is more belongs in the package."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
REPORTS = {"company_report", "weekly_report"}  # run by papermill, one page each

MOST_LINES = 6
LOGIC = (
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.For,
    ast.FunctionDef,
    ast.Lambda,
    ast.While,
    ast.comprehension,
)
ABSOLUTE = re.compile(r"""["'](/|~|[A-Za-z]:[\\/])""")

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_every_report_notebook_is_there():
    assert {path.stem for path in NOTEBOOKS} >= REPORTS


@each_notebook
def test_no_code_cell_holds_logic(path):
    kinds = [type(node) for node in nodes(path) if isinstance(node, LOGIC)]
    assert kinds == []


@each_notebook
def test_no_code_cell_imports_everything(path):
    imports = [node for node in nodes(path) if isinstance(node, ast.ImportFrom)]
    assert "*" not in {alias.name for node in imports for alias in node.names}


@each_notebook
def test_no_code_cell_is_longer_than_six_lines(path):
    long = [
        cell.source
        for cell in cells(path, "code")
        if len(cell.source.splitlines()) > MOST_LINES
        # Papermill fills in one cell, which has a line per parameter.
        and "parameters" not in cell.metadata.get("tags", [])
    ]
    assert long == []


@each_notebook
def test_no_output_and_no_count_is_committed(path):
    kept = [
        cell.source
        for cell in cells(path, "code")
        if cell.outputs or cell.execution_count is not None
    ]
    assert kept == []


@each_notebook
def test_every_heading_is_unique(path):
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    headings = re.findall(r"^#+ +(.+?) *$", text, flags=re.MULTILINE)
    assert headings
    assert len(headings) == len(set(headings))


@each_notebook
def test_a_report_has_one_cell_of_parameters_and_others_at_most_one(path):
    tags = [cell.metadata.get("tags", []) for cell in cells(path, "code")]
    count = sum("parameters" in of_cell for of_cell in tags)
    assert count == 1 if path.stem in REPORTS else count <= 1


@each_notebook
def test_no_path_is_absolute(path):
    named = [cell.source for cell in cells(path, "code")]
    assert [source for source in named if ABSOLUTE.search(source)] == []


def cells(path, kind):
    every = nbformat.read(path, as_version=nbformat.NO_CONVERT).cells
    return [cell for cell in every if cell.cell_type == kind]


def nodes(path):
    """Every node of the code; a shell escape or a magic does not parse and fails."""
    code = "\n".join(cell.source for cell in cells(path, "code"))
    return list(ast.walk(ast.parse(code)))
