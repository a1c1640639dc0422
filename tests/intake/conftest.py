"""Files of a small team, written and loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ssi_analysis.team import TeamData, load_team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROSTER = (
    "rep_id,name,email,linkedin_seat_id,crm_user_id,team\n"
    "r1,Ana Reis,ana@acme.com,301,77,EMEA\n"
    "r2,Bo Li,bo@acme.com,302,78,EMEA\n"
)


@pytest.fixture
def load(tmp_path: Path) -> Callable[[dict[str, str]], TeamData]:
    def written_and_loaded(files: dict[str, str]) -> TeamData:
        for name, text in {"people.csv": ROSTER, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load_team(tmp_path)

    return written_and_loaded


@pytest.fixture
def account() -> Callable[[TeamData, str], list[int]]:
    def counts(team: TeamData, file: str) -> list[int]:
        row = team.files.set_index("file").loc[file]
        names = ["rows_read", "rows_used", "rows_rejected", "rows_repeated"]
        return [int(row[name]) for name in names]

    return counts
