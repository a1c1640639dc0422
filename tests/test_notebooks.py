"""Every notebook runs from top to bottom as its reader finds it."""

from __future__ import annotations

import nbformat
import papermill
import pytest

from ssi_analysis import resources

NOTEBOOKS = sorted(resources.notebooks().glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_the_sample_without_a_warning(path):
    executed = papermill.execute_notebook(
        nbformat.read(path, as_version=4),
        None,
        kernel_name="python3",
        progress_bar=False,
        request_save_on_cell_execute=False,
        cwd=path.parent,
    )

    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    assert [each for each in outputs if each.output_type == "stream"] == []
