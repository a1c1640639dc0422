"""Settings that every test shares, and companies to make pages of."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from hypothesis import settings

from ssi_analysis.cli import main
from ssi_analysis.report.parameters import ReportParameters

# A slow machine is no failure, and the same commit gives the same examples.
settings.register_profile("everyday", deadline=None, derandomize=True)
settings.load_profile("everyday")

HEADLINE = """\
from ssi_analysis.pagetext import Chip, FirstScreen, KeyNumber, Message, Scope
from ssi_analysis.report import blocks
message = Message(f"{team} sells", "", "", "", "", f"{team} sells")
number = KeyNumber("41 %", "of quota", str(lookback_weeks))
scope, chip = Scope(team, week, "", "", ""), Chip("E1", "nothing detected", ())"""


def ssi(*arguments):
    """Run the command line as a user would, with what it says on each stream."""
    return CliRunner().invoke(main, [str(each) for each in arguments])


def hostile_texts():
    """Return by kind what an enemy may call a rep, a team or a file."""
    kinds = json.loads(Path(__file__).with_name("hostile.json").read_text("utf-8"))
    return {
        kind: text if isinstance(text, str) else "<b>long</b> " * (text // 12)
        for kind, text in kinds.items()
    }


STEERING = {
    *(set(range(0x20)) - {0x0A}),
    *range(0x7F, 0xA0),
    *(0x2028, 0x2029),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
}
"""Characters that write on a terminal or turn a line around."""


def marked(text):
    """Return a text as it may be shown, its line breaks aside."""
    return "".join("\ufffd" if ord(letter) in STEERING else letter for letter in text)


@pytest.fixture(scope="session")
def hostile():
    return hostile_texts()


@pytest.fixture(scope="session")
def as_shown():
    return marked


@pytest.fixture(name="ssi", scope="session")
def command_line():
    return ssi


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Make the sample company's pages once; do not write there."""
    out = tmp_path_factory.mktemp("demo")
    answer = ssi("demo", "--out", out)
    assert answer.exit_code == 0, answer.output
    return out


@pytest.fixture
def company(tmp_path):
    """Write a small company: two whole weeks of scores, and a manager."""
    return write_company(tmp_path / "exports", "North", "South")


def write_company(folder, *teams):
    folder.mkdir(parents=True)
    people = [f"r{place},Rep {place},{team},m1" for place, team in enumerate(teams)]
    lines = ["rep_id,name,team,manager_id", *people, "m1,Max Lead,Management,"]
    (folder / "roster.csv").write_text("\n".join(lines))
    scores = [
        f"r{place},2026-11-{day:02d},{40 + day}.5"
        for place in range(len(teams))
        for day in range(2, 16)
    ]
    (folder / "scores.csv").write_text("\n".join(["rep_id,date,ssi_total", *scores]))
    return folder


@pytest.fixture(name="write_company", scope="session")
def company_writer():
    return write_company


@pytest.fixture
def short_notebook(tmp_path, monkeypatch):
    """Put a notebook that needs no data in the place of those of pages.

    Called with a line of code, it runs that line before the page's only block.
    """
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr("ssi_analysis.resources.notebooks", lambda: folder)

    def write(line=""):
        path = folder / "weekly_report.ipynb"
        nbformat.write(_notebook(line), path)
        nbformat.write(_notebook(line), folder / "company_report.ipynb")
        return path

    write()
    return write


def _notebook(line):
    v4 = nbformat.v4
    names = [field.name for field in fields(ReportParameters)]
    declared = "\n".join(f"{name} = ''" for name in names)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = v4.new_notebook(metadata={"kernelspec": kernel})
    notebook.cells = [
        v4.new_code_cell(declared, metadata={"tags": ["parameters"]}),
        v4.new_code_cell(HEADLINE),
        v4.new_code_cell(line),
        v4.new_code_cell(
            "blocks.headline(FirstScreen(scope, message, (number,), chip))",
            metadata={"tags": ["page"]},
        ),
    ]
    return notebook
