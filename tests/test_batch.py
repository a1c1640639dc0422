"""Runs of several reports: what is refused before, and what becomes of faults."""

from __future__ import annotations

import json
import re

import pytest

from ssi_analysis import batch
from ssi_analysis.batch import RunOptions, render_report, render_teams
from ssi_analysis.errors import DataError, ParameterError, ReportError
from ssi_analysis.report import render
from ssi_analysis.team_names import slug

COVERED = "from 2026-W45 to 2026-W46, the weeks that the data cover"


@pytest.fixture
def no_kernel(monkeypatch):
    def refuse(*_, **__):
        pytest.fail("a kernel was started")

    monkeypatch.setattr(render, "execute_notebook", refuse)


def records(out, week="2026-W46"):
    """Read a week's records by slug, as somebody else's program would."""
    manifest = json.loads((out / week / "manifest.json").read_text("utf-8"))
    return {page["slug"]: page for page in manifest["pages"]}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"week": "46"}, "parameter 'week' is '46'; it must be an ISO week as"),
        ({"week": "2026-W44"}, f"'week' is '2026-W44'; it must be {COVERED}"),
        ({"week": "2026-W47"}, f"'week' is '2026-W47'; it must be {COVERED}"),
        ({"teams": ["Nroth"]}, "team 'Nroth' is not known; did you mean 'North'?"),
        ({"teams": ["Management"]}, "team 'Management' is not known."),
        (
            {"options": RunOptions({"dat_order": "dmy"})},
            "parameter 'dat_order' is not known; did you mean 'date_order'?",
        ),
    ],
)
@pytest.mark.usefixtures("no_kernel")
def test_what_cannot_be_made_is_refused_before_any_kernel(
    company, tmp_path, asked, message
):
    with pytest.raises(ParameterError) as refusal:
        render_teams(company, out=tmp_path / "out", **asked)

    assert message in str(refusal.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("no_kernel")
def test_a_company_without_scores_gets_no_page(company, tmp_path):
    (company / "scores.csv").unlink()

    with pytest.raises(DataError) as refusal:
        render_teams(company, out=tmp_path / "out")

    assert str(refusal.value) == (
        f"nobody in '{company}' has an SSI: add an SSI history or the page's JSON"
    )


@pytest.mark.usefixtures("no_kernel")
def test_scores_of_less_than_a_week_get_no_page(company, tmp_path):
    (company / "scores.csv").write_text("rep_id,date,ssi_total\nr0,2026-11-11,50\n")

    with pytest.raises(DataError) as refusal:
        render_teams(company, out=tmp_path / "out")

    assert str(refusal.value) == (
        "the scores begin on 2026-11-11 and the data end on 2026-11-11:"
        " a page needs a whole week from Monday to Sunday"
    )


@pytest.mark.usefixtures("no_kernel")
def test_less_than_a_week_from_sunday_gets_no_page(company, tmp_path):
    (company / "ssi-analysis.toml").write_text('week_start = "sunday"')
    (company / "scores.csv").write_text("rep_id,date,ssi_total\nr0,2026-11-13,50\n")

    with pytest.raises(DataError) as refusal:
        render_teams(company, out=tmp_path / "out")

    assert str(refusal.value) == (
        "the scores begin on 2026-11-13 and the data end on 2026-11-13:"
        " a page needs a whole week from Sunday to Saturday"
    )


@pytest.mark.usefixtures("short_notebook")
def test_weeks_from_sunday_are_complete_on_saturday(company, tmp_path):
    (company / "ssi-analysis.toml").write_text('week_start = "sunday"')
    scores = company / "scores.csv"
    until_saturday = [row for row in scores.read_text().split() if "11-15" not in row]
    scores.write_text("\n".join(until_saturday))

    for asked in (None, "2026-W46"):
        run = render_teams(company, week=asked, teams=["north"], out=tmp_path / "out")
        assert run.week == "2026-W46"


@pytest.mark.usefixtures("short_notebook")
def test_a_page_of_a_week_from_sunday_holds_nothing_after_saturday(company, tmp_path):
    (company / "ssi-analysis.toml").write_text('week_start = "sunday"')
    out = tmp_path / "out"

    render_teams(company, teams=["north"], out=out)

    manifest = json.loads((out / "2026-W46" / "manifest.json").read_text("utf-8"))
    assert manifest["data_to"] == "2026-11-14"


@pytest.mark.usefixtures("no_kernel")
def test_a_manifest_that_cannot_be_read_stops_a_run_before_it_costs(company, tmp_path):
    broken = tmp_path / "out" / "2026-W40" / "manifest.json"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")

    with pytest.raises(ReportError, match="cannot be read as a manifest"):
        render_teams(company, out=tmp_path / "out")


@pytest.mark.usefixtures("short_notebook")
def test_the_last_complete_week_is_made_unless_another_is_asked_for(company, tmp_path):
    with (company / "scores.csv").open("a") as scores:
        scores.write("\nr0,2026-11-16,50")

    run = render_teams(company, teams=["north"], out=tmp_path / "out")

    assert run.week == "2026-W46"
    assert [record.name for record in run.records] == ["North"]
    assert run.path(run.records[0]).is_file()


def test_a_former_team_gets_pages_of_its_weeks_and_where_it_is_asked_for(
    company, tmp_path, short_notebook
):
    roster = company / "roster.csv"
    head = "rep_id,name,team,manager_id,start_date,end_date"
    rows = ["r0,Rep 0,West,m1,2026-01-01,2026-11-08", "r0,Rep 0,North,m1,2026-11-09,"]
    roster.write_text("\n".join([head, *rows, "r1,Rep 1,South,m1,,", "m1,Max,Man,,,"]))

    def made(out, **asked):
        return [
            record.slug for record in render_teams(company, out=out, **asked).records
        ]

    assert made(tmp_path / "new") == ["north", "south"]
    assert made(tmp_path / "old", week="2026-W45") == ["north", "south", "west"]
    assert made(tmp_path / "one", teams=["West"]) == ["west"]


def test_odd_team_names_stay_text_and_make_safe_files(
    write_company, tmp_path, short_notebook
):
    names = ["../x", "007", "<script>alert(1)</script>", "None"]
    company = write_company(tmp_path / "a {b} 'c' \"d\"", *names)
    short_notebook("assert isinstance(team, str) and isinstance(data, str)")

    run = render_teams(company, out=tmp_path / "out")

    assert {record.name: record.slug for record in run.records} == {
        "../x": slug("../x"),
        "007": "007",
        "<script>alert(1)</script>": slug("<script>alert(1)</script>"),
        "None": "none",
    }
    assert {record["finding"] for record in records(tmp_path / "out").values()} == {
        f"{name} sells" for name in names
    }
    made = [path.name for path in (tmp_path / "out" / "2026-W46").iterdir()]
    assert [re.sub("-[0-9a-f]{8}", "-HASH", name) for name in sorted(made)] == [
        *("007.html", "manifest.json", "none.html"),
        *("script-alert-1-script-HASH.html", "x-HASH.html"),
    ]


@pytest.mark.usefixtures("short_notebook")
def test_a_team_that_joins_moves_no_other_teams_page(write_company, tmp_path):
    alone = write_company(tmp_path / "before", "東京", "Team A")
    joined = write_company(tmp_path / "after", "京都", "Team A+", "東京", "Team A")

    before = render_teams(alone, out=tmp_path / "a").records
    after = render_teams(joined, out=tmp_path / "b").records

    kept = {record.name: record.slug for record in before}
    found = {record.name: record.slug for record in after}
    assert found == found | kept
    assert len(set(found.values())) == 4


def test_a_failed_report_keeps_its_old_page_and_the_others_go_on(
    company, tmp_path, short_notebook
):
    out = tmp_path / "out"
    render_teams(company, out=out)
    old = (out / "2026-W46" / "south.html").read_bytes()
    short_notebook("message = {'North': message}[team]")
    heard = []

    def hear(done, total):
        heard.append((done, total))

    run = render_teams(company, out=out, options=RunOptions(progress=hear))

    assert (run.exit_code, run.n_made) == (4, 1)
    failed = records(out)["south"]
    assert (failed["status"], failed["error"]) == (
        "failed",
        "the notebook stopped: KeyError: 'South'",
    )
    assert "KeyError: &#39;South&#39;" in run.index.read_text("utf-8")
    assert records(out)["north"]["status"] == "ok"
    assert (out / "2026-W46" / "south.html").read_bytes() == old
    assert heard == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("import os; os._exit(9)", "Kernel died"),
        ("import sys; sys.exit(0)", "SystemExit: 0"),
    ],
)
def test_a_kernel_that_ends_early_is_a_failed_report(
    company, tmp_path, short_notebook, line, reason
):
    short_notebook(line)

    run = render_teams(company, teams=["North"], out=tmp_path / "out")

    assert run.exit_code == 5
    assert run.records[0].error.startswith(f"the notebook stopped: {reason}")
    assert not (tmp_path / "out" / "2026-W46" / "north.html").exists()


