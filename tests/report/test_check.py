"""The page of a check: its verdict, its parts, and nothing from outside."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pandas as pd
import pytest

from ssi_analysis.findings import Finding, Findings, audit
from ssi_analysis.report.check import check_page
from ssi_analysis.resources import sample
from ssi_analysis.team import load_team

ERROR = Finding("no quota", "error", 1, "exports", "add it")
WARNING = Finding("stale SSI", "warning", 1200, "r1: last", "wait", "a/ssi.csv", 3)
NOTE = Finding("ramp quota", "note", 2, "r1", "do not compare")


@pytest.fixture(scope="module")
def company():
    return load_team(sample())


@pytest.fixture
def small(company):
    return replace(company, rejects=company.rejects.head(0), repeats=pd.DataFrame())


def text_of(page):
    body = page[page.index("<body>") :]
    return " ".join(re.sub("<[^>]+>", " ", body).split())


@pytest.mark.parametrize(
    ("items", "title"),
    [
        ((ERROR, WARNING), "1 thing to put right before comparing"),
        ((ERROR, ERROR, ERROR), "3 things to put right before comparing"),
        ((WARNING, NOTE), "Nothing stands in the way"),
        ((), "Nothing stands in the way"),
    ],
)
def test_the_verdict_is_the_title_and_the_heading(small, items, title):
    page = check_page(small, Findings(items))
    assert f"<title>sample: {title}</title>" in page
    assert re.findall("<h1[^>]*>(.*)</h1>", page) == [title]


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        (
            (WARNING, NOTE, NOTE),
            "1 warning and 2 notes: read them before you trust a comparison.",
        ),
        ((NOTE,), "1 note: read them before you trust a comparison."),
        ((ERROR,), "Nothing else was found."),
        ((), "Nothing else was found."),
    ],
)
def test_the_sentence_below_counts_the_rest(small, items, sentence):
    assert sentence in text_of(check_page(small, Findings(items)))


def test_findings_stand_by_severity_with_place_and_cure(small):
    text = text_of(check_page(small, Findings((ERROR, WARNING, NOTE))))
    assert (
        "To put right before comparing no quota: 1 Example exports What to do add it"
        " Used all the same, but may mislead stale SSI: 1,200 Example r1: last Where"
        " a/ssi.csv, row 3 What to do wait Good to know ramp quota: 2"
    ) in text


def test_a_place_that_the_example_names_is_not_repeated(small):
    item = replace(WARNING, example="a/ssi.csv, row 3, column brand")
    assert text_of(check_page(small, Findings((item,)))).count("a/ssi.csv") == 1


def test_every_row_of_every_file_is_accounted_for(company):
    text = text_of(check_page(company, audit(company)))
    assert "36,839 rows read = 36,834 used + 5 rejected + 0 repeated." in text
    lines = (
        (sample() / "linkedin/ssi_history/south.csv").read_text("utf-8").splitlines()
    )
    read, used = f"{len(lines) - 1:,}", f"{len(lines) - 2:,}"
    assert f"linkedin/ssi_history/south.csv ssi_wide {read} {used} 1 0 2026" in text
    assert "notes.txt unknown 0 0 0 0 –" in text


def test_many_files_are_folded_and_few_are_not(small):
    assert "<summary>All 428 files</summary>" in check_page(small, Findings(()))
    few = replace(small, files=small.files.head(20))
    assert "<details>" not in check_page(few, Findings(()))


def test_rejects_are_shown_as_found_up_to_two_hundred(company):
    page = check_page(company, audit(company))
    assert "5 of 5 values, by file and row" in page
    assert "<td>745</td><td>prof_brand</td><td>52.00</td>" in page
    many = pd.concat([company.rejects] * 50, ignore_index=True)
    page = check_page(replace(company, rejects=many), audit(company))
    assert "200 of 250 values, by file and row" in page
    assert "and 50 more" in page


def test_rows_set_aside_are_summed_by_table_and_reason(company):
    page = check_page(company, audit(company))
    assert "<td>ssi</td><td>another reading of the same day</td><td>3,749</td>" in page


def test_parts_that_are_empty_are_left_out(small):
    page = check_page(small, Findings(()))
    assert re.findall("<h2>(.*)</h2>", page) == ["Files"]


def test_a_file_named_after_a_rep_shows_the_rep_id_in_every_table(company):
    (name,) = {
        path.split("/")[2] for path in company.files["file"] if "tracker" in path
    }
    path = f"linkedin/ssi_tracker/{name}/ssi_history.csv"
    rejects = company.rejects.assign(file=path)
    page = check_page(replace(company, rejects=rejects), audit(company))
    assert "<td>linkedin/ssi_tracker/R" in page
    assert name not in page


def test_the_page_needs_nothing_from_outside_and_runs_nothing(company):
    page = html.unescape(check_page(company, audit(company)))
    assert "default-src 'none'; style-src 'sha256-" in page
    assert not re.search("<script|<link|<img|href=.http|src=|url[(]", page)


def test_the_same_data_give_the_same_page(company):
    found = audit(company)
    assert check_page(company, found) == check_page(company, found)


def test_a_folder_of_which_no_day_is_known_has_a_page_too(company):
    nothing = company.between(None, pd.Timestamp("1990-01-01"))
    page = check_page(nothing, audit(nothing))
    assert "data to" not in page
    assert "3 things to put right before comparing" in page
