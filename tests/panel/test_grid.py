"""A rep-period is a row of the team of its middle day, where the rep was in role."""

from __future__ import annotations

import pandas as pd

from ssi_analysis.panel.grid import role_grid

STARTS = pd.Series(pd.to_datetime(["2026-01-01", "2026-04-01", "2026-07-01"]))
ENDS = pd.Series(pd.to_datetime(["2026-03-31", "2026-06-30", "2026-09-30"]))


def grid(*rows: tuple[str, str, str | None, str | None]) -> list[tuple[str, str, str]]:
    roles = pd.DataFrame(rows, columns=["rep_id", "team", "start_date", "end_date"])
    days = {side: pd.to_datetime(roles[side]) for side in ("start_date", "end_date")}
    found = role_grid(roles.assign(segment="", **days), STARTS, ENDS)
    cells = zip(found["rep_id"], found["team"], found["period"], strict=True)
    return sorted((rep_id, team, f"{period:%m}") for rep_id, team, period in cells)


def test_a_rep_who_was_there_all_the_time_has_every_period() -> None:
    assert [row[2] for row in grid(("r1", "A", None, None))] == ["01", "04", "07"]


def test_periods_that_begin_before_or_end_after_the_role_are_no_rows() -> None:
    assert grid(("r1", "A", "2026-01-02", "2026-06-30")) == [("r1", "A", "04")]


def test_a_change_without_a_gap_keeps_the_period_in_the_team_of_its_middle() -> None:
    rows = ("r1", "A", None, "2026-05-01"), ("r1", "B", "2026-05-02", None)
    assert grid(*rows) == [("r1", "A", "01"), ("r1", "B", "04"), ("r1", "B", "07")]


def test_a_gap_between_two_roles_leaves_its_period_out() -> None:
    rows = ("r1", "A", None, "2026-05-01"), ("r1", "B", "2026-05-03", None)
    assert grid(*rows) == [("r1", "A", "01"), ("r1", "B", "07")]


def test_a_role_without_any_day_is_there_always() -> None:
    assert len(grid(("r1", "A", None, None), ("r2", "A", None, "2026-03-31"))) == 4
