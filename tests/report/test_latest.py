"""`latest`: which week it shows, and that it never shows half of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssi_analysis.errors import ReportError
from ssi_analysis.report.latest import check_latest, point_latest
from ssi_analysis.report.manifest import (
    Manifest,
    PageRecord,
    read_manifests,
    write_manifest,
)

TEAMS = ("north", "south")
HEAD = {
    "message": {"finding": ""},
    "chip": {"level": "E1", "name": ""},
    "numbers": [{"value": "", "label": ""}],
}


@pytest.fixture
def make(tmp_path):
    def run(week, *slugs, failed=(), teams=TEAMS):
        pages = [
            PageRecord.published(slug, slug, headline=HEAD, sha256="") for slug in slugs
        ]
        pages += [PageRecord.failed(slug, slug, error="no") for slug in failed]
        write_manifest(tmp_path / week, Manifest(week, "", {}, tuple(pages), teams))
        for slug in slugs:
            (tmp_path / week / f"{slug}.html").write_text(f"{slug} {week}")
        return point_latest(tmp_path)

    return run


def shown(root):
    folder = root / "latest"
    return {path.stem: path.read_text() for path in folder.glob("*.html")}


@pytest.fixture
def no_links(monkeypatch):
    monkeypatch.setattr(Path, "symlink_to", _refuse)


def test_the_newest_week_is_shown_whichever_is_made_last(make, tmp_path):
    make("2026-W46", *TEAMS)
    assert make("2026-W45", *TEAMS) == "2026-W46"
    assert shown(tmp_path) == {"north": "north 2026-W46", "south": "south 2026-W46"}
    assert (tmp_path / "latest").readlink() == Path("2026-W46")


def test_a_week_with_a_failed_report_waits_until_it_is_made(make, tmp_path):
    make("2026-W46", *TEAMS)
    assert make("2026-W47", "north", failed=["south"]) == "2026-W46"
    assert shown(tmp_path)["south"] == "south 2026-W46"
    assert make("2026-W47", *TEAMS) == "2026-W47"
    assert shown(tmp_path)["south"] == "south 2026-W47"


def test_one_teams_page_is_not_a_week_where_others_had_one(make):
    make("2026-W46", *TEAMS)
    assert make("2026-W47", "north") == "2026-W46"


def test_one_team_alone_has_its_latest_page(make):
    make("2026-W46", "north")
    assert make("2026-W47", "north") == "2026-W47"


def test_a_team_that_is_no_more_holds_nothing_up(make):
    make("2026-W46", *TEAMS)
    assert make("2026-W47", "north", teams=("north",)) == "2026-W47"


def test_a_second_try_that_fails_leaves_the_first_page_in_its_place(make, tmp_path):
    make("2026-W46", *TEAMS)
    assert make("2026-W46", "north", failed=["south"]) == "2026-W46"
    assert shown(tmp_path)["south"] == "south 2026-W46"


def test_nothing_is_shown_before_a_week_is_whole(make, tmp_path):
    assert not make("2026-W46", "north", failed=["south"])
    assert not (tmp_path / "latest").exists()


@pytest.mark.usefixtures("no_links")
def test_where_there_are_no_links_it_is_a_copy_of_one_week(make, tmp_path):
    make("2026-W45", *TEAMS)
    make("2026-W46", "north", teams=("north",))
    assert not (tmp_path / "latest").is_symlink()
    assert shown(tmp_path) == {"north": "north 2026-W46"}


@pytest.mark.parametrize("fails", [True, False])
def test_nothing_else_is_left_and_the_index_takes_it_for_no_week(
    make, tmp_path, monkeypatch, fails
):
    if fails:
        monkeypatch.setattr(Path, "symlink_to", _refuse)
    make("2026-W46", *TEAMS)
    make("2026-W47", *TEAMS)
    assert {path.name for path in tmp_path.iterdir()} == {
        "2026-W46",
        "2026-W47",
        "latest",
    }
    assert [each.week for each in read_manifests(tmp_path)] == ["2026-W47", "2026-W46"]


def _refuse(*_, **__):
    raise OSError(1, "Operation not permitted")


def test_a_copy_stays_a_copy_where_links_come_to_work(make, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "symlink_to", _refuse)
        make("2026-W45", *TEAMS)
    make("2026-W46", *TEAMS)
    assert shown(tmp_path)["north"] == "north 2026-W46"


def test_somebody_elses_folder_is_not_replaced(make, tmp_path):
    own = tmp_path / "latest" / "thesis.txt"
    own.parent.mkdir()
    own.write_text("mine")
    for attempt in (lambda: check_latest(tmp_path), lambda: make("2026-W46", *TEAMS)):
        with pytest.raises(ReportError, match="latest: not made by this package"):
            attempt()
    assert own.read_text() == "mine"
