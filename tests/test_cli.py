"""The command line as a user, a scheduler and a terminal meet it."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import sys
import termios

import pytest
from click.testing import CliRunner

from ssi_analysis import resources
from ssi_analysis.cli import main
from ssi_analysis.report import render

SLOW_TO_IMPORT = (
    *("duckdb", "jinja2", "nbconvert", "nbformat", "numpy"),
    *("pandas", "papermill", "plotly", "scipy", "tqdm"),
)
COMMANDS = (
    *("calibrate", "check", "demo", "mail", "notebooks", "panel", "report", "sample"),
)
TEAMS = ("harbor", "north", "south", "summit", "west")
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def no_kernel(monkeypatch):
    def refuse(*_, **__):
        pytest.fail("a kernel was started")

    monkeypatch.setattr(render, "execute_notebook", refuse)


@pytest.fixture
def files():
    """Read every file below a folder, by its relative name."""

    def read(folder):
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    return read


def test_help_answers_without_importing_what_is_slow():
    code = f"""
import sys
from ssi_analysis.cli import main
for command in ("", *{COMMANDS}):
    main([*command.split(), "--help"], standalone_mode=False)
sys.exit(", ".join(set({SLOW_TO_IMPORT}) & set(sys.modules)) or 0)
"""
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.count("Usage:") == 1 + len(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["repotr"], "No such command 'repotr'."),
        # Each version of click words it in its own way; the nearest name is in all.
        (["report", "DATA", "--al-teams"], "--all-teams"),
        (["report", "DATA"], "give --team NAME, --all-teams or --company"),
        (
            ["report", "DATA", "--all-teams", "--team", "North"],
            "give either --team NAME or --all-teams",
        ),
        (["report", "/nowhere", "--all-teams"], "'/nowhere' does not exist"),
        (["check", "/nowhere"], "'/nowhere' does not exist"),
        (["panel", "/nowhere", "--out", "x.csv"], "'/nowhere' does not exist"),
        (["check", ""], "'' does not exist"),
        (
            ["report", "DATA", "--team", "Nroth"],
            "ssi: team 'Nroth' is not known; did you mean 'North'? Known: North, South",
        ),
        (
            ["report", "DATA", "--all-teams", "--min-group", "4"],
            "ssi: parameter 'min_group' is '4'; it must be 5 or more, because in a"
            " smaller group one could recognise a colleague",
        ),
        (
            ["report", "DATA", "--all-teams", "--names", "all"],
            "Invalid value for '--names': 'all' is not one of 'none', 'initials',"
            " 'full'.",
        ),
        (
            ["report", "DATA", "--all-teams", "-p", "lookback_weeks=many"],
            "ssi: parameter 'lookback_weeks' is 'many'; it must be a whole number",
        ),
        (
            ["report", "DATA", "--all-teams", "-p", "lookbak_weeks=52"],
            "ssi: parameter 'lookbak_weeks' is not known; did you mean"
            " 'lookback_weeks'? Known: date_order, key_file, lookback_weeks, min_group,"
            " names, quota_period",
        ),
        (
            ["report", "DATA", "--all-teams", "-p", "weeks"],
            "ssi: parameter 'weeks' is 'weeks'; it must be given as NAME=VALUE",
        ),
        (
            ["report", "DATA", "--all-teams", "-p", "team=South"],
            "ssi: parameter 'team' is 'South'; it must be given on its own,"
            " not among further parameters",
        ),
        (
            ["report", "DATA", "--all-teams", "--week", "46"],
            "ssi: parameter 'week' is '46'; it must be an ISO week as 2026-W46",
        ),
        (
            ["report", "DATA", "--all-teams", "--week", "2025-W53"],
            "ssi: parameter 'week' is '2025-W53'; it must be an ISO week as 2026-W46",
        ),
        (
            ["report", "DATA", "--all-teams", "--week", "2026-W47"],
            "ssi: parameter 'week' is '2026-W47'; it must be from 2026-W45 to 2026-W46,"
            " the weeks that the data cover",
        ),
        (
            ["report", "DATA", "--all-teams", "--out", "DATA/roster.csv/out"],
            "roster.csv/out: Not a directory",
        ),
        (["panel", "DATA", "--grain", "day", "--out", "x.csv"], "'day' is not one of"),
        (
            ["calibrate", "DATA", "--team", "Nroth"],
            "ssi: team 'Nroth' is not known; did you mean 'North'? Known: North, South",
        ),
        (["calibrate", "DATA", "--teams-simulated", "0"], "0 is not in the range x>=1"),
        (["sample", "DATA"], "it must be a folder that is empty or not there yet"),
        (["sample", "OUT", "--seed", "-1"], "-1 is not in the range x>=0"),
    ],
)
@pytest.mark.usefixtures("no_kernel")
def test_a_bad_argument_exits_2_and_says_what_would_be_right(
    ssi, company, arguments, message
):
    answer = ssi(*[each.replace("DATA", str(company)) for each in arguments])

    assert answer.exit_code == 2
    assert message in answer.stderr
    assert answer.stdout == ""


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize("option", ["--static", "--pdf"])
def test_what_needs_a_browser_exits_2_before_anything_runs(
    ssi, company, monkeypatch, option
):
    monkeypatch.setenv("SSI_CHROMIUM", "/nowhere/chrom")

    answer = ssi("report", company, "--all-teams", option, "--out", company / "out")

    assert answer.exit_code == 2
    assert "'/nowhere/chrom' is not a program; install one" in answer.stderr
    assert not (company / "out").exists()


def test_a_single_file_is_made_without_assets_and_shows_its_code(ssi, company):
    out = company / "out"
    given = ["--team", "North", "--single-file", "--show-code", "--out", out]
    answer = ssi("report", company, *given)

    assert answer.exit_code == 0, answer.output
    assert not (out / "assets").exists()
    page = (out / "2026-W46" / "north.html").read_text("utf-8")
    assert 'id="packed"' in page
    assert "<summary>Code</summary>" in page


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize(
    "command", [["check"], ["panel", "--out", "x.csv"], ["report", "--all-teams"]]
)
def test_unusable_data_exit_3_with_every_problem_of_every_file(ssi, company, command):
    (company / "r0.csv").write_text("date,ssi\n03/04/2026,50\n")
    (company / "r1.csv").write_text("date,ssi,ssi\n2026-11-02,50,50\n")

    answer = ssi(command[0], company, *command[1:])

    assert answer.exit_code == 3
    assert answer.stderr.splitlines() == [
        "ssi: r0.csv: 1 problem",
        "  column 'date': in '03/04/2026' the day and the month cannot be told apart by"
        ' values above 12; say date_order="dmy" or date_order="mdy"',
        "r1.csv: 1 problem",
        "  row 1: header 'ssi' stands more than once; rename or delete one column",
    ]
    assert answer.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "no roster among 0 data files"),
        (["panel", "--out", "x.csv"], "no roster among 0 data files"),
        (["report", "--all-teams"], "no roster among 0 data files"),
    ],
)
def test_a_folder_without_exports_exits_3(ssi, tmp_path, arguments, message):
    answer = ssi(arguments[0], tmp_path, *arguments[1:])

    assert answer.exit_code == 3
    assert message in answer.stderr


def test_check_says_what_was_read_and_exits_3_on_errors(ssi, company):
    answer = ssi("check", company)

    assert answer.exit_code == 3
    assert re.search(r"^roster +1 +3 +3 +0 +0$", answer.stdout, re.M)
    assert re.search(r"^no quota +error +1", answer.stdout, re.M)
    assert answer.stderr == ""


def test_check_exits_0_where_nothing_forbids_a_comparison(ssi):
    answer = ssi("check", resources.sample())

    assert answer.exit_code == 0
    assert re.search(r"^ssi_wide +5 +23,386 +23,384 +2 +0$", answer.stdout, re.M)
    assert re.search(r"^stale SSI +warning +1 +R026", answer.stdout, re.M)
    assert re.search(
        r"^linkedin/ssi_history/south.csv +745 +prof_brand +52.+ a pillar lies in",
        answer.stdout,
        re.M,
    )


def test_panel_writes_csv_and_says_what_is_not_in_it(ssi, write_company, tmp_path):
    company = write_company(tmp_path / "exports", FORMULA, "South")
    out = tmp_path / "new" / "folder" / "panel.csv"

    answer = ssi("panel", company, "--grain", "week", "--out", out)

    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert answer.exit_code == 0
    assert [(row["rep_id"], row["period"]) for row in rows] == [
        *(("r0", "2026-11-02"), ("r0", "2026-11-09")),
        *(("r1", "2026-11-02"), ("r1", "2026-11-09")),
    ]
    assert rows[0]["team"] == f"'{FORMULA}"
    # Monday the 2nd to Sunday the 8th, 40 points and the day of the month and a half.
    assert float(rows[0]["ssi_total"]) == 40.5 + 5
    assert answer.stdout.splitlines()[1:] == [
        "managers   1      their quota is their team's",
        "rep-weeks  4      no quota or no known deals",
        "attainment is not in it: no quota was found in these exports",
        f"4 rep-weeks: {out}",
    ]


def test_a_panel_without_a_row_exits_3(ssi, company, tmp_path):
    answer = ssi("panel", company, "--grain", "quarter", "--out", tmp_path / "x.csv")

    assert (answer.exit_code, answer.stderr) == (
        3,
        "ssi: no rep has a complete quarter in the data: ask for a finer grain\n",
    )
    assert not (tmp_path / "x.csv").exists()


def test_data_without_a_day_exit_3(ssi, company, tmp_path):
    (company / "scores.csv").unlink()

    answer = ssi("panel", company, "--out", tmp_path / "x.csv")

    assert (answer.exit_code, answer.stderr) == (
        3,
        f"ssi: nothing in '{company}' has a day: add an SSI history, usage or deals\n",
    )


def test_report_exits_4_where_some_pages_failed_and_5_where_all_did(
    ssi, company, tmp_path, short_notebook
):
    out = tmp_path / "out"
    short_notebook("message = {'North': message}[team]")

    some = ssi("report", company, "--all-teams", "--out", out)
    none = ssi("report", company, "--team", "south", "--out", out)

    assert (some.exit_code, none.exit_code) == (4, 5)
    failed = "South: failed: the notebook stopped: KeyError: 'South'\n"
    assert some.stderr == none.stderr == failed
    assert some.stdout.splitlines() == [
        f"North: {out}/2026-W46/north.html",
        f"1 of 2 pages; start at {out}/index.html",
    ]


def test_report_hands_parameters_to_the_notebook(
    ssi, company, tmp_path, short_notebook
):
    short_notebook(
        "assert (lookback_weeks, date_order, week) == (52, 'mdy', '2026-W45')"
    )

    answer = ssi(
        *("report", company, "--team", "North", "--week", "2026-W45"),
        *("-p", "lookback_weeks=52", "--date-order", "mdy", "--out", tmp_path),
    )

    assert answer.exit_code == 0


def test_sample_writes_the_committed_company(ssi, tmp_path, files):
    answer = ssi("sample", tmp_path / "new")

    assert answer.exit_code == 0
    assert answer.stdout == f"simulated company: {tmp_path / 'new'}\n"
    assert files(tmp_path / "new") == files(resources.sample())


def test_sample_leaves_a_folder_with_files_alone(ssi, tmp_path, files):
    (tmp_path / "mine.csv").write_text("mine")

    answer = ssi("sample", tmp_path)

    assert (answer.exit_code, answer.stderr) == (
        2,
        f"ssi: parameter 'out' is '{tmp_path}'; it must be a folder that is empty or"
        " not there yet\n",
    )
    assert files(tmp_path) == {"mine.csv": b"mine"}


def test_notebooks_are_copied_once_and_not_written_over(ssi, tmp_path):
    first, again = ssi("notebooks", tmp_path), ssi("notebooks", tmp_path)

    assert (first.exit_code, again.exit_code) == (0, 2)
    assert f"{tmp_path / 'weekly_report.ipynb'}" in first.stdout.splitlines()


def test_progress_is_seen_on_a_terminal_and_never_in_the_results(company):
    code = "from ssi_analysis.cli import main; main()"
    screen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    os.set_blocking(screen, False)
    answer = subprocess.run(
        [sys.executable, "-c", code, "check", company],
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        check=False,
    )
    seen = os.read(screen, 10_000).decode()
    os.close(terminal)
    os.close(screen)

    assert re.search(r"\| 0/2 .* files/s", seen)
    assert answer.stdout == CliRunner().invoke(main, ["check", str(company)]).stdout


def test_demo_makes_a_page_for_each_team(demo, files):
    made = files(demo)

    pages = [f"2026-W46/{team}.html" for team in (*TEAMS, "company")]
    assets = [name for name in made if name.startswith("assets/")]
    expected = [".ssi-key", "2026-W46/manifest.json", *pages, *assets, "index.html"]
    assert sorted(made) == sorted(expected)
    assert len(assets) == 1


def test_the_same_inputs_give_the_same_bytes(ssi, demo, files, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    # The key of the codes is an input.
    (again / ".ssi-key").write_bytes((demo / ".ssi-key").read_bytes())

    answer = ssi(
        *("report", resources.sample(), "--team", "West", "--team", "Summit"),
        *("--week", "2026-W46", "--out", again),
    )

    assert answer.exit_code == 0
    first, second = files(demo), files(again)
    for name in ("2026-W46/west.html", "2026-W46/summit.html"):
        assert second[name] == first[name]


def test_no_person_is_named_on_any_page(demo):
    with (resources.sample() / "roster.csv").open(encoding="utf-8") as roster:
        people = list(csv.DictReader(roster))
    columns = ("rep_id", "name", "email", "linkedin_seat_id", "crm_user_id")
    secrets = {person[column] for person in people for column in columns}
    shown = "\n".join(path.read_text("utf-8") for path in demo.rglob("*.html"))
    shown += (demo / "2026-W46" / "manifest.json").read_text("utf-8")

    assert len(people) == 45
    assert sorted(secrets & set(re.findall(r"[\w.@+-]+", shown))) == []
    assert [name for name in secrets if " " in name and name in shown] == []


def test_a_team_of_four_shows_no_single_rep(demo):
    marks = {
        team: figures((demo / "2026-W46" / f"{team}.html").read_text("utf-8"))
        for team in ("summit", "harbor")
    }

    assert marks["harbor"]["figure-3"]
    # Its two charts are those of medians over time.
    assert marks["summit"].keys() == {"figure-1", "figure-2"}


def figures(page):
    """Read the traces of each chart from the JSON beside it."""
    found = re.findall(r'data-draws="(.+?)">(.+?)</script>', page)
    return {name: json.loads(figure)["data"] for name, figure in found}


def test_check_says_the_same_as_json_and_as_a_page(ssi, company, tmp_path):
    answer = ssi("check", company, "--format", "json")

    assert answer.exit_code == 3
    said = json.loads(answer.stdout)
    assert said["counts"]["error"] == 2
    assert {"files", "findings", "rejects", "repeats", "proposals"} < said.keys()
    page = tmp_path / "check.html"
    answer = ssi("check", company, "--format", "html", "--out", page)
    assert answer.exit_code == 3
    assert answer.stdout == f"{page}\n"
    shown = page.read_text(encoding="utf-8")
    assert "2 things to put right before comparing" in shown
    ssi("check", company, "--out", page)
    assert page.read_text(encoding="utf-8") == shown


def test_check_people_lists_everybody_and_writes_the_roster_to_complete(ssi, tmp_path):
    (tmp_path / "ssi.csv").write_text("name,date,ssi\nAna Reis,2026-11-15,53\n")
    roster = tmp_path / "out" / "roster.csv"
    roster.parent.mkdir()
    answer = ssi("check", tmp_path, "--people", "--out", roster)

    assert answer.exit_code == 0
    assert re.search(
        r"^Ana Reis +ssi_wide +1 .+ no rep in the roster", answer.stdout, re.M
    )
    assert roster.read_text(encoding="utf-8").splitlines()[1].startswith("ana-reis,Ana")


def test_check_people_takes_the_options_of_a_check_and_lists_what_is_not_read(
    ssi, tmp_path
):
    (tmp_path / "ssi.csv").write_text("name,date,ssi\nAna Reis,03/04/2026,53\n")
    (tmp_path / "x.csv").write_text("a,b\nc,d\n")
    people = ("check", tmp_path, "--people")
    open_dates = ssi(*people)
    assert open_dates.exit_code == 0
    assert "Not read, so that whoever they name is not listed:" in open_dates.stdout
    assert "in '03/04/2026' the day and the month" in open_dates.stdout
    assert "x.csv: of no known origin" in open_dates.stdout

    said = json.loads(ssi(*people, "--date-order", "dmy", "--format", "json").stdout)
    assert [(row["named"], row["from"]) for row in said["people"]] == [
        ("Ana Reis", "2026-04-03")
    ]
    assert [row["rep_id"] for row in said["roster"]] == ["ana-reis"]
    assert len(said["unread"]) == 1

    page = tmp_path / "people.html"
    answer = ssi(*people, "--date-order", "mdy", "--format", "html", "--out", page)
    assert answer.stdout == f"{page}\n"
    shown = page.read_text(encoding="utf-8")
    assert "Ana Reis" in shown
    assert "2026-03-04" in shown


def test_check_people_takes_the_length_of_quotas(ssi, tmp_path):
    text = "QuotaAmount,StartDate,QuotaOwnerId\n5,2026-01-01,00599000000HofhAAC\n"
    (tmp_path / "quota.csv").write_text(text)
    assert "quota_period" in ssi("check", tmp_path, "--people").stdout
    told = ssi("check", tmp_path, "--people", "--quota-period", "month").stdout
    assert "00599000000HofhAAC" in told
    assert "Not read" not in told


def test_check_offers_the_lines_that_settle_an_unknown_file(ssi, company):
    text = "Wer;Datum;Punktzahl\nAna Reis;2026-05-01;53\n"
    (company / "punkte.csv").write_text(text, encoding="utf-8")
    answer = ssi("check", company)

    assert "For ssi-analysis.toml, to fill in:" in answer.stdout
    assert 'origin = "ssi_wide"\n[files.columns]\ndate = "Datum"' in answer.stdout


def test_no_name_or_cell_of_a_file_steers_the_terminal(ssi, tmp_path):
    (tmp_path / "people.csv").write_text("rep_id,name,team\nr1,Ana,E\n")
    (tmp_path / "a\x1b[2J.csv").write_text("some,\x1b[31mheader\nx,1\n")
    (tmp_path / "b\u202e.csv").write_text("name,date,ssi\n\x1b[2J,2026-11-08,53\n")
    (tmp_path / "c.csv").write_text("name,date,ssi\nAna,2026-11-08,53\n")
    for file in ("none", "c.csv"):
        (tmp_path / file).unlink(missing_ok=True)
        said = ssi("check", str(tmp_path))
        assert "\ufffd" in said.output
        assert {"\x1b", "\u202e"}.isdisjoint(said.output)


def test_calibrate_says_how_often_the_page_would_be_wrong(ssi, tmp_path):
    sample = resources.sample()
    arguments = ("calibrate", sample, "--team", "West", "--teams-simulated", "4")
    answer = ssi(*arguments)
    page = tmp_path / "calibration.json"
    written = ssi(*arguments, "--format", "json", "--out", page)

    assert (answer.exit_code, answer.stderr) == (0, "")
    sentence, _, table = answer.stdout.split("\n", 2)
    assert sentence.startswith("With each rep's SSI beside another rep's bookings,")
    assert len(table.splitlines()) == 1 + 14
    assert written.stdout == f"{page}\n"
    read = json.loads(page.read_text(encoding="utf-8"))
    assert read["reason"] == ""
    assert [rate["of"] for rate in read["rates"]] == [4] * 14


def test_calibrate_refuses_a_small_team_with_the_reason(ssi, company):
    answer = ssi("calibrate", company, "--team", "North")

    assert answer.exit_code == 0
    assert answer.stdout.startswith("Not calibrated, because ")
