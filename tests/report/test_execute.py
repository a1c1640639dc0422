"""Kernels: whose Python runs, what it leaves behind, what becomes of its faults."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from ssi_analysis.errors import ReportError
from ssi_analysis.report.execute import execute_notebook
from ssi_analysis.report.parameters import ReportParameters

PARAMETERS = ReportParameters(week="2026-W46", team="007", data="{x}/'a\"b'")
RUN = """
import sys
from pathlib import Path
from ssi_analysis.report.execute import execute_notebook
from ssi_analysis.report.parameters import ReportParameters
parameters = ReportParameters(week="2026-W46", team="North", data=".")
executed = execute_notebook(Path(sys.argv[1]), parameters)
print(executed.cells[-2].outputs[0].text)
"""


@pytest.fixture
def strange_home(tmp_path):
    """Make the home of a user with another `python3`, start-up files and history."""
    home = tmp_path / "home"
    kernel = home / ".local/share/jupyter/kernels/python3/kernel.json"
    startup = home / ".ipython/profile_default/startup/first.py"
    for path in (kernel, startup):
        path.parent.mkdir(parents=True)
    argv = [sys.executable, "-c", "raise SystemExit(9)", "{connection_file}"]
    spec = {"argv": argv, "display_name": "another", "language": "python"}
    kernel.write_text(json.dumps(spec))
    startup.write_text("print('start-up file'); team = 'another'")
    return home


def test_values_arrive_as_they_were_given(short_notebook):
    notebook = short_notebook("print([week, team, data, lookback_weeks, date_order])")

    executed = execute_notebook(notebook, PARAMETERS)

    assert executed.cells[-2].outputs[0].text == (
        "['2026-W46', '007', '{x}/\\'a\"b\\'', 104, '']\n"
    )


def test_the_python_in_use_runs_whatever_the_user_has_set_up(
    short_notebook, strange_home, tmp_path
):
    notebook = short_notebook("import sys; print(sys.executable, team)")
    here = tmp_path / "here"
    here.mkdir()

    answer = subprocess.run(
        [sys.executable, "-c", RUN, notebook],
        cwd=here,
        # A data path of the user's own comes before that of the environment.
        env={
            "HOME": str(strange_home),
            "JUPYTER_PATH": str(strange_home / ".local/share/jupyter"),
            "PYTHONPATH": ":".join(sys.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.strip() == f"{sys.executable} North"
    assert list(here.iterdir()) == []
    assert not list(strange_home.rglob("history.sqlite"))


def test_a_failed_cell_is_quoted_without_its_traceback(short_notebook):
    notebook = short_notebook("raise ValueError('no <b>quota</b>')")

    with pytest.raises(ReportError) as refusal:
        execute_notebook(notebook, PARAMETERS)

    assert str(refusal.value) == ("the notebook stopped: ValueError: no <b>quota</b>")


def test_a_cell_that_hangs_is_stopped(short_notebook):
    notebook = short_notebook("import time; time.sleep(60)")

    with pytest.raises(ReportError) as refusal:
        execute_notebook(notebook, PARAMETERS, timeout=2)

    assert str(refusal.value) == (
        "the notebook stopped: A cell timed out while it was being executed, after 2"
        " seconds."
    )
