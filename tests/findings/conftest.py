"""Teams of literal tables, each row at a place, and folders of exports to load."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from ssi_analysis.findings import audit
from ssi_analysis.schema import TABLES
from ssi_analysis.settings import Settings
from ssi_analysis.team import TeamData, load_team

ROSTER = (
    "rep_id,name,crm_user_id,manager_id,is_manager,team,end_date\n"
    "r1,Ana Reis,77,r3,no,EMEA,\n"
    "r2,Bo Li,78,r3,no,EMEA,2026-10-01\n"
    "r3,Cy Wu,79,,{flag},EMEA,\n"
)
SSI = (
    "rep_id,date,ssi,brand,people,insights,rel\n"
    "r1,2026-10-31,53.5,20.5,10,10,13\n"
    "r1,2026-10-30,53,20.5,10,10,13\n"
    "r1,2026-10-29,53,20.5,10,10,11\n"
    "r2,2026-09-30,50,20,10,10,10\n"
)
QUOTA = (
    "hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id\n"
    "100,2026-10-01,2026-12-31,77\n"
    "100,2026-10-01,2026-12-31,78\n"
    "200,2026-10-01,2026-12-31,79\n"
)
DEALS = (
    "Record ID,Deal Stage,Amount,Close Date,Create Date,Deal owner\n"
    "1,Closed Won,50,2026-11-15,2026-10-01,Ana Reis\n"
)
FILES = ["file", "origin", "rows_read", "rows_used", "rows_rejected", "rows_repeated"]


@pytest.fixture(scope="session")
def literal():
    """Build a team of rows; row n of a table stands in <table>.csv, row n + 1."""
    return a_team


@pytest.fixture(scope="session")
def of_kind():
    """List the findings of one kind."""

    def found(team, kind):
        return [item for item in audit(team).items if item.kind == kind]

    return found


@pytest.fixture
def loaded(tmp_path):
    """Write and load a small folder, some of its files replaced."""

    def load(*, flag="yes", **files):
        people = ROSTER.format(flag=flag)
        written = {"people": people, "ssi": SSI, "quota": QUOTA, "deals": DEALS}
        for name, text in {**written, **files}.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return load_team(tmp_path)

    return load


def a_team(*, rejects=(), repeats=(), files=(), spells=(), settings=None, **tables):
    frames = {name: _frame(name, tables.get(name, [])) for name in TABLES}
    places = {
        name: _placed(name, frame[[*TABLES[name].key]])
        for name, frame in frames.items()
        if name != "reps"
    }
    listed = files or [(f"{name}.csv", name, 9, 9, 0, 0) for name in tables]
    columns = ["file", "row", "column", "found", "reason"]
    aside = ["table", "file", "row", "kept_file", "kept_row", "kind"]
    return TeamData(
        **frames,
        rejects=pd.DataFrame(list(rejects), columns=columns),
        repeats=pd.DataFrame(list(repeats), columns=aside),
        files=pd.DataFrame(listed, columns=FILES).assign(last_date=pd.NaT),
        spells=_placed("reps", _frame("reps", spells or tables.get("reps", []))),
        places=places,
        settings=settings or Settings(),
        source=Path("exports"),
    )


def _frame(name, rows):
    frame = TABLES[name].conform(pd.DataFrame(list(rows)))
    return frame.assign(source=f"{name}.csv") if "source" in frame else frame


def _placed(name, frame):
    return frame.assign(file=f"{name}.csv", row=range(2, len(frame) + 2))
