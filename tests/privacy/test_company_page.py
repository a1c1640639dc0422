"""The company's page beside the pages of its teams: what their difference tells."""

from __future__ import annotations

import re

import pytest

from ssi_analysis.batch import RunOptions, render_teams
from tests.privacy.test_attack import words_of


@pytest.fixture(scope="module")
def page(small_company, tmp_path_factory):
    run = render_teams(
        small_company.folder,
        teams=[],
        out=tmp_path_factory.mktemp("whole"),
        options=RunOptions(company=True),
    )
    assert run.exit_code == 0, run.records
    return run.path(run.records[0]).read_text("utf-8")


def test_the_four_who_would_be_left_over_are_in_no_number(page):
    words = words_of(page)
    # Six and Moved are thirteen; with Few they would be seventeen.
    assert "data to 15 Nov · 13 reps" in words
    assert "17 reps" not in words
    assert "4 reps are left out" in words
    assert not re.search(r"\bFew\b", words)


def test_nobody_is_named_on_the_companys_page(page, small_company):
    assert [each for each in small_company.secrets if each in words_of(page)] == []
    assert [
        each for each in small_company.secrets if len(each) > 5 and each in page
    ] == []
