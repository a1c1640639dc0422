"""What the project promises about itself: two commands, pinned, with reasons."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import ssi_analysis

ROOT = Path(__file__).parents[1]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]


def run_py(*arguments):
    return subprocess.run(
        [sys.executable, "run.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def requirements(*extras):
    asked = [*PROJECT["dependencies"]]
    for extra in extras:
        asked += PROJECT["optional-dependencies"][extra]
    return [Requirement(text) for text in asked]


def pinned():
    """Every pinned version by name; a name may have one version per Python."""
    versions = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s\\;]+)", CONSTRAINTS, re.M):
        versions.setdefault(name, []).append(Version(version))
    return versions


@pytest.mark.parametrize("arguments", [(), ("demoo",)])
def test_an_unknown_command_gets_the_usage_and_exit_code_2(arguments):
    answer = run_py(*arguments)

    assert answer.returncode == 2
    assert "python3 run.py demo" in answer.stderr
    assert "python3 run.py test" in answer.stderr


def test_the_readme_opens_with_the_two_commands():
    blocks = re.findall(r"```\w*\n(.+)\n", (ROOT / "README.md").read_text("utf-8"))

    assert blocks[:2] == ["python3 run.py demo", "python3 run.py test"]


def test_every_dependency_has_a_bound_and_a_reason():
    groups = PROJECT["optional-dependencies"].values()
    every = [*PROJECT["dependencies"], *(one for group in groups for one in group)]
    reasoned = re.findall(r'^    "(.+)",\s+# \w.+$', PYPROJECT, re.M)

    assert [one for one in every if one not in reasoned] == []
    assert [one for one in every if ">=" not in one] == []


def test_what_run_py_installs_is_pinned_within_the_bounds():
    versions = pinned()
    wanted = {
        one.name: one.specifier
        for one in requirements("lab", "test")
        if one.name != "tzdata"  # for Windows; elsewhere the system has the zones
    }

    for name, specifier in wanted.items():
        assert all(version in specifier for version in versions[name]), name


def test_the_pins_carry_hashes_and_no_address():
    pins = re.split(r"\n(?=\S)", CONSTRAINTS.strip())

    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert "//" not in CONSTRAINTS
    assert re.findall(r"^\s*--(?!hash)", CONSTRAINTS, re.M) == []


def test_every_public_name_can_be_had():
    assert [
        name for name in ssi_analysis.__all__ if not hasattr(ssi_analysis, name)
    ] == []


def test_the_command_and_the_exporter_are_there():
    found = [
        *entry_points(group="console_scripts"),
        *entry_points(group="nbconvert.exporters"),
    ]
    ours = {
        each.name: each.load()
        for each in found
        if each.value.startswith("ssi_analysis")
    }

    assert ours.keys() == {"ssi", "ssi-weekly"}


def test_importing_the_package_does_not_import_pandas():
    code = "import sys, ssi_analysis; sys.exit('pandas' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
