from __future__ import annotations

import os
import stat

import pytest

from ssi_analysis.batch import RunOptions, render_teams
from ssi_analysis.errors import ReportError
from ssi_analysis.report.key import keep_key, key_of


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path):
    path = keep_key(tmp_path / "reports")
    key = path.read_text()

    assert path.name == ".ssi-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keep_key(tmp_path / "reports").read_text() == key
    assert key_of(path) == key.strip()
    assert keep_key(tmp_path / "others").read_text() != key


def test_a_key_that_could_be_guessed_is_refused(tmp_path):
    path = tmp_path / ".ssi-key"
    path.write_text("k" * 31)

    with pytest.raises(ReportError) as refusal:
        key_of(path)

    assert str(refusal.value) == (
        f"{path}: a key of pseudonyms has at least 32 characters; remove the file, and"
        " the next run makes a new key and new pseudonyms"
    )


def test_without_a_file_a_key_holds_once():
    assert key_of("") != key_of("")


SHOW = """\
import ssi_analysis as ssi
shown = ssi.load_team(data).named(names, key=ssi.key_of(key_file))
message = Message(shown['r0'], "", "", "", "", shown['r0'])"""


def test_a_rep_has_one_pseudonym_in_all_weeks_of_a_run_folder(
    company, tmp_path, short_notebook
):
    short_notebook(SHOW)

    def shown(out, week, **more):
        options = RunOptions(more)
        run = render_teams(company, week=week, out=out, options=options)
        return {record.finding for record in run.records}

    first, second = (shown(tmp_path / "a", f"2026-W{week}") for week in (45, 46))
    other = shown(tmp_path / "b", "2026-W46")
    key_file = str(tmp_path / "a" / ".ssi-key")
    with_its_key = shown(tmp_path / "c", "2026-W46", key_file=key_file)

    assert len(first) == 1
    assert first == second == with_its_key != other
    assert shown(tmp_path / "a", "2026-W46", names="full") == {"Rep 0"}


@pytest.mark.usefixtures("short_notebook")
def test_the_key_stands_in_no_page_and_no_manifest(company, tmp_path):
    out = tmp_path / "out"
    render_teams(company, out=out)
    key = (out / ".ssi-key").read_bytes().strip()

    written = [path for path in out.rglob("*") if path.is_file()]
    holding = [path.name for path in written if key in path.read_bytes()]
    assert holding == [".ssi-key"]