def test_render_report_returns_the_pages_or_raises_the_reasons(
    company, tmp_path, short_notebook
):
    out = tmp_path / "out"
    short_notebook("message = {'North': message}[team]")

    (page,) = render_report(company, team="north", out=out)
    with pytest.raises(ReportError, match=r"South.*KeyError: 'South'"):
        render_report(company, team="South", out=out)

    assert page == out / "2026-W46" / "north.html"


@pytest.mark.usefixtures("short_notebook")
def test_teams_that_are_not_made_again_keep_their_records(company, tmp_path):
    out = tmp_path / "out"
    render_teams(company, out=out, teams=["South"])
    before = records(out)["south"]

    render_teams(company, out=out, teams=["North"])

    assert records(out).keys() == {"north", "south"}
    assert records(out)["south"] == before
    assert (out / "index.html").read_text("utf-8").count('href="2026-W46/') == 2


def test_a_page_that_cannot_be_written_is_a_failed_report(
    company, tmp_path, monkeypatch
):
    def fill_disk(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batch, "render_page", fill_disk)

    run = render_teams(company, out=tmp_path / "out", teams=["North"])

    assert (
        run.records[0].error == "the page could not be written: No space left on device"
    )


@pytest.mark.usefixtures("short_notebook")
def test_pages_lead_to_their_neighbours_and_the_newest_week_is_the_latest(
    company, tmp_path
):
    out = tmp_path / "out"
    render_teams(company, out=out)
    render_teams(company, out=out, week="2026-W45", teams=["North"])

    new, old = (out / week / "north.html" for week in ("2026-W46", "2026-W45"))
    assert 'href="../2026-W45/north.html"' in new.read_text("utf-8")
    assert 'href="../2026-W46/north.html"' in old.read_text("utf-8")
    assert (out / "latest" / "south.html").read_bytes() == (
        out / "2026-W46" / "south.html"
    ).read_bytes()


