from __future__ import annotations

import pytest

from ssi_analysis import resources
from ssi_analysis.errors import ParameterError
from ssi_analysis.report.parameters import notebook_parameters


@pytest.fixture
def package(tmp_path, monkeypatch):
    package = tmp_path / "ssi_analysis"
    monkeypatch.setattr(resources, "PACKAGE", package)
    return package


def test_a_clone_has_them_beside_the_package(package):
    assert resources.notebooks() == package.parent / "notebooks"
    assert resources.sample() == package.parent / "data" / "sample"


def test_a_wheel_has_them_inside_the_package(package):
    for name in ("notebooks", "sample"):
        (package / "shipped" / name).mkdir(parents=True)

    assert resources.notebooks() == package / "shipped" / "notebooks"
    assert resources.sample() == package / "shipped" / "sample"


def test_notebooks_are_copied_to_a_folder_that_need_not_exist(tmp_path):
    copies = resources.copy_notebooks(tmp_path / "mine" / "notebooks")

    assert [copy.name for copy in copies] == [
        path.name for path in sorted(resources.notebooks().glob("*.ipynb"))
    ]
    assert copies[0].parent == tmp_path / "mine" / "notebooks"


def test_a_changed_notebook_is_not_written_over(tmp_path):
    changed = tmp_path / "weekly_report.ipynb"
    changed.write_text("changed", encoding="utf-8")

    with pytest.raises(ParameterError) as refusal:
        resources.copy_notebooks(tmp_path)

    assert str(refusal.value) == (
        f"parameter 'folder' is '{tmp_path}'; it must be a folder without"
        " weekly_report.ipynb, which stays as it is"
    )
    assert changed.read_text(encoding="utf-8") == "changed"


def test_copies_find_the_sample_wherever_they_are(tmp_path):
    (copy, *_) = resources.copy_notebooks(tmp_path)
    declared = notebook_parameters(copy)
    assert declared["data"] == resources.sample().as_posix()
