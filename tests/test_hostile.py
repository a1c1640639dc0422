"""Whatever reps, teams and files are called, a terminal and a spreadsheet show it."""

from __future__ import annotations

import csv
import io
import json

import pytest


@pytest.fixture
def enemy(tmp_path, hostile):
    """Write a folder in which each rep, team and territory has a hostile name."""
    folder = tmp_path / "exports"
    folder.mkdir()
    # No CSV holds a NUL; a file with one is refused.
    texts = [text for text in hostile.values() if "\0" not in text]
    teams = [hostile[kind] for kind in ("colours", "lines", "long")]
    reps = [
        [f"r{at}", text, f"r{at}@acme.com", teams[at % 3], text, text]
        for at, text in enumerate(texts)
    ]
    heads = ["rep_id", "name", "email", "team", "segment", "territory"]
    write(folder / "roster.csv", [heads, *reps])
    days = [f"2026-11-{day:02d}" for day in range(2, 16)]
    scores = [[f"r{at}", day, 50] for at in range(len(texts)) for day in days]
    write(folder / "scores \x1b[31m\u202e.csv", [["rep_id", "date", "ssi"], *scores])
    strangers = [[name, "2026-11-01", 50] for name in (texts[0], *more(texts))]
    write(folder / "more.csv", [["name", "date", "ssi"], *strangers])
    return folder


def more(texts):
    return [f"b {text}" for text in texts]


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize(
    "options",
    [(), ("--people",), ("--format", "json"), ("--people", "--format", "json")],
    ids=" ".join,
)
def test_nothing_that_a_check_says_steers_a_terminal(enemy, ssi, as_shown, options):
    answer = ssi("check", enemy, *options)
    assert answer.output == as_shown(answer.output)
    assert "<script>alert(1)</script>" in answer.output


def test_json_says_each_name_as_it_is(enemy, ssi, hostile):
    found = json.loads(ssi("check", enemy, "--people", "--format", "json").output)
    named = {person["named"] for person in found["people"]}
    # No CSV holds a NUL, and what stands at the end of a cell is no part of it.
    texts = [text.strip() for text in hostile.values() if "\0" not in text]
    assert set(more(texts)) <= named


def test_a_report_says_its_teams_without_steering_a_terminal(
    enemy, tmp_path, ssi, as_shown, short_notebook
):
    short_notebook("message = {}[team]")
    answer = ssi("report", enemy, "--all-teams", "--out", tmp_path / "out")
    assert answer.exit_code == 5
    assert answer.output == as_shown(answer.output)
    assert max(map(len, answer.output.split("\n"))) < 2200


def test_a_roster_that_is_proposed_reads_back_with_every_name(
    enemy, tmp_path, ssi, hostile
):
    copy = tmp_path / "copy"
    copy.mkdir()
    ssi("check", enemy, "--people", "--out", copy / "roster.csv")
    for path in enemy.glob("*[!r].csv"):
        (copy / path.name).write_bytes(path.read_bytes())
    rows = list(csv.DictReader(io.StringIO((copy / "roster.csv").read_text("utf-8"))))
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    found = json.loads(ssi("check", copy, "--people", "--format", "json").output)
    told = {row["name"] for row in found["roster"]}
    assert {hostile["formula"], hostile["link formula"]} <= told