@pytest.mark.usefixtures("no_kernel")
def test_a_folder_of_the_users_called_latest_stops_a_run_before_it_costs(
    company, tmp_path
):
    (tmp_path / "out" / "latest").mkdir(parents=True)

    with pytest.raises(ReportError, match="latest: not made by this package"):
        render_teams(company, out=tmp_path / "out")


@pytest.mark.usefixtures("short_notebook")
def test_the_companys_page_is_made_alone_or_beside_its_teams(company, tmp_path):
    whole = RunOptions(company=True)

    alone = render_teams(company, teams=[], out=tmp_path / "a", options=whole)
    both = render_teams(company, out=tmp_path / "b", options=whole)

    assert [record.slug for record in alone.records] == ["company"]
    assert [record.slug for record in both.records] == ["north", "south", "company"]
    assert records(tmp_path / "b")["company"]["name"] == "Whole company"
    assert (tmp_path / "b" / "latest" / "company.html").is_file()


@pytest.mark.usefixtures("short_notebook")
def test_a_team_called_whole_company_keeps_its_own_page(write_company, tmp_path):
    company = write_company(tmp_path / "exports", "Whole company")

    run = render_teams(company, out=tmp_path / "out", options=RunOptions(company=True))

    assert {record.slug for record in run.records} == {"whole-company", "company"}


def test_a_team_called_company_does_not_take_the_companys_page(write_company, tmp_path):
    company = write_company(tmp_path / "exports", "Company", "North")

    run = render_teams(company, out=tmp_path / "out", options=RunOptions(company=True))

    assert {record.name: record.slug for record in run.records} == {
        "Company": slug("Company"),
        "North": "north",
        "Whole company": "company",
    }
